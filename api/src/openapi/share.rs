//! What operations have in common, written once: errors, parameters and the envelopes of answers become components that
//! the operations refer to.

use std::{cmp::Reverse, collections::BTreeMap};

use serde_json::{Map, Value, json};

/// What has been written under `components` so far.
#[derive(Default)]
pub struct Shared {
    responses: Map<String, Value>,
    parameters: Map<String, Value>,
    schemas: Map<String, Value>,
}

impl Shared {
    /// A reference to the response, which is kept under the name.
    pub fn response(&mut self, name: &str, response: Value) -> Value {
        keep("responses", &mut self.responses, name, response)
    }

    /// Moves the envelopes of the document's answers, and the parameters that several operations have, to its components.
    pub fn gather(&mut self, document: &mut Value) {
        let counts = count_parameters(document);
        self.name_parameters(document, &counts);
        for (path, operations) in document["paths"].as_object_mut().into_iter().flatten() {
            for operation in operations.as_object_mut().into_iter().flat_map(Map::values_mut) {
                self.gather_answers(operation);
                let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
                for parameter in parameters.into_iter().flatten() {
                    plain(parameter);
                    if counts.get(&parameter.to_string()).is_some_and(|count| *count > 1) {
                        let name = named(path, parameter);
                        *parameter = keep("parameters", &mut self.parameters, &name, parameter.take());
                    }
                }
            }
        }
    }

    /// Of parameters with one name, the one that most operations have gets it without a number.
    fn name_parameters(&mut self, document: &Value, counts: &BTreeMap<String, usize>) {
        let mut shared = Vec::new();
        for (path, operations) in document["paths"].as_object().into_iter().flatten() {
            let operations = operations.as_object().into_iter().flat_map(Map::values);
            for parameter in operations.filter_map(|operation| operation["parameters"].as_array()).flatten() {
                let count = counts.get(&parameter.to_string()).copied().unwrap_or_default();
                if count > 1 {
                    shared.push((Reverse(count), named(path, parameter), parameter));
                }
            }
        }
        shared.sort_by_key(|(count, ..)| *count);
        for (_, name, parameter) in shared {
            keep("parameters", &mut self.parameters, &name, parameter.clone());
        }
    }

    /// Writes the components into the document.
    pub fn write(self, document: &mut Value) {
        document["components"]["responses"] = self.responses.into();
        document["components"]["parameters"] = self.parameters.into();
        if let Some(schemas) = document["components"]["schemas"].as_object_mut() {
            schemas.extend(self.schemas);
        }
    }

    /// `{success, data}` around a schema that has a name gets a name too.
    fn gather_answers(&mut self, operation: &mut Value) {
        let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
        let responses = operation["responses"].as_object_mut().into_iter().flat_map(Map::values_mut);
        let contents = responses.filter_map(|response| response.get_mut("content")?.as_object_mut());
        for schema in contents.flat_map(Map::values_mut).filter_map(|content| content.get_mut("schema")) {
            let Some(data) = schema["properties"].get("data") else { continue };
            let of = referred(data).map_or_else(|| pascal(&[&id]), str::to_owned);
            schema["description"] = format!("`{of}` in the envelope of an answer.").into();
            *schema = keep("schemas", &mut self.schemas, &format!("{of}Answer"), schema.take());
        }
    }
}

/// Every operation of a document.
pub fn operations(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let paths = document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut);
    paths.filter_map(Value::as_object_mut).flat_map(Map::values_mut)
}

/// The name of the schema that is referred to.
pub fn referred(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.rsplit('/').next()
}

/// Keeps the component under the name, or a numbered one where another has it; gives the reference to it.
fn keep(kind: &str, kept: &mut Map<String, Value>, name: &str, component: Value) -> Value {
    let numbered = |number: usize| if number == 1 { name.to_owned() } else { format!("{name}{number}") };
    let free = (1..).map(numbered).find(|name| kept.get(name).is_none_or(|known| *known == component));
    let name = free.unwrap_or_default();
    let reference = json!({ "$ref": format!("#/components/{kind}/{name}") });
    kept.insert(name, component);
    reference
}

fn count_parameters(document: &mut Value) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for operation in operations(document) {
        for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
            plain(parameter);
            *counts.entry(parameter.to_string()).or_default() += 1;
        }
    }
    counts
}

/// What a shared parameter is called: `CursorQuery`, and of `/agents/{id}` `AgentIdPath`.
fn named(path: &str, parameter: &Value) -> String {
    let [name, place] = ["name", "in"].map(|word| parameter[word].as_str().unwrap_or_default());
    let before = path.split_once("/{id}").and_then(|(before, _)| before.rsplit('/').next());
    match before.filter(|_| name == "id" && place == "path") {
        Some(things) => pascal(&[&singular(things), name, place]),
        None => pascal(&[name, place]),
    }
}

fn singular(things: &str) -> String {
    let memory = things.strip_suffix("ies").map(|stem| format!("{stem}y"));
    memory.unwrap_or_else(|| things.strip_suffix('s').unwrap_or(things).to_owned())
}

/// Leaves out what is so by default, and the example of a query's parameter that may be left out: Swagger UI sends what is
/// one unless it is cleared, and a list would be filtered by it.
fn plain(parameter: &mut Value) {
    let Some(fields) = parameter.as_object_mut() else { return };
    for (name, default) in [("deprecated", false), ("explode", true)] {
        if fields.get(name).and_then(Value::as_bool) == Some(default) {
            fields.remove(name);
        }
    }
    let is_optional = fields.get("required") != Some(&Value::Bool(true));
    if is_optional
        && fields.get("in").is_some_and(|place| place == "query")
        && let Some(schema) = fields.get_mut("schema").and_then(Value::as_object_mut)
    {
        schema.remove("example");
    }
}

/// `["tenant_id", "path"]` is `TenantIdPath`.
fn pascal(words: &[&str]) -> String {
    let words = words.iter().flat_map(|word| word.split(['_', '-']));
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    words.map(capital).collect()
}
