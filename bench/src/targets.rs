//! What is measured, in a process of its own as in production: a bare poem route, a route behind Almond's gate that does
//! nothing else, and all of Almond. Standard output gets the log, so the addresses go to standard error.

use std::{
    collections::BTreeMap,
    future::pending,
    io::{self, Write as _},
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    process::Stdio,
    sync::Arc,
};

use almond::app;
use entity::Scope;
use identity::{
    policy::{Caller, Rule},
    principal::Member,
};
use kernel::{
    config::Config,
    server::{self, Admission},
    state::State,
    telemetry::{self, Metrics},
};
use poem::{Endpoint, Route, endpoint::make_sync, get};
use poem_openapi::{ApiResponse, OpenApi};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    net::TcpListener,
    process::{Child, Command},
};
use tokio_util::sync::CancellationToken;

use crate::Result;

/// The running targets.
pub struct Targets {
    pub process: Child,
    pub hello: SocketAddr,
    pub gated: SocketAddr,
    pub almond: SocketAddr,
}

/// The path of the bare route and of the gated one.
pub const PATH: &str = "/bench";

struct Gated;

impl Rule for Gated {
    type Who = Member;
    const NAME: &'static str = "gated";
    const SCOPE: Option<Scope> = Some(Scope::ModelsRead);
}

#[derive(ApiResponse)]
enum Nothing {
    #[oai(status = 204)]
    NoContent,
}

struct Api;

#[OpenApi]
impl Api {
    /// Do nothing, for whoever may list models.
    #[oai(path = "/bench", method = "get")]
    async fn gated(&self, _caller: Caller<Gated>) -> Nothing {
        Nothing::NoContent
    }
}

/// Almond's settings on this database, or on one in `folder`; minting is limited by nothing but the machine.
pub fn config(folder: &Path, database: Option<&str>) -> Result<Config> {
    let folder = folder.to_str().ok_or("the temporary folder's name is no UTF-8")?;
    let settings =
        [("ALMOND_DATA_DIR", folder), ("ALMOND_MINT_BURST", "1000000"), ("ALMOND_MINT_PER_MINUTE", "1000000")];
    let settings = settings.into_iter().chain(database.map(|url| ("ALMOND_DATABASE_URL", url)));
    let settings: BTreeMap<String, String> =
        settings.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Ok(app::settings(&settings, None)?)
}

/// The process's whole life: until it is killed.
pub async fn serve(folder: &Path, database: Option<&str>) -> Result<()> {
    let log = telemetry::logging::init(true, "")?;
    let config = config(folder, database)?;
    let seams = app::seams(&config)?;
    let state = app::open(config, seams, Metrics::new().with_log_losses(log.lost_lines())).await?;
    let usage = Arc::clone(&state);
    tokio::spawn(async move { usage.key_usage.run(&usage.db, &CancellationToken::new()).await });
    let node = Arc::clone(&state);
    tokio::spawn(async move { node.fence.keep("bench", &CancellationToken::new()).await });
    state.fence.joined().await;

    let addresses = [listen(hello()).await?, listen(gated(&state)).await?, listen(app::endpoint(&state)).await?];
    writeln!(io::stderr(), "{}", addresses.map(|address| address.to_string()).join(" "))?;
    pending().await
}

/// The bare poem route.
pub fn hello() -> impl Endpoint + 'static {
    Route::new().at(PATH, get(make_sync(|_| "hello")))
}

/// The route behind Almond's gate.
pub fn gated(state: &Arc<State>) -> impl Endpoint + 'static {
    app::behind_front_door(state, Api)
}

async fn listen(endpoint: impl Endpoint + 'static) -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let admission = Admission::to_public_port(usize::MAX, Vec::new(), Arc::default());
    tokio::spawn(server::serve(listener, admission, endpoint, CancellationToken::new()));
    Ok(address)
}

/// Starts them, with the log going nowhere: what a disk makes of it is not what is measured here.
pub async fn start(folder: &Path, database: Option<&str>) -> Result<Targets> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("targets").arg(folder).args(database).env_clear().kill_on_drop(true);
    let mut process = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    let mut errors = BufReader::new(process.stderr.take().ok_or("no standard error")?);
    let mut line = String::new();
    errors.read_line(&mut line).await?;
    tokio::spawn(async move { tokio::io::copy(&mut errors, &mut tokio::io::stderr()).await });
    let addresses: Vec<SocketAddr> = line.split_whitespace().map_while(|address| address.parse().ok()).collect();
    let [hello, gated, almond] = addresses[..] else { return Err(format!("the targets did not start: {line}").into()) };
    Ok(Targets { process, hello, gated, almond })
}
