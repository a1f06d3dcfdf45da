//! Which events there are, and that `docs/guide/webhooks.md` lists them.

use std::collections::BTreeMap;

use kernel::outbox::EVENTS;

const DOCS: &str = include_str!("../../../docs/guide/webhooks.md");

#[test]
fn the_documentation_lists_every_event_and_what_it_tells() {
    let table = DOCS.split_once("## Events").unwrap().1.split_once("\n## ").unwrap().0;
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
