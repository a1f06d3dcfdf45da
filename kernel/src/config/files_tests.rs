//! Where files are kept: what is taken, and what stops the start.

use std::path::Path;

use super::{
    FileStore,
    tests::{development, production},
};

const S3: [(&str, &str); 3] = [
    ("ALMOND_FILES_URL", "s3://bucket/a/b/"),
    ("ALMOND_FILES_ACCESS_KEY", "id"),
    ("ALMOND_FILES_SECRET_KEY", "hunter2"),
];

#[test]
fn a_folder_is_the_default_and_has_limits() {
    let files = development(&[]).unwrap().files;
    assert!(matches!(&files.store, FileStore::Folder(path) if path == Path::new("./data/files")));
    assert_eq!((files.max_bytes, files.org_bytes), (100 << 20, 10 << 30));
    let set = [("ALMOND_FILES_URL", "file:///srv/files"), ("ALMOND_FILES_MAX_BYTES", "51539607552")];
    let files = development(&set).unwrap().files;
    assert!(matches!(&files.store, FileStore::Folder(path) if path == Path::new("/srv/files")));
    assert_eq!(files.max_bytes, 48 << 30);
}

#[test]
fn a_bucket_is_taken_and_its_secret_not_printed() {
    let set = [&S3[..], &[("ALMOND_FILES_ENDPOINT", "https://minio.example.com"), ("ALMOND_FILES_REGION", "eu-1")]];
    let files = production(&set.concat()).unwrap().files;
    assert!(!format!("{files:?}").contains("hunter2"));
    let FileStore::S3(s3) = files.store else { panic!("a folder") };
    assert_eq!((s3.bucket.as_str(), s3.prefix.as_str(), s3.region.as_str()), ("bucket", "a/b", "eu-1"));
    assert_eq!(s3.endpoint.unwrap().as_str(), "https://minio.example.com/");
    let here = [&S3[..], &[("ALMOND_FILES_ENDPOINT", "http://127.0.0.1:9000")]].concat();
    assert!(production(&here).is_ok());
}

#[test]
fn what_is_wrong_unsafe_or_incomplete_is_named() {
    for (name, value) in [
        ("ALMOND_FILES_URL", "s3://"),
        ("ALMOND_FILES_URL", "s3://bucket/../x"),
        ("ALMOND_FILES_URL", "s3://me:hunter2@bucket"),
        ("ALMOND_FILES_URL", "https://bucket.example.com"),
        ("ALMOND_FILES_URL", "files"),
        ("ALMOND_FILES_URL", "file:///"),
        ("ALMOND_FILES_URL", "file://host/srv"),
        ("ALMOND_FILES_ENDPOINT", "minio:9000"),
        ("ALMOND_FILES_ENDPOINT", "http://minio.example.com"),
        ("ALMOND_FILES_ENDPOINT", "https://me:hunter2@minio.example.com"),
        ("ALMOND_FILES_ENDPOINT", "https://minio.example.com/files"),
        ("ALMOND_FILES_ACCESS_KEY", ""),
        ("ALMOND_FILES_SECRET_KEY", ""),
        ("ALMOND_FILES_MAX_BYTES", "0"),
        ("ALMOND_FILES_MAX_BYTES", "51539607553"),
        ("ALMOND_FILES_ORG_BYTES", "10 GiB"),
    ] {
        let error = production(&[&S3[..], &[(name, value)]].concat()).expect_err(value).to_string();
        assert!(error.starts_with(&format!("{name} must be ")), "{error}");
        assert!(!error.contains("hunter2"), "{error}");
    }
}

#[test]
fn settings_of_a_bucket_without_one_stop_the_start() {
    for name in ["ENDPOINT", "REGION", "ACCESS_KEY", "SECRET_KEY"].map(|name| format!("ALMOND_FILES_{name}")) {
        let error = development(&[(&name, "hunter2")]).unwrap_err().to_string();
        assert!(
            error.starts_with(&name) && error.contains("ALMOND_FILES_URL") && !error.contains("hunter2"),
            "{error}"
        );
    }
}

#[test]
fn many_nodes_are_warned_of_a_folder_of_one() {
    let postgres = ("ALMOND_DATABASE_URL", "postgres://localhost/almond");
    assert!(production(&[postgres]).unwrap().warnings[0].starts_with("ALMOND_FILES_URL is unset"));
    let shared = ("ALMOND_FILES_URL", "file:///srv/files");
    assert!(production(&[postgres, shared]).unwrap().warnings.is_empty());
    assert!(production(&[]).unwrap().warnings.is_empty() && development(&[postgres]).unwrap().warnings.is_empty());
}
