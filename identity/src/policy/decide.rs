//! The decision: a pure function of a rule, a principal and the circumstances. Everything that is gated asks it.

use std::{net::IpAddr, time::Duration};

use entity::{Scope, Timestamp};
use kernel::fence::MemberPicture;

use super::{OrgFrom, RuleData, StepUpNeed, SteppedUp, Unscoped, window};
use crate::principal::{Key, Principal, Session};

/// What a decision depends on besides rule and principal.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances {
    pub now: Timestamp,
    pub address: IpAddr,
    /// The server's window for a step-up; an org may only make it shorter.
    pub step_up_max_age: Duration,
}

/// Why a known caller may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// This kind of caller never may.
    WrongPrincipal,
    /// The token is a grant's, made for `/mcp` and nothing else (RFC 8707).
    WrongAudience,
    MissingScope(Scope),
    /// The org's `strictScopes`: the operation has no scope that a key could hold.
    StrictScopes,
    /// The key is bound to a workspace, and the operation is about the org.
    Bound,
    /// The key is bound to other networks.
    WrongNetwork,
    /// The user's role in the org is too low.
    Role,
    StepUp {
        max_age: Duration,
    },
    /// The org asks for a second factor, and the user has none and had the time to enrol one.
    SecondFactor {
        due_at: Timestamp,
    },
}

/// Judges if `principal` may do what `rule` guards. Where the path names the org, `decide_there` has the last word.
/// Gives the step-up, if the rule always asks for one.
pub fn decide(rule: &RuleData, principal: &Principal, at: &Circumstances) -> Result<Option<SteppedUp>, Denial> {
    if matches!(principal, Principal::Key(key) if key.picture.client.is_some() && !rule.is_tool) {
        return Err(Denial::WrongAudience);
    }
    if !rule.principals.contains(&principal.kind()) {
        return Err(Denial::WrongPrincipal);
    }
    let stepped_up = match principal {
        Principal::Operator(_) => return Ok(None),
        Principal::Key(key) => key_may(rule, key, at).map(|()| None)?,
        Principal::Session(session) => session_may(rule, session, &session.picture.member, at)?,
    };
    match principal.member() {
        Some(member) if rule.org == OrgFrom::Own => member_may(rule, member, at).map(|()| stepped_up),
        _ => Ok(stepped_up),
    }
}

/// Judges the same in the org that the path names, where they are `there`. For somebody whom `decide` let pass.
pub fn decide_there(
    rule: &RuleData,
    principal: &Principal,
    there: &MemberPicture,
    at: &Circumstances,
) -> Result<Option<SteppedUp>, Denial> {
    let stepped_up = match principal {
        Principal::Session(session) => session_may(rule, session, there, at)?,
        _ => None,
    };
    member_may(rule, there, at).map(|()| stepped_up)
}

fn member_may(rule: &RuleData, member: &MemberPicture, at: &Circumstances) -> Result<(), Denial> {
    if let Some(due_at) = member.two_factor_due_at.filter(|_| !rule.without_factor && member.lacks_factor(at.now)) {
        return Err(Denial::SecondFactor { due_at });
    }
    if member.role < rule.role { Err(Denial::Role) } else { Ok(()) }
}

fn key_may(rule: &RuleData, key: &Key, at: &Circumstances) -> Result<(), Denial> {
    let picture = &key.picture;
    if !picture.allowed_cidrs.is_empty() && !picture.allowed_cidrs.iter().any(|network| network.contains(&at.address)) {
        return Err(Denial::WrongNetwork);
    }
    match rule.scope {
        Some(scope) if !picture.scopes.contains(scope) => Err(Denial::MissingScope(scope)),
        None if picture.member.strict_scopes && rule.unscoped != Unscoped::Every => Err(Denial::StrictScopes),
        None if picture.workspace.is_some() && rule.workspace.is_none() && rule.unscoped == Unscoped::Inherits => {
            Err(Denial::Bound)
        }
        _ => Ok(()),
    }
}

fn session_may(
    rule: &RuleData,
    session: &Session,
    member: &MemberPicture,
    at: &Circumstances,
) -> Result<Option<SteppedUp>, Denial> {
    if rule.step_up != StepUpNeed::Always {
        return Ok(None);
    }
    let max_age = window(member, at.step_up_max_age);
    SteppedUp::within(session, max_age, at.now).map(Some).ok_or(Denial::StepUp { max_age })
}
