//! Certificates that nobody else trusts, made by openssl.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// A key and a certificate for 127.0.0.1 and this name, in files of the folder.
pub fn certificate(folder: &Path, name: &str) -> (PathBuf, PathBuf) {
    let [key, certificate] = ["key.pem", "certificate.pem"].map(|file| folder.join(format!("{name}-{file}")));
    let mut openssl = Command::new("openssl");
    openssl.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]);
    openssl.args(["-subj", &format!("/CN={name}"), "-addext", &format!("subjectAltName=DNS:{name},IP:127.0.0.1")]);
    openssl.args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout"]);
    let made = openssl.arg(&key).arg("-out").arg(&certificate).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    (key, certificate)
}
