//! Secrets from files: `NAME_FILE` in place of `NAME`, as Docker, Kubernetes and systemd hand secrets over. Both at once
//! is refused, since nobody could say which was meant.

use std::{collections::BTreeMap, fs, path::Path};

use super::{
    ConfigError,
    setting::{Setting, all, of_file},
    source::Given,
};

/// What is wrong with a setting, by its variable.
type Wrong = (&'static str, ConfigError);

/// What was read from files, by the variable of the setting.
#[derive(Default)]
pub(super) struct SecretFiles {
    variables: BTreeMap<&'static str, Given>,
    keys: BTreeMap<&'static str, Given>,
}

impl SecretFiles {
    /// What the environment's variables name, and what is wrong with it.
    pub(super) fn of_variables(variables: &BTreeMap<String, String>) -> (Self, Vec<Wrong>) {
        let (mut read, mut wrong) = (Self::default(), Vec::new());
        for setting in all().filter(|setting| setting.may_be_in_a_file()) {
            let files = setting.variables().map(|variable| format!("{variable}_FILE"));
            let Some((name, path)) = files.into_iter().find_map(|name| Some((name.clone(), variables.get(&name)?)))
            else {
                continue;
            };
            let also = setting.variables().find(|variable| variables.contains_key(*variable));
            match also.map_or_else(|| contents(&name, path.trim()), |also| Err(both(&name, also))) {
                Ok(given) => drop(read.variables.insert(setting.variable, given)),
                Err(error) => wrong.push((setting.variable, error)),
            }
        }
        (read, wrong)
    }

    /// Reads what a key such as `secret_file` of the settings file names; `None` if the key is another.
    pub(super) fn read_key(
        &mut self,
        table: &toml::Table,
        key: &str,
        value: &toml::Value,
        settings: &Path,
    ) -> Option<Result<(), Wrong>> {
        let setting = of_file(&format!("ALMOND_{}", key.to_ascii_uppercase())).filter(|_| key == key.to_lowercase())?;
        let name = format!("`{key}` in {}", settings.display());
        let read = match value {
            _ if table.contains_key(&setting.key()) => Err(both(&name, &format!("`{}`", setting.key()))),
            toml::Value::String(path) => contents(&name, path.trim()),
            _ => Err(ConfigError::new(name, "must be a string, the path of a file")),
        };
        Some(match read {
            Ok(given) => {
                self.keys.insert(setting.variable, given);
                Ok(())
            }
            Err(error) => Err((setting.variable, error)),
        })
    }

    pub(super) fn named_by_variable(&self, setting: &Setting) -> Option<Given> {
        self.variables.get(setting.variable).cloned()
    }

    pub(super) fn named_by_key(&self, setting: &Setting) -> Option<Given> {
        self.keys.get(setting.variable).cloned()
    }
}

fn both(name: &str, other: &str) -> ConfigError {
    ConfigError::new(name, format!("and {other} are both set: set one of them"))
}

fn contents(name: &str, path: &str) -> Result<Given, ConfigError> {
    let wrong = |problem: String| ConfigError::new(name, format!("names {path}, {problem}"));
    let text = fs::read_to_string(path).map_err(|error| wrong(format!("which can't be read: {error}")))?;
    Given::new(name.to_owned(), &text).ok_or_else(|| wrong("which is empty".to_owned()))
}
