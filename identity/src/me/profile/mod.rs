//! The user as they see themselves, in a shape of their own: `{"user":{…}}`, which a GET has no envelope around.

use entity::user;
use kernel::{
    audit::{Action, Actor},
    error::{Error, Result},
    fence::Tag,
    inbound::JsonBody,
    request::Context,
    state::State,
    wire::{Name, Reply, Text},
};
use poem_openapi::{Object, OpenApi, param::Query, payload::Json, types::MaybeUndefined};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde::Deserialize;

use crate::{
    me::{
        SECTION,
        deletion::{DeleteMe, MeDeletedOut, delete},
    },
    people::record,
    policy::{Caller, Rule},
    principal::{InOrg as _, Session},
    signin::{session::describe, wire::UserOut},
};

pub struct GetMe;

impl Rule for GetMe {
    type Who = Session;
    const NAME: &'static str = "get_me";
    const WITHOUT_FACTOR: bool = true;
}

pub struct UpdateMe;

impl Rule for UpdateMe {
    type Who = Session;
    const NAME: &'static str = "update_me";
}

/// The signed-in user.
#[derive(Object)]
#[oai(rename = "Me")]
struct MeOut {
    user: UserOut,
}

/// What to change of the user: absent is unchanged.
#[derive(Object, Deserialize)]
#[oai(rename = "UpdateMe", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct UpdateMeIn {
    /// What people call the user; can't be cleared.
    #[serde(default)]
    name: MaybeUndefined<Text<Name>>,
    /// `null` takes the picture away that a provider gave; nothing else can be set.
    #[serde(default)]
    avatar: MaybeUndefined<String>,
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/me", tag = "SECTION")]
impl Api {
    /// The signed-in user.
    #[oai(path = "/", method = "get")]
    async fn get_me(&self, caller: Caller<GetMe>) -> Result<Json<MeOut>> {
        Ok(Json(MeOut { user: describe(caller.state(), caller.session()).user }))
    }

    /// Change the user's name, or take the picture away.
    #[oai(path = "/", method = "patch")]
    async fn update_me(&self, caller: Caller<UpdateMe>, body: JsonBody<UpdateMeIn>) -> Result<Reply<MeOut>> {
        let row = update(caller.state(), caller.context(), caller.session(), body.0).await?;
        let user = UserOut { id: Text(row.id), email: row.email, name: row.name, avatar: row.avatar };
        Ok(Reply::new(MeOut { user }))
    }

    /// Delete the account.
    ///
    /// Ends its sessions and keys at once, and takes the orgs along in which nobody else is. 409 names the orgs that would
    /// be left without an owner, or says that the plan isn't the one that was seen.
    #[oai(path = "/", method = "delete")]
    async fn delete_me(
        &self,
        caller: Caller<DeleteMe>,
        /// `confirm` of `GET /me/deletion`.
        confirm: Query<String>,
        /// The same as was said there.
        #[oai(name = "handOverTo")]
        hand_over_to: Query<Option<String>>,
    ) -> Result<Reply<MeDeletedOut>> {
        delete(&caller, &confirm.0, hand_over_to.0).await
    }
}

async fn update(state: &State, context: &Context, session: &Session, body: UpdateMeIn) -> Result<user::Model> {
    let mut change = state.changes.begin(context).await?;
    let user = user::Entity::lock(session.user()).one(&change).await?.ok_or_else(Error::not_found)?;
    let mut changed = user::ActiveModel { id: Set(user.id), updated_at: Set(state.now()), ..Default::default() };
    match body.name {
        MaybeUndefined::Value(name) => changed.name = Set(name.0.into_string()),
        MaybeUndefined::Null => return Err(Error::field("name", "can't be null")),
        MaybeUndefined::Undefined => {}
    }
    match body.avatar {
        MaybeUndefined::Null => changed.avatar = Set(None),
        MaybeUndefined::Value(_) => return Err(Error::field("avatar", "can only be taken away, with null")),
        MaybeUndefined::Undefined => {}
    }
    if changed.name.is_not_set() && changed.avatar.is_not_set() {
        return Ok(user);
    }
    let row = changed.update(&change).await?;
    change.touch(Tag::User(row.id));
    record(&change, Actor::User(row.id), Action::UserUpdated, row.id, None).await?;
    change.commit().await?;
    Ok(row)
}
