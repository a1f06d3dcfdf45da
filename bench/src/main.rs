//! The benchmark behind `make bench`: what Almond's check of a key costs beside a bare poem route of the same build, and
//! what minting, revoking and idling cost. It gives figures and judges none: whether they are good enough depends on
//! the machine.

mod client;
mod database;
mod databases;
mod in_process;
mod machine;
mod memory;
mod minting;
mod report;
mod rounds;
mod targets;
mod wrk;

use std::{
    error::Error,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand};

/// Anything that goes wrong ends the run; its text is all that is wanted of it.
type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Figures for the check of a key, for minting and revoking, and for memory, on this machine
#[derive(Parser)]
#[command(name = "bench", version)]
struct Options {
    /// Write the report here too, as Markdown
    #[arg(long)]
    report: Option<PathBuf>,
    /// Keys in the database
    #[arg(long, default_value_t = 100_000)]
    keys: usize,
    /// Rounds, each with a turn of every route
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Seconds of a turn
    #[arg(long, default_value_t = 8)]
    seconds: u64,
    /// Connections of wrk
    #[arg(long, default_value_t = 64)]
    connections: usize,
    #[command(subcommand)]
    part: Option<Part>,
}

#[derive(Subcommand)]
enum Part {
    /// Serve the routes that are measured; the run starts this as a process of its own
    #[command(hide = true)]
    Targets { folder: PathBuf, database: Option<String> },
    /// Time one route (`hello`, `gated` or a path of Almond) without sockets, on keys that are made in `folder`
    InProcess { folder: PathBuf, route: String, requests: usize },
    /// The check of a key on SQLite and on an empty PostgreSQL (`postgres://user@host:port/database`), side by side
    Databases { postgres: String },
}

fn main() -> ExitCode {
    let options = Options::parse();
    let done = almond::app::runtime().map_err(Into::into).and_then(|runtime| match &options.part {
        Some(Part::Targets { folder, database }) => runtime.block_on(targets::serve(folder, database.as_deref())),
        Some(Part::InProcess { folder, route, requests }) => {
            runtime.block_on(in_process::run(folder, route, *requests))
        }
        Some(Part::Databases { postgres }) => runtime.block_on(databases::run(&options, postgres)),
        None => runtime.block_on(run(&options)),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "bench: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Result<()> {
    wrk::check()?;
    let folder = Folder::make()?;
    let idle = memory::of_idle_server(&folder.0.join("idle")).await?;
    progress(&format!("writing {} keys", options.keys));
    let keys = database::fill(&folder.0, None, options.keys).await?;

    let targets = targets::start(&folder.0, None).await?;
    progress("asking with every key for the first time");
    let cold = rounds::cold(&targets, &folder.0, keys, options.connections).await?;
    let warm = memory::of(&targets.process)?;
    let rounds = rounds::run(&targets, &folder.0, options).await?;
    progress("minting and revoking");
    let minting = minting::run(targets.almond).await?;

    let report =
        report::Report { options, machine: machine::describe(), idle, warm, cold, rounds, minting }.to_string();
    io::stdout().write_all(report.as_bytes())?;
    if let Some(path) = &options.report {
        fs::write(path, &report)?;
    }
    Ok(())
}

/// What is going on, for whoever waits.
fn progress(what: &str) {
    let _ = writeln!(io::stderr(), "{what} …");
}

/// Where the run keeps its files; gone when it is over.
struct Folder(PathBuf);

impl Folder {
    fn make() -> io::Result<Self> {
        Self::named("all")
    }

    fn named(name: &str) -> io::Result<Self> {
        let path = std::env::temp_dir().join(format!("almond-bench-{}-{name}", std::process::id()));
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A program of the same build.
fn beside(name: &str) -> Result<PathBuf> {
    let path = std::env::current_exe()?.parent().unwrap_or(Path::new(".")).join(name);
    if path.exists() { Ok(path) } else { Err(format!("{} is missing: cargo build --release", path.display()).into()) }
}
