//! The errors of an operation, as they follow from its rule, its parameters and its body. Operations share them: each
//! is written once, under `components/responses`.

use std::collections::BTreeSet;

use identity::policy::{RuleData, StepUpNeed, Surface};
use kernel::error::Code;
use serde_json::{Map, Value, json};

use super::share::{self, Shared};

/// Replaces the framework's `default` answer, which has the shape of the operation's errors, by each error that it gives.
pub fn complete(operation: &mut Value, rule: &RuleData, shared: &mut Shared) {
    let codes = codes(operation, rule);
    let takes_bytes = operation["requestBody"]["content"].get("application/octet-stream").is_some();
    let Some(responses) = operation["responses"].as_object_mut() else { return };
    let Some(shape) = responses.remove("default") else { return };
    for code in codes {
        let (variant, meaning) = meaning(code, rule, takes_bytes);
        let mut response = shape.clone();
        response["description"] = format!("`{}`: {meaning}", code.as_str()).into();
        if let Some(headers) = headers(code, rule) {
            response["headers"] = headers;
        }
        let name = format!("{}{variant}", wire(&shape));
        responses.insert(code.status().as_u16().to_string(), shared.response(&name, response));
    }
}

/// What the shape of an error is called, if it isn't the native one.
fn wire(shape: &Value) -> String {
    let contents = shape["content"].as_object().into_iter().flat_map(Map::values);
    let name = contents.filter_map(|content| share::referred(&content["schema"])).next().unwrap_or("PageError");
    name.trim_end_matches("ErrorAnswer").trim_end_matches("Error").to_owned()
}

/// Every error that the operation can answer.
fn codes(operation: &Value, rule: &RuleData) -> BTreeSet<Code> {
    let mut codes: BTreeSet<Code> = rule.errors.iter().copied().collect();
    // Any request can carry two credentials, or a query that nobody reads.
    codes.extend([Code::BadRequest, Code::Unavailable]);
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    let has = |place: &str| parameters.iter().any(|parameter| parameter["in"] == place);
    if !rule.is_public() {
        codes.extend([Code::Unauthorized, Code::Forbidden]);
    }
    if operation.get("requestBody").is_some() {
        codes.extend([Code::PayloadTooLarge, Code::UnsupportedMediaType]);
    }
    if has("path") {
        codes.insert(Code::NotFound);
    }
    codes
}

/// A name for the error as this operation gives it, and what it means there.
fn meaning(code: Code, rule: &RuleData, takes_bytes: bool) -> (&'static str, &'static str) {
    match code {
        Code::BadRequest if rule.surface == Surface::OAuth2 => {
            let variant = if rule.bucket.is_some() { "BadOrTooManyRequests" } else { "BadRequest" };
            (variant, "RFC 6749, 5.2, and RFC 8628, 3.5; `error` says why")
        }
        Code::UnsupportedMediaType if rule.surface == Surface::OAuth2 => {
            ("UnsupportedMediaType", "the body is no form")
        }
        Code::BadRequest if rule.bucket.is_some() => ("BadOrTooManyRequests", "bad input, or `Too many requests`"),
        Code::BadRequest => ("BadRequest", "bad input, or more than one credential"),
        Code::Unauthorized => ("Unauthorized", "the credential is missing, malformed, expired or revoked"),
        Code::Forbidden if rule.step_up != StepUpNeed::Never => {
            ("ForbiddenOrStepUp", "known caller, not allowed; or a step-up is missing")
        }
        // Without a credential there is nothing to challenge.
        Code::Forbidden if rule.is_public() => ("Refused", "not allowed"),
        Code::Forbidden => ("Forbidden", "known caller, not allowed"),
        Code::NotFound => ("NotFound", "no such thing, or not the caller's to see"),
        Code::MethodNotAllowed => ("MethodNotAllowed", "the path has other methods"),
        Code::Conflict => ("Conflict", "not in this state of things"),
        Code::PayloadTooLarge if takes_bytes => ("FileTooLarge", "the body is larger than a file may be"),
        Code::PayloadTooLarge => ("PayloadTooLarge", "the body is larger than 1 MiB"),
        Code::UnsupportedMediaType if takes_bytes => {
            ("UnsupportedFile", "the `Content-Type` is no media type, or the body is encoded")
        }
        Code::UnsupportedMediaType => ("UnsupportedMediaType", "the body is not application/json"),
        Code::RangeNotSatisfiable => ("RangeNotSatisfiable", "the range begins past the end"),
        Code::Unavailable => ("Unavailable", "a dependency is down; try again"),
    }
}

fn headers(code: Code, rule: &RuleData) -> Option<Value> {
    let text = |description: &str| json!({ "description": description, "schema": { "type": "string" } });
    let headers = match code {
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
        _ => return None,
    };
    Some(headers)
}
