//! Adds to the framework's document what follows from the rules: ids, security, errors.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::schemas;
use crate::{
    error::Code,
    policy::{RuleData, StepUpNeed, Surface},
    principal::Kind,
    resource::key::dialect::{self, Entry},
};

/// The finished document, pretty-printed with a newline at its end.
pub fn complete(plain: &str, rules: &BTreeMap<&'static str, RuleData>) -> String {
    let mut document: Value = serde_json::from_str(plain).unwrap_or_default();
    if let Some(paths) = document["paths"].as_object_mut() {
        for operation in paths.values_mut().filter_map(Value::as_object_mut).flat_map(Map::values_mut) {
            let named = operation["security"][0].as_object().and_then(|rule| rule.keys().next());
            if let Some(rule) = named.and_then(|name| rules.get(name.as_str())) {
                complete_operation(operation, rule);
            }
        }
    }
    slash(&mut document);
    schemas::complete(&mut document);
    document["components"]["securitySchemes"] = security_schemes();
    format!("{document:#}\n")
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

fn complete_operation(operation: &mut Value, rule: &RuleData) {
    operation["operationId"] = rule.name.into();
    name_subject(operation, rule);
    operation["x-almond-rule"] = rule.to_json();
    operation["security"] = schemes_of(rule).into_iter().map(|name| json!({ name: [] })).collect();
    let codes = codes(operation, rule);
    let takes_bytes = operation["requestBody"]["content"].get("application/octet-stream").is_some();
    if let Some(responses) = operation["responses"].as_object_mut() {
        for response in responses.values_mut().filter(|response| response["description"] == "") {
            response["description"] = "Done".into();
        }
        // Every operation brings the shape of an error as its `default`; the codes take it over.
        let Some(error) = responses.remove("default") else { return };
        for code in codes {
            let mut response = error.clone();
            response["description"] = format!("`{}`: {}", code.as_str(), meaning(code, rule, takes_bytes)).into();
            response["headers"] = headers(code, rule);
            responses.insert(code.status().as_u16().to_string(), response);
        }
    }
}

/// What resources share says `{}` for the one at hand, which is in the operation's id after the verb.
fn name_subject(operation: &mut Value, rule: &RuleData) {
    let subject = rule.name.split_once('_').map_or("", |(_, subject)| subject).replace('_', " ");
    for text in ["summary", "description"] {
        if let Some(shared) = operation[text].as_str().filter(|text| text.contains("{}")) {
            operation[text] = shared.replace("{}", &subject).into();
        }
    }
}

/// Every error that the operation can answer.
fn codes(operation: &Value, rule: &RuleData) -> BTreeSet<Code> {
    let mut codes: BTreeSet<Code> = rule.errors.iter().copied().collect();
    codes.insert(Code::Unavailable);
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    let has = |place: &str| parameters.iter().any(|parameter| parameter["in"] == place);
    if !rule.is_public() {
        codes.extend([Code::BadRequest, Code::Unauthorized, Code::Forbidden]);
    }
    if operation.get("requestBody").is_some() {
        codes.extend([Code::BadRequest, Code::PayloadTooLarge, Code::UnsupportedMediaType]);
    }
    if has("query") {
        codes.insert(Code::BadRequest);
    }
    if has("path") {
        codes.insert(Code::NotFound);
    }
    codes
}

fn meaning(code: Code, rule: &RuleData, takes_bytes: bool) -> &'static str {
    match code {
        Code::BadRequest if rule.surface == Surface::OAuth2 => "RFC 6749, 5.2, and RFC 8628, 3.5; `error` says why",
        Code::UnsupportedMediaType if rule.surface == Surface::OAuth2 => "the body is no form",
        Code::BadRequest if rule.bucket.is_some() => "bad input, or `Too many requests`",
        Code::BadRequest => "bad input, or more than one credential",
        Code::Unauthorized => "the credential is missing, malformed, expired or revoked",
        Code::Forbidden if rule.step_up != StepUpNeed::Never => "known caller, not allowed; or a step-up is missing",
        Code::Forbidden => "known caller, not allowed",
        Code::NotFound => "no such thing, or not the caller's to see",
        Code::MethodNotAllowed => "the path has other methods",
        Code::Conflict => "not in this state of things",
        Code::PayloadTooLarge if takes_bytes => "the body is larger than a file may be",
        Code::PayloadTooLarge => "the body is larger than 1 MiB",
        Code::UnsupportedMediaType if takes_bytes => "the `Content-Type` is no media type, or the body is encoded",
        Code::UnsupportedMediaType => "the body is not application/json",
        Code::RangeNotSatisfiable => "the range begins past the end",
        Code::Unavailable => "a dependency is down; try again",
    }
}

fn headers(code: Code, rule: &RuleData) -> Value {
    let text = |description: &str| json!({ "description": description, "schema": { "type": "string" } });
    match code {
        Code::Unauthorized => json!({ "WWW-Authenticate": text("RFC 6750") }),
        Code::Forbidden if !rule.is_public() => {
            json!({ "WWW-Authenticate": text("RFC 6750 `insufficient_scope` or RFC 9470 `insufficient_user_authentication`, where one of them is the reason") })
        }
        Code::BadRequest if rule.bucket.is_some() => json!({
            "Retry-After": text("Seconds to wait, when there were too many requests"),
            "RateLimit": text("The bucket's state, when there were too many requests"),
            "RateLimit-Policy": text("The bucket's size, when there were too many requests"),
        }),
        Code::RangeNotSatisfiable => json!({ "Content-Range": text("`bytes */` and the size") }),
        Code::Unavailable => json!({ "Retry-After": text("Seconds to wait") }),
        _ => json!({}),
    }
}

/// Dialects take the same credentials, in one field for all that are bearer tokens (003).
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
