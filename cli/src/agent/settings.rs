//! What an agent is told: by its file, the environment and the command line, the last of which wins. And what it keeps.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Mutex,
    time::Duration,
};

use serde::Deserialize;

use crate::{
    args::{AgentRun, Alm},
    failure::Failure,
    login::host_name,
};

/// Where packages put it.
pub const CONFIG: &str = "/etc/almond/config.toml";

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    api_key: Option<String>,
    url: Option<String>,
    name: Option<String>,
    interval: Option<u64>,
    command: Option<String>,
    state: Option<PathBuf>,
}

pub struct Settings {
    pub url: String,
    pub key: String,
    pub name: String,
    pub interval: Duration,
    pub command: Option<String>,
    state: Option<PathBuf>,
    /// The agent's id, once it has one.
    id: Mutex<Option<String>>,
}

impl Settings {
    pub fn read(alm: &Alm, asked: &AgentRun) -> Result<Self, Failure> {
        let file = read(&asked.config)?;
        let key = std::env::var("ALMOND_API_KEY").ok().filter(|key| !key.is_empty()).or(file.api_key);
        let key = key.ok_or_else(|| {
            let config = asked.config.display();
            Failure::told(format!("there is no key: put `api_key = \"…\"` into {config}, or set ALMOND_API_KEY"))
        })?;
        let url = alm.url.clone().or(file.url);
        let url = url.ok_or_else(|| Failure::told("which server? Set `url` beside `api_key`, or ALMOND_URL"))?;
        let interval = asked.interval.or(file.interval).unwrap_or(30);
        if !(1..=86_400).contains(&interval) {
            return Err(Failure::told("interval is between 1 and 86400 seconds"));
        }
        // systemd makes the folder, and says where.
        let folder = std::env::var_os("STATE_DIRECTORY").map(|folder| PathBuf::from(folder).join("agent-id"));
        let state = asked.state.clone().or(file.state).or(folder);
        let id = match state.as_deref().map(fs::read_to_string) {
            Some(Ok(id)) => Some(id.trim().to_owned()).filter(|id| !id.is_empty()),
            Some(Err(error)) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => None,
        };
        Ok(Self {
            url: url.trim_end_matches('/').to_owned(),
            key: key.trim().to_owned(),
            name: asked.name.clone().or(file.name).unwrap_or_else(host_name),
            interval: Duration::from_secs(interval),
            command: asked.command.clone().or(file.command),
            state,
            id: Mutex::new(id),
        })
    }

    pub fn remembered(&self) -> Option<String> {
        self.id.lock().ok()?.clone()
    }

    pub fn remember(&self, id: &impl ToString) -> Result<(), Failure> {
        let id = id.to_string();
        if let Some(state) = &self.state {
            fs::write(state, format!("{id}\n"))
                .map_err(|error| Failure::told(format!("{}: {error}", state.display())))?;
        }
        if let Ok(mut kept) = self.id.lock() {
            *kept = Some(id);
        }
        Ok(())
    }
}

fn read(path: &Path) -> Result<File, Failure> {
    match fs::read_to_string(path) {
        // What is wrong is told without the line that it is in, which may be the key's.
        Ok(text) => {
            toml::from_str(&text).map_err(|error| Failure::told(format!("{}: {}", path.display(), error.message())))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound && path == Path::new(CONFIG) => Ok(File::default()),
        Err(error) => Err(Failure::told(format!("{}: {error}", path.display()))),
    }
}
