//! What a change costs with more and more nodes on one PostgreSQL: one `almond` that makes the changes, and the others
//! in this process, which do all that a node does for the fence and nothing else. `simulate` goes on from there.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use almond::app;
use clap::Args;
use http::Method;
use kernel::{state::State, telemetry::Metrics};
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use serde_json::json;
use tokio::{task::JoinSet, time::sleep};
use tokio_util::sync::CancellationToken;

use crate::{
    Result,
    client::Client,
    figures::Figures,
    print,
    processes::Server,
    say,
    site::{Bare, KEYS, Site, text},
};

#[derive(Args)]
pub struct Options {
    /// With so many nodes
    #[arg(long, value_delimiter = ',', default_value = "1,3,10,30,100")]
    counts: Vec<usize>,
    /// Revocations, one after the other, and as many side by side
    #[arg(long, default_value_t = 400)]
    revocations: usize,
}

/// How many revocations are made side by side.
const AT_ONCE: usize = 16;
/// How long the nodes are watched while nothing happens.
const IDLE: Duration = Duration::from_secs(10);
const HEAD: &str = "\
| nodes | database while idle, ms/s | bare commit p50 ms | revocation p50 | p99 | max | database, ms each | 16 at once: per second | p50 | p99 | database, ms each |
|---|---|---|---|---|---|---|---|---|---|---|";

pub async fn run(options: &Options) -> Result<bool> {
    print(HEAD)?;
    let site = Arc::new(Site::of_nodes(1).await?);
    let db = Database::connect(site.url()).await?;
    let pid = Statement::from_string(DbBackend::Postgres, "SELECT pg_backend_pid()");
    let pid: i32 = db.query_one_raw(pid).await?.ok_or("no backend")?.try_get_by_index(0)?;
    let server = Server::of(pid.into())?;
    let stop = CancellationToken::new();
    let mut others = JoinSet::new();
    for count in &options.counts {
        while others.len() + 1 < *count {
            let (state, stop) = (open(&site).await?, stop.clone());
            others.spawn(async move { state.fence.keep("a node without requests", &stop).await });
        }
        sleep(Duration::from_secs(2)).await;
        let before = server.used()?;
        sleep(IDLE).await;
        let idle = (server.used()? - before).as_secs_f64() * 1000.0 / IDLE.as_secs_f64();
        let (bare, mut commits) = (Bare::connect(site.url()).await?, Figures::default());
        for _ in 0..200 {
            commits.add(bare.commit().await?);
        }
        let mut one = revoke(&site, &server, options.revocations, 1).await?;
        let mut many = revoke(&site, &server, options.revocations, AT_ONCE).await?;
        let ([p50, p99, max], [many50, many99, _]) = (one.took.millis(), many.took.millis());
        print(&format!(
            "| {count} | {idle:.1} | {:.2} | {p50:.2} | {p99:.2} | {max:.1} | {:.2} | {:.0} | {many50:.1} | {many99:.1} | {:.2} |",
            commits.millis()[0],
            one.database,
            many.per_second,
            many.database,
        ))?;
    }
    stop.cancel();
    while others.join_next().await.is_some() {}
    Ok(true)
}

/// A node without requests, before it joins.
async fn open(site: &Site) -> Result<Arc<State>> {
    let settings = [("ALMOND_DATABASE_URL", site.url()), ("ALMOND_DATA_DIR", site.folder())];
    let settings: BTreeMap<_, _> = settings.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let config = app::settings(&settings, None)?;
    let seams = app::seams(&config)?;
    Ok(app::open(config, seams, Metrics::new()).await?)
}

struct Revoked {
    took: Figures,
    per_second: f64,
    /// Processor time of the database for each, in milliseconds.
    database: f64,
}

async fn revoke(site: &Arc<Site>, server: &Server, count: usize, at_once: usize) -> Result<Revoked> {
    let mut ids = Vec::new();
    let mut client = Client::connect(site.address(0)?).await?;
    for _ in 0..count {
        let minted = client.ok(Method::POST, KEYS, &site.token, Some(json!({ "name": "x" }))).await?;
        ids.push(text(&minted, "id")?);
    }
    say(&format!("revoking {count}, {at_once} at once"));
    let (before, began, mut tasks) = (server.used()?, Instant::now(), JoinSet::new());
    for ids in ids.chunks(count.div_ceil(at_once)) {
        let (site, ids) = (Arc::clone(site), ids.to_vec());
        tasks.spawn(async move {
            let mut client = Client::connect(site.address(0)?).await?;
            let mut took = Figures::default();
            for id in ids {
                let began = Instant::now();
                client.ok(Method::DELETE, &format!("{KEYS}/{id}"), &site.token, None).await?;
                took.add(began.elapsed());
            }
            Result::Ok(took)
        });
    }
    let mut took = Figures::default();
    while let Some(done) = tasks.join_next().await {
        took.extend(done??);
    }
    let per_second = count as f64 / began.elapsed().as_secs_f64();
    let database = (server.used()? - before).as_secs_f64() * 1000.0 / count as f64;
    Ok(Revoked { took, per_second, database })
}
