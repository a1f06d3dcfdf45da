//! `almond model add|remove|list`, beside a running server and without one.

use super::{
    Site,
    story::{Owner, models},
};

const ADD: [&str; 7] = ["model", "add", "acme/small-1", "--name", "Small 1", "--context-tokens", "4096"];
const LINE: &str = "acme/small-1\tSmall 1\t4096\n";

#[tokio::test]
async fn the_catalogue_can_be_kept_without_a_server() {
    let site = Site::new().await;
    assert_eq!(site.run(&["model", "list"], "").await, "", "only `serve` gives a development's empty catalogue a few");
    assert_eq!(site.run(&ADD, "").await, "acme/small-1\n");
    assert_eq!(site.run(&["model", "list"], "").await, LINE);
    let changed = ["model", "add", "acme/small-1", "--name", "Small One", "--context-tokens", "8192"];
    site.run(&changed, "").await;
    assert_eq!(site.run(&["model", "list"], "").await, "acme/small-1\tSmall One\t8192\n");
    assert_eq!(site.run(&["model", "remove", "acme/small-1"], "").await, "acme/small-1\n");
    assert_eq!(site.run(&["model", "list"], "").await, "");
    assert_eq!(site.fail(&["model", "remove", "acme/small-1"], "").await, "Not found");
}

#[tokio::test]
async fn a_running_server_shows_the_change_at_once() {
    let site = Site::new().await;
    let server = site.serve().await;
    let ada = Owner::new(&site, &server, "ada").await;
    let (_, key) = ada.mint(&server).await;
    let listed = models(&server, &key).await.ok(200);
    let seeded = listed["items"].as_array().unwrap().len();
    assert!(seeded >= 3, "a few in development");
    site.run(&ADD, "").await;
    let listed = models(&server, &key).await.ok(200);
    assert_eq!(listed["items"][0]["id"], "acme/small-1");
    assert_eq!(listed["items"][0]["contextTokens"], 4096);
    assert!(site.run(&["model", "list"], "").await.starts_with(LINE));
    site.run(&["model", "remove", "acme/small-1"], "").await;
    let listed = models(&server, &key).await.ok(200);
    assert_eq!(listed["items"].as_array().unwrap().len(), seeded);
    assert_eq!(site.fail(&["model", "remove", "acme/small-1"], "").await, "Not found");
}

#[tokio::test]
async fn what_is_no_model_is_refused() {
    let site = Site::new().await;
    for id in ["small", "/small", "acme/", "Acme/small", "acme/small one", "a/b/c", ""] {
        let said = site.fail(&["model", "add", id, "--name", "x", "--context-tokens", "1"], "").await;
        assert!(said.starts_with("id: expected provider/name"), "{id}: {said}");
    }
    for tokens in ["0", "-1", "many", "2147483648"] {
        let tokens = format!("--context-tokens={tokens}");
        let (success, _, errors) =
            tests::process::run(site.command(), &["model", "add", "acme/x", "--name", "x", &tokens], "").await;
        assert!(!success && errors.contains("--context-tokens"), "{errors}");
    }
    assert_eq!(site.run(&["model", "list"], "").await, "");
}
