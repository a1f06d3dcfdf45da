//! `alm agent run` against a server that is stopped, starts again, and revokes its key.

use std::{path::Path, process::Stdio};

use serde_json::Value;
use tests::process::{self, Server};
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStderr, Command},
};

use super::alm::alm;
use crate::process::{Site, story::Owner};

pub struct Running {
    pub child: Child,
    said: Lines<BufReader<ChildStderr>>,
}

impl Running {
    fn start(folder: &Path, config: &str) -> Self {
        let file = folder.join("config.toml");
        std::fs::write(&file, config).unwrap();
        let mut command = alm(folder);
        command.args(["agent", "run", "--config"]).arg(file);
        Self::of(command)
    }

    pub fn of(mut command: Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(child.stderr.take().unwrap()).lines();
        Self { child, said }
    }

    /// Waits until it says this.
    pub async fn says(&mut self, wanted: &str) -> String {
        let mut all = String::new();
        while let Some(line) = self.said.next_line().await.unwrap() {
            if line.contains(wanted) {
                return line;
            }
            all.push_str(&line);
        }
        panic!("it ended before it said {wanted:?}: {all}");
    }

    pub async fn terminate(&mut self) -> Option<i32> {
        let id = self.child.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", "TERM", &id]).status().await.unwrap().success());
        self.child.wait().await.unwrap().code()
    }
}

async fn agents(server: &Server, owner: &Owner) -> Vec<Value> {
    let listed = server.get("/api/v1/agents", Some(&owner.token)).await.ok(200);
    listed["items"].as_array().unwrap().clone()
}

/// Until the agent's command has run once more: a heartbeat was answered before.
async fn until_it_works(mark: &Path) {
    let before = std::fs::metadata(mark).map_or(0, |mark| mark.len());
    while std::fs::metadata(mark).map_or(0, |mark| mark.len()) <= before {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn it_outlives_the_server_and_ends_for_good_when_its_key_is_revoked() {
    let site = Site::new().await;
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let serve = || {
        let mut command = site.command();
        command.env("ALMOND_LISTEN", format!("127.0.0.1:{port}"));
        process::serve(command)
    };
    let mut server = serve().await;
    let owner = Owner::new(&site, &server, "ada").await;
    let (id, key) = owner.mint(&server).await;
    let folder = site.folder().join("agent");
    std::fs::create_dir(&folder).unwrap();
    let mark = folder.join("mark");
    let command = format!("printf x >> {}; test -z \\\"$ALMOND_API_KEY\\\"", mark.display());
    let state = folder.join("agent-id");
    let config = format!(
        "api_key = \"{key}\"\nurl = \"{}\"\nname = \"northeast\"\ninterval = 1\ncommand = \"{command}\"\nstate = \"{}\"\n",
        server.url,
        state.display()
    );
    let mut agent = Running::start(&folder, &config);
    agent.says("registered as northeast").await;
    until_it_works(&mark).await;
    let first = agents(&server, &owner).await;
    assert_eq!((first.len(), first[0]["name"].as_str()), (1, Some("northeast")));
    assert!(first[0]["lastSeenAt"].is_string(), "{first:?}");

    // A server that goes away, and comes back.
    server.terminate().await;
    agent.says("trying again in").await;
    server = serve().await;
    agent.says("the server is back").await;
    until_it_works(&mark).await;

    // SIGTERM ends it, and the same agent goes on when it starts again.
    assert_eq!(agent.terminate().await, Some(0));
    let stopped = agents(&server, &owner).await;
    assert_eq!((stopped.len(), stopped[0]["status"].as_str()), (1, Some("stopped")));
    let mut agent = Running::start(&folder, &config);
    until_it_works(&mark).await;
    assert_eq!(agents(&server, &owner).await.len(), 1);

    owner.revoke(&server, &id).await;
    agent.says("the key was revoked").await;
    assert_eq!(agent.child.wait().await.unwrap().code(), Some(3));
}

/// What the command started ends with the agent, too; and an agent that was retired is over for good.
#[tokio::test]
async fn nothing_of_its_command_outlives_it_and_a_retired_one_ends_with_a_status_of_its_own() {
    let site = Site::new().await;
    let server = site.serve().await;
    let owner = Owner::new(&site, &server, "ada").await;
    let (_, key) = owner.mint(&server).await;
    let folder = site.folder();
    let (state, pids) = (folder.join("agent-id"), folder.join("pids"));
    let command = format!("sleep 1000 & echo $! >> {}; wait", pids.display());
    let config = format!(
        "api_key = \"{key}\"\nurl = \"{}\"\nstate = \"{}\"\ninterval = 1\ncommand = \"{command}\"\n",
        server.url,
        state.display()
    );
    let mut agent = Running::start(folder, &config);
    agent.says("took longer than the interval").await;
    until_it_works(&pids).await;
    assert_eq!(agent.terminate().await, Some(0));
    for pid in std::fs::read_to_string(&pids).unwrap().lines() {
        // A zombie that nobody waits for has no command line.
        while std::fs::read(format!("/proc/{pid}/cmdline")).is_ok_and(|line| !line.is_empty()) {
            tokio::task::yield_now().await;
        }
    }

    let id = std::fs::read_to_string(&state).unwrap();
    server.send(http::Method::DELETE, &format!("/api/v1/agents/{}", id.trim()), Some(&owner.token), None).await.ok(200);
    let mut agent = Running::start(folder, &config);
    agent.says("the agent was retired").await;
    assert_eq!(agent.child.wait().await.unwrap().code(), Some(8));
}

#[tokio::test]
async fn a_setting_that_is_wrong_or_missing_is_named_and_the_key_is_not() {
    let site = Site::new().await;
    let folder = site.folder();
    for (config, wanted) in [
        ("url = \"http://127.0.0.1:9\"", "api_key"),
        ("api_key = \"alm_secret\"", "ALMOND_URL"),
        ("api_key = \"alm_secret\"\napi_kye = \"alm_secret\"", "api_kye"),
        ("api_key = \"alm_secret", "config.toml"),
        ("api_key = \"alm_secret\"\nurl = \"http://127.0.0.1:9\"\ninterval = 0", "interval"),
    ] {
        let mut agent = Running::start(folder, config);
        let line = agent.says(wanted).await;
        assert!(!line.contains("alm_secret"), "{line}");
        assert_eq!(agent.child.wait().await.unwrap().code(), Some(1), "{config}");
    }
}
