//! What sea-orm asks of a primary key's type besides being a value: to be made from a number the database counted up.
//! None of these is; every id is made before its row.

use sea_orm::{DbErr, TryFromU64};

use crate::{
    AgentId, AgentSessionId, AuditEventId, CeremonyId, Chain, ConnectionId, DeviceLoginId, Digest, FileId, GuardrailId,
    InvitationId, KeyId, LinkPurpose, MemoryId, OrgId, PasskeyId, PaymentId, PaymentStatus, ProjectId, RecoveryCodeId,
    SessionId, ShareLinkId, SignUpId, SkillId, UserId, WebhookDeliveryId, WebhookEndpointId, WorkspaceId,
};

macro_rules! never_counted {
    ($($name:ident),* $(,)?) => {$(
        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )*};
}

never_counted!(
    AgentId,
    AgentSessionId,
    AuditEventId,
    CeremonyId,
    Chain,
    ConnectionId,
    DeviceLoginId,
    Digest,
    FileId,
    GuardrailId,
    InvitationId,
    KeyId,
    LinkPurpose,
    MemoryId,
    OrgId,
    PasskeyId,
    PaymentId,
    PaymentStatus,
    ProjectId,
    RecoveryCodeId,
    SessionId,
    ShareLinkId,
    SignUpId,
    SkillId,
    UserId,
    WebhookDeliveryId,
    WebhookEndpointId,
    WorkspaceId,
);
