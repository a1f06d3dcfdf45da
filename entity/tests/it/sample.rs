//! Rows to test with: one org, one user, and one of everything else that belongs to them.

use entity::*;
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, DatabaseConnection, EntityTrait, IntoActiveModel};

pub const NOW: Timestamp = Timestamp::from_millis(1_777_550_460_123);

pub fn at(millis_later: i64) -> Timestamp {
    Timestamp::from_millis(NOW.millis() + millis_later)
}

/// An id of the `n`th millisecond.
macro_rules! id {
    ($id:ident, $n:expr) => {
        entity::$id::new($crate::sample::at($n), [u8::try_from($n).unwrap(); 10])
    };
}
pub(crate) use id;

/// Inserts the row and gives back what the database then has.
pub async fn insert<M, A>(db: &DatabaseConnection, row: M) -> M
where
    M: IntoActiveModel<A> + Clone,
    A: ActiveModelTrait + ActiveModelBehavior + Send,
    A::Entity: EntityTrait<Model = M>,
    M: sea_orm::ModelTrait<Entity = A::Entity>,
{
    let active = row.into_active_model().reset_all();
    A::Entity::insert(active).exec_with_returning(db).await.unwrap()
}

pub async fn org_and_user(db: &DatabaseConnection) -> (OrgId, UserId) {
    insert(db, org(1)).await;
    insert(db, user(1)).await;
    (id!(OrgId, 1), id!(UserId, 1))
}

pub fn org(n: i64) -> org::Model {
    org::Model {
        id: id!(OrgId, n),
        name: "Org".to_owned(),
        handle: (n == 1).then(|| "org-1".to_owned()),
        strict_scopes: true,
        step_up_max_age: Some(300),
        max_key_lifetime_days: Some(90),
        two_factor_since: Some(at(2)),
        created_at: NOW,
        updated_at: at(1),
    }
}

pub fn user(n: i64) -> user::Model {
    user::Model {
        id: id!(UserId, n),
        email: format!("Person{n}@Example.com"),
        email_normalised: format!("person{n}@example.com"),
        name: "Zoë 🌰".to_owned(),
        avatar: Some("https://example.com/a.png".to_owned()),
        password_hash: Some("$argon2id$v=19$...".to_owned()),
        security_version: 3,
        email_verified_at: Some(NOW),
        disabled_at: None,
        created_at: NOW,
        updated_at: at(1),
    }
}

pub fn membership(org: i64, user: i64) -> membership::Model {
    membership::Model {
        org_id: id!(OrgId, org),
        user_id: id!(UserId, user),
        role: OrgRole::Admin,
        created_at: NOW,
        updated_at: at(1),
        metered_by: None,
    }
}

pub fn workspace(n: i64) -> workspace::Model {
    workspace::Model {
        id: id!(WorkspaceId, n),
        org_id: id!(OrgId, 1),
        name: "Workspace".to_owned(),
        description: Some("for tests".to_owned()),
        created_by: id!(UserId, 1),
        created_at: NOW,
        updated_at: at(1),
    }
}

pub fn session(n: i64) -> session::Model {
    session::Model {
        id: id!(SessionId, n),
        user_id: id!(UserId, 1),
        org_id: id!(OrgId, 1),
        generation: 2,
        rotated_at: Some(at(5)),
        sign_in_method: SignInMethod::RecoveryCode,
        signed_in_at: NOW,
        expires_at: at(1000),
        step_up_method: Some(StepUpMethod::Totp),
        step_up_at: Some(at(5)),
        ip: Some("2001:db8::1".to_owned()),
        user_agent: Some("Firefox".to_owned()),
        last_seen_at: None,
        created_at: NOW,
        ended_at: None,
    }
}

pub fn totp_secret() -> totp_secret::Model {
    totp_secret::Model {
        user_id: id!(UserId, 1),
        sealed: Some(vec![0, 1, 255]),
        confirmed_at: Some(NOW),
        last_step: None,
        pending_sealed: Some(vec![]),
        pending_at: Some(at(1)),
        updated_at: at(2),
    }
}

pub fn recovery_code(n: i64) -> recovery_code::Model {
    recovery_code::Model {
        id: id!(RecoveryCodeId, n),
        user_id: id!(UserId, 1),
        digest: Digest::of(&n.to_be_bytes()),
        created_at: NOW,
        used_at: None,
    }
}

pub fn passkey(n: i64) -> passkey::Model {
    passkey::Model {
        id: id!(PasskeyId, n),
        user_id: id!(UserId, 1),
        name: "laptop".to_owned(),
        credential_id: n.to_be_bytes().to_vec(),
        credential: "{}".to_owned(),
        sign_count: 5,
        backed_up: true,
        created_at: NOW,
        last_used_at: None,
    }
}

pub fn webauthn_ceremony(n: i64) -> webauthn_ceremony::Model {
    webauthn_ceremony::Model {
        id: id!(CeremonyId, n),
        purpose: CeremonyPurpose::StepUp,
        user_id: Some(id!(UserId, 1)),
        session_id: None,
        state: "{}".to_owned(),
        expires_at: at(n),
        created_at: NOW,
    }
}

pub fn api_key(n: i64) -> api_key::Model {
    api_key::Model {
        id: id!(KeyId, n),
        org_id: id!(OrgId, 1),
        user_id: id!(UserId, 1),
        workspace_id: None,
        name: "key".to_owned(),
        description: Some("for tests".to_owned()),
        prefix: "alm_test_abc".to_owned(),
        digest: Digest::of(&n.to_be_bytes()),
        scopes: ScopeSet::EMPTY.with(Scope::ModelsRead).with(Scope::McpWrite),
        allowed_cidrs: Some("10.0.0.0/8,::1/128".to_owned()),
        expires_at: Some(at(1000)),
        last_used_at: None,
        last_used_address: None,
        rotated_from: Some(id!(KeyId, 99)),
        rotated_at: None,
        revoked_at: None,
        paused_at: Some(at(5)),
        paused_by: Some(id!(UserId, 1)),
        client: None,
        created_at: at(n),
        updated_at: at(n),
    }
}

/// The token of a grant.
pub fn token(n: i64) -> api_key::Model {
    api_key::Model { client: Some("agent.example".to_owned()), ..api_key(n) }
}

/// The grant of `token`.
pub fn grant(n: i64) -> grant::Model {
    grant::Model {
        id: id!(KeyId, n),
        org_id: id!(OrgId, 1),
        user_id: id!(UserId, 1),
        client_id: "https://agent.example/client.json".to_owned(),
        client_name: Some("Agent".to_owned()),
        client_host: Some("agent.example".to_owned()),
        redirect_uri: "https://agent.example/callback".to_owned(),
        code_digest: Digest::of(&n.to_be_bytes()),
        code_challenge: "a-challenge".to_owned(),
        code_expires_at: at(1000),
        exchanged_at: None,
        family_digest: None,
        refresh_digest: None,
        expires_at: at(9000),
        created_at: at(n),
    }
}

pub fn oauth_client(n: i64) -> oauth_client::Model {
    oauth_client::Model {
        id: id!(OauthClientId, n),
        name: Some("Agent".to_owned()),
        redirect_uris: "[\"https://agent.example/callback\"]".to_owned(),
        used_at: None,
        created_at: at(n),
    }
}

pub fn sign_up() -> sign_up::Model {
    sign_up::Model {
        id: id!(SignUpId, 1),
        email: "New@Example.com".to_owned(),
        email_normalised: "new@example.com".to_owned(),
        slot: 0,
        name: "New".to_owned(),
        org_name: None,
        password_hash: "$argon2id$v=19$...".to_owned(),
        digest: Digest::of(b"token"),
        contested: false,
        expires_at: at(1000),
        created_at: NOW,
    }
}

pub fn invitation(n: i64) -> invitation::Model {
    invitation::Model {
        id: id!(InvitationId, n),
        org_id: id!(OrgId, 1),
        email: format!("New{n}@Example.com"),
        email_normalised: format!("new{n}@example.com"),
        role: OrgRole::Admin,
        invited_by: id!(UserId, 1),
        digest: Digest::of(&n.to_be_bytes()),
        mail_id: Some(id!(MailId, n)),
        expires_at: at(1000),
        created_at: NOW,
    }
}

pub fn mail(n: i64) -> mail::Model {
    mail::Model {
        id: id!(MailId, n),
        kind: MailKind::Invitation,
        recipient: format!("new{n}@example.com"),
        holder: format!("org:{}", id!(OrgId, 1)),
        body: Some(vec![1, 2, 3]),
        status: MailStatus::Queued,
        attempts: 1,
        due_at: Some(at(5)),
        claim: Some(id!(UserId, 3).uuid()),
        last_error: Some("busy".to_owned()),
        last_attempt_at: Some(NOW),
        ends_at: at(1000),
        created_at: NOW,
        finished_at: None,
    }
}

pub fn device_login(n: i64) -> device_login::Model {
    device_login::Model {
        id: id!(DeviceLoginId, n),
        device_digest: Digest::of(&n.to_be_bytes()),
        user_code: format!("BCDFGHJKLM{n:02}"),
        client_name: Some("alm".to_owned()),
        client_id: None,
        scopes: ScopeSet::EMPTY.with(Scope::Terminal),
        ip: Some("2001:db8::1".to_owned()),
        status: DeviceStatus::Pending,
        user_id: None,
        org_id: None,
        session_id: None,
        decided_at: None,
        interval_ms: 5000,
        status_asked_at: None,
        key_asked_at: None,
        created_at: NOW,
        expires_at: at(1000),
    }
}

pub fn mail_link(purpose: LinkPurpose, token: &[u8]) -> mail_link::Model {
    mail_link::Model {
        purpose,
        email_normalised: "new@example.com".to_owned(),
        digest: Digest::of(token),
        expires_at: at(1000),
        created_at: NOW,
    }
}

pub fn email_change() -> email_change::Model {
    email_change::Model {
        user_id: id!(UserId, 1),
        email: "New@Example.com".to_owned(),
        email_normalised: "new@example.com".to_owned(),
        digest: Digest::of(b"finish"),
        stop_digest: Digest::of(b"stop"),
        expires_at: at(1000),
        created_at: NOW,
    }
}

pub fn identity(subject: &str) -> identity::Model {
    identity::Model {
        issuer: "https://id.example.com".to_owned(),
        subject: subject.to_owned(),
        user_id: id!(UserId, 1),
        created_at: NOW,
    }
}

pub fn exchange_code() -> exchange_code::Model {
    exchange_code::Model {
        digest: Digest::of(b"code"),
        user_id: id!(UserId, 1),
        security_version: 3,
        sign_in_method: SignInMethod::Github,
        origin: None,
        expires_at: at(1000),
    }
}

pub fn audit_event(n: i64, org: Option<i64>) -> audit_event::Model {
    audit_event::Model {
        id: id!(AuditEventId, n),
        chain: Chain::of(org.map(|org| id!(OrgId, org))),
        sequence: n,
        actor_kind: "user".to_owned(),
        actor_key: None,
        actor_id: Some(id!(UserId, 7).uuid()),
        action: "key.minted".to_owned(),
        target_id: Some("acme/small-1".to_owned()),
        ip: None,
        request_id: Some("r-1".to_owned()),
        detail: Some(r#"{"name":"key"}"#.to_owned()),
        created_at: at(n),
        previous_hash: vec![0, 255],
        hash: vec![],
    }
}

pub fn model(id: &str) -> model::Model {
    model::Model {
        id: id.to_owned(),
        name: "Small".to_owned(),
        provider: "acme".to_owned(),
        context_tokens: 128_000,
        created_at: NOW,
    }
}

pub fn agent(n: i64) -> agent::Model {
    agent::Model {
        id: id!(AgentId, n),
        org_id: id!(OrgId, 1),
        name: "agent".to_owned(),
        description: None,
        created_by: id!(UserId, 1),
        created_at: NOW,
        updated_at: at(1),
        last_seen_at: None,
        last_key_id: None,
        status: None,
        version: None,
        retired_at: None,
    }
}

pub fn webhook_endpoint(n: i64) -> webhook_endpoint::Model {
    webhook_endpoint::Model {
        id: id!(WebhookEndpointId, n),
        org_id: id!(OrgId, 1),
        url: "https://hooks.example.com/secret".to_owned(),
        description: None,
        events: Some("key.minted key.revoked".to_owned()),
        secret: vec![0, 254],
        previous_secret: Some(vec![1, 254]),
        previous_secret_until: Some(at(1000)),
        disabled_at: None,
        disabled_reason: None,
        failing_since: Some(at(2)),
        created_at: NOW,
        updated_at: at(1),
    }
}

/// One that is due.
pub fn webhook_delivery(n: i64) -> webhook_delivery::Model {
    webhook_delivery::Model {
        id: id!(WebhookDeliveryId, n),
        org_id: id!(OrgId, 1),
        endpoint_id: Some(id!(WebhookEndpointId, 1)),
        payment_id: None,
        message_id: id!(AuditEventId, n).uuid(),
        event: "key.minted".to_owned(),
        payload: r#"{"type":"key.minted"}"#.to_owned(),
        status: DeliveryStatus::Pending,
        attempts: 0,
        due_at: Some(NOW),
        claim: None,
        last_attempt_at: None,
        last_status: Some(500),
        last_error: Some("refused".to_owned()),
        created_at: NOW,
        finished_at: None,
    }
}

pub fn machine_payment(n: i64) -> machine_payment::Model {
    machine_payment::Model {
        id: id!(PaymentId, n),
        org_id: id!(OrgId, 1),
        idempotency_key: format!("k{n}"),
        amount: 99_999_999_999,
        currency: "EUR".to_owned(),
        description: None,
        reference: Some("job 7".to_owned()),
        status: PaymentStatus::Pending,
        external_id: None,
        failure_reason: None,
        created_by: id!(UserId, 1),
        created_at: NOW,
        updated_at: NOW,
    }
}

pub fn machine_payment_event(status: PaymentStatus) -> machine_payment_event::Model {
    machine_payment_event::Model {
        payment_id: id!(PaymentId, 1),
        status,
        org_id: id!(OrgId, 1),
        reason: Some("card_declined".to_owned()),
        created_at: NOW,
    }
}
