//! Three nodes, each with its own way to the one database, and the person who mints and revokes.

use std::{net::SocketAddr, process::Stdio, sync::Mutex};

use almond::seam::{Clock as _, SystemClock};
use http::Method;
use serde_json::{Value, json};
use tests::{PASSWORD, TestDatabase, code_at, process};
use tokio::process::{Child, Command};

use crate::{
    Result,
    client::Client,
    proxy::{Link, Proxy},
};

pub const KEYS: &str = "/api/v1/api-keys";

pub struct Site {
    database: TestDatabase,
    pub nodes: Vec<Node>,
    pub token: String,
}

pub struct Node {
    proxy: Proxy,
    url: String,
    running: Mutex<Option<(Child, SocketAddr)>>,
}

impl Site {
    pub async fn new(nodes: usize) -> Result<Self> {
        let database = TestDatabase::create().await;
        let url = database.url.clone();
        let mut site = Self { nodes: Vec::new(), token: String::new(), database };
        let (server, name) = url.rsplit_once('/').ok_or("no database")?;
        let (user, server) = server.rsplit_once('@').ok_or("no user")?;
        let server: SocketAddr = server.parse()?;
        for _ in 0..nodes {
            let proxy = Proxy::to(server).await?;
            let url = format!("{user}@{}/{name}", proxy.address);
            site.nodes.push(Node { proxy, url, running: Mutex::default() });
        }
        for node in 0..nodes {
            site.start(node).await?;
        }
        site.token = site.owner().await?;
        Ok(site)
    }

    fn command(&self, url: &str) -> Command {
        let mut command = process::command(&self.database.folder);
        command.env("ALMOND_DATABASE_URL", url).env("RUST_LOG", "off").stderr(Stdio::null());
        for name in ["MINT_BURST", "MINT_PER_MINUTE", "LOGIN_BURST", "LOGIN_PER_MINUTE"] {
            command.env(format!("ALMOND_{name}"), "1000000");
        }
        command
    }

    pub async fn start(&self, node: usize) -> Result<()> {
        let node = &self.nodes[node];
        let server = process::serve(self.command(&node.url)).await;
        let address = server.url.trim_start_matches("http://").parse()?;
        let process::Server { child, mut output, .. } = server;
        // Somebody has to read what it says.
        tokio::spawn(async move { while let Ok(Some(_)) = output.next_line().await {} });
        *node.lock() = Some((child, address));
        Ok(())
    }

    /// Made by a command, signed in, with an authenticator and so stepped up.
    async fn owner(&self) -> Result<String> {
        let create = ["user", "create", "--email", "ada@example.com", "--name", "Ada", "--org", "chaos"];
        let (made, _, why) = process::run(self.command(&self.database.url), &create, PASSWORD).await;
        if !made {
            return Err(why.into());
        }
        let mut client = Client::connect(self.address(0)?).await?;
        let login = json!({ "email": "ada@example.com", "password": PASSWORD });
        let token = text(&client.ok(Method::POST, "/api/v1/auth/login", "", Some(login)).await?, "token")?;
        let seed = text(&client.ok(Method::POST, "/api/v1/me/totp", &token, None).await?, "secret")?;
        let code = json!({ "code": code_at(&seed, SystemClock.now()) });
        text(&client.ok(Method::POST, "/api/v1/me/totp/confirm", &token, Some(code)).await?, "token")
    }

    pub fn address(&self, node: usize) -> Result<SocketAddr> {
        Ok(self.nodes[node].lock().as_ref().ok_or("the node is down")?.1)
    }

    pub fn link(&self, node: usize, link: Link) {
        self.nodes[node].proxy.set(link);
    }

    pub async fn signal(&self, node: usize, name: &str) -> Result<()> {
        let id = self.nodes[node].lock().as_ref().and_then(|(child, _)| child.id()).ok_or("the node is down")?;
        Command::new("kill").args(["-s", name, &id.to_string()]).status().await?;
        Ok(())
    }

    /// Waits for the node's end.
    pub async fn ended(&self, node: usize) -> Result<()> {
        let running = self.nodes[node].lock().take();
        if let Some((mut child, _)) = running {
            child.wait().await?;
        }
        Ok(())
    }
}

impl Node {
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<(Child, SocketAddr)>> {
        self.running.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

pub fn text(value: &Value, name: &str) -> Result<String> {
    Ok(value[name].as_str().ok_or_else(|| format!("no {name} in {value}"))?.to_owned())
}
