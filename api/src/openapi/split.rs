//! Parts of the whole document: the native API, and the dialects, so that generated clients carry no wire format that
//! they don't speak.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// The document with the operations that `wanted` takes by their rule's surface, and what these refer to.
pub fn part(whole: &Value, title: &str, wanted: impl Fn(&str) -> bool) -> Value {
    let mut document = whole.clone();
    document["info"]["title"] = title.into();
    if let Some(paths) = document["paths"].as_object_mut() {
        for operations in paths.values_mut().filter_map(Value::as_object_mut) {
            operations.retain(|_, operation| operation["x-almond-rule"]["surface"].as_str().is_some_and(&wanted));
        }
        paths.retain(|_, operations| operations.as_object().is_some_and(|operations| !operations.is_empty()));
    }
    prune_tags(&mut document);
    prune_components(&mut document);
    document
}

fn prune_tags(document: &mut Value) {
    let used: BTreeSet<String> = texts(&document["paths"], "tags");
    if let Some(tags) = document["tags"].as_array_mut() {
        tags.retain(|tag| tag["name"].as_str().is_some_and(|name| used.contains(name)));
    }
}

/// Components that nothing refers to, directly or by way of others, go.
fn prune_components(document: &mut Value) {
    let mut used = texts(&document["paths"], "$ref");
    let mut open: Vec<String> = used.iter().cloned().collect();
    while let Some(reference) = open.pop() {
        let Some(component) = document.pointer(&reference[1..]) else { continue };
        for found in texts(component, "$ref") {
            if used.insert(found.clone()) {
                open.push(found);
            }
        }
    }
    let schemes = scheme_names(&document["paths"]);
    for (kind, components) in document["components"].as_object_mut().into_iter().flatten() {
        let Some(components) = components.as_object_mut() else { continue };
        components.retain(|name, _| match kind.as_str() {
            "securitySchemes" => schemes.contains(name),
            _ => used.contains(&format!("#/components/{kind}/{name}")),
        });
    }
}

fn scheme_names(paths: &Value) -> BTreeSet<String> {
    let operations =
        paths.as_object().into_iter().flat_map(Map::values).filter_map(Value::as_object).flat_map(Map::values);
    let needs = operations.filter_map(|operation| operation["security"].as_array()).flatten();
    needs.filter_map(Value::as_object).flat_map(Map::keys).cloned().collect()
}

/// Every text that stands under this name, at any depth.
fn texts(value: &Value, name: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    gather(value, name, &mut found);
    found
}

fn gather(value: &Value, name: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                if field == name {
                    let listed = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                    found.extend(listed.iter().filter_map(Value::as_str).map(str::to_owned));
                }
                gather(value, name, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, name, found)),
        _ => {}
    }
}
