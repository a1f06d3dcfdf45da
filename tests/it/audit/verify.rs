//! `almond audit verify` and `almond audit seal`, apart from what `tampering` is about.

use almond::cli::{audit::Audit, command::Command};
use entity::audit_head;
use kernel::audit::KeptHead;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;
use tests::{Caller, World};

use super::{chain, items, rows, verify, verify_with};

async fn agent(person: &tests::Person) {
    person.session.post("/api/v1/agents", json!({ "name": "x" })).await.ok(201);
}

async fn seal(world: &World) -> String {
    Command::Audit(Audit::Seal { org: None }).run(world.state()).await.unwrap()
}

#[tokio::test]
async fn an_empty_log_is_whole() {
    assert!(verify(&World::new().await).await.unwrap().is_empty());
}

#[tokio::test]
async fn it_prints_where_each_chain_ends() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    world.advance(std::time::Duration::from_millis(1));
    let bob = world.owner("bob").await;
    let newest = async |person: &tests::Person| {
        let newest = items(&person.session, "?limit=1").await.remove(0);
        format!("{}:{}:{}", person.org, newest["sequence"], newest["hash"].as_str().unwrap())
    };
    let printed = verify(&world).await.unwrap();
    assert_eq!(printed[..2], [newest(&ada).await, newest(&bob).await]);
    assert!(printed.len() == 3 && printed[2].starts_with("server:2:"), "{printed:?}");
    assert_eq!(verify_with(&world, Some(&ada.org), &[]).await.unwrap(), printed[..1]);
    // Of an org that there never was, nothing is missing.
    for nobody in ["019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40", "no-such-handle"] {
        for command in [
            Command::Audit(Audit::Verify { org: Some(nobody.to_owned()), expect: Vec::new() }),
            Command::Audit(Audit::Seal { org: Some(nobody.to_owned()) }),
        ] {
            let refused = command.run(world.state()).await.unwrap_err();
            assert_eq!(refused.message(), "org: there is no org with this id or handle");
        }
    }
}

#[tokio::test]
async fn what_was_kept_elsewhere_shows_that_the_whole_log_was_put_back() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let org = chain(&ada.org);
    let of_org = || audit_head::Entity::of(org).one(world.state().db.read());
    let old = of_org().await.unwrap().unwrap();
    agent(&ada).await;
    let kept = verify(&world).await.unwrap();
    let kept: Vec<&str> = kept.iter().map(String::as_str).collect();
    agent(&ada).await;
    verify_with(&world, None, &kept).await.unwrap();

    // An earlier state, seal and all: in itself it is whole.
    let write = world.state().db.write();
    let later = entity::audit_event::Entity::delete_many()
        .filter(entity::audit_event::Column::Chain.eq(org))
        .filter(entity::audit_event::Column::Sequence.gt(old.sequence));
    later.exec(write).await.unwrap();
    audit_head::Entity::delete_by_id(org).exec(write).await.unwrap();
    let old_head = sea_orm::IntoActiveModel::into_active_model(old);
    audit_head::Entity::insert(old_head).exec_without_returning(write).await.unwrap();
    verify(&world).await.unwrap();
    let findings = verify_with(&world, None, &kept).await.unwrap_err();
    assert_eq!(findings, [format!("{org}: record 4 is not the one that was kept")]);
}

#[test]
fn what_is_no_kept_head_is_refused() {
    let hash = "0".repeat(64);
    let read = |text: String| text.parse::<KeptHead>().map(|head| head.to_string());
    assert_eq!(read(format!("server:1:{hash}")).unwrap(), format!("server:1:{hash}"));
    for bad in ["", "server", "server:1", "server:1:00", "server:one:", "nobody:1:", "server:1::"] {
        assert!(read(format!("{bad}{}", &hash[..hash.len() - 1])).is_err(), "{bad}");
    }
}

#[tokio::test]
async fn seal_vouches_for_heads_that_the_present_secret_did_not_seal() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    assert_eq!(seal(&world).await, "0\n", "nothing to do");
    let forged = audit_head::Entity::update_many()
        .col_expr(audit_head::Column::Seal, Expr::value(vec![7_u8; 36]))
        .filter(audit_head::Column::Chain.eq(chain(&ada.org)));
    forged.exec(world.state().db.write()).await.unwrap();
    agent(&ada).await;
    assert_eq!(verify(&world).await.unwrap_err().len(), 1);
    assert_eq!(seal(&world).await, "1\n");
    verify(&world).await.unwrap();
    let newest = items(&ada.session, "?limit=1").await.remove(0);
    assert_eq!((&newest["action"], &newest["actor"]["kind"]), (&json!("audit.sealed"), &json!("operator")));
    agent(&ada).await;
    verify(&world).await.unwrap();
    assert_eq!(rows(&world).await.len(), 3 + 3 + 1);
}
