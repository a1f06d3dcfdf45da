//! Each tool's rule, and who may call it, as tables to read.

use std::collections::BTreeMap;

use almond::openapi;
use entity::OrgRole;
use identity::{
    policy::{StepUpNeed, ToolAccess},
    principal::Kind,
};
use resource::mcp::TOOLS;
use serde_json::json;
use tests::{
    World,
    golden::{golden, table},
};

use super::{key, message, post};

#[test]
fn no_tool_stands_for_what_asks_for_a_person_or_makes_or_ends_a_key() {
    let rules = openapi::rules();
    for tool in TOOLS {
        let rule = rules[tool.operation];
        assert!(rule.principals.contains(&Kind::Key), "{}", rule.name);
        assert_eq!((rule.step_up, rule.bucket), (StepUpNeed::Never, None), "{}", rule.name);
        assert!(!rule.name.contains("key") || tool.access() == ToolAccess::Read, "{}", rule.name);
    }
}

#[tokio::test]
async fn golden_who_may_call_which_tool() {
    let world = World::new().await;
    world.owner("boss").await;
    let mut callers = Vec::new();
    for role in [OrgRole::Member, OrgRole::Admin, OrgRole::Owner] {
        let person = world.member(role.as_str(), "acme", role).await.enrolled().await;
        for scopes in [&["models:read", "files:read", "files:write"][..], &["mcp:read"], &["mcp:write"]] {
            callers.push((format!("{role} {}", scopes.last().unwrap()), key(&person, scopes).await));
        }
    }
    let rules = openapi::rules();
    let mut rows = Vec::new();
    for tool in TOOLS {
        let mut allowed = BTreeMap::<u16, Vec<&str>>::new();
        for (name, caller) in &callers {
            let call = message("tools/call", json!({ "name": tool.operation, "arguments": {} }));
            allowed.entry(post(caller, &call, &[]).await.status.as_u16()).or_default().push(name);
        }
        assert_eq!(allowed.keys().copied().collect::<Vec<_>>(), [200, 403], "{}", tool.operation);
        let rule = rules[tool.operation];
        rows.push([
            tool.operation.to_owned(),
            tool.access().scope().to_string(),
            format!("{:?}", tool.effect).to_lowercase(),
            rule.role.to_string(),
            allowed[&200].join(", "),
        ]);
    }
    rows.insert(0, ["tool", "scope", "effect", "role", "who may call it"].map(str::to_owned));
    golden("tools.txt", &table(&rows));
}
