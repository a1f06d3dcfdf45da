//! The tools as the document has their operations: how each is described to clients, and how a call becomes a request.

use std::collections::BTreeMap;

use http::Method;
use identity::policy::RuleData;
use rmcp::model::{JsonObject, Tool as Described};
use serde_json::{Map, Value, json};

use super::{
    schema::plain,
    tool::{TOOLS, Tool},
};

/// Where an argument goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Path,
    Query,
}

/// What the body of an operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    None,
    /// A JSON object of the arguments that go nowhere else.
    Json,
    /// A file's bytes: the argument `text`, or `base64`.
    Bytes,
}

/// What the operation answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The envelope, whose data is the tool's structured content.
    Data,
    /// A file's bytes.
    Bytes,
}

/// One tool.
pub struct Entry {
    pub tool: Tool,
    pub rule: RuleData,
    pub described: Described,
    pub method: Method,
    /// As the document has it: `/api/v1/agents/{id}`.
    pub path: String,
    pub places: BTreeMap<String, Place>,
    pub content: Content,
    pub answer: Answer,
}

/// Every tool.
pub struct Catalog(Vec<Entry>);

impl Catalog {
    /// The tools as `document` has them, with their operations' `rules`.
    pub fn of(document: &Value, rules: &BTreeMap<&'static str, RuleData>) -> Self {
        Self(TOOLS.iter().filter_map(|tool| entry(document, *tool, *rules.get(tool.operation)?)).collect())
    }

    pub fn all(&self) -> &[Entry] {
        &self.0
    }

    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.tool.operation == name)
    }
}

fn entry(document: &Value, tool: Tool, rule: RuleData) -> Option<Entry> {
    let (path, method, operation) = operation(document, tool.operation)?;
    let content = content(operation);
    let parameters: Vec<&Value> = operation["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|parameter| resolved(document, parameter))
        .collect();
    let places = parameters.iter().filter_map(|parameter| {
        let place = match parameter["in"].as_str()? {
            "path" => Place::Path,
            "query" => Place::Query,
            _ => return None,
        };
        Some((parameter["name"].as_str()?.to_owned(), place))
    });
    let places: BTreeMap<_, _> = places.collect();
    let input = input(document, operation, &parameters, &places, content);
    let mut described = Described::new(tool.operation, description(operation), input);
    described.title = Some(title(tool.operation));
    described.output_schema = output(document, operation).map(Into::into);
    described.annotations = Some(tool.annotations());
    let answer = if described.output_schema.is_some() { Answer::Data } else { Answer::Bytes };
    Some(Entry { tool, rule, described, method, path: path.to_owned(), places, content, answer })
}

fn operation<'a>(document: &'a Value, id: &str) -> Option<(&'a str, Method, &'a Value)> {
    document["paths"].as_object()?.iter().find_map(|(path, operations)| {
        let (method, operation) =
            operations.as_object()?.iter().find(|(_, operation)| operation["operationId"] == id)?;
        Some((path.as_str(), method.to_uppercase().parse().ok()?, operation))
    })
}

/// What `value` refers to, or itself.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> Option<&'a Value> {
    match value.get("$ref").and_then(Value::as_str) {
        Some(reference) => document.pointer(reference.strip_prefix('#')?),
        None => Some(value),
    }
}

fn content(operation: &Value) -> Content {
    let Some(content) = operation["requestBody"]["content"].as_object() else { return Content::None };
    if content.contains_key("application/json") { Content::Json } else { Content::Bytes }
}

/// `list_agents` is "List agents".
fn title(operation: &str) -> String {
    let words = operation.replace('_', " ").replace("api key", "API key");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Without the document's list of callers, which is of no use to whoever is one.
fn description(operation: &Value) -> String {
    let text = |field: &str| operation[field].as_str().unwrap_or_default().to_owned();
    let (summary, more) = (text("summary"), text("description"));
    let more = more.split("\n\n").filter(|part| !part.starts_with("Callers:")).collect::<Vec<_>>().join("\n\n");
    if more.is_empty() { summary } else { format!("{summary} {more}") }
}

/// Parameters and the fields of the body side by side.
fn input(
    document: &Value,
    operation: &Value,
    parameters: &[&Value],
    places: &BTreeMap<String, Place>,
    content: Content,
) -> JsonObject {
    let (mut properties, mut required, mut definitions) = (Map::new(), Vec::new(), Map::new());
    for parameter in parameters {
        let Some(name) = parameter["name"].as_str().filter(|name| places.contains_key(*name)) else { continue };
        let mut schema = plain(document, &parameter["schema"], &mut definitions);
        schema["description"] = parameter["description"].clone();
        properties.insert(name.to_owned(), schema);
        if parameter["required"] == true {
            required.push(Value::from(name));
        }
    }
    match content {
        Content::None => {}
        Content::Json => {
            let body = resolved(document, &operation["requestBody"]["content"]["application/json"]["schema"]);
            let body = body.unwrap_or(&Value::Null);
            for (name, schema) in body["properties"].as_object().into_iter().flatten() {
                properties.insert(name.clone(), plain(document, schema, &mut definitions));
            }
            required.extend(body["required"].as_array().into_iter().flatten().cloned());
        }
        Content::Bytes => {
            properties.insert("text".into(), json!({ "type": "string", "description": "The content, if it is text." }));
            let bytes = "The content in base64, if it isn't text. Exactly one of the two is needed.";
            let bytes = json!({ "type": "string", "contentEncoding": "base64", "description": bytes });
            properties.insert("base64".into(), bytes);
            let kind = "The content's media type; text/plain or application/octet-stream unless said.";
            properties.insert("contentType".into(), json!({ "type": "string", "description": kind }));
        }
    }
    let mut schema = Map::from_iter([
        ("type".to_owned(), json!("object")),
        ("properties".to_owned(), properties.into()),
        ("additionalProperties".to_owned(), json!(false)),
    ]);
    for (name, value) in [("required", Value::from(required)), ("$defs", definitions.into())] {
        if value.as_array().is_some_and(|items| !items.is_empty())
            || value.as_object().is_some_and(|all| !all.is_empty())
        {
            schema.insert(name.to_owned(), value);
        }
    }
    schema
}

/// What the envelope's `data` is; nothing for bytes.
fn output(document: &Value, operation: &Value) -> Option<JsonObject> {
    let responses = operation["responses"].as_object()?;
    let (_, response) = responses.iter().find(|(status, _)| status.starts_with('2'))?;
    let answer = resolved(document, response)?.pointer("/content/application~1json/schema")?;
    let data = &resolved(document, answer)?["properties"]["data"];
    let mut definitions = Map::new();
    let mut schema = plain(document, resolved(document, data)?, &mut definitions).as_object()?.clone();
    if !definitions.is_empty() {
        schema.insert("$defs".to_owned(), definitions.into());
    }
    (schema.get("type").and_then(Value::as_str) == Some("object")).then_some(schema)
}
