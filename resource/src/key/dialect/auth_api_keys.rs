//! `/auth/api-keys`: keys with an optional name, known by their `key_prefix`. The text shows no body of an error,
//! only 403 for a key and 404 for one that is unknown.

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
    Asked, Bare, Bucket, Caller, Digits, Format, Key, Limit, Listed, MintedKey, Name, Nothing, OptionalBody, Part,
    Refused, Rule, Session, StepUpNeed, Surface, Text, list, mint, revoke,
};
use crate::key::dialect::SECTION;

/// What a key is called that nobody named.
const UNNAMED: &str = "API key";

pub struct AuthApiKeys;

impl Dialect for AuthApiKeys {
    const NAME: &'static str = "auth-api-keys";
    const FORMAT: Format = Format::of_dialect("atiru_", Digits::Hex);
    type Refusal = RefusalOut;

    fn owns(path: &str) -> bool {
        is_under(path, "/auth/api-keys")
    }

    fn refuse(error: &Error) -> RefusalOut {
        let is_unknown = error.code() == Code::NotFound;
        let error = if is_unknown { "Key not found or already revoked" } else { error.message() };
        RefusalOut { error: error.to_owned() }
    }
}

struct ListAuthKeys;

impl Rule for ListAuthKeys {
    type Who = Session;
    const NAME: &'static str = "list_auth_keys";
    const SURFACE: Surface = Surface::Dialect(AuthApiKeys::NAME);
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

struct CreateAuthKey;

impl Rule for CreateAuthKey {
    type Who = Session;
    const NAME: &'static str = "create_auth_key";
    const SURFACE: Surface = Surface::Dialect(AuthApiKeys::NAME);
    const STEP_UP: StepUpNeed = StepUpNeed::OrFreshSignIn;
    const BUCKET: Option<Bucket> = Some(Bucket::Mint);
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

struct RevokeAuthKey;

impl Rule for RevokeAuthKey {
    type Who = Session;
    const NAME: &'static str = "revoke_auth_key";
    const SURFACE: Surface = Surface::Dialect(AuthApiKeys::NAME);
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

/// An error answer of `/auth/api-keys`.
#[derive(Object)]
#[oai(rename = "AuthKeyError")]
pub struct RefusalOut {
    /// A sentence for people.
    error: String,
}

/// A key to be made.
#[derive(Default, Object, Deserialize)]
#[oai(rename = "CreateAuthKey")]
#[serde(deny_unknown_fields)]
struct CreateIn {
    /// What people call the key; `API key` unless given.
    #[serde(default)]
    name: Option<Text<Name>>,
}

/// A key that was just made.
#[derive(Object)]
#[oai(rename = "CreatedAuthKey")]
struct CreatedOut {
    id: Text<KeyId>,
    /// The key. It appears here and never again.
    key: String,
    /// The key's first characters, to recognise it by.
    key_prefix: String,
    /// What people call the key.
    name: String,
    created_at: Text<Timestamp>,
}

impl From<MintedKey> for CreatedOut {
    fn from(MintedKey { key, about }: MintedKey) -> Self {
        let Key { id, prefix, name, created_at, .. } = about;
        Self { id, key, key_prefix: prefix, name, created_at }
    }
}

/// The caller's keys.
#[derive(Object)]
#[oai(rename = "AuthKeys")]
struct KeysOut {
    /// Newest first.
    api_keys: Vec<KeyOut>,
}

/// A key; the key itself was shown once, when it was made.
#[derive(Object)]
#[oai(rename = "AuthKey")]
struct KeyOut {
    id: Text<KeyId>,
    /// The key's first characters, to recognise it by.
    key_prefix: String,
    /// What people call the key.
    name: String,
    created_at: Text<Timestamp>,
    /// When it was last used, as far as is known.
    last_used_at: Option<Text<Timestamp>>,
}

impl From<Key> for KeyOut {
    fn from(Key { id, prefix, name, created_at, last_used_at, .. }: Key) -> Self {
        Self { id, key_prefix: prefix, name, created_at, last_used_at }
    }
}

type Result<T> = std::result::Result<T, Refused<AuthApiKeys>>;

pub struct Api;

#[OpenApi(prefix_path = "/auth/api-keys", tag = "SECTION")]
impl Api {
    /// List the caller's keys.
    #[oai(path = "/", method = "get")]
    async fn list_auth_keys(
        &self,
        caller: Caller<ListAuthKeys>,
        /// At most how many, 1 to 1000.
        limit: Query<Option<Limit>>,
        /// The last id of the part before.
        after: Query<Option<Text<KeyId>>>,
    ) -> Result<Listed<KeysOut>> {
        let keys = list(&caller, Part::new(limit, after)).await?;
        Ok(keys.map(KeyOut::from).within(|api_keys| KeysOut { api_keys }))
    }

    /// Mint a key.
    ///
    /// Needs a step-up or, of a user without a second factor, a sign-in of just now.
    #[oai(path = "/", method = "post")]
    async fn create_auth_key(
        &self,
        caller: Caller<CreateAuthKey>,
        body: OptionalBody<CreateIn>,
    ) -> Result<Bare<CreatedOut, 201>> {
        let name = body.0.name.map_or_else(|| UNNAMED.to_owned(), |name| name.0.into_string());
        let asked = Asked { name, description: None, expires_at: None };
        Ok(Bare(mint::<AuthApiKeys, _>(&caller, asked).await?.into()))
    }

    /// Revoke a key.
    #[oai(path = "/:id", method = "delete")]
    async fn revoke_auth_key(
        &self,
        caller: Caller<RevokeAuthKey>,
        /// The key's id.
        id: Path<Text<KeyId>>,
    ) -> Result<Nothing> {
        revoke(&caller, id.0.0).await?;
        Ok(Nothing)
    }
}
