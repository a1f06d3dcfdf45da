//! Every table gives back what was put in, and rows go with what they belong to.

use entity::{in_workspace::InWorkspace, *};
use sea_orm::{EntityTrait, ModelTrait};

use crate::{
    budgets::budget,
    database::on_each_database,
    sample::*,
    workspaces::{project, share_link, workspace_member},
};

#[tokio::test]
async fn every_row_comes_back_as_it_was() {
    on_each_database(async |db| {
        macro_rules! round_trip {
            ($row:expr, $found:expr) => {{
                let row = $row;
                assert_eq!(insert(db, row.clone()).await, row);
                assert_eq!($found.one(db).await.unwrap(), Some(row));
            }};
        }
        let (one, person) = (id!(OrgId, 1), id!(UserId, 1));
        round_trip!(org(1), org::Entity::by_handle("org-1"));
        round_trip!(user(1), user::Entity::by_email("person1@example.com"));
        round_trip!(membership(1, 1), membership::Entity::of_user_in_org(person, one));
        round_trip!(workspace(1), workspace::Entity::find_in_org(one, id!(WorkspaceId, 1)));
        let viewer = workspace_member(1, WorkspaceRole::Viewer);
        round_trip!(viewer, workspace_member::Entity::of_user_in_org(one, person, id!(WorkspaceId, 1)));
        round_trip!(budget(), entity::budget::Entity::find_in_org(one, id!(WorkspaceId, 1)));
        round_trip!(project(1, 1), project::Entity::find_in_org(one, id!(ProjectId, 1)));
        round_trip!(share_link(1, 1), share_link::Entity::by_digest(Digest::of(&1_i64.to_be_bytes()), NOW));
        round_trip!(session(1), session::Entity::by_id(id!(SessionId, 1)));
        round_trip!(totp_secret(), totp_secret::Entity::of_user(person));
        round_trip!(recovery_code(1), recovery_code::Entity::unused_of_user(person));
        round_trip!(passkey(1), passkey::Entity::by_credential_id(&passkey(1).credential_id));
        round_trip!(webauthn_ceremony(1), webauthn_ceremony::Entity::by_id(id!(CeremonyId, 1)));
        let bound = api_key::Model { workspace_id: Some(id!(WorkspaceId, 1)), ..api_key(1) };
        round_trip!(bound, api_key::Entity::find_of_user_in_org(one, person, id!(KeyId, 1)));
        round_trip!(token(9), api_key::Entity::tokens_among([id!(KeyId, 9)]));
        round_trip!(grant(9), grant::Entity::by_code(Digest::of(&9_i64.to_be_bytes())));
        round_trip!(oauth_client(1), oauth_client::Entity::by_id(id!(OauthClientId, 1)));
        round_trip!(sign_up(), sign_up::Entity::by_digest(Digest::of(b"token"), NOW));
        round_trip!(device_login(1), device_login::Entity::by_device(Digest::of(&1_i64.to_be_bytes())));
        let link = mail_link(LinkPurpose::MagicLink, b"link");
        round_trip!(link, mail_link::Entity::live(LinkPurpose::MagicLink, Digest::of(b"link"), NOW));
        round_trip!(email_change(), email_change::Entity::by_digest(Digest::of(b"finish"), NOW));
        round_trip!(identity("1"), identity::Entity::by_subject("https://id.example.com", "1"));
        round_trip!(exchange_code(), exchange_code::Entity::by_digest(Digest::of(b"code")));
        round_trip!(
            audit_event(1, Some(1)),
            audit_event::Entity::page_in_org(one, audit_event::Filter::default(), None, 1)
        );
        round_trip!(audit_event(2, None), audit_event::Entity::find_in_chain(Chain::SERVER, 2));
        let head = audit_head::Model { chain: Chain::SERVER, sequence: i64::MAX, hash: vec![1], seal: vec![] };
        round_trip!(head, audit_head::Entity::of(Chain::SERVER));
        round_trip!(invitation(1), invitation::Entity::find_in_org(one, id!(InvitationId, 1), NOW));
        round_trip!(mail(1), mail::Entity::by_id(id!(MailId, 1)));
        round_trip!(model("acme/small-1"), model::Entity::listed());
        let said = (Some("busy".to_owned()), Some("1.4.2".to_owned()));
        let retired = agent::Model { retired_at: Some(at(2)), status: said.0, version: said.1, ..agent(1) };
        round_trip!(retired, agent::Entity::find_in_org(one, id!(AgentId, 1)));
        round_trip!(agent(2), agent::Entity::page_in_org(one, false, None, 1));
        round_trip!(webhook_endpoint(1), webhook_endpoint::Entity::find_in_org(one, id!(WebhookEndpointId, 1)));
        let delivery = webhook_delivery::Model { claim: Some(id!(UserId, 3).uuid()), ..webhook_delivery(1) };
        round_trip!(delivery, webhook_delivery::Entity::claimed(id!(UserId, 3).uuid(), NOW));
        round_trip!(machine_payment(1), machine_payment::Entity::by_idempotency_key_in_org(one, "k1"));
        let line = machine_payment_event(PaymentStatus::Failed);
        round_trip!(line, machine_payment_event::Entity::of_payment_in_org(one, id!(PaymentId, 1)));
        round_trip!(bucket::Model { id: Digest::of(b"b"), full_at: i64::MAX }, bucket::Entity::by_id(Digest::of(b"b")));
    })
    .await;
}

#[tokio::test]
async fn another_org_finds_nothing() {
    on_each_database(async |db| {
        let (_, person) = org_and_user(db).await;
        insert(db, org(2)).await;
        insert(db, workspace(1)).await;
        insert(db, api_key(1)).await;
        let other = id!(OrgId, 2);
        assert!(workspace::Entity::find_in_org(other, id!(WorkspaceId, 1)).one(db).await.unwrap().is_none());
        assert!(api_key::Entity::find_of_user_in_org(other, person, id!(KeyId, 1)).one(db).await.unwrap().is_none());
        let revoked = api_key::Entity::revoke_of_user_in_org(other, person, id!(KeyId, 1), NOW).exec(db).await.unwrap();
        assert_eq!(revoked.rows_affected, 0);
    })
    .await;
}

#[tokio::test]
async fn orgs_of_a_user_carry_the_role() {
    on_each_database(async |db| {
        let (_, person) = org_and_user(db).await;
        for n in [2, 3] {
            insert(db, org(n)).await;
        }
        insert(db, membership::Model { role: OrgRole::Owner, ..membership(3, 1) }).await;
        insert(db, membership(1, 1)).await;
        let found = org::Entity::of_user(person).all(db).await.unwrap();
        let expected = [(org(1), OrgRole::Admin), (org(3), OrgRole::Owner)];
        assert_eq!(found, expected.map(|(org, role)| org::OrgOfUser { org, role }));
        let older = org::Entity::page_of_user(person, Some(id!(OrgId, 3)), 10).all(db).await.unwrap();
        assert_eq!(older, found[..1]);
        assert_eq!(membership::Entity::of_user(person).all(db).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn rows_go_with_their_org_and_user_but_the_audit_trail_stays() {
    on_each_database(async |db| {
        let (one, person) = org_and_user(db).await;
        insert(db, membership(1, 1)).await;
        insert(db, workspace(1)).await;
        insert(db, session(1)).await;
        insert(db, api_key::Model { workspace_id: Some(id!(WorkspaceId, 1)), ..api_key(1) }).await;
        insert(db, api_key(2)).await;
        insert(db, totp_secret()).await;
        insert(db, recovery_code(1)).await;
        insert(db, passkey(1)).await;
        insert(db, webauthn_ceremony::Model { session_id: Some(id!(SessionId, 1)), ..webauthn_ceremony(1) }).await;
        insert(db, webauthn_ceremony(2)).await;
        insert(db, agent(1)).await;
        insert(db, identity("1")).await;
        insert(db, exchange_code()).await;
        insert(db, audit_event(1, Some(1))).await;
        insert(db, webhook_endpoint(1)).await;
        insert(db, webhook_delivery(1)).await;
        insert(db, webhook_delivery::Model { endpoint_id: None, ..webhook_delivery(2) }).await;
        insert(db, machine_payment(1)).await;
        insert(db, machine_payment_event(PaymentStatus::Pending)).await;

        workspace(1).delete(db).await.unwrap();
        assert_eq!(api_key::Entity::find().all(db).await.unwrap(), [api_key(2)]);
        org(1).delete(db).await.unwrap();
        assert!(api_key::Entity::find().all(db).await.unwrap().is_empty());
        assert!(session::Entity::find().all(db).await.unwrap().is_empty());
        assert_eq!(webauthn_ceremony::Entity::find().all(db).await.unwrap(), [webauthn_ceremony(2)]);
        assert!(membership::Entity::find().all(db).await.unwrap().is_empty());
        assert!(agent::Entity::find().all(db).await.unwrap().is_empty());
        assert!(webhook_endpoint::Entity::find().all(db).await.unwrap().is_empty());
        assert!(webhook_delivery::Entity::find().all(db).await.unwrap().is_empty());
        assert!(machine_payment::Entity::find().all(db).await.unwrap().is_empty());
        assert!(machine_payment_event::Entity::find().all(db).await.unwrap().is_empty());
        user::Entity::delete_by_id(person).exec(db).await.unwrap();
        assert!(totp_secret::Entity::find().all(db).await.unwrap().is_empty());
        assert!(recovery_code::Entity::find().all(db).await.unwrap().is_empty());
        assert!(passkey::Entity::find().all(db).await.unwrap().is_empty());
        assert!(webauthn_ceremony::Entity::find().all(db).await.unwrap().is_empty());
        assert!(identity::Entity::find().all(db).await.unwrap().is_empty());
        assert!(exchange_code::Entity::find().all(db).await.unwrap().is_empty());
        let trail = audit_event::Entity::page_in_org(one, audit_event::Filter::default(), None, 10);
        assert_eq!(trail.all(db).await.unwrap().len(), 1);
    })
    .await;
}

#[test]
fn debug_shows_no_secret() {
    let shown = format!("{:?} {:?} {:?} {:?} {:?}", user(1), sign_up(), totp_secret(), api_key(1), device_login(1));
    assert!(!shown.contains("argon2id") && !shown.contains("255") && !shown.contains("BCDF"), "{shown}");
    assert!(!format!("{:?}", grant(1)).contains("challenge"));
    let shown = format!("{:?} {:?}", webhook_endpoint(1), webhook_delivery(1));
    assert!(!shown.contains("hooks") && !shown.contains("254") && !shown.contains("type"), "{shown}");
}
