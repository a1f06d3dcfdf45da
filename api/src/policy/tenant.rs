//! The org-scoped handle on the database. Only a `Caller` makes one: no credential, no tenant data.

use std::sync::Arc;

use entity::{OrgId, OrgRole, UserId};
use sea_orm::DatabaseConnection;

use crate::{
    error::Result,
    fence::{MemberPicture, Write},
    state::State,
};

/// Whose data a service works on, and on whose behalf.
#[derive(Clone)]
pub struct Tenant {
    state: Arc<State>,
    org: OrgId,
    user: UserId,
    role: OrgRole,
}

impl Tenant {
    pub(super) fn new(state: Arc<State>, member: &MemberPicture) -> Self {
        Self { state, org: member.org, user: member.user, role: member.role }
    }

    pub fn org(&self) -> OrgId {
        self.org
    }

    pub fn user(&self) -> UserId {
        self.user
    }

    pub fn role(&self) -> OrgRole {
        self.role
    }

    pub fn state(&self) -> &Arc<State> {
        &self.state
    }

    pub fn read(&self) -> &DatabaseConnection {
        self.state.db.read()
    }

    pub async fn begin(&self) -> Result<Write> {
        self.state.fence.begin().await
    }
}
