//! Who may call an operation, in words: what its rule says, for the operation's description.

use entity::{OrgRole, Scope, WorkspaceRole};
use identity::{
    policy::{RuleData, StepUpNeed},
    principal::Kind,
};

/// `Callers: a session, or a key with the scope files:read.`
pub fn may_call(rule: &RuleData) -> String {
    let kinds: Vec<String> = rule.principals.iter().map(|kind| named(*kind, rule.scope)).collect();
    let mut text =
        if rule.is_public() { "Callers: anyone".to_owned() } else { format!("Callers: {}", kinds.join(", or ")) };
    if !rule.is_public() && rule.role > OrgRole::Member {
        text += &format!("; the role `{}` or above in the org", rule.role.as_str());
    }
    if let Some(role) = rule.workspace {
        text += &format!("; the role `{}` or above in the workspace", WorkspaceRole::as_str(role));
    }
    text += match rule.step_up {
        StepUpNeed::Never => "",
        StepUpNeed::Always => "; a step-up",
        StepUpNeed::OrFreshSignIn => "; a step-up, or a fresh sign-in of a user without a second factor",
        StepUpNeed::WhenWriting => "; a step-up where what is granted changes anything",
        StepUpNeed::WhenWidening => "; a step-up where the change widens a right",
        StepUpNeed::ForFactors => "; a step-up, or a fresh sign-in for the first factor",
    };
    if let Some(bucket) = rule.bucket {
        text += &format!("; limited by the bucket `{}`", bucket.as_str());
    }
    text + "."
}

fn named(kind: Kind, scope: Option<Scope>) -> String {
    match (kind, scope) {
        (Kind::Session, _) => "a session".to_owned(),
        (Kind::Key, Some(scope)) => format!("a key with the scope `{}`", scope.as_str()),
        (Kind::Key, None) => "a key".to_owned(),
        (Kind::Operator, _) => "the operator".to_owned(),
    }
}
