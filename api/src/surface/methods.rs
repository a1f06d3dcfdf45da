//! Which methods a path has, for the `Allow` of a 405 (RFC 9110, 15.5.6). Read off the document, so it says what is
//! mounted.

use http::HeaderValue;
use resource::mcp;
use serde_json::Value;

/// The paths of the document, `{name}` standing for one segment, each with its methods as `Allow` lists them.
pub struct Methods(Vec<(String, HeaderValue)>);

/// What the document doesn't show are its own pages.
const PAGE: HeaderValue = HeaderValue::from_static("GET, HEAD");

impl Methods {
    pub fn of(document: &Value) -> Self {
        let paths = document["paths"].as_object().into_iter().flatten();
        let methods = paths.filter_map(|(path, operations)| {
            let operations = operations.as_object()?;
            let mut names: Vec<String> = operations.keys().map(|name| name.to_uppercase()).collect();
            if operations.contains_key("get") {
                names.push("HEAD".to_owned());
            }
            Some((path.trim_end_matches('/').to_owned(), HeaderValue::from_str(&names.join(", ")).ok()?))
        });
        Self(methods.chain([(mcp::PATH.to_owned(), HeaderValue::from_static("POST"))]).collect())
    }

    /// What `path`, which has other methods, has; a path without parameters comes before one with.
    pub fn allowed(&self, path: &str) -> HeaderValue {
        let exact = self.0.iter().find(|(known, _)| known == path);
        let found = exact.or_else(|| self.0.iter().find(|(known, _)| matches(known, path)));
        found.map_or(PAGE, |(_, methods)| methods.clone())
    }
}

pub fn matches(known: &str, path: &str) -> bool {
    let (known, path) = (known.split('/'), path.split('/'));
    known.clone().count() == path.clone().count()
        && known.zip(path).all(|(known, given)| known.starts_with('{') || known == given)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_path_has_the_methods_of_the_document() {
        let methods = Methods::of(&json!({ "paths": {
            "/keys/": { "get": {}, "post": {} }, "/keys/{id}": { "delete": {} }, "/keys/verify": { "post": {} },
        } }));
        for (path, expected) in [
            ("/keys", "GET, POST, HEAD"),
            ("/keys/7", "DELETE"),
            ("/keys/verify", "POST"),
            ("/keys/7/rotate", "GET, HEAD"),
            ("/docs", "GET, HEAD"),
        ] {
            assert_eq!(methods.allowed(path), expected, "{path}");
        }
    }
}
