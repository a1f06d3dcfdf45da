//! The origins of front ends that the operator allows: where a sign-in with a provider may send its outcome, whose pages
//! may call the API with a bearer token, and where passkeys may be used.

use std::collections::BTreeSet;

use url::Url;

use super::{
    ConfigError, Environment,
    source::{Given, Setting, Sources},
    transport::is_safe,
};

const ALLOWED_FRONTEND_URLS: Setting = Setting::list("ALMOND_ALLOWED_FRONTEND_URLS").about(
    "`http://localhost:5173` in development, none in production",
    "comma list of origins: where a sign-in with a provider may end (`frontend_url`), and whose pages may call the API \
     with a bearer token (CORS) and use passkeys ([front ends](guide/front-ends.md)); https in production, except on \
     localhost",
);
pub(super) const SETTINGS: &[Setting] = &[ALLOWED_FRONTEND_URLS];

const DEVELOPMENT: &str = "http://localhost:5173";

/// `ALMOND_ALLOWED_FRONTEND_URLS`, `http://localhost:5173` in development and none in production: a comma list of
/// origins, here as browsers write them. In production they are https, but for those of the user's own machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontends(BTreeSet<String>);

impl Frontends {
    /// All of them.
    pub fn origins(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The allowed origin that `url` is: nothing but scheme, host and port, as a URL with `/` for its path or none.
    /// What a parser would forgive (`http:/x`, `http://x\`, `http://@x`, a blank, an escape) is refused, so that
    /// nobody who reads it otherwise is led elsewhere.
    pub fn find(&self, url: &str) -> Option<&str> {
        let plain = |byte: u8| byte.is_ascii_graphic() && !b"\\@%?#".contains(&byte);
        let (_, host) = url.split_once("://").filter(|_| url.bytes().all(plain))?;
        if host.starts_with('/') || host.strip_suffix('/').unwrap_or(host).contains('/') {
            return None;
        }
        let origin = Url::parse(url).ok()?.origin();
        self.0.get(&origin.ascii_serialization()).map(String::as_str)
    }
}

pub(super) fn read(sources: &Sources, environment: Environment) -> Frontends {
    let default = (!environment.is_production()).then(|| DEVELOPMENT.to_owned()).into_iter().collect();
    Frontends(sources.read_or(&ALLOWED_FRONTEND_URLS, default, |given| origins(given, environment)))
}

fn origins(given: &Given, environment: Environment) -> Result<BTreeSet<String>, ConfigError> {
    let origin = |item: &str| {
        let url = Url::parse(item).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let bare = |url: &Url| url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let url = url.filter(|url| bare(url) && !item.contains('@'));
        let url = url.ok_or_else(|| given.wrong("a comma list of origins, such as https://app.example.com"))?;
        if environment.is_production() && !is_safe(&url) {
            return Err(given.wrong("https in production, except on localhost"));
        }
        Ok(url.origin().ascii_serialization())
    };
    given.items().map(origin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_origin_of_the_list_is_found() {
        let origins = ["http://localhost:5173", "https://app.example.com", "http://[::1]:3000"];
        let frontends = Frontends(origins.map(str::to_owned).into());
        for (url, origin) in [
            ("http://localhost:5173", Some(origins[0])),
            ("http://localhost:5173/", Some(origins[0])),
            ("HTTP://LocalHost:5173", Some(origins[0])),
            ("https://app.example.com:443", Some(origins[1])),
            ("http://[::1]:3000/", Some(origins[2])),
            ("https://localhost:5173", None),
            ("http://localhost", None),
            ("http://localhost:51730", None),
            ("http://localhost:5173//", None),
            ("http://localhost:5173/auth", None),
            ("http://localhost:5173/.", None),
            ("http://localhost:5173?", None),
            ("http://localhost:5173#", None),
            ("http://localhost:5173;", None),
            ("http://localhost.:5173", None),
            ("http://localhost:5173\\", None),
            ("http:\\\\localhost:5173", None),
            ("http:/localhost:5173", None),
            ("http:///localhost:5173", None),
            ("http:localhost:5173", None),
            ("//localhost:5173", None),
            ("localhost:5173", None),
            (" http://localhost:5173", None),
            ("http://localhost:5173\n", None),
            ("http://local\thost:5173", None),
            ("http://@localhost:5173", None),
            ("http://me@localhost:5173", None),
            ("http://localhost:5173@evil.example", None),
            ("http://%6cocalhost:5173", None),
            ("http://ｌocalhost:5173", None),
            ("https://app.example.com.evil.example", None),
            ("https://evil.example/https://app.example.com", None),
            ("https://xapp.example.com", None),
            ("https://app.example.com,http://localhost:5173", None),
            ("https://app.example.com:80", None),
            ("javascript://app.example.com", None),
            ("null", None),
            ("*", None),
            ("", None),
        ] {
            assert_eq!(frontends.find(url), origin, "{url:?}");
        }
    }
}
