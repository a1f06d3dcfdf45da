//! What a world's settings are, beside single variables: a file, and providers.

use std::{collections::BTreeMap, fs};

use almond::app;
use kernel::config::Config;

use crate::{CLIENT_ID, CLIENT_SECRET, Provider, TestDatabase, WorldBuilder};

/// The worlds' own name among their settings for the text of the settings file.
const FILE: &str = "settings file";

/// The settings, of the file as well if there is one.
pub fn read(settings: &BTreeMap<String, String>, database: &TestDatabase) -> Config {
    let file = settings.get(FILE).map(|text| {
        let path = database.folder.join("almond.toml");
        fs::write(&path, text).unwrap();
        path
    });
    app::settings(settings, file.as_deref()).unwrap()
}

impl WorldBuilder {
    /// Adds this to a settings file, for what only tables can say.
    #[must_use]
    pub fn file(mut self, text: &str) -> Self {
        self.0.entry(FILE.to_owned()).or_default().push_str(text);
        self
    }

    /// A table for the double's OpenID provider under another name, and what more is in it.
    #[must_use]
    pub fn table(self, provider: &Provider, name: &str, more: &str) -> Self {
        let issuer = format!("{}/oidc", provider.url());
        self.file(&format!(
            "[[provider]]\nname = {name:?}\nissuer = {issuer:?}\nclient_id = {CLIENT_ID:?}\n\
             client_secret = {CLIENT_SECRET:?}\n{more}\n"
        ))
    }

    /// Signing in with all three is possible, at this double.
    #[must_use]
    pub fn provider(self, provider: &Provider) -> Self {
        let names = ["ALMOND_GITHUB", "ALMOND_GOOGLE", "ALMOND_OIDC"];
        let clients = names.into_iter().fold(self, |builder, name| {
            builder.set(&format!("{name}_CLIENT_ID"), CLIENT_ID).set(&format!("{name}_CLIENT_SECRET"), CLIENT_SECRET)
        });
        let url = provider.url();
        clients
            .set("ALMOND_GITHUB_URL", url)
            .set("ALMOND_GOOGLE_ISSUER", url)
            .set("ALMOND_OIDC_ISSUER", &format!("{url}/oidc"))
    }
}
