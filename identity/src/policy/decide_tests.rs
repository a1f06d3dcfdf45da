//! `decide` as the pure function it is: rule × principal × circumstances.

use std::{sync::Arc, time::Duration};

use entity::{OrgRole, Scope, ScopeSet, StepUpMethod, Timestamp, WorkspaceId, WorkspaceRole};

use super::{Circumstances, Denial, OrgFrom, RuleData, StepUpNeed, Surface, Unscoped, decide, decide_there, sample};
use crate::{
    credential::Carrier,
    principal::{Key, Kind, Operator, Principal, Session},
};

const NOW: Timestamp = Timestamp::from_millis(1_780_315_200_000);
const MAX_AGE: Duration = Duration::from_secs(600);

/// Anybody may; a test says what more is asked.
const OPEN: RuleData = RuleData {
    name: "sample",
    subject: None,
    surface: Surface::Api,
    principals: &[Kind::Session, Kind::Key, Kind::Operator],
    scope: None,
    unscoped: Unscoped::Inherits,
    org: OrgFrom::Own,
    role: OrgRole::Member,
    workspace: None,
    step_up: StepUpNeed::Never,
    without_factor: false,
    bucket: None,
    errors: &[],
    is_tool: false,
};

fn verdict(rule: &RuleData, principal: &Principal) -> Result<(), Denial> {
    verdict_from("203.0.113.9", rule, principal)
}

fn verdict_from(address: &str, rule: &RuleData, principal: &Principal) -> Result<(), Denial> {
    let address = address.parse().unwrap();
    decide(rule, principal, &Circumstances { now: NOW, address, step_up_max_age: MAX_AGE }).map(drop)
}

#[derive(Clone, Copy, Default)]
struct OfKey {
    scopes: &'static [Scope],
    networks: &'static [&'static str],
    strict: bool,
    bound: bool,
}

fn key(role: OrgRole, of: OfKey) -> Principal {
    let mut picture = sample::key(sample::member(role));
    picture.scopes = of.scopes.iter().copied().collect::<ScopeSet>();
    picture.allowed_cidrs = of.networks.iter().map(|network| network.parse().unwrap()).collect();
    picture.member.strict_scopes = of.strict;
    picture.workspace = of.bound.then(|| WorkspaceId::new(NOW, [5; 10]));
    Principal::Key(Key { picture: Arc::new(picture) })
}

#[derive(Clone, Copy)]
struct OfSession {
    /// How long ago the step-up was.
    step_up: Option<Duration>,
    newest: bool,
    org_max_age: Option<u32>,
}

const PLAIN: OfSession = OfSession { step_up: None, newest: true, org_max_age: None };

fn session(role: OrgRole, of: OfSession) -> Principal {
    let mut picture = sample::session(sample::member(role));
    picture.step_up = of.step_up.map(|ago| (StepUpMethod::Totp, NOW.minus(ago)));
    picture.member.step_up_max_age = of.org_max_age;
    picture.member.strict_scopes = true;
    Principal::Session(Session { picture: Arc::new(picture), carrier: Carrier::Bearer, newest: of.newest })
}

#[test]
fn only_the_kinds_that_the_rule_names_may() {
    const KINDS: [Kind; 3] = [Kind::Session, Kind::Key, Kind::Operator];
    let sets: [&'static [Kind]; 8] = [
        &[],
        &[Kind::Session],
        &[Kind::Key],
        &[Kind::Operator],
        &[Kind::Session, Kind::Key],
        &[Kind::Session, Kind::Operator],
        &[Kind::Key, Kind::Operator],
        &KINDS,
    ];
    let stepped_up = OfSession { step_up: Some(Duration::ZERO), ..PLAIN };
    let able = OfKey { scopes: Scope::ALL, ..OfKey::default() };
    for principals in sets {
        let rule = RuleData { principals, ..OPEN };
        for principal in [session(OrgRole::Owner, stepped_up), key(OrgRole::Owner, able), Principal::Operator(Operator)]
        {
            let named = principals.contains(&principal.kind());
            let expected = if named { Ok(()) } else { Err(Denial::WrongPrincipal) };
            assert_eq!(verdict(&rule, &principal), expected, "{principals:?} {:?}", principal.kind());
        }
    }
}

#[test]
fn roles_are_a_ladder_for_sessions_and_keys_alike() {
    for (asked, role, may) in [
        (OrgRole::Member, OrgRole::Member, true),
        (OrgRole::Member, OrgRole::Admin, true),
        (OrgRole::Member, OrgRole::Owner, true),
        (OrgRole::Admin, OrgRole::Member, false),
        (OrgRole::Admin, OrgRole::Admin, true),
        (OrgRole::Admin, OrgRole::Owner, true),
        (OrgRole::Owner, OrgRole::Member, false),
        (OrgRole::Owner, OrgRole::Admin, false),
        (OrgRole::Owner, OrgRole::Owner, true),
    ] {
        let rule = RuleData { role: asked, ..OPEN };
        let expected = if may { Ok(()) } else { Err(Denial::Role) };
        assert_eq!(verdict(&rule, &session(role, PLAIN)), expected, "{asked} {role}");
        assert_eq!(verdict(&rule, &key(role, OfKey::default())), expected, "{asked} {role}");
    }
}

#[test]
fn a_rule_may_take_keys_without_a_scope_under_strict_scopes_too() {
    let rule = RuleData { unscoped: Unscoped::Every, ..OPEN };
    let strict = OfKey { strict: true, ..OfKey::default() };
    assert_eq!(verdict(&rule, &key(OrgRole::Member, strict)), Ok(()));
    let scoped = RuleData { scope: Some(Scope::ModelsRead), ..rule };
    assert_eq!(verdict(&scoped, &key(OrgRole::Member, strict)), Err(Denial::MissingScope(Scope::ModelsRead)));
}

#[test]
fn a_key_that_is_bound_to_a_workspace_sees_of_the_org_what_a_scope_opens() {
    let bound = |rule: &RuleData, scopes| {
        verdict(rule, &key(OrgRole::Owner, OfKey { bound: true, scopes, ..OfKey::default() }))
    };
    assert_eq!(bound(&OPEN, &[]), Err(Denial::Bound));
    for unscoped in [Unscoped::Bound, Unscoped::Every] {
        assert_eq!(bound(&RuleData { unscoped, ..OPEN }, &[]), Ok(()));
    }
    let within = RuleData { workspace: Some(WorkspaceRole::Viewer), ..OPEN };
    assert_eq!(bound(&within, &[]), Ok(()));
    let scoped = RuleData { scope: Some(Scope::FilesRead), ..OPEN };
    assert_eq!(bound(&scoped, &[Scope::FilesRead]), Ok(()));
}

#[test]
fn a_key_needs_the_scope_and_under_strict_scopes_there_must_be_one() {
    let missing = Err(Denial::MissingScope(Scope::ModelsRead));
    let scopes: [&'static [Scope]; 3] = [&[], &[Scope::FilesRead, Scope::FilesWrite], &[Scope::ModelsRead]];
    for (asked, strict, expected) in [
        (None, false, [Ok(()), Ok(()), Ok(())]),
        (None, true, [Err(Denial::StrictScopes); 3]),
        (Some(Scope::ModelsRead), false, [missing, missing, Ok(())]),
        (Some(Scope::ModelsRead), true, [missing, missing, Ok(())]),
    ] {
        let rule = RuleData { scope: asked, ..OPEN };
        for (scopes, expected) in scopes.into_iter().zip(expected) {
            let of = OfKey { scopes, strict, ..OfKey::default() };
            // The role of its user makes up for nothing.
            for role in OrgRole::ALL {
                assert_eq!(verdict(&rule, &key(*role, of)), expected, "{asked:?} {strict} {scopes:?}");
            }
        }
        assert_eq!(verdict(&rule, &session(OrgRole::Member, PLAIN)), Ok(()), "a session has no scopes");
        assert_eq!(verdict(&rule, &Principal::Operator(Operator)), Ok(()));
    }
}

#[test]
fn a_key_is_held_to_its_networks_before_anything_else() {
    let of = OfKey { networks: &["203.0.113.0/24", "2001:db8::/32"], ..OfKey::default() };
    let rule = RuleData { scope: Some(Scope::ModelsRead), ..OPEN };
    for (address, within) in [
        ("203.0.113.0", true),
        ("203.0.113.255", true),
        ("2001:db8:ffff::1", true),
        ("203.0.114.0", false),
        ("2001:db9::", false),
        ("::1", false),
    ] {
        let key = key(OrgRole::Owner, of);
        let expected = if within { Ok(()) } else { Err(Denial::WrongNetwork) };
        assert_eq!(verdict_from(address, &OPEN, &key), expected, "{address}");
        let without_scope = if within { Denial::MissingScope(Scope::ModelsRead) } else { Denial::WrongNetwork };
        assert_eq!(verdict_from(address, &rule, &key), Err(without_scope), "{address}");
    }
}

#[test]
fn a_step_up_is_asked_of_the_newest_token_within_the_shorter_window() {
    let seconds = |n| Some(Duration::from_secs(n));
    let just_within = Some(MAX_AGE - Duration::from_millis(1));
    for (step_up, newest, org_max_age, denied_for) in [
        (None, true, None, seconds(600)),
        (seconds(0), true, None, None),
        (just_within, true, None, None),
        (seconds(600), true, None, seconds(600)),
        (seconds(0), false, None, seconds(600)),
        (seconds(59), true, Some(60), None),
        (seconds(60), true, Some(60), seconds(60)),
        // An org can't make it longer, only impossible.
        (seconds(600), true, Some(3600), seconds(600)),
        (seconds(0), true, Some(0), seconds(0)),
    ] {
        let of = OfSession { step_up, newest, org_max_age };
        let session = session(OrgRole::Owner, of);
        let rule = RuleData { step_up: StepUpNeed::Always, ..OPEN };
        let expected = denied_for.map_or(Ok(()), |max_age| Err(Denial::StepUp { max_age }));
        assert_eq!(verdict(&rule, &session), expected, "{step_up:?} {newest} {org_max_age:?}");
        // For these the service asks, once it knows what is wanted.
        for step_up in [StepUpNeed::Never, StepUpNeed::WhenWidening, StepUpNeed::ForFactors] {
            assert_eq!(verdict(&RuleData { step_up, ..OPEN }, &session), Ok(()));
        }
    }
}

#[test]
fn where_the_path_names_the_org_the_role_and_the_window_there_count_as_well() {
    let rule = RuleData { org: OrgFrom::Named, role: OrgRole::Admin, step_up: StepUpNeed::Always, ..OPEN };
    let at = Circumstances { now: NOW, address: "203.0.113.9".parse().unwrap(), step_up_max_age: MAX_AGE };
    let stepped_up = |seconds| OfSession { step_up: Some(Duration::from_secs(seconds)), ..PLAIN };
    let principal = session(OrgRole::Member, stepped_up(60));
    assert!(decide(&rule, &principal, &at).unwrap().is_some());
    let old = session(OrgRole::Owner, stepped_up(601));
    assert_eq!(decide(&rule, &old, &at).unwrap_err(), Denial::StepUp { max_age: MAX_AGE });
    let mut there = sample::member(OrgRole::Admin);
    assert!(decide_there(&rule, &principal, &there, &at).unwrap().is_some());
    there.step_up_max_age = Some(60);
    let max_age = Duration::from_secs(60);
    assert_eq!(decide_there(&rule, &principal, &there, &at).unwrap_err(), Denial::StepUp { max_age });
    let low = sample::member(OrgRole::Member);
    let fresh = session(OrgRole::Owner, stepped_up(60));
    assert_eq!(decide_there(&rule, &fresh, &low, &at).unwrap_err(), Denial::Role);
}

#[test]
fn the_token_of_a_grant_is_good_for_tools_alone() {
    let mut picture = sample::key(sample::member(OrgRole::Owner));
    picture.scopes = Scope::ALL.iter().copied().collect();
    picture.client = Some("agent.example".to_owned());
    let token = Principal::Key(Key { picture: Arc::new(picture) });
    for unscoped in [Unscoped::Inherits, Unscoped::Bound, Unscoped::Every] {
        for scope in [None, Some(Scope::ModelsRead), Some(Scope::McpRead)] {
            let rule = RuleData { unscoped, scope, ..OPEN };
            assert_eq!(verdict(&rule, &token), Err(Denial::WrongAudience), "{unscoped:?} {scope:?}");
            assert_eq!(verdict(&RuleData { is_tool: true, ..rule }, &token), Ok(()), "{unscoped:?} {scope:?}");
        }
    }
}
