//! What keys may do where scopes are enforced.

use std::collections::BTreeSet;

use tests::operations;

/// The prefixes whose operations ask a key for a scope.
const ENFORCED: [&str; 5] =
    ["/api/v1/models", "/api/v1/files", "/api/v1/connections", "/api/v1/api-keys", "/api/v1/billing/machine-payments"];

/// Written by hand, with a reason on each line. It may only get shorter.
const EXEMPTIONS: &str = include_str!("../../golden/exemptions.txt");
const MOST_EXEMPTIONS: usize = 3;

#[test]
fn under_an_enforced_prefix_an_operation_has_a_scope_or_refuses_keys() {
    let enforced = |path: &str| {
        ENFORCED
            .iter()
            .any(|prefix| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    };
    let open: BTreeSet<String> = operations()
        .iter()
        .filter(|operation| enforced(&operation.path) && (operation.takes("key") || operation.is_public()))
        .filter(|operation| operation.ruled("scope").is_none())
        .map(|operation| format!("{} {}", operation.method, operation.path))
        .collect();
    let lines = EXEMPTIONS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let exempt: BTreeSet<String> = lines
        .map(|line| {
            let (operation, reason) = line.split_once(": ").expect("METHOD /path: reason");
            assert!(reason.len() > 20, "{operation} has no reason");
            operation.to_owned()
        })
        .collect();
    assert_eq!(open, exempt, "left: open to keys without a scope; right: tests/golden/exemptions.txt");
    assert!(exempt.len() <= MOST_EXEMPTIONS, "tests/golden/exemptions.txt may only get shorter");
}
