//! Where files' bytes are kept, and how many. Opening the store is `blob`'s.

use std::path::{Path, PathBuf};

use url::Url;

use super::{
    ConfigError, Database, Environment,
    source::{Given, Setting, Sources},
    transport::is_safe,
};
use crate::token::Plain;

pub(super) const URL: Setting = Setting::one("ALMOND_FILES_URL").about(
    "`files` in the data directory",
    "where files are: `file:///folder` or `s3://bucket/prefix`; several nodes need a bucket or a folder they \
     share",
);
const ENDPOINT: Setting = Setting::one("ALMOND_FILES_ENDPOINT").about(
    "Amazon's, `us-east-1`",
    "an S3-compatible store elsewhere, such as `https://minio.example.com`; https, but in development and on \
     this machine",
);
const REGION: Setting = Setting::one("ALMOND_FILES_REGION");
const ACCESS_KEY: Setting =
    Setting::one("ALMOND_FILES_ACCESS_KEY").about("", "the bucket's access key; required with `s3://`");
const SECRET_KEY: Setting = Setting::one("ALMOND_FILES_SECRET_KEY").secret();
const MAX_BYTES: Setting =
    Setting::one("ALMOND_FILES_MAX_BYTES").about("`104857600`", "the largest file, at most 48 GiB");
const ORG_BYTES: Setting =
    Setting::one("ALMOND_FILES_ORG_BYTES").about("`10737418240`", "what all files of an org may take up together");
pub(super) const SETTINGS: &[Setting] = &[URL, ACCESS_KEY, SECRET_KEY, ENDPOINT, REGION, MAX_BYTES, ORG_BYTES];

const MIB: u64 = 1024 * 1024;
/// What S3 takes in 10,000 parts of the size that is sent.
const LARGEST: u64 = 48 * 1024 * MIB;

#[derive(Debug)]
pub struct Files {
    pub store: FileStore,
    /// `ALMOND_FILES_MAX_BYTES`, 104857600 (100 MiB): the largest file, at most 48 GiB.
    pub max_bytes: u64,
    /// `ALMOND_FILES_ORG_BYTES`, 10737418240 (10 GiB): what all files of an org may take up together.
    pub org_bytes: u64,
}

/// `ALMOND_FILES_URL`: `file:///folder` or `s3://bucket/prefix`; by default the folder `files` in the data directory.
#[derive(Debug)]
pub enum FileStore {
    /// May not exist yet. Several nodes have to share it.
    Folder(PathBuf),
    S3(Box<S3>),
}

/// A bucket of Amazon's or of a store that speaks as it does.
#[derive(Debug)]
pub struct S3 {
    pub bucket: String,
    /// What keys begin with; may be empty.
    pub prefix: String,
    /// `ALMOND_FILES_ENDPOINT`, Amazon's: where another store is, such as `https://minio.example.com`. https, but in
    /// development and on this machine.
    pub endpoint: Option<Url>,
    /// `ALMOND_FILES_REGION`, `us-east-1`.
    pub region: String,
    /// `ALMOND_FILES_ACCESS_KEY`: required with `s3://`.
    pub access_key: String,
    /// `ALMOND_FILES_SECRET_KEY`: required with `s3://`.
    pub secret_key: Plain,
}

pub(super) fn read(sources: &Sources, environment: Environment, database: &Database, data_dir: &Path) -> Files {
    let bytes = |setting: &Setting, default: u64, most: u64| {
        sources.read_or(setting, default, |given| {
            let number = given.text.parse().ok().filter(|number| (1..=most).contains(number));
            number.ok_or_else(|| given.wrong(&format!("a whole number of bytes from 1 to {most}")))
        })
    };
    let many = environment.is_production() && matches!(database, Database::Postgres(_));
    if many && sources.get(&URL).is_none() {
        let warning =
            "ALMOND_FILES_URL is unset: files are kept in a folder of this node, where other nodes don't find them";
        sources.findings.warn(warning.to_owned());
    }
    Files {
        store: store(sources, environment).unwrap_or_else(|| FileStore::Folder(data_dir.join("files"))),
        max_bytes: bytes(&MAX_BYTES, 100 * MIB, LARGEST),
        org_bytes: bytes(&ORG_BYTES, 10 * 1024 * MIB, i64::MAX.unsigned_abs()),
    }
}

/// The store that was asked for, if one was and it is right.
fn store(sources: &Sources, environment: Environment) -> Option<FileStore> {
    let given = sources.get(&URL);
    if let Some(given) = given.as_ref().filter(|given| given.text.starts_with("s3://")) {
        return s3(sources, environment, given).map(|s3| FileStore::S3(Box::new(s3)));
    }
    // The value may hold a password wherever a mistyped URL has put it.
    let expected = "`file:///folder` or `s3://bucket`, with a prefix perhaps";
    let folder = given.map(|given| folder(&given.text).ok_or_else(|| given.wrong_secret(expected)));
    if !matches!(folder, Some(Err(_))) {
        // Whoever sets one of these means a bucket, and must not find the files on a disk later.
        for stray in [ENDPOINT, REGION, ACCESS_KEY, SECRET_KEY].iter().filter_map(|setting| sources.get(setting)) {
            let problem = "has a meaning only if ALMOND_FILES_URL begins with `s3://`";
            sources.findings.wrong(ConfigError::new(stray.name, problem));
        }
    }
    sources.noted(folder?).map(FileStore::Folder)
}

fn folder(text: &str) -> Option<PathBuf> {
    let url = Url::parse(text).ok().filter(|url| url.scheme() == "file");
    url.and_then(|url| url.to_file_path().ok()).filter(|folder| folder.parent().is_some())
}

fn s3(sources: &Sources, environment: Environment, given: &Given) -> Option<S3> {
    let place = sources.noted(place(given));
    let required = |setting: &Setting, what: &str| {
        let found = sources.get(setting).map(|given| given.text);
        if found.is_none() {
            sources.missing(setting, format!("must be set for `s3://`: {what}"));
        }
        found
    };
    let access_key = required(&ACCESS_KEY, "the id of an access key");
    let secret_key = required(&SECRET_KEY, "the access key's secret").map(Plain::new);
    let endpoint = sources.read_given(&ENDPOINT, |given| endpoint(given, environment));
    let region = sources.get(&REGION).map_or_else(|| "us-east-1".to_owned(), |given| given.text);
    let (bucket, prefix) = place?;
    Some(S3 { bucket, prefix, endpoint, region, access_key: access_key?, secret_key: secret_key? })
}

/// The bucket and the prefix of an `s3://` URL.
fn place(given: &Given) -> Result<(String, String), ConfigError> {
    let place = given.text.trim_start_matches("s3://").trim_end_matches('/');
    let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
    let of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(of_name) && !name.bytes().all(|byte| byte == b'.');
    if is_name(bucket) && (prefix.is_empty() || prefix.split('/').all(is_name)) {
        return Ok((bucket.to_owned(), prefix.to_owned()));
    }
    Err(given.wrong_secret("`s3://`, a bucket's name and perhaps `/` and a prefix, and nothing else"))
}

fn endpoint(given: &Given, environment: Environment) -> Result<Url, ConfigError> {
    let url = Url::parse(&given.text).ok().filter(|url| {
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        bare && matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none()
    });
    let url = url.ok_or_else(|| {
        given.wrong_secret("an http or https URL of a host and nothing after it, such as https://minio.example.com")
    })?;
    if environment.is_production() && !is_safe(&url) {
        return Err(given.wrong("https in production, unless it is on this machine"));
    }
    Ok(url)
}
