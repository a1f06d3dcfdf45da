//! The dashboard's source: every string in both languages, files that stay small, and nothing that its policy forbids.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../api/dashboard");

fn messages(language: &str) -> Map<String, Value> {
    let text = fs::read_to_string(format!("{ROOT}/messages/{language}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The names in braces.
fn parameters(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn every_message_is_in_both_languages_with_the_same_parameters() {
    let (english, german) = (messages("en"), messages("de"));
    assert_eq!(english.keys().collect::<Vec<_>>(), german.keys().collect::<Vec<_>>());
    for (key, text) in &english {
        let (text, other) = (text.as_str().unwrap(), german[key].as_str().unwrap());
        assert!(!text.is_empty() && parameters(text) == parameters(other), "{key}: {text} / {other}");
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let made = path.ends_with("lib/client") || path.ends_with("lib/paraglide");
        if path.is_dir() && !made {
            sources(&path, found);
        } else if path.is_file() {
            found.push(path);
        }
    }
}

#[test]
fn every_file_says_what_it_is_and_stays_small_and_none_has_what_the_policy_forbids() {
    let mut files = Vec::new();
    sources(&Path::new(ROOT).join("src"), &mut files);
    assert!(files.len() > 40);
    for path in files {
        let (text, name) = (fs::read_to_string(&path).unwrap(), path.display());
        assert!(text.lines().count() <= 300, "{name}");
        let says = text.starts_with("<!--") || text.starts_with("//");
        assert!(says || name.to_string().contains("/app."), "{name} begins with what it is");
        for forbidden in [" style=\"", "{@html", "innerHTML", "onclick=\"", "eval("] {
            assert!(!text.contains(forbidden), "{name}: {forbidden}");
        }
    }
}
