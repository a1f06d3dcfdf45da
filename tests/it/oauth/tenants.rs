//! An issuer of many tenants, as Entra's: one document for all, a tenant's own name in each token.

use serde_json::{Value, json};
use tests::{Caller, More, Provider, World};

use super::{OIDC, counts, session, sign_in, user};

async fn world(tenants: &str, more: &[(&str, &str)]) -> (World, Provider) {
    let provider = Provider::start().await;
    let builder = World::with().provider(&provider).set("ALMOND_OIDC_TENANTS", tenants);
    let world = more.iter().fold(builder, |builder, (name, value)| builder.set(name, value)).build().await;
    says(&provider, "acme", json!({}));
    (world, provider)
}

fn template(provider: &Provider) -> String {
    format!("{}/{{tenantid}}/v2.0", provider.url())
}

/// A person of this tenant comes; Entra doesn't say whether an address is verified, nor who answers.
fn says(provider: &Provider, tenant: &str, more: Value) {
    let issuer = template(provider);
    let own = issuer.replace("{tenantid}", tenant);
    let mut claims = json!({ "iss": own, "tid": tenant, "email_verified": null });
    claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    provider.change(|script| {
        script.lie = tests::Lie::AnswersForNobody;
        let metadata = json!({ "issuer": issuer, "authorization_response_iss_parameter_supported": false });
        script.more = More { claims, metadata, userinfo: json!({ "email_verified": null }), ..More::default() };
    });
}

#[tokio::test]
async fn people_of_the_tenants_that_are_named_sign_in() {
    let (world, provider) = world("acme,e-corp", &[("ALMOND_OIDC_TRUST_EMAIL", "true")]).await;
    let ada = user(&session(&world, OIDC).await).await;
    // Another tenant's person with the same subject is somebody else.
    says(&provider, "e-corp", json!({ "email": "eve@example.com" }));
    let eve = user(&session(&world, OIDC).await).await;
    assert_ne!(ada["id"], eve["id"]);
    let before = counts(&world).await;
    for (tenant, wrong) in [
        ("other", json!({})),
        ("acme", json!({ "tid": null })),
        ("acme", json!({ "tid": "e-corp" })),
        ("acme", json!({ "tid": ["acme"] })),
        ("acme", json!({ "iss": template(&provider) })),
        ("acme", json!({ "iss": template(&provider), "tid": "{tenantid}" })),
        ("acme", json!({ "iss": "https://other.example.com/acme/v2.0" })),
    ] {
        says(&provider, tenant, wrong.clone());
        assert_eq!(sign_in(&world, OIDC).await.lands_with("error"), "provider_error", "{tenant} {wrong}");
    }
    assert_eq!(counts(&world).await, before);
}

#[tokio::test]
async fn of_everybodys_tenants_only_an_address_whose_domain_is_the_tenants_own_counts() {
    let (world, provider) = world("*", &[]).await;
    for edov in [json!(null), json!(false), json!("0"), json!(0)] {
        says(&provider, "acme", json!({ "xms_edov": edov }));
        assert_eq!(sign_in(&world, OIDC).await.lands_with("error"), "email_not_verified");
    }
    for edov in [json!(true), json!("1"), json!(1)] {
        says(&provider, "acme", json!({ "xms_edov": edov }));
        session(&world, OIDC).await;
    }
}

#[tokio::test]
async fn an_issuer_of_many_tenants_is_none_unless_some_are_named_and_never_on_another_server() {
    let provider = Provider::start().await;
    let plain = World::with().provider(&provider).build().await;
    says(&provider, "acme", json!({}));
    plain.anonymous().get(OIDC).await.refused(503, "UNAVAILABLE");
    let (world, provider) = self::world("acme", &[]).await;
    provider.change(|script| script.more.metadata["issuer"] = json!("https://login.example.com/{tenantid}/v2.0"));
    world.anonymous().get(OIDC).await.refused(503, "UNAVAILABLE");
}
