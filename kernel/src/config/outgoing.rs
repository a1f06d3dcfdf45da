//! The way out: authorities besides the usual ones, and the proxy that https goes through.

use std::fs;

use hyper_util::client::proxy::matcher::Matcher;
use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};
use url::Url;

use super::{
    ConfigError,
    source::{Given, Setting, Sources},
};
use crate::seam::http::Exit;

const CA_FILE: Setting = Setting::one("ALMOND_CA_FILE").or("SSL_CERT_FILE").about(
    "",
    "a PEM file of authorities that are trusted besides the usual ones, by every connection that Almond makes: to \
     providers, mail servers, webhooks' receivers and buckets (alias `SSL_CERT_FILE`)",
);
const HTTPS_PROXY: Setting = Setting::one("HTTPS_PROXY").or("https_proxy").url().about(
    "",
    "`http://user:password@host:port`: what goes out by https goes through this proxy (`CONNECT`), except to this \
     machine and to what `NO_PROXY` names: a comma list of hosts, domains with what is below them, addresses and \
     CIDRs, or `*`. Mail doesn't go through it. The names of webhooks' receivers have to be resolvable here all the \
     same: their addresses are [judged](guide/webhooks.md) before the proxy is asked",
);
const NO_PROXY: Setting = Setting::list("NO_PROXY").or("no_proxy");
pub(super) const SETTINGS: &[Setting] = &[CA_FILE, HTTPS_PROXY, NO_PROXY];

pub(super) fn read(sources: &Sources) -> Exit {
    let authorities = sources.read_or(&CA_FILE, Vec::new(), authorities);
    let except = sources.get(&NO_PROXY).map(|given| given.text).unwrap_or_default();
    let proxy = sources.read_given(&HTTPS_PROXY, |given| proxy(given, &except));
    Exit::new(authorities, proxy)
}

fn authorities(given: &Given) -> Result<Vec<CertificateDer<'static>>, ConfigError> {
    let bytes = fs::read(&given.text).map_err(|error| given.wrong(&format!("a file that can be read ({error})")))?;
    let wrong = || given.wrong("a PEM file of certificates");
    let found: Vec<_> = CertificateDer::pem_slice_iter(&bytes).collect::<Result<_, _>>().map_err(|_| wrong())?;
    let mut roots = RootCertStore::empty();
    let (good, _) = roots.add_parsable_certificates(found.iter().cloned());
    // A system's bundle may have some that nobody can read; what is left of it counts.
    if good == 0 { Err(wrong()) } else { Ok(found.into_iter().filter(is_parsable).collect()) }
}

fn is_parsable(certificate: &CertificateDer<'static>) -> bool {
    RootCertStore::empty().add(certificate.clone()).is_ok()
}

fn proxy(given: &Given, except: &str) -> Result<Matcher, ConfigError> {
    let expected = "the http URL of a proxy, such as http://proxy.example.com:3128";
    // Some write no scheme.
    let text = if given.text.contains("://") { given.text.clone() } else { format!("http://{}", given.text) };
    let url = Url::parse(&text).ok().filter(|url| url.scheme() == "http" && url.has_host());
    url.ok_or_else(|| given.wrong_secret(expected))?;
    Ok(Matcher::builder().https(text).no(except.to_owned()).build())
}
