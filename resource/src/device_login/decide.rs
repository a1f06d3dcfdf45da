//! The person's side: to see what asks, and to approve or deny it. Of approval, denial and expiry the first counts.

use entity::{
    ScopeSet, SessionId,
    device_login::{self, Approver},
};
use identity::policy::{Admission, SteppedUp, Tenant, UserCodeTry};
use kernel::{
    audit::Action,
    error::{Error, Result},
    state::State,
    token::UserCode,
};
use sea_orm::UpdateMany;

/// The login that waits for this code. A wrong one stays counted.
///
/// # Errors
/// `NOT_FOUND`, the same for a code that never was, has expired or was decided.
pub async fn find(state: &State, counted: UserCodeTry, code: &UserCode) -> Result<device_login::Model> {
    let found = device_login::Entity::pending_by_user_code(code.letters(), state.now());
    let login = found.one(state.db.read()).await?.ok_or_else(Error::not_found)?;
    counted.was_right(&state.limiter).await?;
    Ok(login)
}

/// Lets the program fetch a key of the approver's, with these scopes, in the org of this session.
///
/// # Errors
/// `NOT_FOUND` when somebody decided in the meantime.
pub async fn approve(
    tenant: &Tenant,
    session: SessionId,
    _proof: SteppedUp,
    _admission: Admission,
    login: &device_login::Model,
    scopes: ScopeSet,
) -> Result<()> {
    let by = Approver { user: tenant.user(), org: tenant.org(), session };
    let approval = |now| device_login::Entity::approve(login.id, by, scopes, now);
    decide(tenant, login, Action::DeviceApproved, approval).await
}

/// # Errors
/// `NOT_FOUND` when somebody decided in the meantime.
pub async fn deny(tenant: &Tenant, login: &device_login::Model) -> Result<()> {
    decide(tenant, login, Action::DeviceDenied, |now| device_login::Entity::deny(login.id, now)).await
}

async fn decide(
    tenant: &Tenant,
    login: &device_login::Model,
    action: Action,
    decision: impl FnOnce(entity::Timestamp) -> UpdateMany<device_login::Entity>,
) -> Result<()> {
    let change = tenant.begin().await?;
    // The time after the transaction has its turn: a code that expired while waiting has expired.
    if decision(tenant.state().now()).exec(&change).await?.rows_affected == 0 {
        return Err(Error::not_found());
    }
    let event = tenant.event(action, login.id);
    change.record(event);
    change.commit().await?;
    tenant.state().device_paces.forget(&login.device_digest);
    Ok(())
}
