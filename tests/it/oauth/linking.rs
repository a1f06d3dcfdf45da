//! Whose account an identity opens: by issuer and subject; by address only if both sides verified it.

use entity::audit_event;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tests::{Caller, World};

use super::{ALL, GITHUB, GOOGLE, OIDC, change, counts, org, session, sign_in, user, world};

async fn audited(world: &World, action: &str) -> u64 {
    let of_action = audit_event::Entity::find().filter(audit_event::Column::Action.eq(action));
    of_action.count(world.state().db.read()).await.unwrap()
}

#[tokio::test]
async fn the_first_time_makes_an_account_with_an_org_of_its_own_and_the_next_finds_it() {
    for path in ALL {
        let (world, _) = world().await;
        let first = user(&session(&world, path).await).await;
        let second = user(&session(&world, path).await).await;
        assert_eq!(first, second);
        assert_eq!(counts(&world).await, [1, 1, 2]);
        assert_eq!((audited(&world, "user.signed_up").await, audited(&world, "identity.linked").await), (1, 0));
        let own = session(&world, path).await.get("/api/v1/audit-events?action=user.signed_up").await.ok(200);
        assert_eq!(own["items"][0]["targetId"], first["id"], "it is in the log of the org that was made");
    }
}

#[tokio::test]
async fn an_address_that_both_have_verified_joins_them_and_its_owner_is_told() {
    for path in ALL {
        let (world, provider) = world().await;
        let ada = world.owner("ada").await;
        provider.visitor("1001", "Ada@Example.COM");
        let linked = user(&session(&world, path).await).await;
        assert_eq!((linked["id"].as_str(), linked["name"].as_str()), (Some(ada.user.as_str()), Some("ada")));
        assert_eq!(linked["avatar"], serde_json::Value::Null, "what the owner has is not overwritten");
        let subjects =
            || async { world.mails(&ada.email).await.into_iter().map(|mail| mail.subject).collect::<Vec<_>>() };
        assert_eq!(subjects().await, ["A way to sign in was added"]);
        assert_eq!(audited(&world, "identity.linked").await, 1);
        session(&world, path).await;
        assert_eq!(subjects().await.len(), 1, "once");
        assert_eq!(counts(&world).await[0], 1);
    }
}

#[tokio::test]
async fn an_address_that_the_provider_has_not_verified_makes_and_joins_nothing() {
    for path in ALL {
        let (world, provider) = world().await;
        provider.change(|script| script.verified = false);
        assert_eq!(sign_in(&world, path).await.lands_with("error"), "email_not_verified");
        world.owner("ada").await;
        let before = counts(&world).await;
        assert_eq!(sign_in(&world, path).await.lands_with("error"), "email_not_verified");
        provider.change(|script| script.email = None);
        if path != GITHUB {
            assert_eq!(sign_in(&world, path).await.lands_with("error"), "email_not_verified");
        }
        assert_eq!(counts(&world).await, before);
    }
}

#[tokio::test]
async fn an_address_that_the_account_has_not_verified_joins_nothing() {
    let (world, _) = world().await;
    world.owner("ada").await;
    change(&world, "ada@example.com", |row| row.email_verified_at = Set(None)).await;
    for path in ALL {
        assert_eq!(sign_in(&world, path).await.lands_with("error"), "email_not_verified");
    }
    assert!(world.mails("ada@example.com").await.is_empty());
}

#[tokio::test]
async fn a_disabled_account_is_neither_opened_nor_joined() {
    let (world, _) = world().await;
    let now = world.state().now();
    session(&world, GITHUB).await;
    change(&world, "ada@example.com", |row| row.disabled_at = Set(Some(now))).await;
    for path in ALL {
        assert_eq!(sign_in(&world, path).await.lands_with("error"), "account_disabled");
        assert_eq!(
            sign_in(&world, &format!("{path}&response_mode=code")).await.lands_with("error"),
            "account_disabled"
        );
    }
    assert_eq!(audited(&world, "identity.linked").await, 0);
}

#[tokio::test]
async fn a_new_address_at_the_provider_moves_nobody() {
    for path in ALL {
        let (world, provider) = world().await;
        let ada = user(&session(&world, path).await).await;
        world.owner("bob").await;
        // Ada calls herself Bob at the provider; she is still Ada here, and Bob's account is Bob's.
        provider.visitor("1001", "bob@example.com");
        assert_eq!(user(&session(&world, path).await).await, ada);
        // Verified or not: it isn't looked at.
        provider.change(|script| script.verified = false);
        assert_eq!(user(&session(&world, path).await).await, ada);
        // Somebody else at the same provider now has the address that was Ada's.
        provider.visitor("1002", "ada@example.com");
        provider.change(|script| script.verified = true);
        assert_eq!(sign_in(&world, path).await.lands_with("error"), "account_exists");
        assert!(world.mails("ada@example.com").await.is_empty());
    }
}

#[tokio::test]
async fn the_same_subject_at_another_provider_is_somebody_else() {
    let (world, provider) = world().await;
    let ada = user(&session(&world, GOOGLE).await).await;
    provider.visitor("1001", "bob@example.com");
    let bob = user(&session(&world, OIDC).await).await;
    assert_ne!(ada["id"], bob["id"]);
}

#[tokio::test]
async fn one_account_may_have_an_identity_at_each_provider() {
    let (world, provider) = world().await;
    let ada = user(&session(&world, OIDC).await).await;
    provider.visitor("77", "ada@example.com");
    assert_eq!(user(&session(&world, GITHUB).await).await["id"], ada["id"]);
    assert_eq!(world.mails("ada@example.com").await.len(), 1);
}

#[tokio::test]
async fn who_belongs_to_no_org_any_more_gets_one_of_their_own() {
    let (world, _) = world().await;
    let before = org(&session(&world, GITHUB).await).await;
    let db = world.state().db.write();
    entity::membership::Entity::delete_many().exec(db).await.unwrap();
    let after = org(&session(&world, GITHUB).await).await;
    assert_ne!(after["id"], before["id"]);
    assert_eq!(after["role"], "owner");
}

#[tokio::test]
async fn an_account_that_a_provider_made_has_no_password() {
    let (world, _) = world().await;
    session(&world, GITHUB).await;
    let body = serde_json::json!({ "email": "ada@example.com", "password": "" });
    world.anonymous().post("/api/v1/auth/login", body).await.refused(401, "UNAUTHORIZED");
}
