//! The settings: from the environment and, behind it, a TOML file, into one checked value before anything starts.
//! The only place that reads the process's environment. Each section is a file of its own.

mod database;
mod dialects;
mod environment;
mod error;
mod files;
#[cfg(test)]
mod files_tests;
mod frontend;
mod keys;
mod limits;
mod mail;
mod master_key;
mod network;
mod oauth;
#[cfg(test)]
mod outgoing_tests;
mod payment;
#[cfg(test)]
mod provider_tests;
mod secret;
mod secret_file;
mod server;
mod session;
mod sign_in;
mod source;
mod step_up;
#[cfg(test)]
mod tests;
mod trusted_issuers;
mod webhook;

use std::{collections::BTreeMap, path::Path};

use entity::Digest;

pub use self::{
    database::Database,
    environment::Environment,
    error::ConfigError,
    files::{FileStore, Files, S3},
    frontend::Frontends,
    keys::Keys,
    limits::{Limits, Rate},
    mail::Mail,
    network::Network,
    oauth::{Client, Github, OpenId, Providers},
    payment::Payment,
    secret::{RootSecret, Secret},
    server::Server,
    session::Session,
    sign_in::SignIn,
    step_up::StepUp,
    trusted_issuers::TrustedIssuer,
    webhook::Webhook,
};
use source::{Setting, Sources};

use crate::resource::key::dialect::Dialects;

/// Every setting, checked. May be printed: what is secret in it shows nothing of itself.
#[derive(Debug)]
pub struct Config {
    pub environment: Environment,
    pub server: Server,
    pub database: Database,
    pub secret: Secret,
    /// The operator's key, hashed; without one, what it opens doesn't exist.
    pub master_key: Option<Digest>,
    pub session: Session,
    pub step_up: StepUp,
    pub limits: Limits,
    pub network: Network,
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
    /// The settings of this process.
    ///
    /// # Errors
    /// As [`Config::load`]; and if a variable of Almond's is not UTF-8.
    #[allow(clippy::disallowed_methods, reason = "this is the seam the ambient environment comes through")]
    pub fn from_process(file: Option<&Path>) -> Result<Self, ConfigError> {
        let mut env = BTreeMap::new();
        for (name, value) in std::env::vars_os() {
            // Other programs' variables may be anything; ours are text.
            let Ok(name) = name.into_string() else { continue };
            match value.into_string() {
                Ok(value) => drop(env.insert(name, value)),
                Err(_) if source::is_known(&name) => return Err(ConfigError::new(name, "must be valid UTF-8")),
                Err(_) => {}
            }
        }
        Self::load(&env, file)
    }

    /// The settings from `env`, else from the TOML file `file`, else the defaults. In development without
    /// `ALMOND_SECRET` this makes the data directory and a secret in it; otherwise it only reads.
    ///
    /// # Errors
    /// One sentence that names the first setting found wrong, as the user gave it.
    pub fn load(env: &BTreeMap<String, String>, file: Option<&Path>) -> Result<Self, ConfigError> {
        let (sources, mut warnings) = Sources::read(env, file)?;
        let environment = environment::read(&sources)?;
        let server = server::read(&sources, environment)?;
        let database = database::read(&sources, &server.data_dir)?;
        let files = files::read(&sources, environment, &server.data_dir)?;
        warnings.extend(files::warning(&files, environment, &database, &sources));
        Ok(Self {
            database,
            files,
            master_key: master_key::read(&sources, environment)?,
            session: session::read(&sources)?,
            step_up: step_up::read(&sources)?,
            limits: limits::read(&sources)?,
            network: network::read(&sources)?,
            sign_in: sign_in::read(&sources)?,
            providers: oauth::read(&sources, environment)?,
            frontends: frontend::read(&sources, environment)?,
            mail: mail::read(&sources)?,
            keys: keys::read(&sources)?,
            dialects: dialects::read(&sources, environment)?,
            trusted_issuers: trusted_issuers::read(&sources, environment)?,
            webhook: webhook::read(&sources, environment)?,
            payment: payment::read(&sources, environment)?,
            // Last, so that a wrong setting leaves no directory and no secret behind.
            secret: secret::read(&sources, environment, &server.data_dir)?,
            environment,
            server,
            warnings,
        })
    }
}
