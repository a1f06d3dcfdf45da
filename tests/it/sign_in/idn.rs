//! Addresses with other letters than ASCII: one account in both forms of a domain, and none for who only looks like it.

use serde_json::json;
use tests::{Caller, PASSWORD, World};

#[tokio::test]
async fn an_account_is_found_in_both_forms_of_its_domain_and_shown_as_it_was_typed() {
    let world = World::new().await;
    let anybody = world.anonymous();
    let form = json!({ "email": "jürgen@bücher.example", "password": PASSWORD, "name": "Jürgen" });
    anybody.post("/api/v1/auth/signup", form).await.ok(202);
    let token = world.mailed_token("jürgen@bücher.example").await;
    let session = anybody.post("/api/v1/auth/signup/verify", json!({ "token": token })).await.ok(201);
    assert_eq!(session["user"]["email"], "jürgen@bücher.example");
    for email in ["jürgen@bücher.example", "JüRGEN@BÜCHER.example", "jürgen@xn--bcher-kva.example"] {
        let login = anybody.post("/api/v1/auth/login", json!({ "email": email, "password": PASSWORD })).await;
        assert_eq!(login.ok(200)["user"]["id"], session["user"]["id"], "{email}");
    }
    // A Cyrillic letter in the domain.
    let lookalike = json!({ "email": "jürgen@büch\u{435}r.example", "password": PASSWORD });
    anybody.post("/api/v1/auth/login", lookalike).await.refused(401, "UNAUTHORIZED");
}
