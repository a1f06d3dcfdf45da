//! The commands of the README and of the guides, as a reader would paste them one after the other.

use std::{fs, path::PathBuf};

use tests::process;
use tokio::process::Command;

use super::Site;

/// The guides whose snippets go on from where the quickstart ends, in the order of [`commands`].
const GUIDES: [&str; 7] = ["orgs", "workspaces", "files", "connections", "budgets", "mcp", "keys"];

fn page(path: &str) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::read_to_string(root.join(path)).unwrap()
}

/// The first commands of a page, between fences that begin so.
fn commands(path: &str, fence: &str) -> String {
    page(path).split_once(fence).unwrap().1.split_once("```").unwrap().0.to_owned()
}

fn quickstart() -> String {
    commands("README.md", "```sh\n")
}

/// Pastes the script into a shell beside a new server; gives what is printed.
async fn paste(script: &str) -> String {
    let site = Site::new().await;
    let server = site.serve().await;
    let script = script
        .replace("http://localhost:8080", &server.url)
        .replace("target/debug/almond", &process::program().display().to_string());
    let mut bash = Command::new("bash");
    bash.args(["-euo", "pipefail", "-c", &script]).env("ALMOND_DATA_DIR", site.folder());
    bash.env("ALMOND_DATABASE_URL", site.url())
        .env_remove("ALMOND_TEST_POSTGRES_URL")
        .env_remove("ALMOND_GOLDEN")
        .current_dir(site.folder());
    let output = bash.output().await.unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{printed}{}", String::from_utf8_lossy(&output.stderr));
    printed
}

#[tokio::test]
async fn the_quickstart_works_when_pasted() {
    let printed = paste(&quickstart()).await;
    assert!(printed.contains("\"almond/kernel-1\"") && printed.contains("{\"revoked\":true}"), "{printed}");
    assert!(printed.ends_with("401\n"), "{printed}");
}

#[tokio::test]
async fn the_guides_work_after_it() {
    // From here on every refusal is a failure.
    let strict = "curl() { command curl --fail-with-body \"$@\"; }\necho 'a report' >report.pdf\n";
    let guides = GUIDES.map(|guide| commands(&format!("docs/guide/{guide}.md"), "```\n")).concat();
    let printed = paste(&[&quickstart(), strict, &guides].concat()).await;
    assert!(printed.contains("/share#token=") && printed.contains("\"version\":2"), "{printed}");
    assert!(printed.contains("\"VALID\"\n") && printed.contains("\"remaining\": 198800"), "{printed}");
    assert!(printed.contains("{\"items\":[{") && !printed.ends_with("null\n"), "{printed}");
}

#[test]
fn the_readme_is_short() {
    assert!(page("README.md").len() <= 6 * 1024, "what is more belongs into docs/");
}
