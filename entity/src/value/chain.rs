//! Which of the audit trail's chains a record is in: its org's, or the server's for what concerns no tenant.

use std::{fmt, str::FromStr};

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::OrgId;

/// A chain, by its org's id; the server's is the greatest UUID, so it comes after every org's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType)]
#[serde(transparent)]
pub struct Chain(Uuid);

impl Chain {
    pub const SERVER: Self = Self(Uuid::max());

    pub fn of(org: Option<OrgId>) -> Self {
        org.map_or(Self::SERVER, |org| Self(org.uuid()))
    }

    pub fn org(self) -> Option<OrgId> {
        (self != Self::SERVER).then(|| OrgId::from(self.0))
    }

    pub const fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

/// `server`, or the org's id.
impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.org() {
            Some(org) => org.fmt(f),
            None => f.write_str("server"),
        }
    }
}

impl FromStr for Chain {
    type Err = <OrgId as FromStr>::Err;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "server" { Ok(Self::SERVER) } else { text.parse().map(|org| Self::of(Some(org))) }
    }
}
