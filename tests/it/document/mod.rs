//! The document says all there is to say, and is checked in; so is the list of what a security standard asks for, and the
//! recipes for what is added most.

mod asvs;
mod dashboard;
mod floors;
mod links;
mod operations;
mod recipes;
mod schemas;

use serde_json::Value;

/// The whole document, with every shared response and parameter where it is referred to.
fn document() -> Value {
    let mut document: Value = serde_json::from_str(almond::openapi::whole()).unwrap();
    let components = document["components"].clone();
    let inline = |place: &mut Value| {
        if let Some(reference) = place["$ref"].as_str() {
            *place = components.pointer(reference.strip_prefix("#/components").unwrap()).unwrap().clone();
        }
    };
    for operations in document["paths"].as_object_mut().unwrap().values_mut() {
        for operation in operations.as_object_mut().unwrap().values_mut() {
            operation["responses"].as_object_mut().unwrap().values_mut().for_each(inline);
            operation["parameters"].as_array_mut().into_iter().flatten().for_each(inline);
        }
    }
    document
}

#[test]
fn the_golden_page_of_settings_is_the_settings_own() {
    tests::golden("../../docs/settings.md", &kernel::config::page());
}

#[test]
fn the_golden_documents_at_the_root_are_the_server_s() {
    tests::golden("../../openapi.json", almond::openapi::document());
    tests::golden("../../openapi-dialects.json", almond::openapi::dialects());
}
