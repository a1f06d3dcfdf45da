//! `docs/asvs.md`: every requirement of the chapters is there once, in order, and what shows it exists.

use std::{collections::BTreeMap, path::Path};

const PAPER: &str = include_str!("../../../docs/asvs.md");
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Chapter, section, and how many requirements it has in version 5.0.0.
const SECTIONS: [(u8, u8, u8); 34] = [
    (6, 1, 3),
    (6, 2, 12),
    (6, 3, 8),
    (6, 4, 6),
    (6, 5, 8),
    (6, 6, 4),
    (6, 7, 2),
    (6, 8, 4),
    (7, 1, 3),
    (7, 2, 4),
    (7, 3, 2),
    (7, 4, 5),
    (7, 5, 3),
    (7, 6, 2),
    (8, 1, 4),
    (8, 2, 4),
    (8, 3, 3),
    (8, 4, 2),
    (9, 1, 3),
    (9, 2, 4),
    (10, 1, 2),
    (10, 2, 3),
    (10, 3, 5),
    (10, 4, 16),
    (10, 5, 5),
    (10, 6, 2),
    (10, 7, 3),
    (13, 1, 4),
    (13, 2, 6),
    (13, 3, 4),
    (13, 4, 7),
    (14, 1, 2),
    (14, 2, 8),
    (14, 3, 3),
];

struct Row {
    id: &'static str,
    level: &'static str,
    verdict: &'static str,
    how: &'static str,
}

impl Row {
    fn chapter(&self) -> &'static str {
        self.id.split_once('.').unwrap().0
    }
}

fn rows() -> Vec<Row> {
    let is_id = |text: &str| text.split('.').count() == 3 && text.split('.').all(|part| part.parse::<u8>().is_ok());
    let cells = |line: &'static str| line.trim_matches('|').split(" | ").map(str::trim).collect::<Vec<_>>();
    let lines = PAPER.lines().filter(|line| line.starts_with("| ")).map(cells).filter(|cells| is_id(cells[0]));
    lines
        .map(|cells| match cells[..] {
            [id, level, _, verdict, how] => Row { id, level, verdict, how },
            _ => panic!("{cells:?} are not five cells"),
        })
        .collect()
}

/// What is between backticks and looks like a path of this repository.
fn paths(text: &'static str) -> impl Iterator<Item = &'static str> {
    let quoted = text.split('`').skip(1).step_by(2);
    let roots = ["api/", "docs/", "entity/", "identity/", "kernel/", "model/", "resource/", "scripts/", "tests/"];
    quoted.filter(move |quoted| roots.iter().any(|root| quoted.starts_with(root)))
}

#[test]
fn every_requirement_is_there_once_and_in_order() {
    let expected = SECTIONS.iter().flat_map(|(chapter, section, count)| {
        (1..=*count).map(move |requirement| format!("{chapter}.{section}.{requirement}"))
    });
    let there: Vec<_> = rows().iter().map(|row| row.id.to_owned()).collect();
    assert_eq!(there, expected.collect::<Vec<_>>());
}

#[test]
fn every_row_has_a_level_and_a_verdict_and_says_how() {
    for Row { id, level, verdict, how } in rows() {
        assert!(["1", "2", "3"].contains(&level), "{id}: {level}");
        assert!(["met", "not met", "n/a"].contains(&verdict), "{id}: {verdict}");
        assert!(!how.is_empty(), "{id}");
        let shown = paths(how).any(|path| path.starts_with("tests/") || path.contains("/src/"));
        assert!(shown || verdict != "met" || how.contains("`api/assets/"), "{id} is met, and nothing shows it");
    }
}

#[test]
fn what_is_named_exists() {
    let named: Vec<_> = paths(PAPER).collect();
    assert!(named.len() > 100);
    for path in named {
        assert!(Path::new(ROOT).join(path).exists(), "{path}");
    }
}

#[test]
fn the_summary_counts_what_is_below() {
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for row in rows() {
        let at = ["met", "not met", "n/a"].iter().position(|verdict| *verdict == row.verdict).unwrap();
        for chapter in [row.chapter(), "all"] {
            counts.entry(chapter).or_default()[at] += 1;
        }
    }
    for (chapter, [met, not_met, none]) in counts {
        let begins = if chapter == "all" { "| all ".to_owned() } else { format!("| V{chapter} ") };
        let line = PAPER.lines().find(|line| line.starts_with(&begins)).unwrap();
        assert!(line.ends_with(&format!("| {met} | {not_met} | {none} |")), "{line}: {met}, {not_met}, {none}");
    }
}
