//! Which events there are, and that `docs/guide/webhooks.md` lists them.

use std::collections::BTreeMap;

use entity::Action;
use kernel::outbox::EVENTS;

const DOCS: &str = include_str!("../../../docs/guide/webhooks.md");

#[test]
fn the_documentation_lists_every_event_and_what_it_tells() {
    let table = DOCS.split_once("## Events").unwrap().1.split_once("\n\nOf what the").unwrap().0;
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `"));
    let documented: Vec<(&str, Vec<&str>)> = rows
        .map(|row| {
            let cells: Vec<_> = row.split('|').map(str::trim).collect();
            let detail = cells[2].split('`').skip(1).step_by(2).collect();
            (cells[0].trim_end_matches('`'), detail)
        })
        .collect();
    let published: Vec<_> = EVENTS.iter().map(|event| (event.action.as_str(), event.detail.to_vec())).collect();
    assert_eq!(documented, published);
}

#[test]
fn every_record_is_an_event_or_the_documentation_says_why_not() {
    let table = DOCS.split_once("this is no event:\n").unwrap().1.split_once("\n## ").unwrap().0;
    let cells = table.lines().filter_map(|line| line.strip_prefix("| ")?.split('|').next());
    let excused: Vec<_> = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    let published = EVENTS.iter().map(|event| event.action.as_str());
    let mut told: Vec<_> = published.chain(excused).collect();
    told.sort_unstable();
    let mut all: Vec<_> = Action::ALL.iter().map(|action| action.as_str()).collect();
    all.sort_unstable();
    assert_eq!(told, all);
}

#[test]
fn events_are_in_order_and_tell_nothing_about_people_but_ids() {
    let names: BTreeMap<_, _> = EVENTS.iter().map(|event| (event.action.as_str(), event.detail)).collect();
    assert_eq!(names.len(), EVENTS.len());
    assert!(EVENTS.is_sorted_by_key(|event| event.action.as_str()));
    for (name, detail) in names {
        assert!(detail.is_sorted(), "{name}");
        for field in ["email", "name", "ip", "secret", "url"] {
            assert!(!detail.contains(&field), "{name} tells {field}");
        }
    }
}
