//! The document says all there is to say, and is checked in.

mod links;
mod operations;
mod schemas;

use serde_json::Value;

fn document() -> Value {
    serde_json::from_str(almond::openapi::document()).unwrap()
}

#[test]
fn the_golden_openapi_json_at_the_root_is_the_document() {
    tests::golden("../../openapi.json", almond::openapi::document());
}
