//! Verifying a key for a service behind Almond, and spending what the request costs. Callers of an org learn of their own
//! org's keys only; to them, another tenant's key is one that doesn't exist.

use entity::{OrgId, Scope, Timestamp, budget};
use identity::principal::Principal;
use kernel::{
    error::{Error, Result},
    fence::{KeyPicture, Looked},
    inbound::Inbound,
    state::State,
    token::Plain,
    usage::Outcome,
    wire::Text,
};

use super::wire::{VerifiedKeyOut, VerifyKeyIn};
use crate::budget::{BudgetOut, MOST_TOKENS, Spent, Window, spend};

/// Never fails for a key that is no good: that is an answer.
///
/// # Errors
/// `BAD_REQUEST` for a cost beyond all measure; `UNAVAILABLE`
pub async fn verify(inbound: &Inbound, principal: &Principal, body: VerifyKeyIn) -> Result<VerifiedKeyOut> {
    let Inbound { state, context } = inbound;
    let cost = body.cost.map(tokens).transpose()?;
    let key = Plain::new(body.key);
    if !state.is_key(key.expose()) {
        return Ok(refused("NOT_FOUND"));
    }
    let org = principal.member().map(|member| member.org);
    let digest = key.digest();
    let now = state.now();
    // The token of a grant is no key: it is good for nothing but `/mcp`. Another org's is one that doesn't exist.
    let is_there = |is_grants: bool, of: OrgId| !is_grants && org.is_none_or(|org| org == of);
    let picture = match state.fence.key(digest, context.address).await? {
        Looked::Live(picture) if is_there(picture.client.is_some(), picture.member.org) => picture,
        Looked::Dead(key) if is_there(key.is_grants, key.org) => {
            let outcome = Outcome::from(key);
            state.use_counts.note((key.org, key.id), outcome, 0, now);
            return Ok(refused(code(outcome)));
        }
        Looked::Live(_) | Looked::Dead(_) | Looked::Nothing => return Ok(refused("NOT_FOUND")),
    };
    let (outcome, budget) = judge(state, &picture, body.scope.map(|Text(scope)| scope), cost, now).await?;
    let valid = outcome == Outcome::Valid;
    let tokens = cost.filter(|_| valid).unwrap_or(0);
    state.use_counts.note((picture.member.org, picture.id), outcome, tokens, now);
    if valid && state.key_usage.note(&picture.last_use, now, None) {
        state.fence.key_used(&digest);
    }
    let budget = budget.map(|budget| BudgetOut::new(&budget, now));
    Ok(VerifiedKeyOut { valid, budget, ..describe(code(outcome), &picture) })
}

/// What a live key is good for now, and its budget afterwards where it has to keep to one.
async fn judge(
    state: &State,
    picture: &KeyPicture,
    scope: Option<Scope>,
    cost: Option<i64>,
    now: Timestamp,
) -> Result<(Outcome, Option<budget::Model>)> {
    if picture.expires_at.is_some_and(|at| at <= now) {
        return Ok((Outcome::Expired, None));
    }
    if picture.member.lacks_factor(now) {
        return Ok((Outcome::Disabled, None));
    }
    if scope.is_some_and(|scope| !picture.scopes.contains(scope)) {
        return Ok((Outcome::InsufficientScope, None));
    }
    let spent = match cost {
        Some(cost) => spend(state, picture, cost).await?,
        None => Spent::NoLimit,
    };
    Ok(match spent {
        Spent::NoLimit => (Outcome::Valid, None),
        Spent::Within(budget) => (Outcome::Valid, Some(budget)),
        Spent::Beyond(Window::Minute, budget) => (Outcome::RateLimited, Some(budget)),
        Spent::Beyond(Window::Day, budget) => (Outcome::UsageExceeded, Some(budget)),
    })
}

/// The outcome as a service reads it.
const fn code(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Valid => "VALID",
        Outcome::Revoked => "REVOKED",
        Outcome::Expired => "EXPIRED",
        Outcome::Disabled => "DISABLED",
        Outcome::InsufficientScope => "INSUFFICIENT_SCOPE",
        Outcome::ForbiddenAddress => "FORBIDDEN_ADDRESS",
        Outcome::RateLimited => "RATE_LIMITED",
        Outcome::UsageExceeded => "USAGE_EXCEEDED",
        Outcome::Forbidden => "FORBIDDEN",
    }
}

/// What a request may cost.
fn tokens(cost: u64) -> Result<i64> {
    let fits = i64::try_from(cost).ok().filter(|_| cost <= MOST_TOKENS);
    fits.ok_or_else(|| Error::field("cost", format!("expected at most {MOST_TOKENS}")))
}

fn refused(code: &str) -> VerifiedKeyOut {
    VerifiedKeyOut { code: code.to_owned(), ..VerifiedKeyOut::default() }
}

fn describe(code: &str, picture: &KeyPicture) -> VerifiedKeyOut {
    VerifiedKeyOut {
        valid: false,
        code: code.to_owned(),
        key_id: Some(Text(picture.id)),
        name: Some(picture.name.clone()),
        user_id: Some(Text(picture.member.user)),
        org_id: Some(Text(picture.member.org)),
        role: Some(Text(picture.member.role)),
        scopes: Some(picture.scopes.iter().map(Text).collect()),
        workspace_id: picture.workspace.map(Text),
        allowed_cidrs: Some(picture.allowed_cidrs.iter().map(ToString::to_string).collect()),
        expires_at: picture.expires_at.map(Text),
        budget: None,
    }
}
