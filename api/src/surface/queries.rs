//! Which parameters an operation's query may have. A filter that is misspelt would give everything, so what is not a
//! parameter is refused, and what is given twice too, once the caller is known to be allowed. Read off the document, so it says what is mounted.

use std::collections::{BTreeSet, HashMap};

use poem::Request;
use serde_json::Value;
use url::form_urlencoded;

use super::methods::matches;

type Names = BTreeSet<String>;

/// The native operations' parameters.
pub struct Queries {
    plain: HashMap<(String, String), Names>,
    others: Vec<(String, String, Names)>,
}

impl Queries {
    pub fn of(document: &Value) -> Self {
        let mut queries = Self { plain: HashMap::new(), others: Vec::new() };
        for (path, operations) in document["paths"].as_object().into_iter().flatten() {
            for (method, operation) in operations.as_object().into_iter().flatten().filter(|(_, it)| is_ours(path, it))
            {
                let parameters = operation["parameters"].as_array().into_iter().flatten();
                let names = parameters.filter_map(|parameter| in_query(document, parameter)).collect();
                let (path, method) = (path.trim_end_matches('/').to_owned(), method.to_uppercase());
                if path.contains('{') {
                    queries.others.push((path, method, names));
                } else {
                    queries.plain.insert((path, method), names);
                }
            }
        }
        queries
    }

    /// The first parameter that is wrong, and why.
    pub fn fault(&self, request: &Request) -> Option<(String, &'static str)> {
        let query = request.uri().query().filter(|query| !query.is_empty())?;
        let names = self.find(request)?;
        let mut given = BTreeSet::new();
        form_urlencoded::parse(query.as_bytes()).find_map(|(name, _)| {
            if !names.contains(&*name) {
                return Some((shown(&name), "is not a parameter of this operation"));
            }
            let is_new = given.insert(name.clone());
            (!is_new).then(|| (name.into_owned(), "is given twice"))
        })
    }

    fn find(&self, request: &Request) -> Option<&Names> {
        let method = if request.method() == http::Method::HEAD { "GET" } else { request.method().as_str() };
        let path = request.uri().path();
        let exact = self.plain.get(&(path.to_owned(), method.to_owned()));
        exact.or_else(|| {
            let found = self.others.iter().find(|(known, of, _)| of == method && matches(known, path));
            found.map(|(_, _, names)| names)
        })
    }
}

/// The native API's; but to where a provider sends people back it adds parameters of its own (RFC 6749, 3.1: those that
/// aren't known are passed over).
fn is_ours(path: &str, operation: &Value) -> bool {
    operation["x-almond-rule"]["surface"] == "api" && !path.ends_with("/callback")
}

fn in_query(document: &Value, parameter: &Value) -> Option<String> {
    let reference = parameter["$ref"].as_str().and_then(|reference| document.pointer(reference.strip_prefix('#')?));
    let parameter = reference.unwrap_or(parameter);
    (parameter["in"] == "query").then(|| parameter["name"].as_str().map(str::to_owned))?
}

/// A stranger's name for a parameter, as far as it fits into a message.
fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(64).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fault(query: &str) -> Option<(String, &'static str)> {
        let rule = json!({ "surface": "api" });
        let queries = Queries::of(&json!({
            "paths": {
                "/x/": { "get": { "x-almond-rule": rule, "parameters": [
                    { "in": "query", "name": "limit" }, { "$ref": "#/components/parameters/C" },
                    { "in": "header", "name": "h" },
                ] } },
                "/x/{id}/callback": { "get": { "x-almond-rule": rule } },
            },
            "components": { "parameters": { "C": { "in": "query", "name": "cursor" } } },
        }));
        queries.fault(&Request::builder().uri(query.parse().unwrap()).finish())
    }

    #[test]
    fn what_is_no_parameter_or_there_twice_is_named() {
        for fine in ["/x", "/x?", "/x?limit=1&cursor=a", "/x/1/callback?code=1&hd=2", "/unknown?a=1"] {
            assert_eq!(fault(fine), None, "{fine}");
        }
        let (unknown, twice) = ("is not a parameter of this operation", "is given twice");
        for (wrong, name, reason) in [
            ("/x?since=1", "since", unknown),
            ("/x?h=1", "h", unknown),
            ("/x?limit=1&limit=2", "limit", twice),
            ("/x?limit=1&lim%69t=2", "limit", twice),
            ("/x?Limit=1", "Limit", unknown),
            ("/x?=1", "", unknown),
        ] {
            assert_eq!(fault(wrong), Some((name.to_owned(), reason)), "{wrong}");
        }
    }
}
