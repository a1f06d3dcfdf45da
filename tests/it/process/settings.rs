//! Wrong and unsafe settings stop the start, with one sentence for each that names the setting.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    time::{Duration, Instant},
};

use super::{Site, refusal, refusals};

const SECRET: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

#[tokio::test]
async fn a_wrong_setting_stops_the_start() {
    let site = Site::new().await;
    for (name, value) in [
        ("ALMOND_LISTEN", "8080"),
        ("ALMOND_METRICS_LISTEN", "localhost"),
        ("ALMOND_PUBLIC_URL", "almond.example.com"),
        ("AUTH_BASE_URL", "https://almond.example.com/a//b"),
        ("AUTH_BASE_URL", "https://almond.example.com/a%2fb"),
        ("AUTH_BASE_URL", "https://almond.example.com/app?x=y"),
        ("ALMOND_ENVIRONMENT", "staging"),
        ("ALMOND_DATABASE_URL", "mysql://me:hunter2@db/almond"),
        ("ALMOND_SECRET", "hunter2"),
        ("ALMOND_MASTER_KEY", "hunter2 hunter2"),
        ("PROXY_MASTER_KEY", "hünter2"),
        ("ALMOND_STEP_UP_MAX_AGE", "0"),
        ("ALMOND_STEP_UP_METHODS", "totp,sms"),
        ("ALMOND_MINT_BURST", "-1"),
        ("ALMOND_MINT_PER_MINUTE", "0"),
        ("ALMOND_LOGIN_BURST", "many"),
        ("ALMOND_LOGIN_PER_MINUTE", "1.5"),
        ("ALMOND_TRUSTED_PROXIES", "proxy.internal"),
        ("ALMOND_ALLOWED_EMAIL_DOMAINS", "*.example.com"),
        ("ALMOND_SMTP_URL", "https://me:hunter2@mail.example.com"),
        ("ALMOND_MAIL_FROM", "Almond"),
        ("ALMOND_KEY_PREFIX", "A"),
    ] {
        let mut command = site.command();
        command.env(name, value);
        let asked = Instant::now();
        let said = refusal(command, &["serve"], "").await;
        assert!(said.starts_with(&format!("{name} must be ")), "{said}");
        assert!(!said.contains("hunter2"), "{said}");
        assert!(asked.elapsed() < Duration::from_secs(5));
    }
    let left: Vec<_> = std::fs::read_dir(site.folder()).unwrap().collect();
    assert!(left.is_empty(), "a start that fails leaves nothing behind: {left:?}");
}

#[tokio::test]
async fn production_refuses_what_is_unsafe() {
    let site = Site::new().await;
    for (name, value) in [
        ("ALMOND_SECRET", ""),
        ("ALMOND_SECRET", "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="),
        ("ALMOND_PUBLIC_URL", ""),
        ("ALMOND_PUBLIC_URL", "http://almond.example.com"),
        ("ALMOND_MASTER_KEY", "hunter2"),
        ("ALMOND_MASTER_KEY", "hunter2hunter2hunter2hunter2hunter2"),
        ("ALMOND_TRUSTED_PROXIES", "0.0.0.0/0"),
        ("ALMOND_WEBHOOK_ALLOWED_NETWORKS", "0.0.0.0/0"),
    ] {
        let mut command = production(&site);
        command.env(name, value);
        let said = refusal(command, &["serve"], "").await;
        assert!(said.starts_with(&format!("{name} must be ")) && said.contains("production"), "{said}");
        assert!(!said.contains("hunter2"), "{said}");
    }
    let mut command = production(&site);
    command.env("ALMOND_SMTP_URL", "smtp://me:hunter2@mail.example.com:25?tls=none");
    let said = refusal(command, &["serve"], "").await;
    assert!(said.starts_with("ALMOND_SMTP_URL must be without `?tls=none`") && !said.contains("hunter2"), "{said}");
}

#[tokio::test]
async fn all_wrong_settings_are_named_at_once() {
    let site = Site::new().await;
    for arguments in [&["serve"][..], &["migrate", "up"], &["model", "list"]] {
        let mut command = site.command();
        command.env("ALMOND_KEY_PREFIX", "A").env("ALMOND_LISTEN", "8080").env("ALMOND_MINT_BURST", "-1");
        let said = refusals(command, arguments, "").await;
        let named: Vec<_> = said.iter().map(|line| line.split_once(" must be ").expect(line).0).collect();
        assert_eq!(named, ["ALMOND_LISTEN", "ALMOND_MINT_BURST", "ALMOND_KEY_PREFIX"]);
    }
    let mut command = production(&site);
    command.env("ALMOND_SECRET", "").env("ALMOND_TRUSTED_PROXIES", "::/0").env("ALMOND_MAIL_FROM", "Almond");
    let said = refusals(command, &["serve"], "").await;
    let named: Vec<_> = said.iter().map(|line| line.split_once(" must be ").expect(line).0).collect();
    assert_eq!(named, ["ALMOND_SECRET", "ALMOND_TRUSTED_PROXIES", "ALMOND_MAIL_FROM"]);
}

#[tokio::test]
async fn what_others_can_read_is_refused_in_production_and_warned_of_in_development() {
    let site = Site::new().await;
    let folder = site.folder().to_owned();
    let file = folder.join("almond.toml");
    fs::write(&file, format!("secret = \"{SECRET}\"")).unwrap();
    let mode = |path: &std::path::Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    mode(&folder, 0o755);
    mode(&file, 0o644);
    let serve = ["serve", "--config", file.to_str().unwrap()];
    let said = refusals(production(&site), &serve, "").await;
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains(&format!("`chmod 600 {}`", file.display())), "{said:?}");
    assert!(said[1].contains(&format!("`chmod 700 {}`", folder.display())), "{said:?}");

    let mut child = site.command().args(serve).stdout(std::process::Stdio::piped()).spawn().unwrap();
    let mut lines = tokio::io::AsyncBufReadExt::lines(tokio::io::BufReader::new(child.stdout.take().unwrap()));
    let mut warned = String::new();
    while let Some(line) = lines.next_line().await.unwrap()
        && !line.contains("ready at")
    {
        warned += &(line + "\n");
    }
    for path in [&file, &folder] {
        assert!(warned.contains("WARN") && warned.contains(&format!("{}`", path.display())), "{warned}");
    }

    mode(&folder, 0o700);
    mode(&file, 0o600);
    let mut command = production(&site);
    command.env("ALMOND_KEY_PREFIX", "A");
    let said = refusal(command, &serve, "").await;
    assert!(said.starts_with("ALMOND_KEY_PREFIX must be "), "nothing else is wrong: {said}");
}

/// A command in production, with nothing wrong.
fn production(site: &Site) -> tokio::process::Command {
    let mut command = site.command();
    command.env("ALMOND_ENVIRONMENT", "production").env("ALMOND_SECRET", SECRET);
    command.env("ALMOND_PUBLIC_URL", "https://almond.example.com");
    command
}

#[tokio::test]
async fn commands_refuse_wrong_settings_too() {
    let site = Site::new().await;
    for arguments in
        [&["migrate", "up"][..], &["model", "list"], &["keys", "revoke", "--issued-before=2026-01-01T00:00:00Z"]]
    {
        let mut command = site.command();
        command.env("ALMOND_KEY_PREFIX", "A");
        let said = refusal(command, arguments, "").await;
        assert!(said.starts_with("ALMOND_KEY_PREFIX must be "), "{said}");
    }
}

#[tokio::test]
async fn what_only_shows_when_it_is_tried_is_named_too() {
    let site = Site::new().await;
    let held = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = held.local_addr().unwrap().to_string();
    for (name, value) in [
        ("ALMOND_LISTEN", taken.as_str()),
        ("ALMOND_METRICS_LISTEN", &taken),
        ("ALMOND_DATA_DIR", "/proc/nowhere"),
        ("ALMOND_DATABASE_URL", "sqlite:///proc/nowhere/almond.sqlite"),
        ("ALMOND_DATABASE_URL", "postgres://postgres:hunter2@127.0.0.1:1/almond"),
    ] {
        let mut command = site.command();
        command.env("ALMOND_DATABASE_WAIT", "0").env(name, value);
        let said = refusal(command, &["serve"], "").await;
        assert!(said.contains(name), "{said}");
        assert!(!said.contains("hunter2"), "{said}");
    }
}

#[tokio::test]
async fn the_file_stands_behind_the_environment() {
    let site = Site::new().await;
    let file = site.folder().join("almond.toml");
    let path = file.to_str().unwrap();
    std::fs::write(&file, "key_prefix = \"A\"").unwrap();
    let said = refusal(site.command(), &["serve", "--config", path], "").await;
    assert!(said.starts_with(&format!("`key_prefix` in {path} must be ")), "{said}");
    std::fs::write(&file, "lisen = \"127.0.0.1:1\"").unwrap();
    let said = refusal(site.command(), &["serve", "--config", path], "").await;
    assert!(
        said.starts_with("`lisen` in ") && said.ends_with(" is not a setting of Almond; did you mean listen?"),
        "{said}"
    );
    let said = refusal(site.command(), &["serve", "--config", "/nowhere.toml"], "").await;
    assert!(said.contains("/nowhere.toml"), "{said}");

    std::fs::write(&file, "public_url = \"https://almond.example.com\"\nlisten = \"8080\"").unwrap();
    let mut child =
        site.command().args(["serve", "--config", path]).stdout(std::process::Stdio::piped()).spawn().unwrap();
    let mut lines = tokio::io::AsyncBufReadExt::lines(tokio::io::BufReader::new(child.stdout.take().unwrap()));
    let ready = loop {
        let line = lines.next_line().await.unwrap().expect("the environment's address is used");
        if line.contains("ready at") {
            break line;
        }
    };
    assert!(ready.ends_with("(public URL https://almond.example.com)"), "{ready}");
}
