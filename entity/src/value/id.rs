//! Ids: a UUIDv7 (RFC 9562) in a type of its own for each table, so that one kind can't be passed for another.
//! They sort by creation time on both databases, which is what lists page by.

use std::{fmt, str::FromStr};

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

use crate::Timestamp;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A UUIDv7 of `now` and ten random bytes.
            pub fn new(now: Timestamp, random: [u8; 10]) -> Self {
                let millis = u64::try_from(now.millis()).unwrap_or(0);
                Self(Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
            }

            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self)
            }
        }
    )*};
}

id!(
    AgentId,
    AgentSessionId,
    AuditEventId,
    CeremonyId,
    ConnectionId,
    DeviceLoginId,
    FileId,
    GuardrailId,
    InvitationId,
    KeyId,
    MemoryId,
    OrgId,
    PasskeyId,
    PaymentId,
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
