//! Other wire formats of keys: each a file with its names, statuses and errors, over the same rules,
//! services, fence, limiter and audit as the native one. To add one: its file, and its two lines below. What a dialect is, `dialect` says.

mod answer;
mod auth_api_keys;
mod internal;
mod keys;
mod part;
mod tokens;

pub use answer::{Bare, Nothing, Refused};
use entity::{KeyId, Scope, ScopeSet, Timestamp};
use identity::principal::InOrg;
pub use identity::{
    policy::{Caller, OrgFrom, Rule, StepUpNeed, Surface},
    principal::Session,
};
use kernel::error::Result;
use kernel::wire::Section;
pub use kernel::{
    dialect::{Dialect, Entry, is_under},
    inbound::{JsonBody, OptionalBody},
    limiter::Bucket,
    token::{Digits, Format},
    wire::{Description, Name, Text},
};
pub use part::{Limit, Listed, Part};
use poem_openapi::OpenApi;

pub use super::wire::{KeyOut as Key, MintedKeyOut as MintedKey};
use super::{
    newcomer, operator,
    service::{self, Wanted, check_future, check_lifetime},
};

/// The section of the document.
pub const SECTION: Section = Section {
    name: "Dialects",
    about: "Keys in the wire formats of other products; each is there where `ALMOND_DIALECTS` enables it.",
};

/// Every dialect there is.
pub static ALL: [Entry; 4] = [
    Entry::of::<keys::Keys>(),
    Entry::of::<auth_api_keys::AuthApiKeys>(),
    Entry::of::<internal::Internal>(),
    Entry::of::<tokens::Tokens>(),
];

/// The operations of every dialect. Where one is not enabled, its rules let nobody through.
pub fn all() -> impl OpenApi {
    (keys::Api, auth_api_keys::Api, internal::all(), tokens::Api)
}

/// What a dialect's client wants of a key; all else is as for a native one that says no more.
pub struct Asked {
    pub name: String,
    pub description: Option<String>,
    /// The name of the field, and what it says.
    pub expires_at: Option<(&'static str, Timestamp)>,
}

/// Mints a key that looks as the dialect's do.
///
/// # Errors
/// `BAD_REQUEST` names the field, or says that there were too many requests; `FORBIDDEN` when the person is not known
/// to be there.
pub async fn mint<D: Dialect, R: Rule<Who = Session>>(caller: &Caller<R>, asked: Asked) -> Result<MintedKey> {
    const { assert!(matches!(R::BUCKET, Some(Bucket::Mint)), "the rule of a mint draws from the bucket for that") };
    const { assert!(matches!(R::STEP_UP, StepUpNeed::OrFreshSignIn), "the rule of a mint says what it asks for") };
    let tenant = caller.tenant();
    if let Some((field, at)) = asked.expires_at {
        check_future(tenant.state(), field, at)?;
        check_lifetime(&tenant, field, tenant.state().now(), Some(at))?;
    }
    let wanted = Wanted {
        name: asked.name,
        description: asked.description,
        scopes: ScopeSet::EMPTY.with(Scope::ModelsRead),
        workspace: None,
        allowed_cidrs: None,
        expires_at: asked.expires_at.map(|(_, at)| at),
        format: D::FORMAT,
    };
    let (proof, admission) = (caller.present().await?, caller.admit().await?);
    service::mint(&tenant, proof, admission, wanted, None).await
}

/// A part of the caller's keys in this org, whichever dialect minted them, newest first.
pub async fn list<R: Rule<Who: InOrg>>(caller: &Caller<R>, part: Part<KeyId>) -> Result<Listed<Vec<Key>>> {
    let keys = service::list_after(&caller.tenant(), part.after, part.fetch()).await?;
    Ok(part.cut(keys, |key| key.id.0))
}

/// Ends a key of the caller's, whichever dialect minted it.
///
/// # Errors
/// `NOT_FOUND` for one that is unknown, revoked already or somebody else's.
pub async fn revoke<R: Rule<Who = Session>>(caller: &Caller<R>, id: KeyId) -> Result<()> {
    service::revoke(&caller.tenant(), id).await
}

/// `2026-03-19T10:00:00Z`: what there is below a second is left out.
pub fn in_seconds(at: Timestamp) -> String {
    let text = at.to_string();
    text.split_once('.').map_or(text.clone(), |(seconds, _)| format!("{seconds}Z"))
}
