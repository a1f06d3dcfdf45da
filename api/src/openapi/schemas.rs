//! Adds to the framework's schemas what it leaves out: bodies take no field that they don't name, and what an answer
//! has no value for is there as `null`.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::share::referred;

/// Fields that may be left out of a body but can't be `null`, besides what `never_null` finds.
const NEVER_NULL: [(&str, &str); 4] = [
    ("UpdateApiKey", "name"),
    ("UpdateApiKey", "scopes"),
    ("UpdateOrg", "strictScopes"),
    ("UpdateWebhookEndpoint", "enabled"),
];

pub fn complete(document: &mut Value) {
    rename_parts(document);
    let objects = bodies(document, "application/json");
    // Of a form the standards have unknown fields ignored, and there is no `null` in one.
    let forms = bodies(document, "application/x-www-form-urlencoded");
    let never_null = never_null(document);
    let Some(schemas) = document["components"]["schemas"].as_object_mut() else { return };
    for (name, schema) in schemas {
        let required: BTreeSet<String> = serde_json::from_value(schema["required"].clone()).unwrap_or_default();
        let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { continue };
        for (field, property) in properties.iter_mut() {
            unwrap(property);
            let is_nullable = !required.contains(field) && !forms.contains(name);
            let is_nullable = is_nullable && !never_null.contains(&(name.clone(), field.clone()));
            if is_nullable && !NEVER_NULL.contains(&(name.as_str(), field.as_str())) {
                allow_null(property);
            }
        }
        if objects.contains(name) {
            schema["additionalProperties"] = false.into();
        } else if name != "ErrorBody" && !forms.contains(name) {
            schema["required"] = properties.keys().cloned().collect();
        }
    }
}

/// The framework calls the schema of one of several kinds `Either_One`; a generated client has no such names.
fn rename_parts(document: &mut Value) {
    let renamed = |text: &str| text.split_once('_').map(|(whole, part)| format!("{whole}{part}"));
    let reference = "#/components/schemas/";
    let Some(schemas) = document["components"]["schemas"].as_object_mut() else { return };
    for mapped in schemas.values_mut().filter_map(|schema| schema.pointer_mut("/discriminator/mapping")) {
        mapped
            .as_object_mut()
            .into_iter()
            .flat_map(Map::values_mut)
            .for_each(|target| rename(target, reference, renamed));
    }
    let kinds = schemas.values_mut().filter_map(|schema| schema.get_mut("oneOf")?.as_array_mut());
    for target in kinds.flatten().filter_map(|part| part.get_mut("$ref")) {
        rename(target, reference, renamed);
    }
    *schemas =
        std::mem::take(schemas).into_iter().map(|(name, schema)| (renamed(&name).unwrap_or(name), schema)).collect();
}

fn rename(target: &mut Value, reference: &str, renamed: impl Fn(&str) -> Option<String>) {
    let name = target.as_str().and_then(|target| target.strip_prefix(reference)).and_then(renamed);
    if let Some(name) = name {
        *target = format!("{reference}{name}").into();
    }
}

/// What making a thing takes a value for, or has one by default: changing it takes no `null` either.
fn never_null(document: &Value) -> BTreeSet<(String, String)> {
    let mut fields = BTreeSet::new();
    for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
        let Some(thing) = name.strip_prefix("Create") else { continue };
        let required: BTreeSet<&str> =
            schema["required"].as_array().into_iter().flatten().flat_map(Value::as_str).collect();
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            if required.contains(field.as_str()) || property.get("default").is_some() {
                fields.extend([(name.clone(), field.clone()), (format!("Update{thing}"), field.clone())]);
            }
        }
    }
    fields
}

/// The names of the schemas that bodies of this type have.
fn bodies(document: &Value, content_type: &str) -> BTreeSet<String> {
    let paths = document["paths"].as_object().into_iter().flat_map(Map::values);
    let operations = paths.filter_map(Value::as_object).flat_map(Map::values);
    let schemas = operations.map(|operation| &operation["requestBody"]["content"][content_type]["schema"]);
    schemas.filter_map(|schema| schema["$ref"].as_str()?.rsplit('/').next()).map(str::to_owned).collect()
}

/// The framework says a field's description twice, beside `allOf` and within it; generators choke on the second.
fn unwrap(property: &mut Value) {
    if let Some(all_of) = property.get_mut("allOf").and_then(Value::as_array_mut) {
        all_of.retain(|part| part.get("$ref").is_some());
    }
    // One that says nothing besides is the reference itself.
    if property.get("description").is_none()
        && let Some(reference) =
            property["allOf"].as_array().filter(|parts| parts.len() == 1).map(|parts| parts[0].clone())
    {
        *property = reference;
    }
}

/// Nothing that stands beside a `$ref` counts (OpenAPI 3.0), and `nullable` counts only beside a `type` (3.0.3), so a
/// reference gets an alternative that is `null` and says no type: generators of clients take one that does for a string.
fn allow_null(property: &mut Value) {
    let all_of = property["allOf"].get(0).and_then(referred);
    let Some(name) = referred(property).or(all_of).map(str::to_owned) else {
        property["nullable"] = true.into();
        if property.get("type").is_none() {
            property["type"] = "object".into();
        }
        return;
    };
    let mut nullable = property.as_object().cloned().unwrap_or_default();
    nullable.retain(|field, _| field != "$ref" && field != "allOf");
    let nothing = json!({ "enum": [null], "description": "None." });
    nullable.insert("anyOf".to_owned(), json!([{ "$ref": format!("#/components/schemas/{name}") }, nothing]));
    *property = nullable.into();
}
