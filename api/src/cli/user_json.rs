//! What the commands on users print: JSON in the names of the native API. No hash, no secret.

use entity::{org::OrgOfUser, user};
use identity::people::{About, Fate, OrgFate, Plan};
use serde_json::{Value, json};

/// A user in a list.
pub fn user(user: &user::Model) -> Value {
    json!({
        "userId": user.id,
        "email": user.email,
        "emailVerifiedAt": user.email_verified_at,
        "name": user.name,
        "disabledAt": user.disabled_at,
        "createdAt": user.created_at,
    })
}

/// A user, and what is theirs.
pub fn about(about: &About) -> Value {
    let factors = about.factors;
    let org = |row: &OrgOfUser| json!({ "id": row.org.id, "name": row.org.name, "role": row.role });
    let mut shown = user(&about.user);
    shown["hasPassword"] = about.user.password_hash.is_some().into();
    shown["factors"] =
        json!({ "totp": factors.totp, "passkeys": factors.passkeys, "recoveryCodes": factors.recovery_codes });
    shown["orgs"] = about.orgs.iter().map(org).collect();
    shown["sessions"] = about.sessions.into();
    shown["keys"] = about.keys.into();
    shown
}

/// What deleting a user did, or would do.
pub fn deletion(user: &user::Model, plan: &Plan, deleted: bool) -> Value {
    let org = |row: &OrgFate| {
        let to = if let Fate::HandedOver(to) = row.fate { Some(to) } else { None };
        json!({ "id": row.org.id, "name": row.org.name, "fate": row.fate.as_str(), "handedOverTo": to })
    };
    json!({
        "userId": user.id,
        "email": user.email,
        "deleted": deleted,
        "keysRevoked": plan.keys(),
        "orgs": plan.orgs.iter().map(org).collect::<Vec<_>>(),
    })
}
