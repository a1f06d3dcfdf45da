//! Lists the built files of the dashboard for `surface::dashboard` to embed. Where they haven't been built there are
//! none, and the page says how to build them.

// Cargo tells a build script where things are by environment variables alone, and is told on standard output.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let (home, out) = (folder("CARGO_MANIFEST_DIR"), folder("OUT_DIR"));
    let built = home.join("dashboard/build");
    println!("cargo::rerun-if-changed={}", built.display());
    let mut files = Vec::new();
    find(&built, &mut files)?;
    files.sort();
    let lines = files.iter().filter_map(|file| {
        let name = file.strip_prefix(&built).ok()?.to_str()?;
        Some(format!("    (\"/{name}\", include_bytes!({:?})),\n", file.to_str()?))
    });
    fs::write(out.join("dashboard.rs"), format!("&[\n{}]\n", lines.collect::<String>()))
}

fn folder(variable: &str) -> PathBuf {
    PathBuf::from(env::var_os(variable).unwrap_or_default())
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, files)?;
        } else if path.file_name().is_some_and(|name| name != ".gitignore") {
            files.push(path);
        }
    }
    Ok(())
}
