//! Invitations into an org that wait to be accepted; at most one per org and address. Accepting or revoking one deletes
//! its row, so that each works once.

use sea_orm::{DeleteMany, Insert, IntoActiveModel as _, UpdateMany, entity::prelude::*};

use crate::{Digest, Id, MailId, OrgId, OrgRole, Timestamp, UserId, page::newest_first, user};

pub type InvitationId = Id<Entity>;

/// An open invitation; its token was mailed and is not here.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitationId,
    pub org_id: OrgId,
    /// As it was typed: where the mail went.
    pub email: String,
    pub email_normalised: String,
    pub role: OrgRole,
    /// Who has to be able to give this role when it is accepted.
    pub invited_by: UserId,
    /// Of the token that was mailed.
    pub digest: Digest,
    /// The mail with its link; none where this server sends no mail.
    pub mail_id: Option<MailId>,
    pub expires_at: Timestamp,
    pub created_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Voids every invitation there is; for the operator.
    pub fn forget_all() -> DeleteMany<Self> {
        Self::delete_many()
    }

    /// Opens an invitation.
    pub fn open(row: Model) -> Insert<ActiveModel> {
        Self::insert(row.into_active_model())
    }

    /// The invitation whose token this is, unless it has expired: this is where a token finds its org.
    pub fn by_digest(digest: Digest, now: Timestamp) -> Select<Self> {
        Self::find().filter(Column::Digest.eq(digest)).filter(Column::ExpiresAt.gt(now))
    }

    /// The invitations that an address, in its normalised form, has into any org: whether there are some, not which.
    pub fn open_of_address(normalised: &str, now: Timestamp) -> Select<Self> {
        Self::find().filter(Column::EmailNormalised.eq(normalised)).filter(Column::ExpiresAt.gt(now))
    }

    /// The org's invitation, unless it has expired.
    pub fn find_in_org(org: OrgId, id: InvitationId, now: Timestamp) -> Select<Self> {
        Self::find_by_id(id).filter(Column::OrgId.eq(org)).filter(Column::ExpiresAt.gt(now))
    }

    /// Gives the org's open invitation another token, which voids the one before; one row if it was open.
    pub fn replace_token_in_org(org: OrgId, id: InvitationId, digest: Digest, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::Digest, Expr::value(digest))
            .filter(Column::OrgId.eq(org))
            .filter(Column::Id.eq(id))
            .filter(Column::ExpiresAt.gt(now))
    }

    /// A page of the org's invitations that have not expired, newest first.
    pub fn page_in_org(org: OrgId, now: Timestamp, after: Option<InvitationId>, limit: u64) -> Select<Self> {
        let open = Self::find().filter(Column::OrgId.eq(org)).filter(Column::ExpiresAt.gt(now));
        newest_first(open, Column::Id, after, limit)
    }

    /// Uses up the token: one row if it was there and had not expired.
    pub fn delete_by_digest(digest: Digest, now: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::Digest.eq(digest)).filter(Column::ExpiresAt.gt(now))
    }

    /// Revokes the org's invitation; one row if it was open.
    pub fn revoke_in_org(org: OrgId, id: InvitationId, now: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::OrgId.eq(org)).filter(Column::Id.eq(id)).filter(Column::ExpiresAt.gt(now))
    }

    /// Deletes the org's invitation of an address, in its normalised form: a newer link kills the older.
    pub fn delete_by_email_in_org(org: OrgId, normalised: &str) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::OrgId.eq(org)).filter(Column::EmailNormalised.eq(normalised))
    }

    /// Deletes the invitations into any org that an address, in its normalised form, has.
    pub fn delete_of_address(normalised: &str) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::EmailNormalised.eq(normalised))
    }

    /// Deletes the org's invitations of the address that the user has.
    pub fn delete_of_invited_in_org(org: OrgId, user: UserId) -> DeleteMany<Self> {
        Self::delete_many()
            .filter(Column::OrgId.eq(org))
            .filter(Column::EmailNormalised.in_subquery(user::Entity::address(user)))
    }

    /// Deletes the invitations into `roles` that the user made in the org and may no longer make.
    pub fn withdraw_of_user_in_org(org: OrgId, user: UserId, roles: &[OrgRole]) -> DeleteMany<Self> {
        Self::delete_many()
            .filter(Column::OrgId.eq(org))
            .filter(Column::InvitedBy.eq(user))
            .filter(Column::Role.is_in(roles.iter().copied()))
    }

    /// Deletes the invitations that have expired: they are somebody's address.
    pub fn delete_expired(now: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::ExpiresAt.lte(now))
    }
}
