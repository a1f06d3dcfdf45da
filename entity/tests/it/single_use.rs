//! What counts once: time steps, recovery codes, sign-up tokens, endings.

use entity::*;
use sea_orm::{ConnectionTrait, DatabaseConnection, EntityTrait};

use crate::{database::on_each_database, sample::*};

macro_rules! rows {
    ($db:expr, $statement:expr) => {
        $statement.exec($db).await.unwrap().rows_affected
    };
}

#[tokio::test]
async fn a_time_step_is_accepted_once_and_none_before_it() {
    on_each_database(async |db| {
        let (_, person) = org_and_user(db).await;
        insert(db, totp_secret()).await;
        assert_eq!(rows!(db, totp_secret::Entity::accept_step(person, 100)), 1);
        assert_eq!(rows!(db, totp_secret::Entity::accept_step(person, 100)), 0);
        assert_eq!(rows!(db, totp_secret::Entity::accept_step(person, 99)), 0);
        assert_eq!(rows!(db, totp_secret::Entity::accept_step(person, 101)), 1);
        assert_eq!(rows!(db, totp_secret::Entity::accept_step(id!(UserId, 2), 200)), 0);
        assert_eq!(rows!(db, totp_secret::Entity::clear(person)), 1);
        assert_eq!(rows!(db, totp_secret::Entity::accept_step(person, 102)), 0);
    })
    .await;
}

#[tokio::test]
async fn a_pending_seed_accepts_no_step() {
    on_each_database(async |db| {
        let (_, person) = org_and_user(db).await;
        insert(db, totp_secret::Model { sealed: None, confirmed_at: None, ..totp_secret() }).await;
        assert_eq!(rows!(db, totp_secret::Entity::accept_step(person, 100)), 0);
    })
    .await;
}

#[tokio::test]
async fn a_recovery_code_works_once_and_for_its_user_only() {
    on_each_database(async |db| {
        let (_, person) = org_and_user(db).await;
        for n in [1, 2] {
            insert(db, recovery_code(n)).await;
        }
        let digest = recovery_code(1).digest;
        assert_eq!(rows!(db, recovery_code::Entity::use_up(id!(UserId, 2), digest, NOW)), 0);
        assert_eq!(rows!(db, recovery_code::Entity::use_up(person, digest, NOW)), 1);
        assert_eq!(rows!(db, recovery_code::Entity::use_up(person, digest, NOW)), 0);
        let left = recovery_code::Entity::unused_of_user(person).all(db).await.unwrap();
        assert_eq!(left, [recovery_code(2)]);
        assert_eq!(rows!(db, recovery_code::Entity::delete_of_user(person)), 2);
    })
    .await;
}

#[tokio::test]
async fn sign_ups_with_one_address_stand_side_by_side_each_in_a_slot_until_it_expires() {
    on_each_database(async |db| {
        let put = async |id: i64, slot, now| {
            let digest = Digest::of(&id.to_be_bytes());
            let expires_at = now + 1000;
            let row = sign_up::Model { id: id!(SignUpId, id), slot, digest, expires_at: at(expires_at), ..sign_up() };
            sign_up::Entity::put(row, at(now)).exec_without_returning(db).await.unwrap()
        };
        assert_eq!([put(1, 0, 0).await, put(2, 0, 0).await, put(2, 1, 500).await], [1, 0, 1]);
        let email = sign_up().email_normalised;
        let open = async |now| {
            let rows = sign_up::Entity::open_of_address(&email, at(now)).all(db).await.unwrap();
            rows.into_iter().map(|row| (row.id, row.contested)).collect::<Vec<_>>()
        };
        let [first, second, third] = [id!(SignUpId, 1), id!(SignUpId, 2), id!(SignUpId, 3)];
        assert_eq!(open(500).await, [(first, false), (second, false)]);
        assert_eq!(rows!(db, sign_up::Entity::contest(&email, at(1000))), 1);
        assert_eq!(open(1000).await, [(second, true)]);
        // Whoever has expired makes room.
        assert_eq!([put(3, 0, 999).await, put(3, 0, 1000).await], [0, 1]);
        assert_eq!(open(1000).await, [(second, true), (third, false)]);
        let first = Digest::of(&1_i64.to_be_bytes());
        assert_eq!(sign_up::Entity::by_digest(first, at(0)).one(db).await.unwrap(), None);
        assert_eq!(rows!(db, sign_up::Entity::delete_of_address(&email)), 2);
    })
    .await;
}

#[tokio::test]
async fn a_mailed_link_works_once_for_its_purpose_until_it_expires_or_a_newer_one_comes() {
    on_each_database(async |db| {
        let put = async |link: mail_link::Model| mail_link::Entity::put(link).exec_without_returning(db).await.unwrap();
        let older = mail_link(LinkPurpose::MagicLink, b"older");
        let newer = mail_link::Model { created_at: at(1), ..mail_link(LinkPurpose::MagicLink, b"newer") };
        let reset = mail_link(LinkPurpose::PasswordReset, b"reset");
        for link in [&older, &reset, &newer] {
            put(link.clone()).await;
        }
        let live = async |link: &mail_link::Model, now| {
            mail_link::Entity::live(link.purpose, link.digest, now).one(db).await.unwrap()
        };
        assert_eq!(live(&older, NOW).await, None);
        assert_eq!(live(&newer, at(999)).await, Some(newer.clone()));
        assert_eq!(live(&newer, at(1000)).await, None);
        let use_up = |link: &mail_link::Model, now| mail_link::Entity::use_up(link.purpose, link.digest, now);
        assert_eq!(rows!(db, use_up(&older, NOW)), 0);
        assert_eq!(rows!(db, mail_link::Entity::use_up(LinkPurpose::PasswordReset, newer.digest, NOW)), 0);
        assert_eq!(rows!(db, use_up(&newer, at(1000))), 0);
        assert_eq!(rows!(db, use_up(&newer, at(999))), 1);
        assert_eq!(rows!(db, use_up(&newer, at(999))), 0);
        put(newer).await;
        assert_eq!(rows!(db, mail_link::Entity::delete_of_address("other@example.com")), 0);
        assert_eq!(rows!(db, mail_link::Entity::delete_of_address("new@example.com")), 2);
        put(reset).await;
        assert_eq!(rows!(db, mail_link::Entity::delete_expired(at(999))), 0);
        assert_eq!(rows!(db, mail_link::Entity::delete_expired(at(1000))), 1);
    })
    .await;
}

#[tokio::test]
async fn a_password_is_set_once_at_each_security_version_and_not_for_a_disabled_user() {
    on_each_database(async |db| {
        let (_, person) = org_and_user(db).await;
        insert(db, user::Model { disabled_at: Some(NOW), email_verified_at: None, ..user(2) }).await;
        let set = |id, version| user::Entity::set_password(id, version, "$argon2id$new".to_owned(), at(9));
        assert_eq!(rows!(db, set(person, 2)), 0);
        assert_eq!(rows!(db, set(person, 3)), 1);
        assert_eq!(rows!(db, set(person, 3)), 0);
        assert_eq!(rows!(db, set(id!(UserId, 2), 3)), 0);
        assert!(user::Entity::still_at(person, 3).one(db).await.unwrap().is_none());
        let changed = user::Entity::still_at(person, 4).one(db).await.unwrap().unwrap();
        assert_eq!(changed.password_hash.as_deref(), Some("$argon2id$new"));
        assert!(user::Entity::still_at(id!(UserId, 2), 3).one(db).await.unwrap().is_none());
        assert_eq!(rows!(db, user::Entity::verify_email(person, at(9))), 0);
        assert_eq!(rows!(db, user::Entity::verify_email(id!(UserId, 2), at(9))), 1);
    })
    .await;
}

#[tokio::test]
async fn a_ceremony_is_taken_once() {
    on_each_database(async |db| {
        org_and_user(db).await;
        let (begun, id) = (webauthn_ceremony(1), id!(CeremonyId, 1));
        webauthn_ceremony::Entity::begin(begun.clone()).exec_without_returning(db).await.unwrap();
        assert_eq!(webauthn_ceremony::Entity::by_id(id).one(db).await.unwrap(), Some(begun));
        assert_eq!(rows!(db, webauthn_ceremony::Entity::take(id)), 1);
        assert_eq!(rows!(db, webauthn_ceremony::Entity::take(id)), 0);
        for n in [1, 2] {
            insert(db, webauthn_ceremony(n)).await;
        }
        assert_eq!(rows!(db, webauthn_ceremony::Entity::delete_expired(at(1))), 1);
        assert_eq!(rows!(db, webauthn_ceremony::Entity::take(id!(CeremonyId, 2))), 1);
    })
    .await;
}

#[tokio::test]
async fn a_passkeys_counter_only_grows() {
    on_each_database(async |db| {
        org_and_user(db).await;
        insert(db, passkey(1)).await;
        insert(db, passkey::Model { sign_count: 0, ..passkey(2) }).await;
        let used = |sign_count| passkey::Use { credential: "{}".to_owned(), sign_count, backed_up: false, at: at(9) };
        for (n, count, accepted) in
            [(1, 5, 0), (1, 4, 0), (1, 0, 0), (1, 6, 1), (1, 6, 0), (2, 0, 1), (2, 0, 1), (2, 1, 1)]
        {
            let rows = rows!(db, passkey::Entity::accept_use(id!(PasskeyId, n), used(count)));
            assert_eq!(rows, accepted, "passkey {n}, counter {count}");
        }
        let person = id!(UserId, 2);
        assert_eq!(rows!(db, passkey::Entity::rename_of_user(person, id!(PasskeyId, 1), "mine")), 0);
        assert_eq!(rows!(db, passkey::Entity::delete_of_user(person, id!(PasskeyId, 1))), 0);
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_once() {
    on_each_database(async |db| {
        let (_, person) = org_and_user(db).await;
        for n in [1, 2, 3] {
            insert(db, session(n)).await;
        }
        assert_eq!(rows!(db, session::Entity::end(id!(SessionId, 1), NOW)), 1);
        assert_eq!(rows!(db, session::Entity::end(id!(SessionId, 1), at(9))), 0);
        assert_eq!(rows!(db, session::Entity::end_others_of_user(person, id!(SessionId, 2), at(9))), 1);
        assert_eq!(rows!(db, session::Entity::end_all_of_user(person, at(9))), 1);
        let first = session::Entity::by_id(id!(SessionId, 1)).one(db).await.unwrap().unwrap();
        assert_eq!(first.ended_at, Some(NOW));
    })
    .await;
}

#[tokio::test]
async fn a_device_login_is_decided_once_and_consumed_once_and_not_after_it_expired() {
    use device_login::{Approver, Entity};
    on_each_database(async |db| {
        let (one, person) = org_and_user(db).await;
        insert(db, session(1)).await;
        for n in 1..=3 {
            insert(db, device_login(n)).await;
        }
        let by = Approver { user: person, org: one, session: id!(SessionId, 1) };
        let left = ScopeSet::from_iter([Scope::Terminal]);
        let (first, digest) = (id!(DeviceLoginId, 1), device_login(1).device_digest);
        assert_eq!(rows!(db, Entity::consume(digest, NOW)), 0);
        assert_eq!(rows!(db, Entity::approve(first, by, left, at(1000))), 0);
        assert_eq!(rows!(db, Entity::approve(first, by, left, at(999))), 1);
        assert_eq!(rows!(db, Entity::approve(first, by, left, at(999))), 0);
        let approved = Entity::by_device(digest).one(db).await.unwrap().unwrap();
        assert_eq!(approved.scopes, left);
        assert_eq!(rows!(db, Entity::deny(first, at(999))), 0);
        assert_eq!(rows!(db, Entity::refuse(first)), 0);
        assert_eq!(rows!(db, Entity::consume(digest, at(1000))), 0);
        assert_eq!(rows!(db, Entity::consume(digest, at(999))), 1);
        assert_eq!(rows!(db, Entity::consume(digest, at(999))), 0);
        assert_eq!(rows!(db, Entity::refuse(first)), 1);
        let second = id!(DeviceLoginId, 2);
        assert_eq!(rows!(db, Entity::deny(second, NOW)), 1);
        assert_eq!(rows!(db, Entity::approve(second, by, left, NOW)), 0);
        assert_eq!(rows!(db, Entity::delete_expired_before(at(1000))), 0);
        assert_eq!(rows!(db, Entity::delete_expired_before(at(1001))), 3);
    })
    .await;
}

#[tokio::test]
async fn a_key_is_revoked_once() {
    on_each_database(async |db| {
        let (one, person) = org_and_user(db).await;
        for n in 1..=4 {
            insert(db, api_key(n)).await;
        }
        let key = id!(KeyId, 1);
        assert_eq!(rows!(db, api_key::Entity::revoke_of_user_in_org(one, person, key, at(50))), 1);
        assert_eq!(rows!(db, api_key::Entity::revoke_of_user_in_org(one, person, key, at(60))), 0);
        assert!(api_key::Entity::find_of_user_in_org(one, person, key).one(db).await.unwrap().is_none());
        let row = api_key::Entity::by_digest(api_key(1).digest).one(db).await.unwrap().unwrap();
        assert_eq!(row, api_key::Model { revoked_at: Some(at(50)), updated_at: at(50), ..api_key(1) });

        assert_eq!(rows!(db, api_key::Entity::revoke_issued_before(at(3), Some(id!(OrgId, 2)), NOW)), 0);
        assert_eq!(rows!(db, api_key::Entity::revoke_issued_before(at(3), Some(one), NOW)), 1);
        assert_eq!(api_key::Entity::live_of_user_in_org(one, person).all(db).await.unwrap().len(), 2);
        assert_eq!(rows!(db, api_key::Entity::revoke_issued_before(at(100), None, NOW)), 2);
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_taken_once_and_not_after_it_expired_and_by_its_own_org_only() {
    on_each_database(async |db| {
        let (one, person) = org_and_user(db).await;
        for n in 1..=3 {
            insert(db, invitation(n)).await;
        }
        let digest = invitation(1).digest;
        assert!(invitation::Entity::by_digest(digest, at(1000)).one(db).await.unwrap().is_none());
        assert_eq!(rows!(db, invitation::Entity::delete_by_digest(digest, at(1000))), 0);
        assert_eq!(rows!(db, invitation::Entity::delete_by_digest(digest, at(999))), 1);
        assert_eq!(rows!(db, invitation::Entity::delete_by_digest(digest, at(999))), 0);
        let second = id!(InvitationId, 2);
        assert_eq!(rows!(db, invitation::Entity::revoke_in_org(id!(OrgId, 2), second, NOW)), 0);
        assert_eq!(rows!(db, invitation::Entity::revoke_in_org(one, second, at(1000))), 0);
        assert_eq!(rows!(db, invitation::Entity::revoke_in_org(one, second, NOW)), 1);
        let withdraw = |roles: &'static [OrgRole]| invitation::Entity::withdraw_of_user_in_org(one, person, roles);
        assert_eq!(rows!(db, withdraw(&[])), 0);
        assert_eq!(rows!(db, withdraw(&[OrgRole::Owner])), 0);
        assert_eq!(rows!(db, withdraw(&[OrgRole::Owner, OrgRole::Admin])), 1);
    })
    .await;
}

#[tokio::test]
async fn what_belongs_to_an_org_goes_with_it() {
    on_each_database(async |db| {
        let (one, person) = org_and_user(db).await;
        insert(db, membership(1, 1)).await;
        insert(db, session(1)).await;
        insert(db, api_key(1)).await;
        insert(db, invitation(1)).await;
        assert_eq!(rows!(db, org::Entity::remove(id!(OrgId, 2))), 0);
        assert_eq!(rows!(db, org::Entity::remove(one)), 1);
        assert!(session::Entity::by_id(id!(SessionId, 1)).one(db).await.unwrap().is_none());
        assert!(api_key::Entity::by_digest(api_key(1).digest).one(db).await.unwrap().is_none());
        assert!(invitation::Entity::by_digest(invitation(1).digest, NOW).one(db).await.unwrap().is_none());
        assert!(membership::Entity::of_user(person).one(db).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn an_oauth_state_is_used_once_and_forgotten_when_it_has_expired() {
    on_each_database(async |db| {
        let use_up = async |db: &DatabaseConnection, name: &[u8]| {
            let used = used_oauth_state::Entity::use_up(db.get_database_backend(), Digest::of(name), at(10));
            db.execute_raw(used).await.unwrap().rows_affected()
        };
        assert_eq!(use_up(db, b"one").await, 1);
        assert_eq!(use_up(db, b"one").await, 0);
        assert_eq!(use_up(db, b"two").await, 1);
        assert_eq!(rows!(db, used_oauth_state::Entity::delete_expired(at(9))), 0);
        assert_eq!(rows!(db, used_oauth_state::Entity::delete_expired(at(10))), 2);
    })
    .await;
}

#[tokio::test]
async fn an_exchange_code_is_taken_once_and_not_after_it_expired() {
    on_each_database(async |db| {
        org_and_user(db).await;
        let digest = exchange_code().digest;
        insert(db, exchange_code()).await;
        assert_eq!(rows!(db, exchange_code::Entity::use_up(digest, at(1000))), 0);
        assert_eq!(rows!(db, exchange_code::Entity::use_up(digest, at(999))), 1);
        assert_eq!(rows!(db, exchange_code::Entity::use_up(digest, at(999))), 0);
        insert(db, exchange_code()).await;
        assert_eq!(rows!(db, exchange_code::Entity::delete_expired(at(999))), 0);
        assert_eq!(rows!(db, exchange_code::Entity::delete_expired(at(1000))), 1);
    })
    .await;
}

#[tokio::test]
async fn an_identity_belongs_to_one_user() {
    on_each_database(async |db| {
        let (_, person) = org_and_user(db).await;
        insert(db, user(2)).await;
        insert(db, identity("1")).await;
        let taken = identity::Model { user_id: id!(UserId, 2), ..identity("1") };
        assert!(identity::Entity::insert(identity::ActiveModel::from(taken)).exec(db).await.is_err());
        let at = |issuer| identity::Entity::of_user_at(person, issuer);
        assert!(at("https://id.example.com").one(db).await.unwrap().is_some());
        assert!(at("https://other.example.com").one(db).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn a_code_and_a_refresh_token_are_used_once_and_not_after_their_time() {
    use grant::{Entity, Refresh};
    on_each_database(async |db| {
        let (_, person) = org_and_user(db).await;
        for n in 1..=2 {
            insert(db, token(n)).await;
            insert(db, grant(n)).await;
        }
        let (code, family) = (grant(1).code_digest, Digest::of(b"family"));
        let refresh = |token: &[u8]| Refresh { family, token: Digest::of(token) };
        assert_eq!(rows!(db, Entity::refresh(refresh(b"1"), Digest::of(b"2"), NOW)), 0);
        assert_eq!(rows!(db, Entity::exchange(code, refresh(b"1"), at(1000))), 0);
        assert!(Entity::of_user(person, NOW).all(db).await.unwrap().is_empty());
        assert_eq!(rows!(db, Entity::exchange(code, refresh(b"1"), at(999))), 1);
        assert_eq!(rows!(db, Entity::exchange(code, refresh(b"x"), at(999))), 0);
        assert_eq!(Entity::of_user(person, NOW).all(db).await.unwrap().len(), 1);
        assert_eq!(rows!(db, Entity::refresh(refresh(b"2"), Digest::of(b"3"), NOW)), 0);
        assert_eq!(rows!(db, Entity::refresh(refresh(b"1"), Digest::of(b"2"), at(9000))), 0);
        assert_eq!(rows!(db, Entity::refresh(refresh(b"1"), Digest::of(b"2"), at(8999))), 1);
        assert_eq!(rows!(db, Entity::refresh(refresh(b"1"), Digest::of(b"2"), NOW)), 0);

        let (first, digest) = (id!(KeyId, 1), Digest::of(b"token"));
        assert_eq!(rows!(db, api_key::Entity::renew_token(first, digest, at(70), at(60))), 1);
        let row = api_key::Entity::by_digest(digest).one(db).await.unwrap().unwrap();
        assert_eq!(row, api_key::Model { digest, expires_at: Some(at(70)), updated_at: at(60), ..token(1) });
        assert_eq!(rows!(db, api_key::Entity::revoke_token(first, at(80))), 1);
        assert_eq!(rows!(db, api_key::Entity::revoke_token(first, at(90))), 0);
        assert_eq!(rows!(db, api_key::Entity::renew_token(first, digest, at(99), at(90))), 0);
        assert!(Entity::of_user(person, NOW).all(db).await.unwrap().is_empty());

        // What nobody exchanged goes with its token, a while after it could be.
        assert_eq!(rows!(db, api_key::Entity::delete_unused_tokens(at(1000))), 0);
        assert_eq!(rows!(db, api_key::Entity::delete_unused_tokens(at(1001))), 1);
        assert!(Entity::by_code(grant(2).code_digest).one(db).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn no_list_of_keys_has_a_token_and_none_ends_as_a_key() {
    use api_key::Entity;
    on_each_database(async |db| {
        let (one, person) = org_and_user(db).await;
        insert(db, token(1)).await;
        let id = id!(KeyId, 1);
        assert!(Entity::live_of_user_in_org(one, person).one(db).await.unwrap().is_none());
        assert!(Entity::find_of_user_in_org(one, person, id).one(db).await.unwrap().is_none());
        assert!(Entity::find_in_org(one, id).one(db).await.unwrap().is_none());
        assert!(Entity::page_of_all(None, 9).one(db).await.unwrap().is_none());
        assert!(Entity::find_of_all(id).one(db).await.unwrap().is_none());
        assert_eq!(rows!(db, Entity::revoke_of_user_in_org(one, person, id, NOW)), 0);
        assert_eq!(Entity::live_of_user(person).all(db).await.unwrap(), [token(1)]);
        assert_eq!(rows!(db, Entity::revoke_all_of_user_in_org(one, person, NOW)), 1);
    })
    .await;
}
