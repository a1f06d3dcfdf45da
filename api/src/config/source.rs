//! Where settings come from: the environment first, then the file. Knows names and texts; sections know what they mean.

use std::{collections::BTreeMap, fs, ops::RangeInclusive, path::Path};

use super::{ConfigError, SETTINGS};

/// One setting's names: the variable `ALMOND_X`, an older name for it perhaps, and the file's key `x`.
pub(super) struct Setting {
    variable: &'static str,
    alias: Option<&'static str>,
    /// May the file give an array, where the variable has commas?
    list: bool,
}

impl Setting {
    pub(super) const fn one(variable: &'static str) -> Self {
        Self { variable, alias: None, list: false }
    }

    pub(super) const fn list(variable: &'static str) -> Self {
        Self { variable, alias: None, list: true }
    }

    pub(super) const fn or(self, alias: &'static str) -> Self {
        Self { alias: Some(alias), ..self }
    }

    pub(super) const fn variable(&self) -> &'static str {
        self.variable
    }

    fn key(&self) -> String {
        self.variable.trim_start_matches("ALMOND_").to_ascii_lowercase()
    }
}

fn all() -> impl Iterator<Item = &'static Setting> {
    SETTINGS.iter().copied().flatten()
}

/// Is this a variable of this version's?
pub(super) fn is_known(variable: &str) -> bool {
    all().any(|setting| setting.variable == variable || setting.alias == Some(variable))
}

/// What the user gave for a setting: never empty, no space around it.
#[derive(Clone)]
pub(super) struct Given {
    /// As the user knows it: the variable, or the key and its file.
    pub(super) name: String,
    pub(super) text: String,
}

impl Given {
    fn new(name: String, text: &str) -> Option<Self> {
        let text = text.trim().to_owned();
        (!text.is_empty()).then_some(Self { name, text })
    }

    /// "must be `expected`, but is ..."; not for secrets.
    pub(super) fn wrong(&self, expected: &str) -> ConfigError {
        let got: String = self.text.chars().take(100).collect();
        ConfigError::new(&self.name, format!("must be {expected}, but is {got:?}"))
    }

    /// "must be `expected`", without saying what it is.
    pub(super) fn wrong_secret(&self, expected: &str) -> ConfigError {
        ConfigError::new(&self.name, format!("must be {expected}"))
    }

    pub(super) fn number(&self, range: RangeInclusive<u32>) -> Result<u32, ConfigError> {
        let number = self.text.parse().ok().filter(|number| range.contains(number));
        number.ok_or_else(|| self.wrong(&format!("a whole number from {} to {}", range.start(), range.end())))
    }

    /// The parts of a comma list. Empty ones are kept, for the section to refuse: a stray comma may be a lost value.
    pub(super) fn items(&self) -> impl Iterator<Item = &str> {
        self.text.split(',').map(str::trim)
    }
}

pub(super) struct Sources {
    variables: BTreeMap<String, String>,
    /// By variable too.
    file: BTreeMap<&'static str, Given>,
}

impl Sources {
    /// Also returns what to warn of.
    pub(super) fn read(
        env: &BTreeMap<String, String>,
        file: Option<&Path>,
    ) -> Result<(Self, Vec<String>), ConfigError> {
        let mut warnings = Vec::new();
        let given = env.iter().filter(|(_, text)| !text.trim().is_empty());
        let variables: BTreeMap<_, _> = given.map(|(name, text)| (name.clone(), text.clone())).collect();
        for name in variables.keys().filter(|name| !is_known(name)) {
            if name.starts_with("ALMOND_") {
                warnings.push(format!("{name} is not a setting of Almond"));
            }
        }
        let file = match file {
            Some(path) => read_file(path)?,
            None => BTreeMap::new(),
        };
        Ok((Self { variables, file }, warnings))
    }

    /// The variable, else its alias, else the file's key.
    pub(super) fn get(&self, setting: &Setting) -> Option<Given> {
        [Some(setting.variable), setting.alias]
            .into_iter()
            .flatten()
            .find_map(|name| Given::new(name.to_owned(), self.variables.get(name)?))
            .or_else(|| self.file.get(setting.variable).cloned())
    }
}

fn read_file(path: &Path) -> Result<BTreeMap<&'static str, Given>, ConfigError> {
    let shown = path.display();
    let wrong = |problem| ConfigError::new(format!("the settings file {shown}"), problem);
    let text = fs::read_to_string(path).map_err(|error| wrong(format!("can't be read: {error}")))?;
    // The error's own text quotes the line, which may hold a secret.
    let table: toml::Table = toml::from_str(&text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let (line, message) = (before.matches('\n').count() + 1, error.message());
        wrong(format!("is not valid TOML in line {line}: {}", message.replace('\n', " ")))
    })?;
    let mut file = BTreeMap::new();
    for (key, value) in table {
        let name = format!("`{key}` in {shown}");
        if let Some(setting) = all().find(|setting| setting.key() == key) {
            if let Some(given) = Given::new(name.clone(), &text_of(setting, name, value)?) {
                file.insert(setting.variable, given);
            }
        } else {
            return Err(ConfigError::new(name, "is not a setting of Almond"));
        }
    }
    Ok(file)
}

/// A value of the file as the variable would have it.
fn text_of(setting: &Setting, name: String, value: toml::Value) -> Result<String, ConfigError> {
    let item = |value| match value {
        toml::Value::String(text) => Some(text),
        _ => None,
    };
    match value {
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Array(values) if setting.list => {
            values.into_iter().map(item).collect::<Option<Vec<_>>>().map(|items| items.join(","))
        }
        other => item(other),
    }
    .ok_or_else(|| {
        let expected = if setting.list { "a string or an array of strings" } else { "a string or an integer" };
        ConfigError::new(name, format!("must be {expected}"))
    })
}
