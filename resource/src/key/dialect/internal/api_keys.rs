//! `/internal/api-keys`: keys that the operator mints for the people of their org. The list has every tenant's keys, and
//! any of them can be ended.

use entity::{KeyId, UserId, api_key};
use identity::{
    account::operator::{find as find_org, team_of},
    policy::Behalf,
    principal::Operator,
};
use kernel::error::{Code, Error};
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
};
use serde::Deserialize;

use super::{
    super::{
        Bare, Bucket, Caller, JsonBody, Key, Limit, Listed, MintedKey, Name, Nothing, Part, Rule, Surface, Text,
        in_seconds, operator,
    },
    Result, SURFACE,
    type_id::TypeId,
    wanted,
};
use crate::key::dialect::SECTION;

struct ListInternalKeys;

impl Rule for ListInternalKeys {
    type Who = Operator;
    const NAME: &'static str = "list_internal_keys";
    const SURFACE: Surface = SURFACE;
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

/// The master key is what the text asks for, and there is nobody to step up.
struct CreateInternalKey;

impl Rule for CreateInternalKey {
    type Who = Operator;
    const NAME: &'static str = "create_internal_key";
    const SURFACE: Surface = SURFACE;
    const BUCKET: Option<Bucket> = Some(Bucket::Mint);
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

struct RevokeInternalKey;

impl Rule for RevokeInternalKey {
    type Who = Operator;
    const NAME: &'static str = "revoke_internal_key";
    const SURFACE: Surface = SURFACE;
}

/// A key to be made.
#[derive(Object, Deserialize)]
#[oai(rename = "CreateInternalKey")]
#[serde(deny_unknown_fields)]
struct CreateIn {
    name: Text<Name>,
    /// Whose it will be: a user of `/internal/users`.
    user_id: Text<TypeId<UserId>>,
}

/// A key; the key itself was shown once, when it was made.
#[derive(Object)]
#[oai(rename = "InternalKey")]
struct KeyOut {
    id: Text<TypeId<KeyId>>,
    /// What people call the key.
    name: String,
    /// The key's first characters, to recognise it by.
    key_prefix: String,
    user_id: Text<TypeId<UserId>>,
    /// When it was made.
    created_at: String,
}

impl From<api_key::Model> for KeyOut {
    fn from(row: api_key::Model) -> Self {
        Self {
            id: Text(TypeId(row.id)),
            name: row.name,
            key_prefix: row.prefix,
            user_id: Text(TypeId(row.user_id)),
            created_at: in_seconds(row.created_at),
        }
    }
}

/// A key that was just made.
#[derive(Object)]
#[oai(rename = "CreatedInternalKey")]
struct CreatedOut {
    /// The key. It appears here and never again.
    key: String,
    #[oai(flatten)]
    about: KeyOut,
}

impl CreatedOut {
    fn new(MintedKey { key, about }: MintedKey, user: UserId) -> Self {
        let Key { id, prefix, name, created_at, .. } = about;
        let (id, user_id, created_at) = (Text(TypeId(id.0)), Text(TypeId(user)), in_seconds(created_at.0));
        Self { key, about: KeyOut { id, name, key_prefix: prefix, user_id, created_at } }
    }
}

/// # Errors
/// `BAD_REQUEST` for somebody who is none of the operator's people, whoever else they are.
async fn on_behalf_of(caller: &Caller<CreateInternalKey>, user: UserId) -> std::result::Result<Behalf, Error> {
    let unknown = || Error::field("user_id", "there is no user with this id");
    let org = find_org(caller.state().db.read()).await?.ok_or_else(unknown)?;
    caller.on_behalf_of(user, org).await?.ok_or_else(unknown)
}

pub struct Api;

#[OpenApi(prefix_path = "/internal/api-keys", tag = "SECTION")]
impl Api {
    /// List the keys of the server, newest first.
    ///
    /// Revoked ones are left out; the keys themselves are never shown again.
    #[oai(path = "/", method = "get")]
    async fn list_internal_keys(
        &self,
        caller: Caller<ListInternalKeys>,
        /// At most how many, 1 to 1000.
        limit: Query<Option<Limit>>,
        /// The last id of the part before.
        after: Query<Option<Text<TypeId<KeyId>>>>,
    ) -> Result<Listed<Vec<KeyOut>>> {
        let part = Part::new(limit, after);
        let after = part.after.map(|after| after.0);
        let keys = operator::list(caller.state(), *caller.who(), after, part.fetch()).await?;
        Ok(part.cut(keys, |key| TypeId(key.id)).map(KeyOut::from))
    }

    /// Mint a key for a user.
    ///
    /// It is bound to the user's team, if they are in one, and held to its limits.
    #[oai(path = "/", method = "post")]
    async fn create_internal_key(
        &self,
        caller: Caller<CreateInternalKey>,
        body: JsonBody<CreateIn>,
    ) -> Result<Bare<CreatedOut, 201>> {
        let (name, user) = (body.0.name.0.into_string(), body.0.user_id.0.0);
        let behalf = on_behalf_of(&caller, user).await?;
        let team = team_of(caller.state().db.read(), behalf.tenant.org(), user).await?;
        let minted = operator::mint(behalf, wanted(name, team)).await?;
        Ok(Bare(CreatedOut::new(minted, user)))
    }

    /// Revoke a key, whoever's.
    ///
    /// It is refused from the answer on.
    #[oai(path = "/:id", method = "delete")]
    async fn revoke_internal_key(
        &self,
        caller: Caller<RevokeInternalKey>,
        /// The key's id.
        id: Path<Text<TypeId<KeyId>>>,
    ) -> Result<Nothing> {
        operator::revoke(caller.state(), caller.context(), *caller.who(), id.0.0.0).await?;
        Ok(Nothing)
    }
}
