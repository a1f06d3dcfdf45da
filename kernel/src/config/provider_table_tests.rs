//! What tables of providers are taken, and how the wrong ones are refused.

use std::fs;

use super::{
    tests::{KNOWN, SECRET, env},
    *,
};
use crate::seam::fake::TempDir;

fn with(text: &str) -> Result<Config, ConfigErrors> {
    let dir = TempDir::new();
    fs::write(dir.path().join("secret"), "hunter2\n").unwrap();
    let path = dir.path().join("almond.toml");
    fs::write(&path, text.replace("{dir}", &dir.path().display().to_string())).unwrap();
    Config::load(&env(&[("ALMOND_SECRET", SECRET)]), Some(&path), &KNOWN)
}

#[test]
fn there_may_be_any_number_of_providers() {
    let config = with(
        r#"
        [[provider]]
        name = "acme"
        display_name = "Acme & Sons"
        issuer = "https://id.acme.example/"
        client_id = "one"
        client_secret = "hunter2"

        [[provider]]
        name = "e-corp"
        issuer = "https://login.example.com/organizations/v2.0"
        client_id = "two"
        client_secret_file = "{dir}/secret"
        scopes = ["email", "groups"]
        audiences = "334455,https://api.example.com"
        tenants = ["6babcaad"]
        trust_email = true
        trust_mfa = ["phr", "https://refeds.org/profile/mfa"]
        sign_up = "closed"
        "#,
    )
    .unwrap();
    let [acme, corp] = config.providers.tables.as_slice() else { panic!("{config:?}") };
    assert_eq!((acme.name.as_str(), acme.display_name.as_str()), ("acme", "Acme & Sons"));
    assert_eq!((acme.issuer.as_str(), acme.scopes.len(), acme.sign_up), ("https://id.acme.example/", 3, None));
    assert!(!acme.trust_email && acme.trust_mfa.is_none());
    assert_eq!((corp.display_name.as_str(), corp.client.secret.expose()), ("e-corp", "hunter2"));
    assert_eq!(corp.scopes, ["openid", "email", "groups"]);
    assert_eq!(corp.audiences, ["334455", "https://api.example.com"]);
    assert!(corp.trust_email && corp.allows_tenant("6babcaad") && corp.sign_up == Some(SignUp::Closed));
    assert_eq!(corp.trust_mfa.as_ref().unwrap().acr_values, ["phr", "https://refeds.org/profile/mfa"]);
    assert_eq!(corp.setting("SCOPES"), "`scopes` of the provider e-corp");
    assert!(!format!("{config:?}").contains("hunter2"));
}

#[test]
fn every_fault_is_told_at_once_with_its_table_and_key() {
    let error = with(
        r#"
        [[provider]]
        name = "Acme"
        issuer = "id.acme.example"
        client_secret = "hunter2"
        client_secret_file = "{dir}/secret"
        scope = "openid"
        tenants = "*"
        trust_email = true
        trust_mfa = 7
        sign_up = "invited"

        [[provider]]
        issuer = 7
        client_id = "x"
        client_secret_file = "{dir}/none"
        "#,
    )
    .unwrap_err()
    .to_string();
    for fault in [
        "`scope` of the provider \"Acme\", [[provider]] in ",
        "`name` of the provider \"Acme\"",
        "`issuer` of the provider \"Acme\"",
        "`client_id` of the provider \"Acme\"",
        "`client_secret_file` of the provider \"Acme\"",
        "`trust_email` of the provider \"Acme\"",
        "`trust_mfa` of the provider \"Acme\"",
        "`sign_up` of the provider \"Acme\"",
        "`name` of the provider number 2",
        "`issuer` of the provider number 2",
        "`client_secret_file` of the provider number 2",
    ] {
        assert_eq!(error.lines().filter(|line| line.starts_with(fault)).count(), 1, "{fault} in {error}");
    }
    assert!(error.lines().count() == 11 && !error.contains("hunter2"), "{error}");
}

#[test]
fn a_name_is_fit_for_a_path_and_nobody_elses() {
    for name in ["github", "oidc", "session", "device", "providers", "A", "a_b", "-a", "a-", "7up", "a/b", "é", ""] {
        let table = format!(
            "[[provider]]\nname = {name:?}\nissuer = 'https://id.example.com'\nclient_id = 'x'\nclient_secret = 'x'\n"
        );
        let error = with(&table).expect_err(name).to_string();
        assert!(error.starts_with("`name` of the provider "), "{error}");
    }
    let twice =
        "[[provider]]\nname = 'acme'\nissuer = 'https://id.example.com'\nclient_id = 'x'\nclient_secret = 'x'\n";
    let error = with(&twice.repeat(2)).unwrap_err().to_string();
    assert!(error.contains("two providers can't have one"), "{error}");
    assert!(with("provider = 7").unwrap_err().to_string().starts_with("[[provider]] in "));
}
