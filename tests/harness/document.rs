//! The operations of the OpenAPI document, which the tests generate themselves from.

use std::{collections::BTreeSet, sync::LazyLock};

use http::Method;
use serde_json::Value;

#[derive(Clone, Debug)]
pub struct Operation {
    pub id: String,
    pub method: Method,
    /// With `{name}` for parameters.
    pub path: String,
    pub statuses: BTreeSet<String>,
    /// The name of the body's schema, if there is a body: JSON, but for `/oauth2`, which takes forms.
    pub body: Option<String>,
    pub rule: Value,
}

impl Operation {
    /// Open to everyone, whatever credential they bring.
    pub fn is_public(&self) -> bool {
        self.rule["principals"] == Value::Array(Vec::new())
    }

    /// For the operator alone, who is no tenant.
    pub fn is_operators(&self) -> bool {
        self.rule["principals"] == serde_json::json!(["operator"])
    }

    /// Does its rule list this kind of principal: `session`, `key` or `operator`?
    pub fn takes(&self, principal: &str) -> bool {
        self.rule["principals"].as_array().unwrap().iter().any(|kind| kind == principal)
    }

    /// A word of its rule, such as `scope`.
    pub fn ruled(&self, property: &str) -> Option<&str> {
        self.rule[property].as_str()
    }

    /// True if the path names something that somebody has; a provider to sign in with is everybody's.
    pub fn has_path_id(&self) -> bool {
        self.path.contains('{') && !self.path.contains("{provider}") && !self.path.contains("{openid}")
    }
}

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    let document: Value = serde_json::from_str(almond::openapi::whole()).unwrap();
    let mut operations = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let content = operation["requestBody"]["content"].as_object().and_then(|kinds| kinds.values().next());
            let schema = content.and_then(|content| content["schema"]["$ref"].as_str());
            operations.push(Operation {
                id: operation["operationId"]
                    .as_str()
                    .unwrap_or_else(|| panic!("{method} {path} has no rule"))
                    .to_owned(),
                method: method.to_uppercase().parse().unwrap(),
                path: path.clone(),
                statuses: operation["responses"].as_object().unwrap().keys().cloned().collect(),
                body: schema.map(|name| name.rsplit('/').next().unwrap().to_owned()),
                rule: operation["x-almond-rule"].clone(),
            });
        }
    }
    operations
});

/// Every operation of the document.
pub fn operations() -> &'static [Operation] {
    &OPERATIONS
}

/// The operation that a request is for.
pub fn find(method: &Method, path: &str) -> Option<&'static Operation> {
    // Every path may have a slash at its end, and no more than one.
    let path = path.split('?').next().unwrap();
    let path = path.strip_suffix('/').unwrap_or(path);
    let matches = |template: &str| {
        let (mut asked, mut named) = (path.split('/'), template.trim_end_matches('/').split('/'));
        loop {
            match (asked.next(), named.next()) {
                (None, None) => return true,
                (Some(asked), Some(named)) if named.starts_with('{') || asked == named => {}
                _ => return false,
            }
        }
    };
    // A path of its own comes before one with parameters, whatever the method, as it does in the server.
    let is_exact = OPERATIONS.iter().any(|operation| operation.path.trim_end_matches('/') == path);
    OPERATIONS.iter().find(|operation| {
        let is_path = operation.path.trim_end_matches('/') == path;
        operation.method == *method && if is_exact { is_path } else { matches(&operation.path) }
    })
}
