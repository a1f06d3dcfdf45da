//! The command line of `almond`, one file a command. Commands that change data run as the operator: in this process
//! when no server has the SQLite file, else inside that server, so that what they narrow is narrowed at once.

pub mod audit;
pub mod audit_seal;
mod backup;
pub mod command;
pub mod control;
pub mod health;
mod keys;
pub mod keys_import;
pub mod keys_revoke;
pub mod mail;
mod migrate;
pub mod model;
pub mod nodes;
mod restore;
mod serve;
pub mod user;
pub mod user_create;
mod user_json;
mod welcome;

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use command::Command;
use kernel::config::{self, Asker, Config, ConfigErrors};
use rustix::{fs::Mode, process::umask};

use crate::{
    app::{self, StartError},
    openapi,
};

/// Multi-tenant SaaS backend with step-up authentication and immediately revocable API keys.
#[derive(Parser)]
#[command(name = "almond", version)]
struct Cli {
    /// Settings in TOML; the environment wins over them
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Top,
}

#[derive(Subcommand)]
enum Top {
    /// Migrate the database, then serve
    Serve,
    /// Migrations alone
    #[command(subcommand)]
    Migrate(migrate::Migrate),
    /// Users
    #[command(subcommand)]
    User(user::User),
    /// API keys
    #[command(subcommand)]
    Keys(keys::Keys),
    /// The catalogue of models
    #[command(subcommand)]
    Model(model::Model),
    /// Mails, sent and not sent
    #[command(subcommand)]
    Mail(mail::Mail),
    /// The audit log
    #[command(subcommand)]
    Audit(audit::Audit),
    /// List the servers that share the database, a line each; none on SQLite, which has one at most
    Nodes,
    /// Copy the database and the files to a new folder, also while servers run
    ///
    /// The root secret, ALMOND_SECRET, is not in it. With PostgreSQL this takes pg_dump.
    Backup {
        /// A folder that isn't there yet, or has nothing in it
        #[arg(value_name = "FOLDER")]
        to: PathBuf,
    },
    /// Put a backup in the place of the database, with what was revoked since still revoked
    ///
    /// The server has to be stopped. With PostgreSQL, ALMOND_DATABASE_URL names a new, empty database, and it takes
    /// pg_restore. Every session ends.
    Restore {
        /// A folder that `almond backup` has made
        #[arg(value_name = "FOLDER", required_unless_present = "in_place")]
        from: Option<PathBuf>,
        /// The database is an older state that something else has restored: revoke again what was revoked since
        #[arg(long, conflicts_with = "from")]
        in_place: bool,
        /// A further revocation list: another node's, or a copy of one that is lost; may be repeated
        #[arg(long, value_name = "FILE")]
        revocations: Vec<PathBuf>,
    },
    /// Ask the server of this data directory whether it is ready, as /readyz does; fails unless it is
    Health,
    /// The root secret, ALMOND_SECRET
    #[command(subcommand)]
    Secret(Secret),
    /// Print every setting with its default and its meaning, in Markdown
    Settings,
    /// Print the OpenAPI document
    Openapi {
        /// That of the dialects, the wire formats of other products
        #[arg(long)]
        dialects: bool,
    },
}

#[derive(Subcommand)]
enum Secret {
    /// Go on with the present secret where the earlier one is lost
    ///
    /// What the earlier one sealed can't be opened any more: second factors, connections and webhook secrets have to be set
    /// up again. To change a secret that isn't lost, keep it in ALMOND_SECRET_PREVIOUS instead.
    Accept,
}

/// Runs the program.
pub fn main() -> ExitCode {
    // Whatever the program makes from here on is its user's alone: the database, its journals and locks, the control socket
    // before its mode is set, files, mails. It counts for the whole process, so it comes before there is any thread.
    umask(Mode::RWXG | Mode::RWXO);
    let cli = Cli::parse();
    let runtime = match app::runtime() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&StartError::new("the program can't start", error)),
    };
    match runtime.block_on(run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

async fn run(Cli { config: file, command }: Cli) -> Result<(), StartError> {
    let read = |asker| settings(file.as_deref(), asker);
    let operate = async |command| print(&command::dispatch(read(Asker::Command)?, command).await?);
    match command {
        Top::Serve => serve::serve(read(Asker::Server)?).await,
        Top::Health => print(&health::ask(&Config::data_dir_of_process(file.as_deref()).map_err(named)?).await?),
        Top::Secret(Secret::Accept) => print(&command::accept_secret(read(Asker::Command)?).await?),
        Top::Backup { to } => print(&backup::take(read(Asker::Command)?, &to).await?),
        Top::Restore { from: Some(from), revocations, .. } => {
            let request = restore::Request { from, revocations };
            print(&restore::restore(read(Asker::Restore)?, request).await?)
        }
        Top::Restore { from: None, revocations, .. } => {
            print(&restore::in_place(read(Asker::Command)?, &revocations).await?)
        }
        Top::Settings => print(&config::page()),
        Top::Openapi { dialects: false } => print(openapi::document()),
        Top::Openapi { dialects: true } => print(openapi::dialects()),
        Top::Migrate(command) => print(&migrate::run(read(command.asker())?, command).await?),
        Top::User(command) => {
            let (command, config) = (command.read()?, read(Asker::Command)?);
            let warning = command.warning(&config);
            print(&command::dispatch(config, command).await?)?;
            warning.iter().for_each(|warning| drop(writeln!(io::stderr(), "almond: {warning}")));
            Ok(())
        }
        Top::Keys(command) => {
            let done = command::dispatch(read(Asker::Command)?, command.read()?).await?;
            print(&done)?;
            keys_import::check(&done)
        }
        Top::Model(command) => operate(Command::Model(command)).await,
        Top::Mail(command) => operate(Command::Mail(command)).await,
        Top::Nodes => operate(Command::Nodes).await,
        Top::Audit(command) => operate(Command::Audit(command)).await,
    }
}

fn settings(file: Option<&Path>, asker: Asker) -> Result<Config, StartError> {
    app::settings_of_process(file, asker).map_err(named)
}

/// Wrong settings are named all at once, a line each.
fn named(errors: ConfigErrors) -> StartError {
    StartError(errors.to_string().replace('\n', "\nalmond: "))
}

fn print(text: &str) -> Result<(), StartError> {
    let written = io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush());
    written.map_err(|error| StartError::new("standard output", error))
}

fn fail(error: &StartError) -> ExitCode {
    let _ = writeln!(io::stderr(), "almond: {error}");
    ExitCode::FAILURE
}
