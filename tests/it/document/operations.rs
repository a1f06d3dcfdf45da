//! Every operation has a name, a summary, a section, a rule, and describes its parameters and answers.

use std::collections::BTreeSet;

use serde_json::Value;

use super::document;

/// Each operation with `METHOD /path`.
fn each(check: impl Fn(&str, &Value)) {
    let document = document();
    let mut seen = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            check(&format!("{} {path}", method.to_uppercase()), operation);
            seen += 1;
        }
    }
    assert!(seen > 0);
}

fn says(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

#[test]
fn every_operation_has_a_summary_a_tag_that_is_described_and_a_rule_of_its_own_name() {
    let document = document();
    let described = document["tags"].as_array().unwrap().iter().filter(|tag| says(&tag["description"]));
    let tags: Vec<_> = described.map(|tag| &tag["name"]).collect();
    each(|place, operation| {
        assert!(says(&operation["summary"]), "{place} has no summary");
        assert!(tags.contains(&&operation["tags"][0]), "{place} has no tag, or one without a description");
        assert_eq!(operation["x-almond-rule"]["name"], operation["operationId"], "{place} has no rule");
        let is_public = operation["x-almond-rule"]["principals"] == Value::Array(Vec::new());
        assert_eq!(operation["security"] == Value::Array(Vec::new()), is_public, "{place}: security is not the rule's");
    });
}

#[test]
fn every_operation_says_who_may_call_it_and_shows_an_example_of_each_body() {
    each(|place, operation| {
        let description = operation["description"].as_str().unwrap_or_default();
        assert!(description.contains("Callers: "), "{place}: nothing is said of who may call it");
        let messages = operation["responses"].as_object().unwrap().values().chain(operation.get("requestBody"));
        for (kind, content) in messages.filter_map(|message| message["content"].as_object()).flatten() {
            let has_example = content["examples"]["example"]["$ref"].is_string();
            assert!(has_example || !kind.starts_with("application/json"), "{place}: {kind} has no example");
        }
    });
}

#[test]
fn dialects_have_a_document_of_their_own_and_each_operation_is_in_one_of_the_two() {
    let ids = |document: &str| {
        let document: Value = serde_json::from_str(document).unwrap();
        let paths = document["paths"].as_object().unwrap().values().cloned();
        let operations = paths.flat_map(|methods| methods.as_object().unwrap().clone().into_values());
        operations.map(|operation| operation["operationId"].as_str().unwrap().to_owned()).collect::<BTreeSet<_>>()
    };
    let (native, dialects) = (ids(almond::openapi::document()), ids(almond::openapi::dialects()));
    assert!(native.is_disjoint(&dialects));
    assert_eq!(&native | &dialects, tests::operations().iter().map(|operation| operation.id.clone()).collect());
    assert!(native.contains("mint_api_key") && dialects.contains("create_auth_key"), "{dialects:?}");
    assert!(almond::openapi::document().len() <= 680_000, "share more of it");
}

#[test]
fn operation_ids_are_a_verb_and_a_noun_and_unique() {
    let ids: Vec<_> = tests::operations().iter().map(|operation| operation.id.as_str()).collect();
    for id in &ids {
        let words: Vec<_> = id.split('_').collect();
        let well_formed = |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
        assert!(words.len() >= 2 && words.iter().all(well_formed), "{id} is not verb_noun");
    }
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an operation id is there twice: {ids:?}");
}

/// Swagger UI sends an example unless it is cleared.
#[test]
fn what_a_query_may_leave_out_has_no_example() {
    each(|place, operation| {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            if parameter["in"] == "query" && parameter["required"] != true {
                let example = [&parameter["example"], &parameter["schema"]["example"]];
                assert_eq!(example, [&Value::Null; 2], "{place}: {}", parameter["name"]);
            }
        }
    });
}

#[test]
fn every_parameter_and_every_answer_is_described() {
    each(|place, operation| {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            assert!(says(&parameter["description"]), "{place}: {} has no description", parameter["name"]);
        }
        for (status, response) in operation["responses"].as_object().unwrap() {
            assert!(status != "default" && says(&response["description"]), "{place}: {status} has no description");
            if status == "304" {
                continue;
            }
            if status.starts_with('3') {
                // A browser is sent on; there is nothing for it to read.
                assert!(says(&response["headers"]["Location"]["description"]), "{place}: {status} says not where");
                continue;
            }
            if status == "204" {
                assert!(response.get("content").is_none(), "{place}: 204 says something");
                continue;
            }
            let mut contents = response["content"].as_object().unwrap().iter();
            // A page is for people.
            let known = ["application/json", "*/*", "text/html"];
            let of_known_type = |(kind, content): (&String, &Value)| {
                known.iter().any(|known| kind.starts_with(known)) && content["schema"].is_object()
            };
            assert!(contents.any(of_known_type), "{place}: {status} has no schema");
        }
    });
}

#[test]
fn every_gated_operation_says_401_and_403_and_every_one_503() {
    each(|place, operation| {
        let responses = operation["responses"].as_object().unwrap();
        assert!(responses.contains_key("503"), "{place}: 503");
        if operation["x-almond-rule"]["principals"] != Value::Array(Vec::new()) {
            assert!(responses.contains_key("401") && responses.contains_key("403"), "{place}: 401, 403");
        }
        if operation.get("requestBody").is_some() {
            let codes = ["400", "413", "415"];
            assert!(codes.iter().all(|code| responses.contains_key(*code)), "{place}: 400, 413, 415");
        }
    });
}
