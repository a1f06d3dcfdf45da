//! What a setting is called, and what in it is secret. What it means is its section's business.

use url::Url;

use super::SETTINGS;

/// One setting's names: the variable `ALMOND_X`, an older name for it perhaps, and the file's key `x`.
pub(super) struct Setting {
    pub(super) variable: &'static str,
    alias: Option<&'static str>,
    /// True if the file may give an array, where the variable has commas.
    pub(super) list: bool,
    secrecy: Secrecy,
    /// Default and meaning, for the page of settings; none where the setting before says it for both.
    about: Option<(&'static str, &'static str)>,
}

/// What in a setting is nobody else's business.
#[derive(Clone, Copy)]
enum Secrecy {
    Public,
    /// The password in the URL, if it has one.
    Password,
    Secret,
}

impl Setting {
    pub(super) const fn one(variable: &'static str) -> Self {
        Self { variable, alias: None, list: false, secrecy: Secrecy::Public, about: None }
    }

    pub(super) const fn list(variable: &'static str) -> Self {
        Self { list: true, ..Self::one(variable) }
    }

    /// What whoever reads the settings file must not learn.
    pub(super) const fn secret(self) -> Self {
        Self { secrecy: Secrecy::Secret, ..self }
    }

    /// A URL, perhaps with a password in it.
    pub(super) const fn url(self) -> Self {
        Self { secrecy: Secrecy::Password, ..self }
    }

    pub(super) const fn or(self, alias: &'static str) -> Self {
        Self { alias: Some(alias), ..self }
    }

    /// Says what it is without, and what it means, in Markdown.
    pub(super) const fn about(self, default: &'static str, meaning: &'static str) -> Self {
        Self { about: Some((default, meaning)), ..self }
    }

    pub(super) const fn said(&self) -> Option<(&'static str, &'static str)> {
        self.about
    }

    pub(super) const fn variable(&self) -> &'static str {
        self.variable
    }

    /// The variable, and its alias if it has one.
    pub(super) fn variables(&self) -> impl Iterator<Item = &'static str> + use<> {
        [Some(self.variable), self.alias].into_iter().flatten()
    }

    /// True if a file may hold it, which `NAME_FILE` then names: what is secret, or has a password in it.
    pub(super) const fn may_be_in_a_file(&self) -> bool {
        !matches!(self.secrecy, Secrecy::Public)
    }

    pub(super) fn goes_by(&self, variable: &str) -> bool {
        self.variable == variable || self.alias == Some(variable)
    }

    pub(super) fn key(&self) -> String {
        self.variable.trim_start_matches("ALMOND_").to_ascii_lowercase()
    }

    pub(super) fn is_secret(&self, text: &str) -> bool {
        match self.secrecy {
            Secrecy::Public => false,
            Secrecy::Password => Url::parse(text).is_ok_and(|url| {
                url.password().is_some() || url.query_pairs().any(|(name, _)| name.eq_ignore_ascii_case("password"))
            }),
            Secrecy::Secret => true,
        }
    }
}

pub(super) fn all() -> impl Iterator<Item = &'static Setting> {
    SETTINGS.iter().copied().flatten()
}

/// True if this is a variable of this version.
pub(super) fn is_known(variable: &str) -> bool {
    all().any(|setting| setting.goes_by(variable)) || of_file(variable).is_some()
}

/// The setting whose file `variable`, such as `ALMOND_SECRET_FILE`, names.
pub(super) fn of_file(variable: &str) -> Option<&'static Setting> {
    let named = variable.strip_suffix("_FILE")?;
    all().find(|setting| setting.may_be_in_a_file() && setting.goes_by(named))
}
