//! What becomes of a person's orgs when their account is deleted, worked out beforehand: shown to them, and compared with
//! what is so when it happens.

use entity::{Digest, OrgId, OrgRole, UserId, api_key, membership, org, user};
use kernel::error::{Error, Result};
use sea_orm::{ConnectionTrait, PaginatorTrait};

use super::{Named, find};

/// What becomes of one org.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It goes on without them.
    Left,
    /// Nobody else is in it: it goes with them.
    Deleted,
    /// They are its last owner; this member becomes one.
    HandedOver(UserId),
    /// They are its last owner, there are others, and nobody is named who could take over.
    Blocked,
}

impl Fate {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Deleted => "deleted",
            Self::HandedOver(_) => "handedOver",
            Self::Blocked => "blocked",
        }
    }
}

/// An org, and what becomes of it.
#[derive(Clone, Debug)]
pub struct OrgFate {
    pub org: org::Model,
    pub role: OrgRole,
    pub fate: Fate,
    /// Keys of theirs in it, which end.
    pub keys: u64,
}

/// What deleting an account does.
#[derive(Clone, Debug)]
pub struct Plan {
    pub orgs: Vec<OrgFate>,
}

impl Plan {
    /// The names of the orgs that stand against it.
    pub fn blocked(&self) -> Vec<&OrgFate> {
        self.orgs.iter().filter(|org| org.fate == Fate::Blocked).collect()
    }

    /// How many keys end.
    pub fn keys(&self) -> u64 {
        self.orgs.iter().map(|org| org.keys).sum()
    }

    /// What says that somebody has seen this plan: another one has another.
    pub fn confirmation(&self, user: UserId) -> String {
        let mut text = user.to_string();
        for OrgFate { org, fate, .. } in &self.orgs {
            let to = if let Fate::HandedOver(to) = fate { to.to_string() } else { String::new() };
            text.push_str(&format!(" {}:{}:{to}", org.id, fate.as_str()));
        }
        Digest::of(text.as_bytes()).as_bytes().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Works out what deleting the user would do, with `heir` as owner of the orgs that would be left without one, as far as
/// they are a member there.
///
/// # Errors
/// `BAD_REQUEST` for an heir who isn't there or is the user.
pub async fn plan(db: &impl ConnectionTrait, user: &user::Model, heir: Option<&Named>) -> Result<Plan> {
    let heir = match heir {
        Some(named) => Some(find_heir(db, user, named).await?),
        None => None,
    };
    let mut orgs = Vec::new();
    for org::OrgOfUser { org, role } in org::Entity::of_user(user.id).all(db).await? {
        let fate = fate(db, (org.id, user.id), role, heir).await?;
        let keys = api_key::Entity::live_of_user_in_org(org.id, user.id).count(db).await?;
        orgs.push(OrgFate { org, role, fate, keys });
    }
    Ok(Plan { orgs })
}

async fn find_heir(db: &impl ConnectionTrait, user: &user::Model, named: &Named) -> Result<UserId> {
    let unfit = || Error::field("handOverTo", "expected the id or address of another enabled user");
    let found = find(db, named).await.map_err(|_| unfit())?;
    if found.id == user.id || found.disabled_at.is_some() { Err(unfit()) } else { Ok(found.id) }
}

async fn fate(
    db: &impl ConnectionTrait,
    (org, user): (OrgId, UserId),
    role: OrgRole,
    heir: Option<UserId>,
) -> Result<Fate> {
    let others = membership::Entity::others_in_org(org, user).all(db).await?;
    if others.is_empty() {
        return Ok(Fate::Deleted);
    }
    let is_last = role == OrgRole::Owner && others.iter().all(|other| other.role != OrgRole::Owner);
    if !is_last {
        return Ok(Fate::Left);
    }
    let heir = heir.filter(|heir| others.iter().any(|other| other.user_id == *heir));
    Ok(heir.map_or(Fate::Blocked, Fate::HandedOver))
}
