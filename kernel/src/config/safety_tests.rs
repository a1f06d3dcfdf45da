//! What production refuses or is warned of, and that all that is wrong is named at once.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::Path,
};

use super::{
    tests::{KNOWN, SECRET, development, env, production},
    *,
};
use crate::seam::fake::TempDir;

/// Refused in production, warned of in development.
fn is_refused(name: &str, value: &str) {
    let error = production(&[(name, value)]).expect_err(value).to_string();
    assert!(error.starts_with(&format!("{name} must be ")) && error.contains("in production"), "{error}");
    assert!(!error.contains('\n') && !error.contains("hunter2"), "{error}");
    assert_eq!(development(&[(name, value)]).unwrap().warnings, [error], "{value}");
}

/// Warned of in production, and nobody's business in development.
fn is_warned_of(name: &str, value: &str) {
    let warnings = production(&[(name, value)]).unwrap().warnings;
    assert!(warnings.iter().any(|warning| warning.starts_with(name) && !warning.contains("hunter2")), "{warnings:?}");
    assert!(development(&[(name, value)]).unwrap().warnings.is_empty(), "{name} {value}");
}

fn is_fine(name: &str, value: &str) {
    let warnings = production(&[(name, value)]).expect(value).warnings;
    assert!(!warnings.iter().any(|warning| warning.starts_with(name)), "{warnings:?}");
    assert!(development(&[(name, value)]).unwrap().warnings.is_empty(), "{name} {value}");
}

#[test]
fn mail_with_a_password_is_encrypted() {
    for url in ["smtp://me:hunter2@mail.example.com?tls=none", "smtp://localhost.example.com?tls=none"] {
        for error in [production(&[("ALMOND_SMTP_URL", url)]), development(&[("ALMOND_SMTP_URL", url)])] {
            let error = error.expect_err(url).to_string();
            assert!(error.contains("ALMOND_SMTP_URL") && !error.contains("hunter2"), "{error}");
        }
    }
    let warnings = production(&[("ALMOND_SMTP_URL", "")]).unwrap().warnings;
    assert!(warnings.iter().any(|warning| warning.starts_with("ALMOND_SMTP_URL is not set")), "{warnings:?}");
    is_warned_of("ALMOND_SMTP_URL", "smtp://mail.example.com:25");
    for url in [
        "smtps://me:hunter2@mail.example.com",
        "smtp://me:hunter2@mail.example.com:587?tls=required",
        "smtp://me:hunter2@mail.example.com:25",
        "smtp://me:hunter2@mail.example.com?tls=opportunistic",
        "smtp://me:hunter2@localhost:25?tls=none",
        "smtp://me:hunter2@127.0.0.1:25",
        "smtp://me:hunter2@[::1]:25",
    ] {
        is_fine("ALMOND_SMTP_URL", url);
    }
}

#[test]
fn networks_are_an_operators_own() {
    for wide in ["0.0.0.0/0", "::/0", "10.0.0.0/7", "0.0.0.0/1,128.0.0.0/1", "10.0.0.0/8,2000::/15"] {
        is_refused("ALMOND_TRUSTED_PROXIES", wide);
        is_refused("ALMOND_WEBHOOK_ALLOWED_NETWORKS", wide);
    }
    for metadata in ["169.254.169.254", "169.254.0.0/16", "169.0.0.0/8", "fe80::/64", "fd00:ec2::254", "fd00:ec2::/32"]
    {
        is_refused("ALMOND_WEBHOOK_ALLOWED_NETWORKS", metadata);
    }
    for ipv4_again in ["::ffff:0:0/96", "64:ff9b::/96"] {
        is_refused("ALMOND_WEBHOOK_ALLOWED_NETWORKS", ipv4_again);
    }
    is_warned_of("ALMOND_WEBHOOK_ALLOWED_NETWORKS", "127.0.0.1");
    for narrow in ["10.0.0.0/8,fd12::/16", "192.0.2.1"] {
        is_fine("ALMOND_TRUSTED_PROXIES", narrow);
        is_fine("ALMOND_WEBHOOK_ALLOWED_NETWORKS", narrow);
    }
}

#[test]
fn keys_and_secrets_are_random() {
    for weak in [
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "hunter2-hunter2-hunter2-hunter2-",
        "sixteen-is-enough",
        "0123456789abcdef",
    ] {
        is_refused("ALMOND_MASTER_KEY", weak);
        is_refused("PROXY_MASTER_KEY", weak);
    }
    is_fine("ALMOND_MASTER_KEY", "9f86d081884c7d659a2feaa0");
    // 32 bytes: "abab…", and of three kinds.
    let weak = ["YWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWI=", "YWFhYWFhYWFhYWFiYmJiYmJiYmJiYmNjY2NjY2NjY2M="];
    for weak in weak {
        let error = production(&[("ALMOND_SECRET", weak)]).unwrap_err().to_string();
        assert!(error.starts_with("ALMOND_SECRET must be random in production"), "{error}");
        is_fine("ALMOND_SECRET_PREVIOUS", weak);
    }
}

#[test]
fn what_may_be_meant_is_warned_of() {
    is_warned_of("ALMOND_LOGIN_BURST", "1001");
    is_warned_of("ALMOND_LOGIN_PER_MINUTE", "1000000");
    is_fine("ALMOND_LOGIN_BURST", "1000");
    for url in ["postgres://me:hunter2@db/almond", "postgres://me:hunter2@db/almond?sslmode=prefer"] {
        is_warned_of("ALMOND_DATABASE_URL", url);
    }
    for url in [
        "postgres://me:hunter2@db/almond?sslmode=require",
        "postgres://me:hunter2@127.0.0.1/almond",
        "postgres://me:hunter2@localhost/almond",
        "postgres://%2Fvar%2Frun%2Fpostgresql/almond",
        "postgres:///almond?host=/var/run/postgresql",
    ] {
        is_fine("ALMOND_DATABASE_URL", url);
    }
}

#[test]
fn all_that_is_wrong_is_named_at_once() {
    let wrong = [
        ("ALMOND_LISTEN", "8080"),
        ("ALMOND_PUBLIC_URL", "http://almond.example.com"),
        ("ALMOND_SECRET", "hunter2"),
        ("ALMOND_MASTER_KEY", "hunter2"),
        ("ALMOND_MINT_BURST", "0"),
        ("ALMOND_MINT_PER_MINUTE", "many"),
        ("ALMOND_TRUSTED_PROXIES", "0.0.0.0/0"),
        ("ALMOND_GITHUB_CLIENT_ID", "id"),
        ("ALMOND_OIDC_ISSUER", "http://id.example.com"),
        ("ALMOND_SMTP_URL", "smtp://me:hunter2@mail.example.com?tls=none"),
        ("ALMOND_FILES_URL", "s3://bucket"),
        ("ALMOND_FILES_MAX_BYTES", "0"),
        ("ALMOND_PAYMENT_URL", "http://pay.example.com"),
        ("ALMOND_PAYMENT_SECRET", "hunter2"),
    ];
    let error = production(&wrong).unwrap_err().to_string();
    let named: Vec<_> = error.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(
        named,
        [
            "ALMOND_LISTEN",
            "ALMOND_PUBLIC_URL",
            "ALMOND_SECRET",
            "ALMOND_MASTER_KEY",
            "ALMOND_MINT_BURST",
            "ALMOND_MINT_PER_MINUTE",
            "ALMOND_TRUSTED_PROXIES",
            "ALMOND_OIDC_ISSUER",
            "ALMOND_GITHUB_CLIENT_SECRET",
            "ALMOND_OIDC_CLIENT_ID",
            "ALMOND_SMTP_URL",
            "ALMOND_FILES_ACCESS_KEY",
            "ALMOND_FILES_SECRET_KEY",
            "ALMOND_FILES_MAX_BYTES",
            "ALMOND_PAYMENT_URL",
            "ALMOND_PAYMENT_SECRET",
        ],
        "{error}"
    );
    assert!(!error.contains("hunter2"), "{error}");
}

/// What is said of a file of settings and of the variables beside it, line by line.
fn with_file(toml: &str, mode: u32, pairs: &[(&str, &str)]) -> (String, Result<Config, ConfigErrors>) {
    let dir = TempDir::new();
    let path = dir.path().join("almond.toml");
    fs::write(&path, toml).unwrap();
    fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
    (path.display().to_string(), Config::load(&env(pairs), Some(&path), &KNOWN))
}

#[test]
fn what_is_wrong_in_the_file_is_named_with_the_rest_and_once() {
    let toml = "secret = true\nlisen = \"x\"\nlisten = [\"x\"]\nmint_burst = 0";
    let pairs = [
        ("ALMOND_ENVIRONMENT", "production"),
        ("ALMOND_PUBLIC_URL", "https://almond.example.com"),
        ("ALMOND_KEY_PREFIX", "A"),
    ];
    let (path, loaded) = with_file(toml, 0o600, &pairs);
    let error = loaded.unwrap_err().to_string();
    let named: Vec<_> = error.lines().map(|line| line.split(" in ").next().unwrap()).collect();
    assert_eq!(named[..4], ["`lisen`", "`listen`", "`secret`", "`mint_burst`"], "{error}");
    assert!(named[4].starts_with("ALMOND_KEY_PREFIX must be ") && named.len() == 5, "{error}");
    assert!(error.contains(&format!("`lisen` in {path} is not a setting of Almond")), "{error}");
}

#[test]
fn a_settings_file_with_secrets_is_for_those_who_may_know_them() {
    let secret = format!("secret = \"{SECRET}\"");
    let with_password = "smtp_url = \"smtps://me:hunter2@mail.example.com\"";
    let without = "database_url = \"postgres://localhost/almond\"\nsmtp_url = \"smtps://mail.example.com\"";
    for (toml, mode, refused) in [
        (secret.as_str(), 0o600, false),
        (&secret, 0o644, true),
        (&secret, 0o666, true),
        (&secret, 0o620, true),
        (with_password, 0o604, true),
        ("database_url = \"postgres://me:hunter2@localhost/almond\"", 0o604, true),
        (
            "oidc_client_id = \"x\"\noidc_client_secret = \"hunter2\"\noidc_issuer = \"https://id.example.com\"",
            0o604,
            true,
        ),
        (without, 0o644, false),
        (without, 0o664, true),
        (without, 0o646, true),
    ] {
        let safe = [
            ("ALMOND_ENVIRONMENT", "production"),
            ("ALMOND_SECRET", SECRET),
            ("ALMOND_PUBLIC_URL", "https://almond.example.com"),
        ];
        let (path, loaded) = with_file(toml, mode, &safe);
        let said = loaded.err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(!said.is_empty(), refused, "{toml} {mode:o}: {said}");
        assert!(!refused || said.contains(&format!("`chmod 600 {path}`")) && !said.contains("hunter2"), "{said}");
        let (path, loaded) = with_file(toml, mode, &[("ALMOND_SECRET", SECRET)]);
        let warnings = loaded.unwrap().warnings;
        assert_eq!(warnings.iter().any(|warning| warning.starts_with(&format!("the settings file {path}"))), refused);
    }
}

/// `production` or `development`.
type Given = fn(&[(&str, &str)]) -> Result<Config, ConfigErrors>;

/// Loads with this data directory and SQLite file.
fn in_folder(folder: &Path, database: &Path, given: Given) -> String {
    let url = format!("sqlite://{}", database.display());
    let said = given(&[("ALMOND_DATA_DIR", folder.to_str().unwrap()), ("ALMOND_DATABASE_URL", &url)]);
    said.map_or_else(|error| error.to_string(), |config| config.warnings.join("\n"))
}

#[test]
fn what_data_is_in_is_closed_to_others() {
    let mode = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    let dir = TempDir::new();
    let (folder, elsewhere) = (dir.path().join("data"), dir.path().join("elsewhere"));
    for made in [&folder, &elsewhere] {
        fs::create_dir(made).unwrap();
        mode(made, 0o700);
    }
    let database = folder.join("almond.sqlite");
    for given in [production as Given, development] {
        assert_eq!(in_folder(&folder, &database, given), "", "there is no database yet");
        mode(&folder, 0o755);
        let said = in_folder(&folder, &database, given);
        assert!(said.starts_with("ALMOND_DATA_DIR must be a folder that others can't read or write"), "{said}");
        assert!(
            said.contains(&format!("`chmod 700 {}`", folder.display())) && said.contains("StateDirectoryMode"),
            "{said}"
        );
        mode(&folder, 0o711);
        assert_eq!(in_folder(&folder, &database, given), "", "who must know the names");

        for name in ["almond.sqlite", "almond.sqlite-wal", "almond.sqlite.migrate"] {
            let path = folder.join(name);
            fs::write(&path, "").unwrap();
            mode(&path, 0o644);
            let said = in_folder(&folder, &database, given);
            assert!(said.starts_with("ALMOND_DATABASE_URL must be a file that others can't read or write"), "{said}");
            assert!(said.contains(&format!("`chmod 600 {}`", path.display())) && said.lines().count() == 1, "{said}");
            mode(&path, 0o600);
        }
        assert_eq!(in_folder(&folder, &database, given), "");

        let other = elsewhere.join("db");
        assert_eq!(in_folder(&folder, &other, given), "");
        mode(&elsewhere, 0o755);
        assert_eq!(in_folder(&folder, &other, given), "", "it may be /var/lib");
        mode(&elsewhere, 0o1777);
        let said = in_folder(&folder, &other, given);
        assert!(said.starts_with("ALMOND_DATABASE_URL must be in a folder that others can't write"), "{said}");
        mode(&elsewhere, 0o700);
    }
}

#[test]
fn a_folder_of_files_may_be_shared_and_is_warned_of() {
    let dir = TempDir::new();
    fs::set_permissions(dir.path(), Permissions::from_mode(0o770)).unwrap();
    let url = format!("file://{}", dir.path().display());
    let warnings = production(&[("ALMOND_FILES_URL", &url)]).unwrap().warnings;
    assert!(warnings.len() == 1 && warnings[0].starts_with("ALMOND_FILES_URL should be a folder"), "{warnings:?}");
}

#[test]
fn a_parameter_of_the_databases_url_that_is_not_known_is_told_without_its_value() {
    let warnings = |parameters: &str| {
        let url = format!("postgres://me@localhost/app?{parameters}");
        development(&[("ALMOND_DATABASE_URL", url.as_str())]).unwrap().warnings
    };
    assert!(warnings("sslmode=verify-full&sslrootcert=/ca.pem&options[search_path]=a").is_empty());
    let expected = "ALMOND_DATABASE_URL has the parameter `pasword`, which isn't known and is passed over";
    assert_eq!(warnings("pasword=hunter2&sslmode=require"), [expected]);
}
