//! `alm`, the command line client of Almond: reads what is asked for, does it, and says how it went.

mod agent;
mod args;
mod failure;
mod files;
mod keyring;
mod lists;
mod login;
mod open;
mod output;
mod profile;
mod progress;
mod session;

use std::{io, process::ExitCode};

use clap::{CommandFactory, Parser};

use crate::{
    args::{Alm, Command},
    failure::Failure,
    output::{Out, say},
    session::Session,
};

fn main() -> ExitCode {
    let alm = Alm::parse();
    let done = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::from)
        .and_then(|runtime| runtime.block_on(run(alm)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say(&format!("alm: {failure}"));
            if let Some(hint) = failure.hint() {
                say(&format!("     {hint}"));
            }
            failure.status()
        }
    }
}

async fn run(alm: Alm) -> Result<(), Failure> {
    let out = Out::new(alm.output());
    match &alm.command {
        Command::Completions { shell } => {
            clap_complete::generate(*shell, &mut Alm::command(), "alm", &mut io::stdout());
            return Ok(());
        }
        Command::Man { folder } => {
            return clap_mangen::generate_to(Alm::command(), folder)
                .map_err(|error| Failure::told(format!("{}: {error}", folder.display())));
        }
        Command::Agent { command } => return agent::run(&alm, command).await,
        Command::Profiles => return lists::profiles(&out),
        _ => {}
    }
    let session = Session::open(&alm)?;
    match &alm.command {
        Command::Login { scopes, name, no_browser, no_keyring } => {
            let asked = login::Asked { scopes, name: name.as_deref(), browser: !no_browser, keyring: !no_keyring };
            login::login(&session, &asked).await
        }
        Command::Logout => login::logout(&session).await,
        Command::Whoami => login::whoami(&session, &out).await,
        Command::Open { page, thing } => open::open(&session, *page, thing.as_deref()).await,
        Command::Keys { command } => lists::keys(&session, &out, command).await,
        Command::Verify { scope } => lists::verify(&session, &out, scope.as_deref()).await,
        Command::Models => lists::models(&session, &out).await,
        Command::Agents => lists::agents(&session, &out).await,
        Command::Audit { command } => lists::audit(&session, &out, command).await,
        Command::Files { command } => files::run(&session, &out, command).await,
        Command::Completions { .. } | Command::Man { .. } | Command::Agent { .. } | Command::Profiles => Ok(()),
    }
}
