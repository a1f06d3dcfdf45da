//! An example of every body and every answer, made from its schema: what a field says of itself comes first, then what
//! fields of its name look like. Each is written once, under `components/examples`.

mod field;

use serde_json::{Map, Value, json};

use super::share::{operations, referred};

/// Deeper than any schema of ours, and an end to one that refers to itself.
const DEEPEST: usize = 12;

/// Gives every JSON or form body and answer with a named schema its example.
pub fn complete(document: &mut Value) {
    let mut examples = Map::new();
    let schemas = document["components"]["schemas"].clone();
    let responses = document["components"]["responses"].as_object_mut().into_iter().flat_map(Map::values_mut);
    responses.for_each(|response| give(response, &schemas, &mut examples, Of::Answer));
    for operation in operations(document) {
        if let Some(body) = operation.get_mut("requestBody") {
            give(body, &schemas, &mut examples, Of::Body);
        }
        let responses = operation["responses"].as_object_mut().into_iter().flat_map(Map::values_mut);
        responses.for_each(|response| give(response, &schemas, &mut examples, Of::Answer));
    }
    document["components"]["examples"] = examples.into();
}

/// What the example is of: of a body it has what must be there, of an answer all that is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Body,
    Answer,
}

fn give(message: &mut Value, schemas: &Value, examples: &mut Map<String, Value>, of: Of) {
    for (kind, content) in message.get_mut("content").and_then(Value::as_object_mut).into_iter().flatten() {
        if !kind.starts_with("application/json") && !kind.starts_with("application/x-www-form-urlencoded") {
            continue;
        }
        let Some(name) = name_of(&content["schema"]) else { continue };
        let value = Maker { schemas, of, within: "" }.value("", &content["schema"], 0);
        examples.entry(name.clone()).or_insert_with(|| json!({ "value": value }));
        content["examples"] = json!({ "example": { "$ref": format!("#/components/examples/{name}") } });
    }
}

fn name_of(schema: &Value) -> Option<String> {
    let listed = || referred(&schema["items"]).map(|item| format!("{item}List"));
    referred(schema).map(str::to_owned).or_else(listed)
}

/// What is all of these: objects have the fields of each, and of anything else there is one.
fn whole(parts: impl Iterator<Item = Value>) -> Value {
    parts.fold(Value::Null, |whole, part| match (whole, part) {
        (Value::Object(mut whole), Value::Object(part)) => {
            whole.extend(part);
            whole.into()
        }
        (_, part) => part,
    })
}

#[derive(Clone, Copy)]
struct Maker<'a> {
    schemas: &'a Value,
    of: Of,
    /// The schema whose fields are being made.
    within: &'a str,
}

impl Maker<'_> {
    fn value(&self, field: &str, schema: &Value, depth: usize) -> Value {
        if depth > DEEPEST {
            return Value::Null;
        }
        if let Some(said) = field::fixed(self.within, field) {
            return said;
        }
        if let Some(said) = ["example", "default"].iter().find_map(|word| schema.get(*word)) {
            return said.clone();
        }
        if let Some(name) = referred(schema) {
            let within = self.schemas.as_object().and_then(|all| all.get_key_value(name)).map_or("", |(name, _)| name);
            return Maker { within, ..*self }.value("", &self.schemas[name], depth + 1);
        }
        if let Some(parts) = schema["allOf"].as_array() {
            return whole(parts.iter().map(|part| self.value(field, part, depth + 1)));
        }
        if let Some(part) = ["anyOf", "oneOf"].iter().find_map(|word| schema[*word].get(0)) {
            return self.value(field, part, depth + 1);
        }
        if let Some(first) = schema["enum"].get(0) {
            return first.clone();
        }
        match schema["type"].as_str() {
            Some("object") => self.object(schema, depth),
            Some("array") => json!([self.value(field::singular(field), &schema["items"], depth + 1)]),
            Some("string") => field::text(field, schema["format"].as_str()).into(),
            Some("integer") => field::number(field, schema["minimum"].as_f64()).into(),
            Some("number") => 0.5.into(),
            Some("boolean") => true.into(),
            _ => json!({}),
        }
    }

    fn object(&self, schema: &Value, depth: usize) -> Value {
        let Some(properties) = schema["properties"].as_object() else { return json!({}) };
        let required =
            |name: &str| schema["required"].as_array().is_some_and(|names| names.iter().any(|one| one == name));
        let is_shown =
            |name: &str, property: &Value| self.of == Of::Answer || required(name) || property.get("example").is_some();
        let mut shown: Vec<_> = properties.iter().filter(|(name, property)| is_shown(name, property)).collect();
        // A change needs something to change.
        if shown.is_empty() {
            shown.extend(properties.iter().next());
        }
        shown.into_iter().map(|(name, property)| (name.clone(), self.value(name, property, depth + 1))).collect()
    }
}
