//! `/api/v1/keys`: keys with a number for an id, an empty string for a time that isn't, and a `message`. The errors
//! that the text documents, `domain_not_allowed` and `Invalid Frontend URL`, are the sign-in's.

use entity::{KeyId, Timestamp};
use kernel::{
    dialect::{Dialect, is_under},
    error::{Code, Error},
};
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
};
use serde::Deserialize;

use super::{
    Asked, Bare, Bucket, Caller, Description, Digits, Format, JsonBody, Key, Limit, Listed, MintedKey, Name, Part,
    Refused, Rule, Session, StepUpNeed, Surface, Text, in_seconds, list, mint, revoke, service::find_id,
};
use crate::key::dialect::SECTION;

pub struct Keys;

impl Dialect for Keys {
    const NAME: &'static str = "keys";
    const FORMAT: Format = Format::of_dialect("sk-", Digits::Base64);
    const SLASHED: &'static [&'static str] = &["/api/v1/keys"];
    type Refusal = RefusalOut;

    fn owns(path: &str) -> bool {
        is_under(path, "/api/v1/keys")
    }

    fn refuse(error: &Error) -> RefusalOut {
        let error = if error.code() == Code::NotFound { "API key not found" } else { error.message() };
        RefusalOut { error: error.to_owned() }
    }
}

struct ListNumberedKeys;

impl Rule for ListNumberedKeys {
    type Who = Session;
    const NAME: &'static str = "list_numbered_keys";
    const SURFACE: Surface = Surface::Dialect(Keys::NAME);
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

struct CreateNumberedKey;

impl Rule for CreateNumberedKey {
    type Who = Session;
    const NAME: &'static str = "create_numbered_key";
    const SURFACE: Surface = Surface::Dialect(Keys::NAME);
    const STEP_UP: StepUpNeed = StepUpNeed::OrFreshSignIn;
    const BUCKET: Option<Bucket> = Some(Bucket::Mint);
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

struct DeleteNumberedKey;

impl Rule for DeleteNumberedKey {
    type Who = Session;
    const NAME: &'static str = "delete_numbered_key";
    const SURFACE: Surface = Surface::Dialect(Keys::NAME);
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

/// The number that stands for a key: 53 of its id's random bits, which every JSON reader can count with. There is none
/// to store, and none tells how many keys there are.
fn number(id: KeyId) -> u64 {
    const BITS: u128 = (1 << 53) - 1;
    u64::try_from(id.uuid().as_u128() & BITS).unwrap_or_default()
}

/// An error answer of `/api/v1/keys`.
#[derive(Object)]
#[oai(rename = "NumberedKeyError")]
pub struct RefusalOut {
    /// A sentence for people.
    error: String,
}

/// A key to be made.
#[derive(Object, Deserialize)]
#[oai(rename = "CreateNumberedKey")]
#[serde(deny_unknown_fields)]
struct CreateIn {
    name: Text<Name>,
    /// What the key is for.
    #[serde(default)]
    description: Option<Text<Description>>,
}

/// A key; the key itself was shown once, when it was made.
#[derive(Object)]
#[oai(rename = "NumberedKey")]
struct KeyOut {
    /// The key's number.
    id: u64,
    /// What people call the key.
    name: String,
    /// What it is for; empty when nobody said.
    description: String,
    /// `false` once the key has expired.
    is_active: bool,
    /// From when on it is refused; empty: never.
    expires_at: String,
    /// When it was last used, as far as is known; empty: never.
    last_used_at: String,
    /// When it was made.
    created_at: String,
    /// When it was last changed.
    updated_at: String,
}

impl KeyOut {
    fn new(key: Key, now: Timestamp) -> Self {
        let time = |at: Option<Text<Timestamp>>| at.map_or_else(String::new, |at| in_seconds(at.0));
        Self {
            id: number(key.id.0),
            name: key.name,
            description: key.description.unwrap_or_default(),
            is_active: key.expires_at.is_none_or(|at| now < at.0),
            expires_at: time(key.expires_at),
            last_used_at: time(key.last_used_at),
            created_at: in_seconds(key.created_at.0),
            updated_at: in_seconds(key.updated_at.0),
        }
    }
}

/// A key that was just made.
#[derive(Object)]
#[oai(rename = "CreatedNumberedKey")]
struct CreatedKeyOut {
    /// The key. It appears here and never again.
    key: String,
    #[oai(flatten)]
    about: KeyOut,
}

/// The answer to making a key.
#[derive(Object)]
#[oai(rename = "NumberedKeyCreation")]
struct CreatedOut {
    api_key: CreatedKeyOut,
    /// A sentence for people.
    message: String,
}

/// The caller's keys.
#[derive(Object)]
#[oai(rename = "NumberedKeys")]
struct KeysOut {
    /// Newest first.
    api_keys: Vec<KeyOut>,
}

/// The answer to deleting a key.
#[derive(Object)]
#[oai(rename = "NumberedKeyDeletion")]
struct DeletedOut {
    /// A sentence for people.
    message: String,
}

type Result<T> = std::result::Result<T, Refused<Keys>>;

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/keys", tag = "SECTION")]
impl Api {
    /// List the caller's keys.
    #[oai(path = "/", method = "get")]
    async fn list_numbered_keys(
        &self,
        caller: Caller<ListNumberedKeys>,
        /// At most how many, 1 to 1000.
        limit: Query<Option<Limit>>,
        /// The last key of the part before, by its native id, as `Link` says it.
        after: Query<Option<Text<KeyId>>>,
    ) -> Result<Listed<KeysOut>> {
        let now = caller.state().now();
        let keys = list(&caller, Part::new(limit, after)).await?;
        Ok(keys.map(|key| KeyOut::new(key, now)).within(|api_keys| KeysOut { api_keys }))
    }

    /// Mint a key.
    ///
    /// Needs a step-up or, of a user without a second factor, a sign-in of just now.
    #[oai(path = "/", method = "post")]
    async fn create_numbered_key(
        &self,
        caller: Caller<CreateNumberedKey>,
        body: JsonBody<CreateIn>,
    ) -> Result<Bare<CreatedOut, 201>> {
        let description = body.0.description.map(|text| text.0.into_string());
        let asked = Asked { name: body.0.name.0.into_string(), description, expires_at: None };
        let MintedKey { key, about } = mint::<Keys, _>(&caller, asked).await?;
        let api_key = CreatedKeyOut { key, about: KeyOut::new(about, caller.state().now()) };
        Ok(Bare(CreatedOut { api_key, message: "API key created successfully".to_owned() }))
    }

    /// Delete a key.
    #[oai(path = "/:id", method = "delete")]
    async fn delete_numbered_key(
        &self,
        caller: Caller<DeleteNumberedKey>,
        /// The key's number.
        id: Path<u64>,
    ) -> Result<Bare<DeletedOut>> {
        let found = find_id(&caller.tenant(), |key| number(key) == id.0).await?;
        revoke(&caller, found.ok_or_else(Error::not_found)?).await?;
        Ok(Bare(DeletedOut { message: "API key deleted successfully".to_owned() }))
    }
}
