//! Which room may use which. Crates can't run up, because cargo forbids it; rooms within a crate don't, because of this:
//! the first page of each crate lists them from the ground up, and none imports one that stands above it.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The rooms that a crate's first page lists after `Rooms`, in its order.
fn rooms(source: &Path) -> Vec<String> {
    let page = fs::read_to_string(source.join("lib.rs")).unwrap();
    let prose = page.lines().filter_map(|line| line.strip_prefix("//!")).collect::<String>();
    let list = prose.split_once("Rooms, each").unwrap().1.split_once(':').unwrap().1.split_once('.').unwrap().0;
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The room that a file is in.
fn room_of(source: &Path, file: &Path) -> String {
    let first = file.strip_prefix(source).unwrap().components().next().unwrap();
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// The names that follow `crate::` in code, each once: one, or those of a list in braces.
fn used(code: &str) -> BTreeSet<String> {
    let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut names = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            None => drop(names.insert(word(rest))),
            Some(list) => names.extend(in_braces(list)),
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

/// The first words of a list that an opening brace began.
fn in_braces(list: &str) -> Vec<String> {
    let (mut depth, mut begins, mut words) = (1, true, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => begins = true,
            _ if begins && !c.is_whitespace() => {
                words.push(word(&list[at..]));
                begins = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    words
}

#[test]
fn no_room_uses_one_above_it() {
    let mut up = Vec::new();
    for name in ["kernel", "identity", "resource", "api"] {
        let source = Path::new(ROOT).join(name).join("src");
        let rooms = rooms(&source);
        let floor = |room: &str| rooms.iter().position(|known| known == room);
        let mut all = Vec::new();
        files(&source, &mut all);
        for file in all {
            let room = room_of(&source, &file);
            if room == "lib" || room == "main" {
                continue;
            }
            let own = floor(&room).unwrap_or_else(|| panic!("{name}'s first page doesn't list `{room}`"));
            for other in used(&fs::read_to_string(&file).unwrap()) {
                if floor(&other).is_some_and(|other| other > own) {
                    up.push(format!("{}: {other}", file.display()));
                }
            }
        }
    }
    assert!(up.is_empty(), "{up:#?}");
}

#[test]
fn a_list_of_imports_is_read_whole() {
    let code =
        "use crate::{\n    audit::{self, Event},\n    db::Db,\n};\n// crate::never\nlet x = crate::state::State;";
    assert_eq!(used(code), BTreeSet::from(["audit", "db", "state"].map(str::to_owned)));
}
