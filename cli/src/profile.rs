//! What is kept between commands: for each profile the server's URL and the key, in a file that only its owner can read.

use std::{
    fs::{self, File},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::PathBuf,
};

use serde::{Deserialize, Serialize};

use crate::failure::Failure;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    pub url: String,
    pub api_key: String,
}

/// Where the profile of this name is: below `$XDG_CONFIG_HOME` or `~/.config`.
pub fn path(name: &str) -> Result<PathBuf, Failure> {
    let plain = !name.is_empty() && name.chars().all(|char| char.is_ascii_alphanumeric() || "-_".contains(char));
    if !plain {
        return Err(Failure::told("a profile's name has letters, digits, `-` and `_`"));
    }
    let absolute = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let config = absolute("XDG_CONFIG_HOME").or_else(|| absolute("HOME").map(|home| home.join(".config")));
    let config = config.ok_or_else(|| Failure::told("there is no HOME to keep the key in"))?;
    Ok(config.join("alm").join(format!("{name}.toml")))
}

pub fn load(name: &str) -> Result<Option<Profile>, Failure> {
    let path = path(name)?;
    match fs::read_to_string(&path) {
        Ok(text) => {
            toml::from_str(&text).map(Some).map_err(|error| Failure::told(format!("{}: {error}", path.display())))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::told(format!("{}: {error}", path.display()))),
    }
}

/// Whole or not at all: the file takes its place once it is written.
pub fn save(name: &str, profile: &Profile) -> Result<PathBuf, Failure> {
    let path = path(name)?;
    if let Some(folder) = path.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let text = toml::to_string(profile).map_err(|error| Failure::told(error.to_string()))?;
    let new = path.with_extension(format!("{}.new", std::process::id()));
    let mut file = File::options().write(true).create_new(true).mode(0o600).open(&new)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&new, &path)?;
    Ok(path)
}

pub fn forget(name: &str) -> Result<(), Failure> {
    match fs::remove_file(path(name)?) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
