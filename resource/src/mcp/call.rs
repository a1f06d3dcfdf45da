//! A call of a tool as a request to its operation, and the operation's answer as the tool's result.

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{Uri, header};
use kernel::error::{Code, Error, Result};
use poem::{Body, Request, Response};
use rmcp::model::{CallToolResult, ContentBlock, JsonObject, ResourceContents};
use serde_json::Value;
use url::form_urlencoded;

use super::catalog::{Answer, Content, Entry, Place};

/// The most bytes of a file that a tool gives back; larger ones are for the API.
const MOST: usize = 1024 * 1024;

/// The request that a call of the tool makes.
///
/// # Errors
/// `BAD_REQUEST` names an argument that the tool doesn't have, or a file's content that is missing or no base64;
/// `NOT_FOUND` for what can't be an id.
pub fn request(entry: &Entry, arguments: JsonObject) -> Result<Request> {
    let (mut path, mut query, mut rest) =
        (entry.path.clone(), form_urlencoded::Serializer::new(String::new()), JsonObject::new());
    for (name, value) in arguments {
        match entry.places.get(&name) {
            Some(Place::Path) => path = path.replace(&format!("{{{name}}}"), segment(&value)?),
            Some(Place::Query) => {
                query.extend_pairs(words(&name, &value)?.into_iter().map(|word| (name.clone(), word)));
            }
            None => _ = rest.insert(name, value),
        }
    }
    if let Some((_, missing)) = path.split_once('{') {
        return Err(Error::field(missing.split('}').next().unwrap_or_default(), "is missing"));
    }
    let query = query.finish();
    let uri = if query.is_empty() { path } else { format!("{path}?{query}") };
    let uri: Uri = uri.parse().map_err(|_| Error::not_found())?;
    let request = Request::builder().method(entry.method.clone()).uri(uri);
    let (content_type, body) = body(entry.content, rest)?;
    Ok(match content_type {
        Some(content_type) => request.header(header::CONTENT_TYPE, content_type).body(body),
        None => request.body(body),
    })
}

/// Ids are made of these, so that no argument is more than one segment of the path.
fn segment(value: &Value) -> Result<&str> {
    let plain = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    value.as_str().filter(plain).ok_or_else(Error::not_found)
}

/// One word for each time that the parameter is given.
fn words(name: &str, value: &Value) -> Result<Vec<String>> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::String(text) => Ok(vec![text.clone()]),
        Value::Bool(_) | Value::Number(_) => Ok(vec![value.to_string()]),
        Value::Array(items) => Ok(items.iter().map(|item| words(name, item)).collect::<Result<Vec<_>>>()?.concat()),
        Value::Object(_) => Err(Error::field(name, "must be text, a number or a boolean")),
    }
}

/// The body's type, where it has one, and the body.
fn body(content: Content, mut rest: JsonObject) -> Result<(Option<String>, Body)> {
    if content == Content::Json {
        return Ok((Some("application/json".to_owned()), Body::from_string(Value::from(rest).to_string())));
    }
    let file = (content == Content::Bytes).then(|| file(&mut rest)).transpose()?;
    if let Some(name) = rest.keys().next() {
        return Err(Error::field(name, "is not an argument of this tool"));
    }
    Ok(file.map_or_else(|| (None, Body::empty()), |(kind, bytes)| (Some(kind), Body::from_vec(bytes))))
}

fn file(rest: &mut JsonObject) -> Result<(String, Vec<u8>)> {
    let mut take = |name: &str| match rest.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Error::field(name, "must be text")),
    };
    let (kind, text, base64) = (take("contentType")?, take("text")?, take("base64")?);
    let (usual, bytes) = match (text, base64) {
        (Some(text), None) => ("text/plain; charset=utf-8", text.into_bytes()),
        (None, Some(base64)) => {
            let bytes = STANDARD.decode(base64).map_err(|_| Error::field("base64", "must be base64 (RFC 4648)"))?;
            ("application/octet-stream", bytes)
        }
        _ => return Err(Error::field("text", "give the content as text or as base64")),
    };
    Ok((kind.unwrap_or_else(|| usual.to_owned()), bytes))
}

/// What the operation at `path` answered, as the tool's result.
///
/// # Errors
/// `PAYLOAD_TOO_LARGE` for a file that is too large for a message.
pub async fn result(entry: &Entry, path: &str, response: Response) -> Result<CallToolResult> {
    let kind = response.content_type().unwrap_or_default().to_owned();
    let bytes = response.into_body().into_bytes_limit(MOST).await;
    let too_large = |_| Error::new(Code::PayloadTooLarge, "The content is larger than 1 MiB; get it through the API");
    let bytes = bytes.map_err(too_large)?.to_vec();
    if entry.answer == Answer::Bytes {
        return Ok(CallToolResult::success(vec![ContentBlock::resource(contents(path, &kind, bytes))]));
    }
    let mut answer: Value = serde_json::from_slice(&bytes).map_err(Error::unavailable)?;
    Ok(CallToolResult::structured(answer["data"].take()))
}

fn contents(path: &str, kind: &str, bytes: Vec<u8>) -> ResourceContents {
    let uri = format!("almond:{path}");
    let contents = match String::from_utf8(bytes) {
        Ok(text) => ResourceContents::text(text, uri),
        Err(error) => ResourceContents::blob(STANDARD.encode(error.into_bytes()), uri),
    };
    contents.with_mime_type(kind)
}

/// A refusal, as the model reads it: it may say how to do better.
pub fn refused(error: &Error) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(format!("{}: {}", error.code().as_str(), error.message()))])
}
