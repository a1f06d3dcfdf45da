//! Every field has a description or an example, so that nobody has to guess what it holds.

use kernel::error::Code;
use serde_json::Value;

use super::document;

/// Collects the fields, at any depth, that nothing is said about.
fn undescribed(document: &Value, place: &str, schema: &Value, missing: &mut Vec<String>) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let place = format!("{place}.{name}");
        if !is_described(document, property) {
            missing.push(place.clone());
        }
        undescribed(document, &place, property, missing);
    }
    if let Some(items) = schema.get("items") {
        undescribed(document, &format!("{place}[]"), items, missing);
    }
}

/// Said here, or by what it refers to.
fn is_described(document: &Value, schema: &Value) -> bool {
    let says = |word: &str| schema.get(word).is_some_and(|said| said.as_str().is_none_or(|text| !text.is_empty()));
    if says("description") || says("example") {
        return true;
    }
    if let Some(reference) = schema["$ref"].as_str() {
        return is_described(document, document.pointer(&reference[1..]).unwrap());
    }
    let parts = ["allOf", "anyOf", "oneOf"].iter().filter_map(|word| schema[*word].as_array());
    let mut parts = parts.flatten().chain(schema.get("items")).peekable();
    parts.peek().is_some() && parts.all(|part| is_described(document, part))
}

#[test]
fn every_field_has_a_description_or_an_example() {
    let document = document();
    let mut missing = Vec::new();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        assert!(is_described(&document, schema), "{name} has no description");
        undescribed(&document, name, schema, &mut missing);
    }
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let bodies = operation["responses"].as_object().unwrap().values().chain(operation.get("requestBody"));
            for content in bodies.filter_map(|body| body["content"].as_object()).flat_map(|content| content.values()) {
                undescribed(&document, &format!("{method} {path}"), &content["schema"], &mut missing);
            }
        }
    }
    assert!(missing.is_empty(), "nothing is said about {missing:#?}");
}

#[test]
fn names_read_well_in_a_generated_client() {
    for name in document()["components"]["schemas"].as_object().unwrap().keys() {
        let is_one_word = name.chars().all(char::is_alphanumeric) && name.starts_with(char::is_uppercase);
        assert!(is_one_word && !name.ends_with("In") || name == "SignIn", "{name}: `_` or `In`; rename it");
        assert!(!name.ends_with("Out"), "{name}: rename it");
    }
}

#[test]
fn the_error_schema_names_every_code() {
    let said = document()["components"]["schemas"]["ErrorBody"]["properties"]["code"]["description"].to_string();
    for code in Code::ALL {
        assert!(said.contains(&format!("`{}`", code.as_str())), "{} is not in: {said}", code.as_str());
    }
}
