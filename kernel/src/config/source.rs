//! Where settings come from: the environment first, then the file. Knows names and texts; sections know what they mean.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

pub(super) use super::setting::Setting;
use super::{
    ConfigError,
    findings::Findings,
    provider_table,
    secret_source::SecretFiles,
    setting::{all, is_known},
    unknown,
};

/// What the user gave for a setting: never empty, no space around it.
#[derive(Clone)]
pub(super) struct Given {
    /// As the user knows it: the variable, or the key and its file.
    pub(super) name: String,
    pub(super) text: String,
}

impl Given {
    pub(super) fn new(name: String, text: &str) -> Option<Self> {
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

/// Where the settings come from, and what was found on the way.
#[derive(Default)]
pub(super) struct Sources {
    variables: BTreeMap<String, String>,
    /// The file's tables of providers, and what they are called there.
    pub(super) providers: Option<(String, toml::Value)>,
    /// By variable too.
    file: BTreeMap<&'static str, Given>,
    path: Option<PathBuf>,
    /// What files hold that a variable or a key names.
    secret_files: SecretFiles,
    /// Settings that were given as nothing that could be read, by variable.
    unreadable: BTreeSet<&'static str>,
    pub(super) findings: Findings,
}

impl Sources {
    /// # Errors
    /// If there is no reading `file`, so that nobody knows what else was meant.
    pub(super) fn read(env: &BTreeMap<String, String>, file: Option<&Path>) -> Result<Self, ConfigError> {
        let given = env.iter().filter(|(_, text)| !text.trim().is_empty());
        let variables = given.map(|(name, text)| (name.clone(), text.clone())).collect();
        let mut sources = Self { variables, path: file.map(Path::to_owned), ..Self::default() };
        for (name, text) in sources.variables.iter().filter(|(name, _)| name.starts_with("ALMOND_") && !is_known(name))
        {
            if !unknown::is_from_an_orchestrator(name, text) {
                sources.findings.wrong(ConfigError::new(name, unknown::variable(name)));
            }
        }
        let (named, wrong) = SecretFiles::of_variables(&sources.variables);
        sources.secret_files = named;
        wrong.into_iter().for_each(|wrong| sources.unread(wrong));
        if let Some(path) = file {
            sources.read_file(path)?;
        }
        Ok(sources)
    }

    /// Notes a variable that is not text.
    pub(super) fn note_unreadable(&mut self, variable: &str) {
        if let Some(setting) = all().find(|setting| setting.goes_by(variable)) {
            self.unreadable.insert(setting.variable);
            self.findings.wrong(ConfigError::new(variable, "must be valid UTF-8"));
        }
    }

    /// What `check` makes of a setting; `default` if it isn't given, or is wrong, which is noted.
    pub(super) fn read_or<T>(
        &self,
        setting: &Setting,
        default: T,
        check: impl FnOnce(&Given) -> Result<T, ConfigError>,
    ) -> T {
        self.read_given(setting, check).unwrap_or(default)
    }

    /// What `check` makes of a setting, if it is given; what is wrong is noted.
    pub(super) fn read_given<T>(
        &self,
        setting: &Setting,
        check: impl FnOnce(&Given) -> Result<T, ConfigError>,
    ) -> Option<T> {
        self.get(setting).and_then(|given| self.noted(check(&given)))
    }

    /// What is right; what is wrong is noted.
    pub(super) fn noted<T>(&self, checked: Result<T, ConfigError>) -> Option<T> {
        checked.map_err(|error| self.findings.wrong(error)).ok()
    }

    /// Notes that a setting is needed and not there; one that was given, and couldn't be read, has been named already.
    pub(super) fn missing(&self, setting: &Setting, problem: impl Into<String>) {
        if !self.unreadable.contains(setting.variable) {
            self.findings.wrong(ConfigError::new(setting.variable, problem));
        }
    }

    /// A setting's name, as the user gave it.
    pub(super) fn name(&self, setting: &Setting) -> String {
        self.get(setting).map_or_else(|| setting.variable.to_owned(), |given| given.name)
    }

    /// The settings file, and true if there is a secret in it.
    pub(super) fn file(&self) -> Option<(&Path, bool)> {
        let is_secret =
            |setting: &Setting| self.file.get(setting.variable).is_some_and(|given| setting.is_secret(&given.text));
        let in_table = self.providers.as_ref().is_some_and(|(_, tables)| provider_table::has_secret(tables));
        self.path.as_deref().map(|path| (path, in_table || all().any(is_secret)))
    }

    /// The variable, else its alias, else the file that either names; else the same of the settings file's key.
    pub(super) fn get(&self, setting: &Setting) -> Option<Given> {
        setting
            .variables()
            .find_map(|name| Given::new(name.to_owned(), self.variables.get(name)?))
            .or_else(|| self.secret_files.named_by_variable(setting))
            .or_else(|| self.file.get(setting.variable).cloned())
            .or_else(|| self.secret_files.named_by_key(setting))
    }

    /// Notes what couldn't be read, so that it isn't called missing too.
    fn unread(&mut self, (variable, error): (&'static str, ConfigError)) {
        self.unreadable.insert(variable);
        self.findings.wrong(error);
    }

    fn read_file(&mut self, path: &Path) -> Result<(), ConfigError> {
        let shown = path.display();
        let wrong = |problem| ConfigError::new(format!("the settings file {shown}"), problem);
        let text = fs::read_to_string(path).map_err(|error| wrong(format!("can't be read: {error}")))?;
        // The error's own text quotes the line, which may hold a secret.
        let table: toml::Table = toml::from_str(&text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let (line, message) = (before.matches('\n').count() + 1, error.message());
            wrong(format!("is not valid TOML in line {line}: {}", message.replace('\n', " ")))
        })?;
        for (key, value) in &table {
            if key == provider_table::KEY {
                self.providers = Some((format!("[[{key}]] in {shown}"), value.clone()));
                continue;
            }
            let name = format!("`{key}` in {shown}");
            if let Some(read) = self.secret_files.read_key(&table, key, value, path) {
                read.unwrap_or_else(|wrong| self.unread(wrong));
                continue;
            }
            let Some(setting) = all().find(|setting| setting.key() == *key) else {
                self.findings.wrong(ConfigError::new(name, unknown::key(key)));
                continue;
            };
            match self.noted(text_of(setting, name.clone(), value.clone())) {
                Some(text) => self.file.extend(Given::new(name, &text).map(|given| (setting.variable, given))),
                None => drop(self.unreadable.insert(setting.variable)),
            }
        }
        Ok(())
    }
}

/// A value of the file as the variable would have it.
fn text_of(setting: &Setting, name: String, value: toml::Value) -> Result<String, ConfigError> {
    let item = |value| match value {
        toml::Value::String(text) => Some(text),
        _ => None,
    };
    match value {
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(truth) => Some(truth.to_string()),
        toml::Value::Array(values) if setting.list => {
            values.into_iter().map(item).collect::<Option<Vec<_>>>().map(|items| items.join(","))
        }
        other => item(other),
    }
    .ok_or_else(|| {
        let expected =
            if setting.list { "a string or an array of strings" } else { "a string, an integer or a boolean" };
        ConfigError::new(name, format!("must be {expected}"))
    })
}
