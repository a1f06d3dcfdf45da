//! `almond serve`: opens what a server needs in order, serves until told to stop, closes in reverse.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use identity::{
    factor::passkey,
    me::email,
    signin::{everywhere, mail_link, oauth, sign_up},
};
use kernel::{
    blob::Sweeping,
    config::{Config, Database, Environment},
    db::SqliteLock,
    post,
    server::{self, Admission, Listener},
    state::State,
    telemetry::{self, Metrics},
    usage,
};
use resource::{device_login, grant, invitation, key, model, share_link, webhook};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{control, restore::must_not_be_older, welcome::announce};
use crate::app::{self, StartError};

/// How often what has become meaningless is cleared away.
const HOUSEKEEPING: Duration = Duration::from_secs(600);

/// How long mails that were asked for, and taking away what is left of uploads, may hold up the end.
const LEFT_OVER: Duration = Duration::from_secs(10);

/// How long what is left to do at the end may take, and closing the database after it.
const CLOSING: Duration = Duration::from_secs(4);

/// `almond serve`: runs until SIGTERM or SIGINT.
///
/// # Errors
/// One sentence that names the setting at fault.
pub async fn serve(config: Config) -> Result<(), StartError> {
    let production = config.environment == Environment::Production;
    let log =
        telemetry::logging::init(production, "").map_err(|error| StartError::new("the log can't be opened", error))?;
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
    let terminated = server::terminated().map_err(|error| StartError::new("signals can't be listened to", error))?;
    let connections = server::descriptors::connections();
    app::make_data_dir(&config.server.data_dir)?;
    let sqlite = match &config.database {
        Database::Sqlite(path) => Some(path.clone()),
        Database::Postgres(_) => None,
    };
    let _lock = sqlite.as_deref().map(SqliteLock::serve).transpose()?;

    let seams = app::seams(&config)?;
    // There is no need to wait for a database to the end of a server's time.
    let mut terminated = Box::pin(terminated);
    let opened = app::open(config, seams, Metrics::new().with_log_losses(log.lost_lines()));
    let state = tokio::select! {
        opened = opened => opened?,
        () = &mut terminated => return Ok(()),
    };
    must_not_be_older(&state).await?;
    if !production {
        model::seed(&state).await.map_err(|error| StartError::new("the models can't be written", error))?;
    }
    let settings = &state.config.server;
    let listener = Listener::open(&settings.listen).await;
    let listener =
        listener.map_err(|error| StartError::new(format_args!("ALMOND_LISTEN: {}", settings.listen), error))?;
    let metrics = metrics_listener(&state).await?;
    let unknown = |error| StartError::new("ALMOND_LISTEN", error);
    let (address, shown) = (listener.local_addr().map_err(unknown)?, listener.shown().map_err(unknown)?);

    let stop = CancellationToken::new();
    let tasks = TaskTracker::new();
    if let Some(metrics) = metrics {
        let admission = Admission::to_metrics(Arc::clone(&state.metrics));
        let routes = telemetry::scrape::routes(Arc::clone(&state.metrics));
        tasks.spawn(server::serve(metrics, admission, routes, stop.clone()));
    }
    let in_data_dir = control::socket_in(&settings.data_dir);
    // Of several nodes that share a data directory, the first answers for it.
    let in_data_dir = (!control::is_taken(&in_data_dir)).then_some(in_data_dir);
    for path in sqlite.as_deref().map(control::socket_of).into_iter().chain(in_data_dir) {
        let control = control::Listener::bind(path)
            .map_err(|error| StartError::new("the control socket can't be made", error))?;
        tasks.spawn(control.serve(Arc::clone(&state), stop.clone()));
    }
    let (usage, until) = (Arc::clone(&state), stop.clone());
    tasks.spawn(async move { usage.key_usage.run(&usage.db, &until).await });
    let (usage, until) = (Arc::clone(&state), stop.clone());
    tasks.spawn(async move { usage.session_usage.run(&usage.db, &until).await });
    let (usage, until) = (Arc::clone(&state), stop.clone());
    tasks.spawn(async move { usage.use_counts.run(&usage.db, || usage.now(), &until).await });
    tasks.spawn(post::run(Arc::clone(&state.post), stop.clone()));
    tasks.spawn(webhook::run(Arc::clone(&state), stop.clone()));
    tasks.spawn(keep_house(Arc::clone(&state), stop.clone()));
    let (node, until, name) = (Arc::clone(&state), stop.clone(), node_name(address));
    tasks.spawn(async move { node.fence.keep(&name, &until).await });
    tasks.close();

    state.fence.joined().await;
    announce(&state, &shown).await;
    let shutdown = CancellationToken::new();
    tokio::spawn({
        let shutdown = shutdown.clone();
        async move {
            terminated.await;
            shutdown.cancel();
        }
    });
    let proxies = state.config.network.trusted_proxies.clone();
    let admission = Admission::to_public_port(connections, proxies, Arc::clone(&state.metrics));
    let served = server::serve(listener, admission, app::endpoint(&state), shutdown).await;

    stop.cancel();
    // A database that doesn't answer holds up the end only so long.
    let tasks_ended = tokio::time::timeout(CLOSING, tasks.wait()).await;
    state.background.close();
    if tokio::time::timeout(LEFT_OVER, state.background.wait()).await.is_err() {
        tracing::warn!(left = state.background.len(), "mails or remains of uploads take too long; ending without them");
    }
    let closed = tokio::time::timeout(CLOSING, state.db.clone().close()).await;
    if tasks_ended.is_err() || closed.is_err() {
        tracing::warn!("the database takes too long; ending without it");
    }
    served.map_err(|error| StartError::new("serving failed", error))
}

/// What the operator knows this node by: host, port and process.
fn node_name(address: SocketAddr) -> String {
    let system = rustix::system::uname();
    format!("{}:{} ({})", system.nodename().to_string_lossy(), address.port(), std::process::id())
}

/// A default address that another server on the machine has taken is no reason not to serve; one that was asked for is.
async fn metrics_listener(state: &State) -> Result<Option<Listener>, StartError> {
    let settings = &state.config.server;
    match Listener::open(&settings.metrics_listen).await {
        Ok(listener) => Ok(Some(listener)),
        Err(error) if settings.metrics_listen_explicit => {
            Err(StartError::new(format_args!("ALMOND_METRICS_LISTEN: {}", settings.metrics_listen), error))
        }
        Err(error) => {
            tracing::warn!(%error, address = %settings.metrics_listen, "no /metrics: set ALMOND_METRICS_LISTEN");
            Ok(None)
        }
    }
}

async fn keep_house(state: Arc<State>, stop: CancellationToken) {
    let mut sweeping = Sweeping::default();
    loop {
        tokio::select! {
            () = tokio::time::sleep(HOUSEKEEPING) => {}
            () = stop.cancelled() => return,
        }
        for (what, cleared) in [
            ("answers of mints", key::forget_expired(&state).await),
            ("full buckets", state.limiter.forget_full().await),
            ("old attempts and networks", state.limiter.forget_old().await),
            ("sessions long over", everywhere::forget_over(&state).await),
            ("expired sign-ups", sign_up::forget_expired(&state).await),
            ("expired links", mail_link::forget_expired(&state).await),
            ("expired changes of address", email::forget_expired(&state).await),
            ("expired device logins", device_login::forget_expired(&state).await),
            ("codes and clients that nobody used", grant::forget_expired(&state).await),
            ("expired invitations", invitation::forget_expired(&state).await),
            ("expired links to projects", share_link::forget_expired(&state).await),
            ("codes and states of providers", oauth::forget_expired(&state).await),
            ("webhooks sent long ago", webhook::forget_old(&state).await),
            ("mails sent long ago", state.post.forget_old().await),
            ("old counts of uses", usage::forget_old(&state.db, state.now()).await),
            ("old invalidations", state.fence.forget_old().await),
            ("expired WebAuthn ceremonies", passkey::forget_expired(&state).await),
            ("files of orgs that ended", state.blobs.clear_ended(&state.db).await),
            ("bytes that belong to no file", sweeping.sweep(&state.blobs, &state.db, state.now()).await),
        ] {
            if let Err(error) = cleared {
                tracing::warn!(?error, "{what} could not be cleared away");
            }
        }
    }
}
