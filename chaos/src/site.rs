//! Nodes on one database, and the person who mints and revokes.

use std::{
    net::SocketAddr,
    process::Stdio,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use http::Method;
use kernel::seam::{Clock as _, SystemClock};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use serde_json::{Value, json};
use tests::{
    PASSWORD, TestDatabase, code_at, process,
    proxy::{Link, Proxy},
};
use tokio::process::{Child, Command};

use crate::{Result, client::Client};

pub const KEYS: &str = "/api/v1/api-keys";

pub struct Site {
    database: TestDatabase,
    pub nodes: Vec<Node>,
    pub token: String,
}

pub struct Node {
    /// Its own way to the database, where there is a way.
    proxy: Option<Proxy>,
    url: String,
    running: Mutex<Option<(Child, SocketAddr)>>,
}

impl Site {
    /// On PostgreSQL, with nothing in between.
    pub async fn of_nodes(count: usize) -> Result<Self> {
        let database = TestDatabase::create().await;
        let nodes = (0..count).map(|_| Node { proxy: None, url: database.url.clone(), running: Mutex::default() });
        let nodes = nodes.collect();
        Self::start_all(database, nodes).await
    }

    /// On PostgreSQL, each at the end of a link that can be lost.
    pub async fn of_linked_nodes(count: usize) -> Result<Self> {
        let database = TestDatabase::create().await;
        let (server, name) = database.url.rsplit_once('/').ok_or("no database")?;
        let (user, server) = server.rsplit_once('@').ok_or("no PostgreSQL: use scripts/with-postgres")?;
        let mut nodes = Vec::new();
        for _ in 0..count {
            let proxy = Proxy::to(server.parse()?).await?;
            let url = format!("{user}@{}/{name}", proxy.address);
            nodes.push(Node { proxy: Some(proxy), url, running: Mutex::default() });
        }
        Self::start_all(database, nodes).await
    }

    /// One node, on whatever database it is.
    pub async fn alone(database: TestDatabase) -> Result<Self> {
        let node = Node { proxy: None, url: database.url.clone(), running: Mutex::default() };
        Self::start_all(database, vec![node]).await
    }

    async fn start_all(database: TestDatabase, nodes: Vec<Node>) -> Result<Self> {
        let mut site = Self { nodes, token: String::new(), database };
        for node in 0..site.nodes.len() {
            site.start(node).await?;
        }
        site.token = site.owner().await?;
        Ok(site)
    }

    pub fn url(&self) -> &str {
        &self.database.url
    }

    pub fn folder(&self) -> &str {
        self.database.folder.to_str().unwrap_or_default()
    }

    fn command(&self, url: &str) -> Command {
        let mut command = process::command(&self.database.folder);
        command.env("ALMOND_DATABASE_URL", url).env("RUST_LOG", "off").stderr(Stdio::null());
        for name in ["MINT_BURST", "MINT_PER_MINUTE", "LOGIN_BURST", "LOGIN_PER_MINUTE"] {
            command.env(format!("ALMOND_{name}"), "1000000");
        }
        command.env("ALMOND_STEP_UP_MAX_AGE", "86400");
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
        if let Some(proxy) = &self.nodes[node].proxy {
            proxy.set(link);
        }
    }

    pub async fn signal(&self, node: usize, name: &str) -> Result<()> {
        let id = self.nodes[node].lock().as_ref().and_then(|(child, _)| child.id()).ok_or("the node is down")?;
        Command::new("kill").args(["-s", name, &id.to_string()]).status().await?;
        Ok(())
    }

    /// Kills it there and then.
    pub fn kill(&self, node: usize) -> Result<()> {
        let mut running = self.nodes[node].lock();
        Ok(running.as_mut().ok_or("the node is down")?.0.start_kill()?)
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
    fn lock(&self) -> MutexGuard<'_, Option<(Child, SocketAddr)>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The least that a durable change can take on a database: one row, one commit, nobody else.
pub struct Bare(DatabaseConnection);

impl Bare {
    pub async fn connect(url: &str) -> Result<Self> {
        let db = Database::connect(url).await?;
        db.execute_unprepared("CREATE TABLE IF NOT EXISTS bare_commits (made_at TIMESTAMPTZ)").await?;
        Ok(Self(db))
    }

    pub async fn commit(&self) -> Result<Duration> {
        let began = Instant::now();
        self.0.execute_unprepared("INSERT INTO bare_commits VALUES (now())").await?;
        Ok(began.elapsed())
    }
}

pub fn text(value: &Value, name: &str) -> Result<String> {
    Ok(value[name].as_str().ok_or_else(|| format!("no {name} in {value}"))?.to_owned())
}
