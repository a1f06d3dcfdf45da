//! A server from its settings: what it needs, opened in order. `cli::serve` runs it.

use std::{collections::BTreeMap, fs, io, os::unix::fs::DirBuilderExt, path::Path, sync::Arc};

use kernel::{
    blob::Blobs,
    config::{Asker, Config, ConfigErrors},
    db::{Db, InUse, check_root_secret, migrate, migration_status, why},
    error::Error,
    seam::{
        Clock, Entropy, Http, Mail, NoMail, Outbox, Smtp, SystemClock, SystemEntropy, SystemResolver, Web,
        http::Courier,
    },
    state::{Seams, State},
    telemetry::Metrics,
};
use poem_openapi::OpenApi;
use resource::key::dialect;
use tokio::runtime::Runtime;

use crate::surface::{self, FrontDoor};

/// Why a server or a command couldn't start, in one sentence, or one a line.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StartError(pub String);

impl StartError {
    pub fn new(what: impl std::fmt::Display, why: impl std::fmt::Display) -> Self {
        Self(format!("{what}: {why}"))
    }
}

impl From<InUse> for StartError {
    fn from(error: InUse) -> Self {
        match error {
            InUse::Serving(_) => Self(error.to_string()),
            InUse::Io(..) => Self::new("ALMOND_DATABASE_URL", error),
        }
    }
}

/// The settings from `env`, else from the TOML file `file`, else the defaults, as [`Config::load`] reads them.
///
/// # Errors
/// A sentence for each setting found wrong.
pub fn settings(env: &BTreeMap<String, String>, file: Option<&Path>) -> Result<Config, ConfigErrors> {
    Config::load(env, file, &dialect::ALL)
}

/// The settings of this process.
///
/// # Errors
/// As `settings`.
pub fn settings_of_process(file: Option<&Path>, asker: Asker) -> Result<Config, ConfigErrors> {
    Config::from_process(file, &dialect::ALL, asker)
}

/// The real clock, randomness and network, and mail as configured.
///
/// # Errors
/// When `ALMOND_SMTP_URL` is no address of a mail server.
pub fn seams(config: &Config) -> Result<Seams, StartError> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
    let from = config.mail.from.clone();
    let mail: Arc<dyn Mail> = match &config.mail.smtp {
        Some(server) => {
            let smtp = Smtp::new(server.clone(), config.exit.authorities(), from);
            Arc::new(smtp.map_err(|error| StartError::new("ALMOND_SMTP_URL", error))?)
        }
        None if config.environment.is_production() => Arc::new(NoMail),
        None => {
            let outbox = config.server.data_dir.join("outbox");
            Arc::new(Outbox::new(outbox, from))
        }
    };
    let http = Web::leaving(&config.exit, Arc::new(SystemResolver))
        .map_err(|error| StartError::new("TLS can't be set up", error))?;
    let http: Arc<dyn Http> = Arc::new(http);
    Ok(Seams { clock, entropy, mail, http, resolver: Arc::new(SystemResolver) })
}

/// Opens the database, brings its schema up to date, and makes sure that the root secret is the one it was sealed with.
///
/// # Errors
/// Names `ALMOND_DATABASE_URL` when the database can't be reached or migrated, `ALMOND_SECRET` when the secret is another.
pub async fn open(config: Config, seams: Seams, metrics: Metrics) -> Result<Arc<State>, StartError> {
    let state = open_unchecked(config, seams, metrics).await?;
    let checked = check_root_secret(&state.db, &state.sealer, state.random()).await;
    checked.map_err(|error| StartError(format!("ALMOND_SECRET {error}")))?;
    Ok(state)
}

/// Refuses a PostgreSQL database that has nothing of Almond's yet: a command makes none by mistake. (A SQLite file that
/// isn't there was refused with the settings.)
///
/// # Errors
/// Names `ALMOND_DATABASE_URL`.
pub async fn must_have_schema(db: &Db) -> Result<(), StartError> {
    let states = migration_status(db).await.map_err(trouble)?;
    if states.iter().any(|state| state.applied) {
        return Ok(());
    }
    let problem = "leads to a database without anything of Almond's: `almond serve` and `almond migrate up` make it";
    Err(StartError(format!("ALMOND_DATABASE_URL {problem}")))
}

/// What is said of a database that can't be used.
pub fn trouble(error: sea_orm::DbErr) -> StartError {
    StartError::new("ALMOND_DATABASE_URL: the database can't be used", why(&error))
}

/// What an operator is told of a command that failed: the cause, which callers of the API aren't told.
pub fn said(error: &Error) -> String {
    let Some(cause) = error.cause() else { return error.message().to_owned() };
    let of_database = cause.downcast_ref::<sea_orm::DbErr>().map(|error| format!("the database: {}", why(error)));
    of_database.unwrap_or_else(|| cause.to_string())
}

/// [`open`] with whatever secret there is.
///
/// # Errors
/// Names `ALMOND_DATABASE_URL` when the database can't be reached or migrated.
pub async fn open_unchecked(config: Config, seams: Seams, metrics: Metrics) -> Result<Arc<State>, StartError> {
    let patience = config.database_wait;
    let db = Db::connect(&config.database, patience).await.map_err(trouble)?;
    migrate(&db).await.map_err(trouble)?;
    let metrics = metrics.with_statements(db.statements());
    let blobs = Blobs::open(&config.files.store, &config.exit)
        .map_err(|error| StartError::new("ALMOND_FILES_URL: the store of files can't be opened", error))?;
    let courier = Courier::new(config.exit.clone(), Arc::clone(&seams.resolver));
    let courier = courier.map_err(|error| StartError::new("TLS can't be set up", error))?;
    State::new(config, db, blobs, seams, courier, metrics).map_err(|error| StartError::new("ALMOND_SECRET", error))
}

/// Makes the data directory, for its owner alone.
///
/// # Errors
/// Names `ALMOND_DATA_DIR`.
pub fn make_data_dir(path: &Path) -> Result<(), StartError> {
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|error| StartError::new(format_args!("ALMOND_DATA_DIR: {} can't be made", path.display()), error))
}

/// What everything runs on.
///
/// # Errors
/// When the system gives no threads.
pub fn runtime() -> io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}

/// Operations of another program's own, behind the front door that those of Almond stand behind: they may take a
/// `policy::Caller`.
pub fn behind_front_door(state: &Arc<State>, operations: impl OpenApi) -> FrontDoor {
    surface::behind_front_door(Arc::clone(state), operations)
}

/// Everything that answers on the public port.
pub fn endpoint(state: &Arc<State>) -> FrontDoor {
    surface::endpoint(Arc::clone(state))
}
