//! The README's quickstart, as a reader would paste it.

use std::process::Stdio;

use tests::process;
use tokio::process::Command;

use super::Site;

const README: &str = include_str!("../../../README.md");

#[tokio::test]
async fn the_quickstart_works_when_pasted() {
    let site = Site::new().await;
    let server = site.serve().await;
    let section = README.split_once("## Quickstart").unwrap().1;
    let pasted = section.split_once("```sh\n").unwrap().1.split_once("```").unwrap().0;
    let script = pasted
        .replace("http://localhost:8080", &server.url)
        .replace("target/debug/almond", &process::program().display().to_string());
    let mut bash = Command::new("bash");
    bash.args(["-euo", "pipefail", "-c", &script]).env("ALMOND_DATA_DIR", site.folder());
    bash.env("ALMOND_DATABASE_URL", site.url());
    let output = bash.stderr(Stdio::inherit()).output().await.unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{printed}");
    assert!(printed.contains("\"almond/kernel-1\"") && printed.contains("{\"revoked\":true}"), "{printed}");
    assert!(printed.ends_with("401\n"), "{printed}");
}
