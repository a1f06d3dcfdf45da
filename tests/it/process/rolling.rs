//! Nodes that come and go: many that start at once, and one after the other being replaced.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};

use http::Method;
use serde_json::json;
use tests::{
    http::{request, rest},
    process::Server,
};
use tokio::{io::AsyncWriteExt, net::TcpStream, task::JoinSet};

use super::{Site, on_sqlite, story::Owner};

#[tokio::test]
async fn six_that_start_at_once_on_an_empty_database_all_come_up_and_remember() {
    if on_sqlite() {
        return;
    }
    let site = Arc::new(Site::new().await);
    let mut starting = JoinSet::new();
    for _ in 0..6 {
        let site = Arc::clone(&site);
        starting.spawn(async move { site.serve().await });
    }
    let servers = starting.join_all().await;
    for server in &servers {
        remembers(server).await;
    }
    assert_eq!(site.run(&["nodes"], "").await.lines().count(), 6);
}

/// Asks until it is so: while six start, the database may take longer than the second that `/readyz` gives it.
async fn remembers(server: &Server) {
    let began = Instant::now();
    loop {
        let ready = server.get("/readyz", None).await;
        if ready.status == 200 && ready.body["data"]["memory"] == true {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(10), "{}", ready.text);
    }
}

/// What is in front of the nodes: it knows where they listen and turns to another when one takes no connection.
struct Balancer {
    nodes: [Mutex<SocketAddr>; 2],
    request: String,
    turn: AtomicUsize,
    answered: AtomicUsize,
    unanswered: AtomicUsize,
    stop: AtomicBool,
}

fn address(server: &Server) -> SocketAddr {
    server.url.strip_prefix("http://").unwrap().parse().unwrap()
}

impl Balancer {
    async fn run(self: Arc<Self>) {
        while !self.stop.load(SeqCst) {
            let node = *self.nodes[self.turn.fetch_add(1, SeqCst) % 2].lock().unwrap();
            match self.ask(node).await {
                Ok(answer) if answer.is_empty() => _ = self.unanswered.fetch_add(1, SeqCst),
                Ok(answer) => {
                    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with('}'), "{answer}");
                    self.answered.fetch_add(1, SeqCst);
                }
                Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {}
                Err(_) => _ = self.unanswered.fetch_add(1, SeqCst),
            }
        }
    }

    async fn ask(&self, node: SocketAddr) -> io::Result<String> {
        let mut stream = TcpStream::connect(node).await?;
        stream.write_all(self.request.as_bytes()).await?;
        rest(stream).await
    }
}

#[tokio::test]
async fn a_rolling_restart_costs_no_request_and_leaves_nobody_to_wait_for() {
    if on_sqlite() {
        return;
    }
    let site = Site::new().await;
    let mut servers = [site.serve().await, site.serve().await];
    let ada = Owner::new(&site, &servers[0], "ada").await;
    let (_, key) = ada.mint(&servers[0]).await;
    let balancer = Arc::new(Balancer {
        nodes: [0, 1].map(|node| Mutex::new(address(&servers[node]))),
        request: request(&Method::GET, "/api/v1/models", &format!("Authorization: Bearer {key}\r\n"), ""),
        turn: AtomicUsize::new(0),
        answered: AtomicUsize::new(0),
        unanswered: AtomicUsize::new(0),
        stop: AtomicBool::new(false),
    });
    let clients: Vec<_> = (0..4).map(|_| tokio::spawn(Arc::clone(&balancer).run())).collect();
    let restarts = 4;
    for turn in 0..restarts {
        assert_eq!(servers[turn % 2].terminate().await.code(), Some(0));
        servers[turn % 2] = site.serve().await;
        *balancer.nodes[turn % 2].lock().unwrap() = address(&servers[turn % 2]);
        // Nobody has to wait for the lease of one that left, which is two seconds.
        let asked = std::time::Instant::now();
        let minted = servers[turn % 2].post("/api/v1/api-keys", Some(&ada.token), json!({ "name": "CI" })).await;
        minted.ok(201);
        assert!(asked.elapsed() < Duration::from_millis(1900), "{:?}", asked.elapsed());
    }
    balancer.stop.store(true, SeqCst);
    for client in clients {
        client.await.unwrap();
    }
    let (answered, unanswered) = (balancer.answered.load(SeqCst), balancer.unanswered.load(SeqCst));
    // A connection may be made in the very moment in which the listener is closed; it has asked for nothing then.
    assert!(answered > 100 && unanswered <= restarts, "{unanswered} of {answered} were not answered");
}
