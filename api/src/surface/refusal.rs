//! Writing a refusal. Errors of the framework (no route, wrong method, a parameter that doesn't parse) are turned into ours
//! here.

use http::StatusCode;
use kernel::{
    dialect::Entry,
    error::{Code, Error},
};
use poem::{Response, error::ResponseError as _};
use poem_openapi::error::{ContentTypeError, ParseParamError, ParsePathError};
use serde_json::{Value, json};

use super::problem::Onlooker;

/// The answer for `error`: in the native envelope, or as `dialect` has it; or a page for a person.
pub fn render(
    error: poem::Error,
    request_id: &str,
    dialect: Option<&Entry>,
    onlooker: Option<&Onlooker<'_>>,
) -> Response {
    let error = native(error);
    error.log(request_id);
    let body = dialect.map_or_else(|| envelope(&error, request_id), |dialect| (dialect.refuse)(&error));
    let mut response =
        Response::builder().status(error.status()).content_type("application/json").body(body.to_string());
    for (name, value) in error.headers() {
        response.headers_mut().insert(name, value);
    }
    if let Some(onlooker) = onlooker {
        onlooker.show(&mut response, error.message(), request_id);
    }
    response
}

fn envelope(error: &Error, request_id: &str) -> Value {
    let mut body = json!({ "success": false, "error": {
        "code": error.code().as_str(), "message": error.message(), "requestId": request_id,
    }});
    if let Some(details) = error.details() {
        body["error"]["details"] = details.clone();
    }
    body
}

/// What the framework says of a parameter, without its words: the types that it names are nobody's business.
fn plain(reason: &str) -> &str {
    if reason.starts_with("Type \"") && reason.ends_with("expects an input value.") {
        return "is required";
    }
    if reason.contains("not `true` or `false`") {
        return "expected `true` or `false`";
    }
    let said = reason.strip_prefix("failed to parse \"").and_then(|rest| rest.split_once("\": "));
    let said = said.map_or(reason, |(_, said)| plain(said));
    said.split_once(" (occurred while parsing").map_or(said, |(said, _)| said)
}

/// A refusal of an operation as one of ours, whoever made it.
pub fn native(error: poem::Error) -> Error {
    let error = match error.downcast::<Error>() {
        Ok(error) => return error,
        Err(error) => error,
    };
    if let Some(error) = error.downcast_ref::<ParseParamError>() {
        return Error::field(error.name, plain(&error.reason));
    }
    // An id that can't be one names no thing, just as one that could be; and so does a path that isn't even text.
    if error.is::<ParsePathError>() || error.is::<poem::error::ParsePathError>() {
        return Error::not_found();
    }
    if error.is::<ContentTypeError>() {
        return Error::new(Code::UnsupportedMediaType, "Send the body as application/json");
    }
    match error.status() {
        StatusCode::NOT_FOUND => Error::not_found(),
        StatusCode::METHOD_NOT_ALLOWED => Error::new(Code::MethodNotAllowed, "Method not allowed"),
        StatusCode::PAYLOAD_TOO_LARGE => Error::new(Code::PayloadTooLarge, "The body is too large"),
        status if status.is_client_error() => Error::bad_request("Bad request"),
        _ => Error::unavailable(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_none_of_the_frameworks_words() {
        for (reason, said) in [
            ("Type \"string\" expects an input value.", "is required"),
            ("failed to parse \"FileName\": expected text", "expected text"),
            (
                "failed to parse \"Limit\": expected 1 to 100 (occurred while parsing \"optional_Limit\")",
                "expected 1 to 100",
            ),
            ("failed to parse \"a\": failed to parse \"b\": no", "no"),
            (
                "failed to parse \"boolean\": provided string was not `true` or `false` (occurred while parsing \"x\")",
                "expected `true` or `false`",
            ),
            ("no", "no"),
        ] {
            assert_eq!(plain(reason), said);
        }
    }
}
