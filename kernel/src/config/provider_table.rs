//! `[[provider]]` tables of the settings file: any number of OpenID providers, each at a path of its own name. A fault is
//! told with the table and the key, and the others are looked for all the same.

use std::fs;

use toml::{Table, Value};

use super::{
    Client, ConfigError, Environment, OpenId, SignUp,
    oauth::checked,
    openid::{EVERY_TENANT, EVERYBODY, TrustMfa, is_scope, is_tenant, with_openid},
    source::{Given, Sources},
};
use crate::token::Plain;

/// The key of the tables in the file.
pub(super) const KEY: &str = "provider";

/// What there is, or may be, at `/api/v1/auth/` besides tables: a table of such a name would hide it, or be hidden.
const RESERVED: [&str; 20] = [
    "authorize",
    "callback",
    "consent",
    "device",
    "exchange",
    "github",
    "google",
    "login",
    "logout",
    "magic-link",
    "oidc",
    "passkey",
    "password",
    "providers",
    "register",
    "session",
    "sessions",
    "signup",
    "step-up",
    "token",
];
const LONGEST_NAME: usize = 32;
const LONGEST_DISPLAY_NAME: usize = 64;
const KEYS: [&str; 12] = [
    "name",
    "display_name",
    "issuer",
    "client_id",
    "client_secret",
    "client_secret_file",
    "scopes",
    "audiences",
    "tenants",
    "trust_email",
    "trust_mfa",
    "sign_up",
];

pub(super) fn read(sources: &Sources, environment: Environment) -> Vec<OpenId> {
    let Some((place, value)) = &sources.providers else { return Vec::new() };
    let tables: Option<Vec<&Table>> = value.as_array().and_then(|items| items.iter().map(Value::as_table).collect());
    let Some(tables) = tables else {
        sources.findings.wrong(ConfigError::new(place, "must be tables, each begun with [[provider]]"));
        return Vec::new();
    };
    let mut names: Vec<&str> = Vec::new();
    let mut providers = Vec::new();
    for (number, table) in tables.into_iter().enumerate() {
        let reader = Reader { sources, environment, place, number: number + 1, table };
        providers.extend(reader.read(&names));
        names.extend(table.get("name").and_then(Value::as_str));
    }
    providers
}

/// True if there is a secret in the tables.
pub(super) fn has_secret(value: &Value) -> bool {
    value.as_array().into_iter().flatten().any(|table| table.get("client_secret").is_some())
}

/// One table.
struct Reader<'a> {
    sources: &'a Sources,
    environment: Environment,
    place: &'a str,
    number: usize,
    table: &'a Table,
}

impl Reader<'_> {
    /// None if something is wrong with it, which is noted.
    fn read(&self, taken: &[&str]) -> Option<OpenId> {
        for key in self.table.keys().filter(|key| !KEYS.contains(&key.as_str())) {
            self.wrong(key, "is not a key of a provider");
        }
        let name = self.needed("name").and_then(|given| self.noted(checked_name(&given, taken)));
        let display_name = self.text("display_name").map(|given| self.noted(checked_display_name(&given)));
        let issuer = self.needed("issuer").and_then(|given| self.noted(checked(&given, self.environment)));
        let id = self.needed("client_id");
        let secret = self.secret();
        let scopes = self.list("scopes", "a list of scopes, such as openid and email", is_scope);
        let audiences = self.list("audiences", "a list of audiences", |item| !item.is_empty());
        let tenants = self.list("tenants", "a list of tenants' ids, or `*`", is_tenant).unwrap_or_default();
        let trust_email = self.trust_email(&tenants);
        let (trust_mfa, sign_up) = (self.trust_mfa(), self.sign_up());
        let name = name?;
        let client = Client { id: id?.text, secret: secret? };
        let display_name = display_name.flatten().unwrap_or_else(|| name.clone());
        let mut provider = OpenId::new(&name, &display_name, client, issuer?);
        if let Some(scopes) = scopes {
            provider.scopes = with_openid(scopes);
        }
        (provider.audiences, provider.tenants) = (audiences.unwrap_or_default(), tenants);
        (provider.trust_email, provider.trust_mfa, provider.sign_up) = (trust_email, trust_mfa, sign_up);
        Some(provider)
    }

    /// What the user knows a key by.
    fn key(&self, key: &str) -> String {
        let name = self.table.get("name").and_then(Value::as_str);
        let which = name.map_or_else(|| format!("number {}", self.number), |name| format!("{name:?}"));
        format!("`{key}` of the provider {which}, {}", self.place)
    }

    fn wrong(&self, key: &str, problem: &str) {
        self.sources.findings.wrong(ConfigError::new(self.key(key), problem));
    }

    fn noted<T>(&self, checked: Result<T, ConfigError>) -> Option<T> {
        self.sources.noted(checked)
    }

    fn text(&self, key: &str) -> Option<Given> {
        match self.table.get(key)? {
            Value::String(text) if !text.trim().is_empty() => {
                Some(Given { name: self.key(key), text: text.trim().to_owned() })
            }
            _ => {
                self.wrong(key, "must be a text");
                None
            }
        }
    }

    fn needed(&self, key: &str) -> Option<Given> {
        if !self.table.contains_key(key) {
            self.wrong(key, "must be there");
        }
        self.text(key)
    }

    fn list(&self, key: &str, expected: &str, fits: fn(&str) -> bool) -> Option<Vec<String>> {
        let items: Option<Vec<String>> = match self.table.get(key)? {
            Value::Array(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
            Value::String(text) => Some(text.split(',').map(|item| item.trim().to_owned()).collect()),
            _ => None,
        };
        let items = items.filter(|items| items.iter().all(|item| fits(item)));
        if items.is_none() {
            self.wrong(key, &format!("must be {expected}"));
        }
        items
    }

    /// From the table, or from a file that it names.
    fn secret(&self) -> Option<Plain> {
        let is_there = |key: &str| self.table.contains_key(key);
        match (is_there("client_secret"), is_there("client_secret_file")) {
            (true, false) => Some(Plain::new(self.text("client_secret")?.text)),
            (false, true) => {
                let given = self.text("client_secret_file")?;
                let read = fs::read_to_string(&given.text).map_err(|error| {
                    ConfigError::new(&given.name, format!("must be a file that can be read: {}", error.kind()))
                });
                let secret = Plain::new(self.noted(read)?.trim().to_owned());
                if secret.expose().is_empty() {
                    self.wrong("client_secret_file", "must be a file with something in it");
                    return None;
                }
                Some(secret)
            }
            (true, true) => {
                self.wrong("client_secret_file", "must not be there beside `client_secret`");
                None
            }
            (false, false) => {
                self.wrong("client_secret", "must be there, or `client_secret_file`");
                None
            }
        }
    }

    fn trust_email(&self, tenants: &[String]) -> bool {
        match self.table.get("trust_email") {
            None | Some(Value::Boolean(false)) => false,
            // Whoever has a tenant says in it that they have any address.
            Some(Value::Boolean(true)) if tenants.iter().any(|tenant| tenant == EVERY_TENANT) => {
                self.wrong("trust_email", &format!("must be false while `tenants` is `*`: {EVERYBODY}"));
                false
            }
            Some(Value::Boolean(true)) => true,
            Some(_) => {
                self.wrong("trust_email", "must be true or false");
                false
            }
        }
    }

    fn trust_mfa(&self) -> Option<TrustMfa> {
        match self.table.get("trust_mfa")? {
            Value::Boolean(trust) => trust.then(TrustMfa::default),
            _ => {
                let expected = "true, false, or a list of `acr` values";
                let acr_values = self.list("trust_mfa", expected, is_scope)?;
                Some(TrustMfa { acr_values })
            }
        }
    }

    fn sign_up(&self) -> Option<SignUp> {
        match self.table.get("sign_up")?.as_str() {
            Some("open") => Some(SignUp::Open),
            Some("closed") => Some(SignUp::Closed),
            _ => {
                self.wrong("sign_up", "must be open or closed");
                None
            }
        }
    }
}

/// Fit for a path, and not that of something else.
fn checked_name(given: &Given, taken: &[&str]) -> Result<String, ConfigError> {
    let name = given.text.as_str();
    let of_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let begins = name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
    if !begins || name.ends_with('-') || name.len() > LONGEST_NAME || !name.bytes().all(of_name) {
        return Err(given.wrong("1 to 32 of a to z, 0 to 9 and -, begun with a letter"));
    }
    if RESERVED.contains(&name) {
        return Err(given.wrong("another name: there is something else at /api/v1/auth/ that is called so"));
    }
    if taken.contains(&name) {
        return Err(given.wrong("another name: two providers can't have one"));
    }
    Ok(name.to_owned())
}

fn checked_display_name(given: &Given) -> Result<String, ConfigError> {
    let fits = given.text.chars().count() <= LONGEST_DISPLAY_NAME && !given.text.chars().any(char::is_control);
    if fits { Ok(given.text.clone()) } else { Err(given.wrong("a line of at most 64 characters")) }
}
