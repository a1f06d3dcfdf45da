//! The examples of the clients' pages, as they stand there: they compile, and those of the READMEs do what they say.

use std::{fmt::Write as _, path::Path};

use serde_json::json;
use tokio::process::Command;

use super::{ROOT, project};
use crate::process::{Site, story::Owner};

const SERVER: &str = "https://almond.example.com";

/// The examples of a page in this language.
fn examples(page: &str, language: &str) -> Vec<String> {
    let page = std::fs::read_to_string(Path::new(ROOT).join(page)).unwrap();
    let (mut found, mut within): (Vec<String>, bool) = (Vec::new(), false);
    for line in page.lines() {
        match line.trim() {
            "```" if within => within = false,
            fence if fence == format!("```{language}") => {
                found.push(String::new());
                within = true;
            }
            _ if within => writeln!(found.last_mut().unwrap(), "{line}").unwrap(),
            _ => {}
        }
    }
    assert!(!found.is_empty(), "no example of {language}");
    found
}

/// Runs a program in a project, with a key that it can list its keys and models with; gives what it prints.
async fn ran(folder: &Path, url: &str, key: &str, command: &[&str]) -> String {
    let program = if command[0].contains('/') { folder.join(command[0]) } else { command[0].into() };
    let mut program = Command::new(program);
    program.args(&command[1..]).current_dir(folder).env("ALMOND_API_KEY", key).env("ALMOND_URL", url);
    let output = program.kill_on_drop(true).output().await.unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {out}{err}");
    out.into_owned()
}

async fn server_and_key() -> (Site, tests::process::Server, String) {
    let site = Site::new().await;
    let server = site.serve().await;
    let owner = Owner::new(&site, &server, "ada").await;
    let body = json!({ "name": "example", "scopes": ["models:read", "api-keys:read"] });
    let minted = server.post("/api/v1/api-keys", Some(&owner.token), body).await.ok(201);
    (site, server, minted["key"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn those_in_typescript_compile_and_the_first_one_works() {
    let (_site, server, key) = server_and_key().await;
    let folder = project("typescript").join("examples");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir(&folder).unwrap();
    let pages = ["clients/typescript/README.md", "docs/guide/middleware-typescript.md"];
    let all = pages.iter().flat_map(|page| examples(page, "ts"));
    for (at, example) in all.enumerate() {
        std::fs::write(folder.join(format!("example{at}.ts")), example.replace(SERVER, &server.url)).unwrap();
    }
    let settings = json!({ "extends": "../tsconfig.json", "include": ["*.ts"] });
    std::fs::write(folder.join("tsconfig.json"), settings.to_string()).unwrap();
    ran(&folder, &server.url, &key, &["../node_modules/.bin/tsc", "--project", "."]).await;
    let out = ran(&folder, &server.url, &key, &["node", "example0.js"]).await;
    assert!(out.contains("models\n") && out.contains("\nexample\n"), "{out}");
}

#[tokio::test]
async fn those_in_python_have_the_right_types_and_run_and_the_first_one_says_what_there_is() {
    let (_site, server, key) = server_and_key().await;
    let folder = project("python");
    let pages = ["clients/python/README.md", "docs/guide/middleware-python.md"];
    let mut files = Vec::new();
    for (at, example) in pages.iter().flat_map(|page| examples(page, "python")).enumerate() {
        files.push(format!("example{at}.py"));
        std::fs::write(folder.join(&files[at]), example.replace(SERVER, &server.url)).unwrap();
    }
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    ran(&folder, &server.url, &key, &[&["venv/bin/mypy", "--check-untyped-defs"], &files[..]].concat()).await;
    for (at, file) in files.iter().enumerate() {
        let out = ran(&folder, &server.url, &key, &["venv/bin/python", file]).await;
        assert!(at > 0 || out.contains("models\n") && out.contains("\nexample\n"), "{out}");
    }
}
