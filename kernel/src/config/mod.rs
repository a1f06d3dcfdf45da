//! The settings: from the environment and, behind it, a TOML file, into one checked value before anything starts.
//! The only place that reads the process's environment. Each section is a file of its own.

mod database;
mod dialects;
mod environment;
mod error;
mod exposure;
mod files;
#[cfg(test)]
mod files_tests;
mod findings;
mod frontend;
mod keys;
mod limits;
mod mail;
mod master_key;
mod network;
mod oauth;
mod openid;
mod outgoing;
#[cfg(test)]
mod outgoing_tests;
mod page;
mod payment;
mod provider_table;
#[cfg(test)]
mod provider_table_tests;
#[cfg(test)]
mod provider_tests;
#[cfg(test)]
mod safety_tests;
mod secret;
mod secret_file;
mod secret_source;
mod server;
mod session;
mod setting;
mod sign_in;
mod source;
#[cfg(test)]
mod source_tests;
mod step_up;
mod strength;
#[cfg(test)]
mod tests;
mod transport;
mod trusted_issuers;
mod unknown;
mod webhook;

use std::{
    collections::BTreeMap,
    ffi::OsString,
    path::{Path, PathBuf},
    time::Duration,
};

pub use self::{
    database::Database,
    environment::Environment,
    error::{ConfigError, ConfigErrors},
    files::{FileStore, Files, S3},
    frontend::Frontends,
    keys::Keys,
    limits::{Limits, Rate},
    mail::Mail,
    network::Network,
    oauth::{Client, Github, Providers},
    openid::{OpenId, TrustMfa},
    page::page,
    payment::Payment,
    secret::{RootSecret, Secret},
    server::Server,
    session::Session,
    sign_in::{SignIn, SignUp},
    step_up::StepUp,
    trusted_issuers::TrustedIssuer,
    webhook::Webhook,
};
use entity::Digest;
use source::{Setting, Sources};

use crate::{
    dialect::{Dialects, Entry},
    seam::http::Exit,
};

/// Every setting, checked. May be printed: what is secret in it shows nothing of itself.
#[derive(Debug)]
pub struct Config {
    pub environment: Environment,
    pub server: Server,
    pub database: Database,
    /// `ALMOND_DATABASE_WAIT`, 60 s: how long a PostgreSQL that isn't up yet is waited for; commands don't wait.
    pub database_wait: Duration,
    pub secret: Secret,
    /// The operator's key, hashed; without one, what it opens doesn't exist.
    pub master_key: Option<Digest>,
    pub session: Session,
    pub step_up: StepUp,
    pub limits: Limits,
    pub network: Network,
    /// `ALMOND_CA_FILE`, `HTTPS_PROXY` and `NO_PROXY`, none.
    pub exit: Exit,
    pub sign_in: SignIn,
    pub providers: Providers,
    pub frontends: Frontends,
    pub mail: Mail,
    pub keys: Keys,
    /// `ALMOND_DIALECTS`, all in development and none in production: which other wire formats of keys there are.
    pub dialects: Dialects,
    /// `ALMOND_TRUSTED_ISSUERS`, none: whose access tokens work as session bearers.
    pub trusted_issuers: Vec<TrustedIssuer>,
    pub files: Files,
    pub webhook: Webhook,
    /// Without it, no machine payment is accepted.
    pub payment: Option<Payment>,
    /// What the user should know but needn't act on: settings that have no effect. One sentence each.
    pub warnings: Vec<String>,
}

/// For whom the settings are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// What may make a database where there is none.
    Server,
    /// What works on a database that is there: another folder or another shell must not make it a new one.
    Command,
    /// What puts a database there that was sealed with a secret: a new one would not open it.
    Restore,
}

/// Every setting there is, section by section.
const SETTINGS: &[&[Setting]] = &[
    environment::SETTINGS,
    server::SETTINGS,
    database::SETTINGS,
    secret::SETTINGS,
    master_key::SETTINGS,
    session::SETTINGS,
    step_up::SETTINGS,
    limits::SETTINGS,
    network::SETTINGS,
    outgoing::SETTINGS,
    sign_in::SETTINGS,
    oauth::SETTINGS,
    frontend::SETTINGS,
    mail::SETTINGS,
    keys::SETTINGS,
    dialects::SETTINGS,
    trusted_issuers::SETTINGS,
    files::SETTINGS,
    payment::SETTINGS,
    webhook::SETTINGS,
];

impl Config {
    /// The settings of this process. `dialects` are all that can be enabled.
    ///
    /// # Errors
    /// As [`Config::load`]; and if variables of Almond's are not UTF-8.
    #[allow(clippy::disallowed_methods, reason = "this is the seam the ambient environment comes through")]
    pub fn from_process(file: Option<&Path>, dialects: &'static [Entry], asker: Asker) -> Result<Self, ConfigErrors> {
        let (mut env, mut unreadable) = (BTreeMap::new(), Vec::new());
        for (name, value) in std::env::vars_os() {
            // Other programs' variables may be anything; ours are text.
            let Ok(name) = name.into_string() else { continue };
            match value.into_string() {
                Ok(value) => drop(env.insert(name, value)),
                Err(_) => unreadable.push(name),
            }
        }
        let mut sources = Sources::read(&env, file)?;
        unreadable.iter().for_each(|name| sources.note_unreadable(name));
        Self::check(sources, dialects, asker)
    }

    /// The data directory of this process, whatever is wrong with its other settings.
    ///
    /// # Errors
    /// If there is no reading the settings file.
    #[allow(clippy::disallowed_methods, reason = "this is the seam the ambient environment comes through")]
    pub fn data_dir_of_process(file: Option<&Path>) -> Result<PathBuf, ConfigErrors> {
        let text = |(name, value): (OsString, OsString)| Some((name.into_string().ok()?, value.into_string().ok()?));
        let env = std::env::vars_os().filter_map(text).collect();
        Ok(server::data_dir(&Sources::read(&env, file)?))
    }

    /// The settings from `env`, else from the TOML file `file`, else the defaults. In development without
    /// `ALMOND_SECRET` this makes the data directory and a secret in it; otherwise it only reads.
    ///
    /// # Errors
    /// A sentence for each setting found wrong, or unsafe in production, that names it as the user gave it.
    pub fn load(
        env: &BTreeMap<String, String>,
        file: Option<&Path>,
        dialects: &'static [Entry],
    ) -> Result<Self, ConfigErrors> {
        Self::check(Sources::read(env, file)?, dialects, Asker::Server)
    }

    fn check(sources: Sources, dialects: &'static [Entry], asker: Asker) -> Result<Self, ConfigErrors> {
        let environment = environment::read(&sources);
        let data_dir = server::data_dir(&sources);
        let server = server::read(&sources, environment);
        let database = database::read(&sources, environment, &data_dir);
        let database_wait = if asker == Asker::Command { Duration::ZERO } else { database::wait(&sources) };
        let secret = secret::read(&sources, environment);
        let master_key = master_key::read(&sources, environment);
        let session = session::read(&sources);
        let step_up = step_up::read(&sources);
        let limits = limits::read(&sources, environment);
        let network = network::read(&sources, environment);
        let exit = outgoing::read(&sources);
        let sign_in = sign_in::read(&sources);
        let providers = oauth::read(&sources, environment);
        let frontends = frontend::read(&sources, environment);
        let mail = mail::read(&sources, environment);
        let keys = keys::read(&sources);
        let dialects = dialects::read(&sources, environment, dialects);
        let trusted_issuers = trusted_issuers::read(&sources, environment);
        let files = files::read(&sources, environment, &database, &data_dir);
        let payment = payment::read(&sources, environment);
        let webhook = webhook::read(&sources, environment);
        exposure::check(&sources, environment, &data_dir, &database, &files.store);

        let (server, mail) = sources.findings.outcome(server.zip(mail))?;
        if let Asker::Command = asker {
            database::must_exist(&sources, &database)?;
        }
        if let Asker::Restore = asker {
            secret.must_exist(&sources, &data_dir)?;
        }
        // Only now, so that a wrong setting leaves no directory and no secret behind.
        let secret = secret.or_own(&data_dir)?;
        Ok(Self {
            environment,
            server,
            database,
            database_wait,
            secret,
            master_key,
            session,
            step_up,
            limits,
            network,
            exit,
            sign_in,
            providers,
            frontends,
            mail,
            keys,
            dialects,
            trusted_issuers,
            files,
            webhook,
            payment,
            warnings: sources.findings.into_warnings(),
        })
    }
}
