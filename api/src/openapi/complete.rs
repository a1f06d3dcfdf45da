//! Adds to the framework's document what follows from the rules: ids, security, errors.

use std::collections::BTreeMap;

use identity::{
    policy::{RuleData, Surface},
    principal::Kind,
};
use kernel::dialect::Entry;
use resource::key::dialect;
use serde_json::{Map, Value, json};

use super::{
    example, refusal, schemas,
    share::{Shared, operations},
    who::may_call,
};

/// The whole document, of every wire format.
pub fn complete(plain: &str, rules: &BTreeMap<&'static str, RuleData>) -> Value {
    let mut document: Value = serde_json::from_str(plain).unwrap_or_default();
    let mut shared = Shared::default();
    for operation in operations(&mut document) {
        let named = operation["security"][0].as_object().and_then(|rule| rule.keys().next());
        if let Some(rule) = named.and_then(|name| rules.get(name.as_str())) {
            complete_operation(operation, rule, &mut shared);
        }
    }
    slash(&mut document);
    schemas::complete(&mut document);
    shared.gather(&mut document);
    shared.write(&mut document);
    example::complete(&mut document);
    document["components"]["securitySchemes"] = security_schemes();
    // The framework says 3.0.0 and has no other; what it writes is 3.0.3.
    document["openapi"] = "3.0.3".into();
    document["servers"] = json!([{ "url": "/", "description": "The server that this document came from." }]);
    document["info"]["contact"] = json!({ "name": "The operator of the server", "url": "/" });
    document
}

/// Dialects' paths are shown as they are known.
fn slash(document: &mut Value) {
    let Some(paths) = document["paths"].as_object_mut() else { return };
    for path in dialect::ALL.iter().flat_map(Entry::slashed) {
        if let Some(operations) = paths.remove(*path) {
            paths.insert(format!("{path}/"), operations);
        }
    }
}

fn complete_operation(operation: &mut Value, rule: &RuleData, shared: &mut Shared) {
    operation["operationId"] = rule.name.into();
    name_subject(operation, rule);
    operation["x-almond-rule"] = rule.to_json();
    operation["security"] = schemes_of(rule).into_iter().map(|name| json!({ name: [] })).collect();
    describe(operation, rule);
    let responses = operation["responses"].as_object_mut().into_iter().flat_map(Map::values_mut);
    for response in responses.filter(|response| response["description"] == "") {
        response["description"] = "Done".into();
    }
    refusal::complete(operation, rule, shared);
}

/// What the handler says of the operation, and who may call it.
fn describe(operation: &mut Value, rule: &RuleData) {
    let said = operation["description"].as_str().filter(|text| !text.is_empty());
    operation["description"] =
        said.map_or_else(|| may_call(rule), |said| format!("{said}\n\n{}", may_call(rule))).into();
}

/// What resources and providers share says `{}` for the one at hand, which the rule names, or else the operation's id
/// after the verb.
fn name_subject(operation: &mut Value, rule: &RuleData) {
    let in_id = || rule.name.split_once('_').map_or("", |(_, subject)| subject).replace('_', " ");
    let subject = rule.subject.map_or_else(in_id, str::to_owned);
    for text in ["summary", "description"] {
        if let Some(shared) = operation[text].as_str().filter(|text| text.contains("{}")) {
            operation[text] = shared.replace("{}", &subject).into();
        }
    }
}

/// Dialects take the same credentials, in one field for all that are bearer tokens.
fn schemes_of(rule: &RuleData) -> Vec<&'static str> {
    let is_dialect = matches!(rule.surface, Surface::Dialect(_));
    let of_kind = |kind: &Kind| -> &'static [&'static str] {
        match kind {
            Kind::Session if is_dialect => &["HTTPBearer", "sessionCookie"],
            Kind::Session => &["session", "sessionCookie"],
            Kind::Key if is_dialect => &[],
            Kind::Key => &["apiKey"],
            Kind::Operator => &["operator"],
        }
    };
    rule.principals.iter().flat_map(of_kind).copied().collect()
}

fn security_schemes() -> Value {
    let bearer = |description: &str| json!({ "type": "http", "scheme": "bearer", "description": description });
    json!({
        "session": bearer("The token of a signed-in session, or a trusted issuer's access token."),
        "sessionCookie": {
            "type": "apiKey", "in": "cookie", "name": "__Host-almond_session",
            "description": "The session cookie (`almond_session` on plain-http localhost). Unsafe requests must be same-origin.",
        },
        "HTTPBearer": bearer("What dialects call it: the token of a session, or a trusted issuer's access token; or, to use a key, the key."),
        "apiKey": bearer("An API key: `alm_<live|test>_<48 hex>`."),
        "operator": bearer("The operator's master key."),
    })
}
