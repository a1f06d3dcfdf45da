//! What settings are taken, and how the wrong ones are refused.

use std::{fs, time::Duration};

use super::*;
use crate::{
    dialect::Dialect,
    error::Error,
    seam::fake::TempDir,
    token::{Digits, Format},
};

/// A dialect that does nothing but have a name.
macro_rules! dialect {
    ($name:ident, $word:literal) => {
        struct $name;

        impl Dialect for $name {
            const NAME: &'static str = $word;
            const FORMAT: Format = Format::of_dialect($word, Digits::Hex);
            type Refusal = String;

            fn owns(_: &str) -> bool {
                false
            }

            fn refuse(error: &Error) -> String {
                error.to_string()
            }
        }
    };
}

dialect!(Keys, "keys");
dialect!(AuthApiKeys, "auth-api-keys");
dialect!(Internal, "internal");
dialect!(Tokens, "tokens");

pub(super) static KNOWN: [Entry; 4] =
    [Entry::of::<Keys>(), Entry::of::<AuthApiKeys>(), Entry::of::<Internal>(), Entry::of::<Tokens>()];

/// Base64 of 32 different bytes.
pub(super) const SECRET: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

pub(super) fn env(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Development with a secret, so that nothing is written.
pub(super) fn development(pairs: &[(&str, &str)]) -> Result<Config, ConfigErrors> {
    Config::load(&env(&[&[("ALMOND_SECRET", SECRET)], pairs].concat()), None, &KNOWN)
}

pub(super) fn production(pairs: &[(&str, &str)]) -> Result<Config, ConfigErrors> {
    let safe = [
        ("ALMOND_ENVIRONMENT", "production"),
        ("ALMOND_SECRET", SECRET),
        ("ALMOND_PUBLIC_URL", "https://almond.example.com"),
        ("ALMOND_SMTP_URL", "smtps://mail.example.com"),
    ];
    Config::load(&env(&[&safe, pairs].concat()), None, &KNOWN)
}

fn with_file(toml: &str, pairs: &[(&str, &str)]) -> Result<Config, ConfigErrors> {
    let dir = TempDir::new();
    let path = dir.path().join("almond.toml");
    fs::write(&path, toml).unwrap();
    Config::load(&env(&[&[("ALMOND_SECRET", SECRET)], pairs].concat()), Some(&path), &KNOWN)
}

#[test]
fn the_defaults_are_the_contracts() {
    let config = development(&[]).unwrap();
    assert_eq!(config.environment.key_word(), "test");
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.server.metrics_listen.to_string(), "127.0.0.1:9464");
    assert!(!config.server.metrics_listen_explicit);
    assert_eq!(config.server.origin(), "http://localhost:8080");
    assert_eq!(config.server.cookie_name(), "almond_session");
    assert!(matches!(&config.database, Database::Sqlite(path) if path == Path::new("./data/almond.sqlite")));
    assert_eq!(config.secret.current.bytes().len(), 32);
    assert!(config.master_key.is_none() && config.secret.previous.is_empty());
    assert_eq!(config.session.max_age, Duration::from_secs(86_400));
    assert_eq!(config.session.idle, Duration::from_secs(28_800));
    assert_eq!(config.step_up.max_age, Duration::from_secs(600));
    assert_eq!(config.step_up.methods.iter().map(|m| m.as_str()).collect::<Vec<_>>(), ["totp", "passkey"]);
    assert_eq!(config.limits.mint, Rate { burst: 10, per_minute: 10 });
    assert_eq!(config.limits.login, Rate { burst: 10, per_minute: 10 });
    assert_eq!(config.sign_in, SignIn::default());
    assert_eq!((config.sign_in.argon2.memory_kib, config.sign_in.argon2.iterations), (19_456, 2));
    assert_eq!(config.mail.from.to_string(), "Almond <almond@localhost>");
    assert_eq!(config.keys.prefix, "alm");
    assert_eq!(config.warnings, Vec::<String>::new());
}

#[test]
fn good_settings_are_taken() {
    let config = production(&[
        ("ALMOND_LISTEN", " [::]:80 "),
        ("ALMOND_METRICS_LISTEN", "0.0.0.0:9464"),
        ("ALMOND_PUBLIC_URL", "https://Almond.Example.com:443/"),
        ("ALMOND_DATABASE_URL", "postgresql://me:hunter2@db/almond?sslmode=verify-full"),
        (
            "ALMOND_SECRET_PREVIOUS",
            "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8,-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_A",
        ),
        ("PROXY_MASTER_KEY", "twenty-four-will-do-here"),
        ("ALMOND_STEP_UP_METHODS", "password, totp"),
        ("ALMOND_TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.1, ::1"),
        ("ALMOND_ALLOWED_EMAIL_DOMAINS", "Example.com,bücher.example"),
        ("ALMOND_SIGN_UP", "invited"),
        ("ALMOND_SMTP_URL", "smtps://me:hunter2@mail.example.com"),
        ("ALMOND_MAIL_FROM", "noreply@example.com"),
        ("ALMOND_KEY_PREFIX", "k8"),
        ("ALMOND_DIALECTS", "tokens, keys"),
        ("ALMOND_TRUSTED_ISSUERS", "https://id.example.com/realms/a, https://id.example.org=almond"),
        ("ALMOND_MINT_BURST", ""),
    ])
    .unwrap();
    assert_eq!(config.environment.key_word(), "live");
    assert_eq!(config.server.origin(), "https://almond.example.com");
    assert_eq!(config.server.cookie_name(), "__Host-almond_session");
    assert!(config.server.metrics_listen_explicit);
    assert_eq!(config.secret.previous.len(), 2);
    assert_eq!(config.master_key, Some(Digest::of(b"twenty-four-will-do-here")));
    let networks: Vec<_> = config.network.trusted_proxies.iter().map(ToString::to_string).collect();
    assert_eq!(networks, ["10.0.0.0/8", "192.0.2.1/32", "::1/128"]);
    assert_eq!(config.sign_in.sign_up, SignUp::Invited);
    let domains = config.sign_in.allowed_email_domains.clone().unwrap();
    assert_eq!(domains.into_iter().collect::<Vec<_>>(), ["example.com", "xn--bcher-kva.example"]);
    let trusted: Vec<_> =
        config.trusted_issuers.iter().map(|trusted| (trusted.issuer.as_str(), trusted.audience.as_str())).collect();
    assert_eq!(trusted, [("https://id.example.com/realms/a", "account"), ("https://id.example.org", "almond")]);
    let dialects = ["keys", "auth-api-keys", "tokens"].map(|name| config.dialects.has(name));
    assert_eq!(dialects, [true, false, true]);
    let printed = format!("{config:?}");
    for secret in ["hunter2", "twenty-four-will-do-here", SECRET] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

#[test]
fn a_wrong_setting_is_named_with_what_was_got() {
    for (name, value) in [
        ("ALMOND_ENVIRONMENT", "prod"),
        ("ALMOND_LISTEN", "8080"),
        ("ALMOND_TRUSTED_ISSUERS", "id.example.com"),
        ("ALMOND_TRUSTED_ISSUERS", "https://id.example.com,"),
        ("ALMOND_TRUSTED_ISSUERS", "https://id.example.com="),
        ("ALMOND_TRUSTED_ISSUERS", "https://id.example.com,https://id.example.com=other"),
        ("ALMOND_DIALECTS", "keys,"),
        ("ALMOND_DIALECTS", "keys,none"),
        ("ALMOND_DIALECTS", "Keys"),
        ("ALMOND_METRICS_LISTEN", "localhost"),
        ("ALMOND_PUBLIC_URL", "almond.example.com"),
        ("ALMOND_PUBLIC_URL", "ftp://almond.example.com"),
        ("ALMOND_PUBLIC_URL", "https://almond.example.com/a//b"),
        ("ALMOND_PUBLIC_URL", "https://almond.example.com/a/../b%2f"),
        ("ALMOND_PUBLIC_URL", "https://almond.example.com/?x=1"),
        ("ALMOND_PUBLIC_URL", "https://almond.example.com/#x"),
        ("AUTH_BASE_URL", "localhost:8080"),
        ("ALMOND_SESSION_MAX_AGE", "0"),
        ("ALMOND_SESSION_MAX_AGE", "7776001"),
        ("ALMOND_SESSION_IDLE", "8h"),
        ("ALMOND_STEP_UP_MAX_AGE", "0"),
        ("ALMOND_STEP_UP_MAX_AGE", "86401"),
        ("ALMOND_STEP_UP_MAX_AGE", "10m"),
        ("ALMOND_STEP_UP_METHODS", "totp,sms"),
        ("ALMOND_STEP_UP_METHODS", "totp,"),
        ("ALMOND_MINT_BURST", "-1"),
        ("ALMOND_MINT_PER_MINUTE", "1000001"),
        ("ALMOND_LOGIN_BURST", "0"),
        ("ALMOND_LOGIN_PER_MINUTE", "many"),
        ("ALMOND_TRUSTED_PROXIES", "10.0.0.0/33"),
        ("ALMOND_TRUSTED_PROXIES", "proxy.internal"),
        ("ALMOND_TRUSTED_PROXIES", "10.0.0.1,,10.0.0.2"),
        ("ALMOND_ALLOWED_EMAIL_DOMAINS", "ada@example.com"),
        ("ALMOND_ALLOWED_EMAIL_DOMAINS", "*.example.com"),
        ("ALMOND_ALLOWED_EMAIL_DOMAINS", ","),
        ("ALMOND_ALLOWED_EMAIL_DOMAINS", "127.0.0.1"),
        ("ALMOND_SIGN_UP", "off"),
        ("ALMOND_MAIL_FROM", "Almond"),
        ("ALMOND_KEY_PREFIX", "a"),
        ("ALMOND_KEY_PREFIX", "ALM"),
        ("ALMOND_KEY_PREFIX", "ninechars"),
        ("ALMOND_KEY_PREFIX", "al_m"),
    ] {
        let error = development(&[(name, value)]).expect_err(value).to_string();
        assert!(error.starts_with(&format!("{name} must be ")), "{error}");
        assert!(error.contains(value) && !error.contains('\n'), "{error}");
    }
}

#[test]
fn a_wrong_secret_setting_is_named_without_what_was_got() {
    for (name, value) in [
        ("ALMOND_SECRET", "hunter2"),
        ("ALMOND_SECRET", "aHVudGVyMg=="),
        ("ALMOND_SECRET_PREVIOUS", "aHVudGVyMg=="),
        ("ALMOND_MASTER_KEY", "hunter2 hunter2"),
        ("PROXY_MASTER_KEY", "hünter2"),
        ("ALMOND_DATABASE_URL", "mysql://me:hunter2@db/almond"),
        ("ALMOND_DATABASE_URL", "me:hunter2@db"),
        ("ALMOND_DATABASE_URL", "sqlite://hunter2?mode=memory"),
        ("ALMOND_DATABASE_URL", "sqlite://:hunter2:"),
        ("ALMOND_DATABASE_URL", "sqlite::memory:"),
        ("ALMOND_DATABASE_URL", "sqlite:almond"),
        ("ALMOND_SMTP_URL", "https://me:hunter2@mail.example.com"),
        ("ALMOND_PUBLIC_URL", "https://me:hunter2@almond.example.com"),
        ("ALMOND_PUBLIC_URL", "https://me:hunter2@"),
    ] {
        let error = development(&[(name, value)]).expect_err(value).to_string();
        assert!(error.starts_with(&format!("{name} must be ")), "{error}");
        assert!(!error.contains(value) && !error.contains("hunter2"), "{error}");
    }
}

#[test]
fn production_refuses_what_is_unsafe() {
    let repeated = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=";
    for (name, value) in [
        ("ALMOND_SECRET", ""),
        ("ALMOND_SECRET", repeated),
        ("ALMOND_SECRET_PREVIOUS", repeated),
        ("ALMOND_PUBLIC_URL", ""),
        ("ALMOND_PUBLIC_URL", "http://almond.example.com"),
        ("ALMOND_MASTER_KEY", "three-and-twenty-is-too"),
    ] {
        let error = production(&[(name, value)]).expect_err(name).to_string();
        assert!(error.starts_with(&format!("{name} must be ")) && error.contains("production"), "{error}");
    }
    assert!(development(&[("ALMOND_SECRET", repeated), ("ALMOND_MASTER_KEY", "short")]).is_ok());
}

#[test]
fn the_file_stands_behind_the_environment() {
    let toml = r#"
        listen = "127.0.0.1:1"
        step_up_max_age = 60
        step_up_methods = ["totp", "password"]
        trusted_proxies = "10.0.0.0/8,::1"
        mint_burst = "7"
        mail_from = ""
    "#;
    let config = with_file(toml, &[("ALMOND_LISTEN", "127.0.0.1:2"), ("ALMOND_MINT_BURST", " ")]).unwrap();
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:2");
    assert_eq!(config.step_up.max_age, Duration::from_secs(60));
    assert_eq!(config.step_up.methods.len(), 2);
    assert_eq!(config.network.trusted_proxies.len(), 2);
    assert_eq!(config.limits.mint.burst, 7);
    assert_eq!(config.mail.from.to_string(), "Almond <almond@localhost>");
}

#[test]
fn what_is_wrong_in_the_file_is_named_by_key_and_file() {
    for (toml, key) in [
        ("listen = 8080", "listen"),
        ("listen = [\"127.0.0.1:1\"]", "listen"),
        ("listen = true", "listen"),
        ("step_up_methods = [1]", "step_up_methods"),
        ("step_up_max_age = 0", "step_up_max_age"),
        ("master_key = 'hunter2 hunter2'", "master_key"),
        ("lisen = \"127.0.0.1:1\"", "lisen"),
        ("ALMOND_LISTEN = \"127.0.0.1:1\"", "ALMOND_LISTEN"),
        ("[[route]]\nprefix = \"/x\"", "route"),
    ] {
        let error = with_file(toml, &[]).expect_err(toml).to_string();
        assert!(error.starts_with(&format!("`{key}` in ")) && error.contains("almond.toml"), "{error}");
        assert!(!error.contains("hunter2"), "{error}");
    }
    let error = with_file("listen = \"127.0.0.1:1\"\nsecret = hunter2\n", &[]).unwrap_err().to_string();
    assert!(error.contains("almond.toml") && error.contains("line 2"), "{error}");
    assert!(!error.contains("hunter2") && !error.contains('\n'), "{error}");
    let error = Config::load(&env(&[]), Some(Path::new("/nonexistent/almond.toml")), &KNOWN).unwrap_err().to_string();
    assert!(error.contains("/nonexistent/almond.toml can't be read"), "{error}");
}

#[test]
fn development_keeps_a_secret_of_its_own_but_not_after_an_error() {
    let dir = TempDir::new();
    let data_dir = dir.path().join("data");
    let settings = [("ALMOND_DATA_DIR", data_dir.to_str().unwrap())];
    assert!(Config::load(&env(&[&settings[..], &[("ALMOND_KEY_PREFIX", "?")]].concat()), None, &KNOWN).is_err());
    assert!(
        Config::load(&env(&[&settings[..], &[("ALMOND_ENVIRONMENT", "production")]].concat()), None, &KNOWN).is_err()
    );
    assert!(!data_dir.exists());
    let first = Config::load(&env(&settings), None, &KNOWN).unwrap();
    let second = Config::load(&env(&settings), None, &KNOWN).unwrap();
    assert_eq!(first.secret.current.bytes(), second.secret.current.bytes());
}
