//! Names that are no settings, and secrets that files hold.

use std::{collections::BTreeMap, fs, path::Path};

use super::{
    Asker, Config, ConfigErrors,
    source::Sources,
    tests::{KNOWN, SECRET, development, env},
};
use crate::seam::fake::TempDir;

#[test]
fn a_variable_that_is_no_setting_is_refused_by_name() {
    let errors = development(&[("ALMOND_LISTEM", "x"), ("ALMOND_COLOUR", "blue"), ("PATH", "/bin")]).unwrap_err();
    let said = errors.to_string();
    let said: Vec<_> = said.lines().collect();
    assert_eq!(
        said,
        [
            "ALMOND_COLOUR is not a setting of Almond",
            "ALMOND_LISTEM is not a setting of Almond; did you mean ALMOND_LISTEN?"
        ]
    );
    assert!(development(&[("ALMOND_PORT", "tcp://10.0.0.7:80"), ("ALMOND_SERVICE_HOST", "10.0.0.7")]).is_ok());
    let said = development(&[("ALMOND_LISTEN_FILE", "/x")]).unwrap_err().to_string();
    assert!(said.starts_with("ALMOND_LISTEN_FILE is not a setting of Almond"), "{said}");
}

/// With a folder of files, and `{}` in a value being that folder.
fn with_files(files: &[(&str, &str)], pairs: &[(&str, &str)], settings: Option<&str>) -> Result<Config, ConfigErrors> {
    let dir = TempDir::new();
    let here = dir.path().to_str().unwrap().to_owned();
    for (name, text) in files {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let file = settings.map(|text| {
        let path = dir.path().join("almond.toml");
        fs::write(&path, text.replace("{}", &here)).unwrap();
        path
    });
    let pairs: BTreeMap<_, _> =
        pairs.iter().map(|(name, value)| ((*name).to_owned(), value.replace("{}", &here))).collect();
    Config::load(&pairs, file.as_deref(), &KNOWN)
}

#[test]
fn a_secret_may_come_from_a_file() {
    let files =
        [("secret", &*format!("{SECRET}\n")), ("master", "twenty-four-will-do-here\r\n"), ("url", "sqlite:///x\n")];
    let pairs = [
        ("ALMOND_SECRET_FILE", "{}/secret"),
        ("PROXY_MASTER_KEY_FILE", "{}/master"),
        ("ALMOND_DATABASE_URL_FILE", "{}/url"),
    ];
    let by_variable = with_files(&files, &pairs, None).unwrap();
    assert_eq!(by_variable.secret.current.bytes().len(), 32);
    assert_eq!(by_variable.master_key, Some(entity::Digest::of(b"twenty-four-will-do-here")));
    let toml = "secret_file = '{}/secret'\nmaster_key_file = '{}/master'\ndatabase_url_file = '{}/url'";
    let by_key = with_files(&files, &[], Some(toml)).unwrap();
    assert_eq!(by_key.master_key, by_variable.master_key);
    let both = with_files(&files, &[("ALMOND_MASTER_KEY", "of-the-environment-alone")], Some(toml)).unwrap();
    assert_eq!(both.master_key, Some(entity::Digest::of(b"of-the-environment-alone")), "the environment wins");
}

#[test]
fn a_secrets_file_that_is_of_no_use_is_named() {
    let files = [("empty", " \n"), ("secret", "hunter2")];
    for (pairs, toml, expected) in [
        (vec![("ALMOND_SECRET_FILE", "{}/none")], None, "ALMOND_SECRET_FILE names "),
        (vec![("ALMOND_SECRET_FILE", "{}/empty")], None, "which is empty"),
        (vec![("ALMOND_SECRET_FILE", "{}/secret")], None, "ALMOND_SECRET_FILE must be base64"),
        (
            vec![("ALMOND_SECRET", SECRET), ("ALMOND_SECRET_FILE", "{}/secret")],
            None,
            "ALMOND_SECRET_FILE and ALMOND_SECRET are both set",
        ),
        (
            vec![("ALMOND_MASTER_KEY", "x"), ("PROXY_MASTER_KEY_FILE", "{}/secret")],
            None,
            "PROXY_MASTER_KEY_FILE and ALMOND_MASTER_KEY are both set",
        ),
        (vec![], Some("secret = 'x'\nsecret_file = '{}/secret'"), "and `secret` are both set"),
        (vec![], Some("secret_file = 7"), "must be a string, the path of a file"),
    ] {
        let said = with_files(&files, &[&pairs[..], &[("ALMOND_DATA_DIR", "{}/data")]].concat(), toml);
        let said = said.expect_err(expected).to_string();
        assert!(said.contains(expected) && !said.contains("hunter2"), "{said}");
    }
}

#[test]
fn a_command_makes_neither_a_database_nor_a_secret() {
    let dir = TempDir::new();
    let data = dir.path().join("data");
    let url = format!("sqlite://{}", data.join("other.sqlite").display());
    let asked = |pairs: &[(&str, &str)]| {
        Config::check(Sources::read(&env(pairs), None::<&Path>).unwrap(), &KNOWN, Asker::Command)
    };
    let folder = ("ALMOND_DATA_DIR", data.to_str().unwrap());
    for (pairs, name) in
        [(vec![folder], "ALMOND_DATA_DIR"), (vec![folder, ("ALMOND_DATABASE_URL", &*url)], "ALMOND_DATABASE_URL")]
    {
        let said = asked(&pairs).unwrap_err().to_string();
        assert!(said.starts_with(&format!("{name} leads to no database: {}", data.display())), "{said}");
        assert!(said.contains("--config"), "{said}");
    }
    assert!(!data.exists());
}
