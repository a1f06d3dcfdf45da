//! The README's commands, as a reader would paste them.

use tests::process;
use tokio::process::Command;

use super::Site;

const README: &str = include_str!("../../../README.md");

/// The commands of a section, between fences that begin so.
fn commands(section: &str, fence: &str) -> &'static str {
    let section = README.split_once(&format!("\n## {section}")).unwrap().1;
    section.split_once(fence).unwrap().1.split_once("```").unwrap().0
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
    bash.env("ALMOND_DATABASE_URL", site.url()).current_dir(site.folder());
    let output = bash.output().await.unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{printed}{}", String::from_utf8_lossy(&output.stderr));
    printed
}

#[tokio::test]
async fn the_quickstart_works_when_pasted() {
    let printed = paste(commands("Quickstart", "```sh\n")).await;
    assert!(printed.contains("\"almond/kernel-1\"") && printed.contains("{\"revoked\":true}"), "{printed}");
    assert!(printed.ends_with("401\n"), "{printed}");
}

#[tokio::test]
async fn what_is_told_of_orgs_and_what_they_have_works_after_it() {
    // From here on every refusal is a failure.
    let strict = "curl() { command curl --fail-with-body \"$@\"; }\necho 'a report' >report.pdf\n";
    let sections = ["Orgs and", "Workspaces, projects", "Files", "Connections", "Budgets"];
    let sections = sections.map(|section| commands(section, "```\n")).concat();
    let printed = paste(&[commands("Quickstart", "```sh\n"), strict, &sections].concat()).await;
    assert!(printed.contains("/share#token=") && printed.contains("\"version\":2"), "{printed}");
    assert!(printed.contains("\"VALID\"\n") && printed.contains("\"remaining\": 198800"), "{printed}");
}
