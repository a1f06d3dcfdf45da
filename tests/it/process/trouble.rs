//! Trouble with PostgreSQL: gone, silent, half-open, slow, full. Every request is answered soon, with 503 if need be; no
//! good key is told 401 and no dead one 200; and once the trouble is over, all is well again soon, by itself.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use sea_orm::{ConnectionTrait, Database};
use serde_json::json;
use tests::{
    Answer,
    process::Server,
    proxy::{Link, Proxy},
};

use super::{
    Site, on_sqlite,
    story::{Owner, models},
};

/// How long an answer may take.
const BOUND: Duration = Duration::from_secs(5);
/// How long after the trouble everything works again.
const BACK: Duration = Duration::from_secs(5);
/// What a change may take on a node that has no trouble: a lease, and a second.
const CHANGE: Duration = Duration::from_secs(3);

/// A node whose way to the database may have trouble, and another whose hasn't.
struct Stage {
    site: Site,
    proxy: Proxy,
    server: Server,
    other: Server,
    ada: Owner,
    good: String,
    dead: String,
}

/// `postgres://user@host:port/name` in its parts.
fn parts(url: &str) -> (SocketAddr, &str) {
    let (server, name) = url.rsplit_once('/').unwrap();
    (server.rsplit_once('@').unwrap().1.parse().unwrap(), name)
}

async fn execute(url: &str, sql: &str) {
    let db = Database::connect(url).await.unwrap();
    db.execute_unprepared(sql).await.unwrap();
    db.close().await.unwrap();
}

async fn soon(answer: impl Future<Output = Answer>, may: &[u16]) -> u16 {
    let asked = Instant::now();
    let answer = answer.await;
    let (status, took) = (answer.status.as_u16(), asked.elapsed());
    assert!(took < BOUND, "{status} after {took:?}");
    assert!(may.contains(&status), "{status} is none of {may:?}: {}", answer.text);
    status
}

impl Stage {
    /// `None` on SQLite, which has no network before it.
    async fn set(user: &str) -> Option<Self> {
        if on_sqlite() {
            return None;
        }
        let site = Site::new().await;
        let (address, name) = parts(site.url());
        if user != "postgres" {
            let user = format!("{name}_{user}");
            execute(site.url(), &format!("CREATE ROLE {user} LOGIN; ALTER DATABASE {name} OWNER TO {user}")).await;
        }
        let user = if user == "postgres" { user.to_owned() } else { format!("{name}_{user}") };
        let proxy = Proxy::to(address).await.unwrap();
        let server =
            site.serve_with("ALMOND_DATABASE_URL", &format!("postgres://{user}@{}/{name}", proxy.address)).await;
        let other = site.serve().await;
        let ada = Owner::new(&site, &server, "ada").await;
        let ((_, good), (id, dead)) = (ada.mint(&server).await, ada.mint(&server).await);
        for key in [&good, &dead] {
            models(&server, key).await.ok(200);
        }
        ada.revoke(&server, &id).await;
        Some(Self { site, proxy, server, other, ada, good, dead })
    }

    /// All that may be asked at once; gives what the good key got.
    async fn ask(&self) -> u16 {
        let (server, session) = (&self.server, Some(self.ada.token.as_str()));
        let unknown = "alm_test_".to_owned() + &"5a".repeat(24);
        let mint = json!({ "name": "in bad weather" });
        let (good, ..) = tokio::join!(
            soon(models(server, &self.good), &[200, 503]),
            soon(models(server, &self.dead), &[401, 503]),
            soon(models(server, &unknown), &[401, 503]),
            soon(server.get("/api/v1/auth/session", session), &[200, 503]),
            soon(server.post("/api/v1/api-keys", session, mint), &[201, 503]),
            soon(server.get("/readyz", None), &[200, 503]),
            soon(server.get("/healthz", None), &[200]),
        );
        good
    }

    /// A revocation on the other node, which must hold here at once.
    async fn revoke(&self) {
        let (id, key) = self.ada.mint(&self.other).await;
        soon(models(&self.server, &key), &[200, 503]).await;
        let asked = Instant::now();
        self.ada.revoke(&self.other, &id).await;
        assert!(asked.elapsed() < CHANGE, "{:?}", asked.elapsed());
        soon(models(&self.server, &key), &[401, 503]).await;
    }

    /// Asks for so long; gives what the good key gets then.
    async fn last(&self, span: Duration) -> u16 {
        let began = Instant::now();
        while began.elapsed() < span {
            tokio::join!(self.ask(), self.revoke());
        }
        self.ask().await
    }

    /// The trouble is over.
    async fn is_over(&self) {
        let over = Instant::now();
        loop {
            let good = self.ask().await;
            let ready = self.server.get("/readyz", None).await;
            if good == 200 && ready.status == 200 && ready.body["data"]["memory"] == true {
                break;
            }
            assert!(over.elapsed() < BACK, "not back yet: {good}, {}", ready.text);
        }
        self.ada.mint(&self.server).await;
        self.revoke().await;
        assert!(over.elapsed() < BACK, "{:?}", over.elapsed());
        models(&self.server, &self.good).await.ok(200);
        models(&self.server, &self.dead).await.refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn gone_503_and_back_by_itself() {
    let Some(stage) = Stage::set("postgres").await else { return };
    stage.proxy.set(Link::Cut);
    assert_eq!(stage.last(Duration::from_secs(3)).await, 503);
    stage.proxy.set(Link::Up);
    stage.is_over().await;
}

#[tokio::test]
async fn silent_503_and_back_by_itself() {
    let Some(stage) = Stage::set("postgres").await else { return };
    stage.proxy.set(Link::Silent);
    assert_eq!(stage.last(Duration::from_secs(6)).await, 503);
    stage.proxy.set(Link::Up);
    stage.is_over().await;
}

#[tokio::test]
async fn half_open_503_and_back_by_itself_though_no_old_connection_ever_works_again() {
    let Some(stage) = Stage::set("postgres").await else { return };
    // Some connections in use and some idle, when it happens.
    let (asked, ()) = tokio::join!(stage.ask(), async { stage.proxy.set(Link::HalfOpen) });
    assert!([200, 503].contains(&asked));
    assert_eq!(stage.last(Duration::from_secs(6)).await, 503);
    stage.proxy.set(Link::Up);
    stage.is_over().await;
}

#[tokio::test]
async fn slow_200_while_it_can_be_waited_for_and_503_beyond() {
    let Some(stage) = Stage::set("postgres").await else { return };
    stage.proxy.set(Link::Slow(Duration::from_millis(30)));
    assert_eq!(stage.last(Duration::from_secs(2)).await, 200);
    stage.proxy.set(Link::Slow(Duration::from_millis(1500)));
    assert_eq!(stage.last(Duration::from_secs(6)).await, 503);
    stage.proxy.set(Link::Up);
    stage.is_over().await;
}

#[tokio::test]
async fn full_503_and_back_by_itself() {
    let Some(stage) = Stage::set("limited").await else { return };
    let (_, name) = parts(stage.site.url());
    let limit = |count: i32| format!("ALTER ROLE {name}_limited CONNECTION LIMIT {count}");
    // Others have taken every connection there was.
    execute(stage.site.url(), &limit(0)).await;
    let end = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{name}_limited'");
    execute(stage.site.url(), &end).await;
    assert_eq!(stage.last(Duration::from_secs(3)).await, 503);
    execute(stage.site.url(), &limit(-1)).await;
    stage.is_over().await;
}

#[tokio::test]
async fn a_server_that_is_told_to_stop_while_the_database_says_nothing_ends_all_the_same() {
    let Some(mut stage) = Stage::set("postgres").await else { return };
    stage.proxy.set(Link::HalfOpen);
    let asked = Instant::now();
    assert_eq!(stage.server.terminate().await.code(), Some(0));
    assert!(asked.elapsed() < Duration::from_secs(10), "{:?}", asked.elapsed());
}

#[tokio::test]
async fn a_server_that_starts_without_its_database_says_so_soon() {
    if on_sqlite() {
        return;
    }
    let site = Site::new().await;
    let (address, name) = parts(site.url());
    for link in [Link::Cut, Link::HalfOpen] {
        let proxy = Proxy::to(address).await.unwrap();
        proxy.set(link);
        let mut command = site.command();
        command.env("ALMOND_DATABASE_URL", format!("postgres://postgres@{}/{name}", proxy.address));
        command.env("ALMOND_DATABASE_WAIT", "0");
        let asked = Instant::now();
        let said = super::refusal(command, &["serve"], "").await;
        assert!(said.starts_with("ALMOND_DATABASE_URL: the database can't be used"), "{said}");
        assert!(asked.elapsed() < BOUND, "{:?}", asked.elapsed());
    }
}
