//! The commands and their options, and the help of each.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// What the exit status means, for scripts.
const STATUS: &str = "Exit status:
  0  done
  1  failed
  2  wrong usage
  3  not signed in, or the key was revoked
  4  not allowed
  5  no such thing
  6  the server can't be reached or is overloaded
  7  the key that was verified is not valid
  8  the agent was retired";

/// Where the help lists what every command takes.
const EVERYWHERE: &str = "Options of every command";

/// Command line client of Almond. Begin with `alm login --url https://your.server`.
#[derive(Parser)]
#[command(name = "alm", version, after_help = STATUS)]
pub struct Alm {
    /// The server; else that of the profile.
    #[arg(long, global = true, env = "ALMOND_URL", value_name = "URL", help_heading = EVERYWHERE)]
    pub url: Option<String>,
    /// Which of several servers and accounts.
    #[arg(long, global = true, env = "ALMOND_PROFILE", default_value = "default", value_name = "NAME", help_heading = EVERYWHERE)]
    pub profile: String,
    /// Trusts the certificate authorities in this file (PEM) too.
    #[arg(long, global = true, env = "ALMOND_CA_FILE", value_name = "FILE", help_heading = EVERYWHERE)]
    pub ca_file: Option<PathBuf>,
    /// Sends the key over plain http to a server that is not on this machine.
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub plain_http: bool,
    /// How answers are printed: a table, unless said.
    #[arg(long, global = true, value_enum, value_name = "FORMAT", help_heading = EVERYWHERE)]
    pub output: Option<Format>,
    /// The same as `--output json`.
    #[arg(long, global = true, conflicts_with = "output", help_heading = EVERYWHERE)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

impl Alm {
    pub fn output(&self) -> Format {
        if self.json { Format::Json } else { self.output.unwrap_or(Format::Table) }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Table,
    Json,
}

#[derive(Subcommand)]
pub enum Command {
    /// Sign in: approve in a browser, and the key is kept for the other commands.
    Login {
        /// What the key is to be good for: the scopes that the commands need, unless said.
        #[arg(
            long,
            value_name = "SCOPE,…",
            value_delimiter = ',',
            default_value = "models:read,files:read,files:write,api-keys:read"
        )]
        scopes: Vec<String>,
        /// What whoever approves is shown; `alm on <this machine>` unless said.
        #[arg(long)]
        name: Option<String>,
        /// Only prints the address.
        #[arg(long)]
        no_browser: bool,
        /// Keeps the key in a file that only you can read, not in the system's keyring.
        #[arg(long)]
        no_keyring: bool,
    },
    /// Sign out: ends the key on the server and forgets it.
    Logout,
    /// Who is signed in, and with which key.
    Whoami,
    /// Your API keys.
    Keys {
        #[command(subcommand)]
        command: Keys,
    },
    /// Say what a key that is read from standard input is good for.
    Verify {
        /// A scope that it must have.
        #[arg(long)]
        scope: Option<String>,
    },
    /// The servers and accounts that you are signed in to.
    Profiles,
    /// The models that there are.
    Models,
    /// The agents of the org.
    Agents,
    /// Be an agent.
    Agent {
        #[command(subcommand)]
        command: Agent,
    },
    /// The org's files.
    Files {
        #[command(subcommand)]
        command: Files,
    },
    /// The org's audit log.
    Audit {
        #[command(subcommand)]
        command: Audit,
    },
    /// Open the dashboard in a browser, at the page for a thing.
    Open {
        /// Which page; the first one unless said.
        page: Option<Page>,
        /// On `keys` and `files`, an id or name; on `webhooks`, an id; on `audit`, an action or the id of what it happened to.
        thing: Option<String>,
    },
    /// Print completions for a shell, to be sourced: `source <(alm completions bash)`.
    Completions {
        /// For which shell.
        shell: Shell,
    },
    /// Write the man pages into a folder.
    Man {
        /// One that is there, such as `/usr/local/share/man/man1`.
        folder: PathBuf,
    },
}

#[derive(Subcommand)]
pub enum Keys {
    /// List your keys in this org.
    List,
    /// Show one.
    Show {
        /// As `alm keys list` shows it.
        id: String,
    },
}

/// The pages of the dashboard, called as in its URLs.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Page {
    Keys,
    Files,
    Connections,
    Agents,
    AgentSessions,
    Projects,
    Skills,
    Guardrails,
    Memories,
    Webhooks,
    Payments,
    Security,
    Members,
    Workspaces,
    Organization,
    Audit,
}

#[derive(Subcommand)]
pub enum Agent {
    /// Register, and send heartbeats until told to end. Ends with status 3 when the key is revoked, 8 when the agent is retired.
    Run(AgentRun),
}

#[derive(clap::Args)]
pub struct AgentRun {
    /// Where `api_key`, `url`, `name`, `interval`, `command` and `state` may be set.
    #[arg(long, default_value = crate::agent::CONFIG, value_name = "FILE")]
    pub config: PathBuf,
    /// What the agent is called; the machine's name unless said.
    #[arg(long)]
    pub name: Option<String>,
    /// Seconds between two heartbeats; 30 unless said.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub interval: Option<u64>,
    /// Keeps the agent's id in this file, so that it is the same one after a restart.
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
    /// A shell command to run for each heartbeat, which then says if it succeeded.
    #[arg(long)]
    pub command: Option<String>,
}

#[derive(Subcommand)]
pub enum Files {
    /// List the files.
    List,
    /// Upload files. Those that are there already, by name and content, are passed over: begin again where it broke off.
    Up {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Download a file by its id or its name, going on where an earlier download broke off.
    Down {
        /// Its id, or its name if only one has it.
        file: String,
        /// Where to write it; under its own name here unless said.
        #[arg(long, short, value_name = "FILE")]
        to: Option<PathBuf>,
        /// Overwrites what is there.
        #[arg(long)]
        force: bool,
    },
}

#[derive(Subcommand)]
pub enum Audit {
    /// Print the latest events, oldest first.
    Tail {
        /// How many.
        #[arg(long, short = 'n', default_value_t = 20, value_name = "COUNT")]
        lines: usize,
        /// Goes on as new ones come.
        #[arg(long, short)]
        follow: bool,
    },
}
