//! The OpenAPI document, made from the handlers and their rules. Every operation's first argument leaves its rule
//! here, so the document says what the code does: operation id, callers, errors and `x-almond-rule` are all the rule's.

mod complete;
mod example;
mod refusal;
mod schemas;
mod share;
mod split;
mod who;

use std::{collections::BTreeMap, sync::OnceLock};

use identity::{
    me,
    policy::{self, RuleData},
    signin, step_up,
};
use poem_openapi::{LicenseObject, OpenApi, OpenApiService};
use resource::{self, key::dialect};
use serde::Serialize;
use serde_json::{Serializer, Value, ser::PrettyFormatter};

/// Every rule, by name: what the golden tables are made of.
pub fn rules() -> BTreeMap<&'static str, RuleData> {
    document();
    policy::rules()
}

/// Every operation there is.
pub fn operations() -> impl OpenApi {
    operations_with(())
}

/// Every operation there is, and more, of a dialect say that another program brings along.
pub fn operations_with(more: impl OpenApi) -> impl OpenApi {
    (signin::all(), step_up::all(), me::all(), resource::all(), more)
}

fn service() -> OpenApiService<impl OpenApi, ()> {
    OpenApiService::new(operations(), "Almond", env!("CARGO_PKG_VERSION"))
        .description(
            "Orgs, workspaces, users and API keys. Minting a key takes proof that the person is there; a revoked key \
             is refused from the moment its revocation is answered.",
        )
        // OpenAPI 3.0 has no field for an SPDX identifier.
        .license(LicenseObject::new("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0"))
}

/// The documents, pretty-printed with a newline at the end.
struct Documents {
    native: String,
    dialects: String,
    whole: String,
}

fn documents() -> &'static Documents {
    static DOCUMENTS: OnceLock<Documents> = OnceLock::new();
    DOCUMENTS.get_or_init(|| {
        let plain = service().spec();
        let rules = policy::rules();
        let whole = complete::complete(&plain, &rules);
        let is_dialect = |surface: &str| dialect::ALL.iter().any(|entry| entry.name() == surface);
        Documents {
            native: printed(&split::part(&whole, "Almond", |surface| !is_dialect(surface))),
            dialects: printed(&split::part(&whole, "Almond, dialects", is_dialect)),
            whole: printed(&whole),
        }
    })
}

/// A space for each level is enough to read it by, and to compare two of them line by line.
fn printed(document: &Value) -> String {
    let mut text = Vec::new();
    let mut printer = Serializer::with_formatter(&mut text, PrettyFormatter::with_indent(b" "));
    // Neither a document nor memory fails.
    let _ = document.serialize(&mut printer);
    text.push(b'\n');
    String::from_utf8_lossy(&text).into_owned()
}

/// The native API's document, as it is checked in as `openapi.json`.
pub fn document() -> &'static str {
    &documents().native
}

/// The dialects' document, as it is checked in as `openapi-dialects.json`.
pub fn dialects() -> &'static str {
    &documents().dialects
}

/// Both in one: what Swagger UI shows.
pub fn whole() -> &'static str {
    &documents().whole
}
