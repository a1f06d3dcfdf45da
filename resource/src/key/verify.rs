//! Verifying a key for a service behind Almond, and spending what the request costs. Callers of an org learn of their own
//! org's keys only; to them, another tenant's key is one that doesn't exist.

use entity::{Digest, OrgId, Scope, api_key};
use identity::principal::Principal;
use kernel::{
    error::{Error, Result},
    fence::KeyPicture,
    inbound::Inbound,
    token::Plain,
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
    let Some(picture) = state.fence.key(digest, context.address).await? else {
        return why_not(inbound, org, digest).await;
    };
    // The token of a grant is no key: it is good for nothing but `/mcp`.
    if picture.client.is_some() || org.is_some_and(|org| org != picture.member.org) {
        return Ok(refused("NOT_FOUND"));
    }
    let now = state.now();
    if picture.expires_at.is_some_and(|at| at <= now) {
        return Ok(describe("EXPIRED", &picture));
    }
    if picture.member.lacks_factor(now) {
        return Ok(describe("DISABLED", &picture));
    }
    if body.scope.is_some_and(|Text(scope): Text<Scope>| !picture.scopes.contains(scope)) {
        return Ok(describe("INSUFFICIENT_SCOPE", &picture));
    }
    let spent = match cost {
        Some(cost) => spend(state, &picture, cost).await?,
        None => Spent::NoLimit,
    };
    let (code, budget) = match spent {
        Spent::NoLimit => ("VALID", None),
        Spent::Within(budget) => ("VALID", Some(budget)),
        Spent::Beyond(Window::Minute, budget) => ("RATE_LIMITED", Some(budget)),
        Spent::Beyond(Window::Day, budget) => ("USAGE_EXCEEDED", Some(budget)),
    };
    let valid = code == "VALID";
    if valid && state.key_usage.note(&picture.last_use, now, None) {
        state.fence.key_used(&digest);
    }
    let budget = budget.map(|budget| BudgetOut::new(&budget, now));
    Ok(VerifiedKeyOut { valid, budget, ..describe(code, &picture) })
}

/// What a request may cost.
fn tokens(cost: u64) -> Result<i64> {
    let fits = i64::try_from(cost).ok().filter(|_| cost <= MOST_TOKENS);
    fits.ok_or_else(|| Error::field("cost", format!("expected at most {MOST_TOKENS}")))
}

/// A key without a live picture: never existed, was revoked, is switched off, or its user is gone.
async fn why_not(inbound: &Inbound, org: Option<OrgId>, digest: Digest) -> Result<VerifiedKeyOut> {
    let Inbound { state, context } = inbound;
    if state.fence.never_was(&digest) {
        return Ok(refused("NOT_FOUND"));
    }
    let _turn = state.look_ups.turn(context.address).await?;
    let row = api_key::Entity::by_digest(digest).one(state.db.read()).await?;
    let row = row.filter(|row| row.client.is_none() && org.is_none_or(|org| org == row.org_id));
    Ok(refused(match row {
        None => "NOT_FOUND",
        Some(row) if row.revoked_at.is_some() => "REVOKED",
        Some(_) => "DISABLED",
    }))
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
