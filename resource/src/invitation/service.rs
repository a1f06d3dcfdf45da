//! Inviting, listing, revoking, accepting. Inviting and accepting hold the org: what is true of inviter and address is
//! so when the change is made.

use std::time::Duration;

use entity::{InvitationId, OrgRole, UserId, invitation, membership, org, user};
use identity::{
    account::join,
    policy::{Admission, Held, SteppedUp, Tenant},
    principal::{InOrg as _, Session},
};
use kernel::{
    audit::{Action, Event},
    change::Change,
    error::{Error, Result},
    fence::Tag,
    notice::news::{self, News},
    request::Context,
    share::Holder,
    state::State,
    token::link,
    wire::{List, PageIn, Text, email::is_allowed},
};
use serde_json::json;

use super::{
    delivery, mail,
    wire::{CreateInvitationIn, InvitationOut, LinkOut},
};
use crate::{member::check_role, org::OrgOut};

/// How long a link works.
const LIFETIME: Duration = Duration::from_secs(7 * 24 * 3600);

/// The org's invitations that can still be accepted, newest first.
pub async fn list(tenant: &Tenant, page: &PageIn<InvitationId>) -> Result<List<InvitationOut>> {
    let now = tenant.state().now();
    let finder = |after, limit| invitation::Entity::page_in_org(tenant.org(), now, after, limit);
    let found = page.find(tenant.read(), &[invitation::Column::Email], finder).await?;
    let mails = delivery::of(tenant.read(), found.rows.iter()).await?;
    Ok(page.list(found, |row| row.id, |row| InvitationOut::new(row, &mails)))
}

/// # Errors
/// `NOT_FOUND` for one that is unknown, expired, accepted, revoked or another org's.
pub async fn get(tenant: &Tenant, id: InvitationId) -> Result<InvitationOut> {
    let found = invitation::Entity::find_in_org(tenant.org(), id, tenant.state().now()).one(tenant.read()).await?;
    show(tenant, found.ok_or_else(Error::not_found)?).await
}

async fn show(tenant: &Tenant, row: invitation::Model) -> Result<InvitationOut> {
    let mails = delivery::of(tenant.read(), std::iter::once(&row)).await?;
    Ok(InvitationOut::new(row, &mails))
}

/// A link to hand over, in place of the one that was mailed, which is void from then on: two would be one too many to
/// know of. For who could invite into the same role.
///
/// # Errors
/// `NOT_FOUND` for one that is not open; `FORBIDDEN` for a role beyond the caller's to give.
pub async fn link(tenant: &Tenant, _proof: SteppedUp, _admission: Admission, id: InvitationId) -> Result<LinkOut> {
    let (state, now) = (tenant.state(), tenant.state().now());
    let Held { change, org, role: mine, .. } = tenant.hold(OrgRole::Admin).await?;
    let found = invitation::Entity::find_in_org(org.id, id, now).one(&change).await?;
    let invited = found.ok_or_else(Error::not_found)?;
    check_role(mine, invited.role)?;
    let token = link::mint(state.random());
    let replaced = invitation::Entity::replace_token_in_org(org.id, id, token.digest(), now).exec(&change).await?;
    if replaced.rows_affected == 0 {
        return Err(Error::not_found());
    }
    if let Some(mail) = invited.mail_id {
        entity::mail::Entity::withdraw(mail, "a link was handed over instead", now).exec(&change).await?;
    }
    change.record(tenant.event(Action::InvitationLinkCreated, id).with_detail(json!({ "email": invited.email })));
    change.commit().await?;
    Ok(LinkOut { url: mail::link_to(state, &token), expires_at: Text(invited.expires_at) })
}

/// Mails a link that lets the owner of the address in; an earlier one to the same address is void.
///
/// # Errors
/// `FORBIDDEN` for a role beyond the caller's to give or a domain that may not sign in, `CONFLICT` for a member.
pub async fn create(
    tenant: &Tenant,
    _proof: SteppedUp,
    _admission: Admission,
    body: CreateInvitationIn,
) -> Result<InvitationOut> {
    let (state, email, role) = (tenant.state(), body.email.0, body.role.0);
    check_domain(state, email.as_str())?;
    state.limiter.admit_invitation(email.as_str()).await?;
    let (now, token) = (state.now(), link::mint(state.random()));
    let Held { change, org, role: mine, .. } = tenant.hold(OrgRole::Admin).await?;
    check_role(mine, role)?;
    if membership::Entity::of_address_in_org(org.id, &email.normalised()).one(&change).await?.is_some() {
        return Err(Error::conflict("The address is a member's already"));
    }
    invitation::Entity::delete_by_email_in_org(org.id, &email.normalised()).exec(&change).await?;
    let inviter = user::Entity::by_id(tenant.user()).one(&change).await?.ok_or_else(Error::not_found)?;
    let mut invited = invitation::Model {
        id: InvitationId::new(now, state.random()),
        org_id: org.id,
        email: email.as_str().to_owned(),
        email_normalised: email.normalised(),
        role,
        invited_by: tenant.user(),
        digest: token.digest(),
        mail_id: None,
        expires_at: now.plus(LIFETIME),
        created_at: now,
    };
    let message = mail::invite(state, &invited, &inviter.email, &org.name, &token);
    invited.mail_id = change.mail(Some(Holder::Org(org.id)), &message)?;
    invitation::Entity::open(invited.clone()).exec_without_returning(&change).await?;
    let event = tenant.event(Action::InvitationCreated, invited.id);
    let event = event.with_detail(json!({ "email": invited.email, "role": role.as_str() }));
    change.record(event);
    change.commit().await?;
    show(tenant, invited).await
}

/// # Errors
/// `NOT_FOUND` for one that is not open any more, or never was in this org.
pub async fn revoke(tenant: &Tenant, _proof: SteppedUp, id: InvitationId) -> Result<()> {
    let state = tenant.state();
    let Held { change, org, .. } = tenant.hold(OrgRole::Admin).await?;
    if invitation::Entity::revoke_in_org(org.id, id, state.now()).exec(&change).await?.rows_affected == 0 {
        return Err(Error::not_found());
    }
    let event = tenant.event(Action::InvitationRevoked, id);
    change.record(event);
    change.commit().await
}

/// Lets the session's user into the org. A link works once, for the address that it was mailed to and nobody else, and
/// only while its sender is somebody who could send it.
///
/// # Errors
/// `NOT_FOUND` for a link that is unknown, expired, used, replaced, revoked or void; `FORBIDDEN` for another address than
/// the invited one; `CONFLICT` for somebody who is a member already.
pub async fn accept(state: &State, context: &Context, session: &Session, token: &str) -> Result<OrgOut> {
    let (digest, now, id) = (link::digest(token).ok_or_else(Error::not_found)?, state.now(), session.user());
    let mut change = state.changes.begin(context).await?;
    let invited = invitation::Entity::by_digest(digest, now).one(&change).await?.ok_or_else(Error::not_found)?;
    let org = org::Entity::held(invited.org_id).one(&change).await?.ok_or_else(Error::not_found)?;
    let user = user::Entity::by_id(id).one(&change).await?.ok_or_else(Error::not_found)?;
    if user.email_normalised != invited.email_normalised || user.email_verified_at.is_none() {
        return Err(Error::forbidden("Sign in with the address that was invited"));
    }
    check_domain(state, &user.email)?;
    check_inviter(&change, &invited).await?;
    if invitation::Entity::delete_by_digest(digest, now).exec(&change).await?.rows_affected == 0 {
        return Err(Error::not_found());
    }
    join(state, &change, id, org.id, invited.role).await?;
    change.touch(Tag::User(id));
    let event = Event::by_member(id, org.id, Action::InvitationAccepted, invited.id);
    let event = event.with_detail(json!({ "role": invited.role.as_str(), "invitedBy": invited.invited_by }));
    change.record(event);
    if invited.role == OrgRole::Owner {
        let owners = news::other_owners(&change, org.id, id).await?;
        news::tell(&change, &owners, &org.name, News::OwnersChanged)?;
    }
    change.commit().await?;
    Ok(OrgOut::new(org, invited.role))
}

/// Forgets the invitations that have expired.
pub async fn forget_expired(state: &State) -> Result<()> {
    invitation::Entity::delete_expired(state.now()).exec(state.db.write()).await?;
    Ok(())
}

fn check_domain(state: &State, email: &str) -> Result<()> {
    let allowed = is_allowed(email, state.config.sign_in.allowed_email_domains.as_ref());
    if allowed { Ok(()) } else { Err(Error::forbidden("domain_not_allowed")) }
}

/// True if its sender could still send it.
async fn check_inviter(change: &Change, invited: &invitation::Model) -> Result<()> {
    let by: UserId = invited.invited_by;
    let enabled = user::Entity::by_id(by).one(change).await?.is_some_and(|user| user.disabled_at.is_none());
    let membership = membership::Entity::of_user_in_org(by, invited.org_id).one(change).await?;
    let may = membership.is_some_and(|inviter| check_role(inviter.role, invited.role).is_ok());
    if enabled && may { Ok(()) } else { Err(Error::not_found()) }
}
