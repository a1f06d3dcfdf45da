//! Schemas of the document (OpenAPI 3.0) as those of tools (JSON Schema 2020-12), each whole in itself: what it refers to is
//! beside it, under `$defs`.

use serde_json::{Map, Value, json};

const COMPONENT: &str = "#/components/schemas/";

/// What says nothing to a client that validates, or means something else there.
const LEFT_OUT: [&str; 6] = ["example", "nullable", "discriminator", "xml", "externalDocs", "deprecated"];

/// `schema` and, in `definitions`, what it refers to.
pub fn plain(document: &Value, schema: &Value, definitions: &mut Map<String, Value>) -> Value {
    match schema {
        Value::Object(members) => object(document, members, definitions),
        Value::Array(items) => items.iter().map(|item| plain(document, item, definitions)).collect(),
        other => other.clone(),
    }
}

fn object(document: &Value, members: &Map<String, Value>, definitions: &mut Map<String, Value>) -> Value {
    if let Some(name) = members.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix(COMPONENT)) {
        if !definitions.contains_key(name) {
            // Kept before it is there, for schemas that refer to themselves.
            definitions.insert(name.to_owned(), Value::Null);
            let named = &document["components"]["schemas"][name];
            let named = plain(document, named, definitions);
            definitions.insert(name.to_owned(), named);
        }
        return json!({ "$ref": format!("#/$defs/{name}") });
    }
    let is_nullable = members.get("nullable").and_then(Value::as_bool) == Some(true);
    if is_nullable && members.get("enum") == Some(&json!([null])) {
        return json!({ "type": "null" });
    }
    let kept = members.iter().filter(|(name, _)| !LEFT_OUT.contains(&name.as_str()) && !name.starts_with("x-"));
    let mut schema: Map<String, Value> =
        kept.map(|(name, value)| (name.clone(), member(document, name, value, definitions))).collect();
    if is_nullable {
        if let Some(kind) = schema.get_mut("type") {
            *kind = json!([kind.take(), "null"]);
        }
        if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
            values.push(Value::Null);
        }
    }
    schema.into()
}

/// What a property is called is no word of the schema's language.
fn member(document: &Value, name: &str, value: &Value, definitions: &mut Map<String, Value>) -> Value {
    match value {
        Value::Object(properties) if name == "properties" => properties
            .iter()
            .map(|(property, schema)| (property.clone(), plain(document, schema, definitions)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(_) if name == "enum" || name == "required" => value.clone(),
        _ if name == "default" => value.clone(),
        other => plain(document, other, definitions),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_a_type_and_references_are_beside() {
        let document = json!({ "components": { "schemas": {
            "Kind": { "type": "string", "enum": ["a"] },
            "Tree": { "type": "object", "properties": { "example": { "$ref": "#/components/schemas/Tree" } } },
        } } });
        let schema = json!({ "type": "object", "x-y": 1, "properties": {
            "name": { "type": "string", "nullable": true, "example": "x" },
            "kind": { "anyOf": [
                { "$ref": "#/components/schemas/Kind" },
                { "type": "string", "nullable": true, "enum": [null], "description": "None." },
            ] },
            "tree": { "$ref": "#/components/schemas/Tree" },
        } });
        let mut definitions = Map::new();
        let given = plain(&document, &schema, &mut definitions);
        let expected = json!({ "type": "object", "properties": {
            "name": { "type": ["string", "null"] },
            "kind": { "anyOf": [{ "$ref": "#/$defs/Kind" }, { "type": "null" }] },
            "tree": { "$ref": "#/$defs/Tree" },
        } });
        assert_eq!(given, expected);
        assert_eq!(definitions["Kind"], json!({ "type": "string", "enum": ["a"] }));
        let tree = json!({ "type": "object", "properties": { "example": { "$ref": "#/$defs/Tree" } } });
        assert_eq!(definitions["Tree"], tree);
    }
}
