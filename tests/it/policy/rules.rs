//! The rules as a table, and the error codes: `tests/golden/policy.txt` and `errors.txt`.

use kernel::error::Code;
use tests::{golden, golden::table, operations};

#[test]
fn every_rule_is_in_the_golden_table() {
    let heading = [
        "operation",
        "method",
        "path",
        "surface",
        "principals",
        "scope",
        "role",
        "workspace role",
        "step-up",
        "bucket",
        "extra errors",
    ];
    let mut rows = vec![heading.map(str::to_owned)];
    let mut sorted: Vec<_> = operations().iter().collect();
    sorted.sort_by_key(|operation| (&operation.path, operation.method.as_str()));
    for operation in sorted {
        let word = |property: &str| operation.ruled(property).unwrap_or_default().to_owned();
        let words = |property: &str| {
            let words = operation.rule[property].as_array().into_iter().flatten();
            words.map(|word| word.as_str().unwrap()).collect::<Vec<_>>().join(" ")
        };
        let principals = if operation.is_public() { "everyone".to_owned() } else { words("principals") };
        rows.push([
            operation.id.clone(),
            operation.method.to_string(),
            operation.path.clone(),
            word("surface"),
            principals,
            word("scope"),
            word("role"),
            word("workspaceRole"),
            word("stepUp"),
            word("bucket"),
            words("errors"),
        ]);
    }
    golden("policy.txt", &table(&rows));
}

#[test]
fn every_error_code_is_in_the_golden_table_with_its_status() {
    let row = |code: Code| [code.as_str().to_owned(), code.status().as_u16().to_string()];
    golden("errors.txt", &table(&Code::ALL.map(row)));
}
