//! What sea-orm asks of a primary key's type besides being a value: to be made from a number the database counted up.
//! None of these is; every id is made before its row.

use sea_orm::{DbErr, TryFromU64};

use crate::{
    AgentId, AuditEventId, CeremonyId, Chain, DeviceLoginId, Digest, InvitationId, KeyId, LinkPurpose, OrgId,
    PasskeyId, RecoveryCodeId, SessionId, SignUpId, UserId, WorkspaceId,
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
    AuditEventId,
    CeremonyId,
    Chain,
    DeviceLoginId,
    Digest,
    InvitationId,
    KeyId,
    LinkPurpose,
    OrgId,
    PasskeyId,
    RecoveryCodeId,
    SessionId,
    SignUpId,
    UserId,
    WorkspaceId,
);
