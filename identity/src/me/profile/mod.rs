//! The user as they see themselves, in a shape of their own: `{"user":{…}}`, no envelope.

use kernel::error::Result;
use poem_openapi::{Object, OpenApi, payload::Json};

use crate::{
    me::SECTION,
    policy::{Caller, Rule},
    principal::Session,
    signin::{session::describe, wire::UserOut},
};

pub struct GetMe;

impl Rule for GetMe {
    type Who = Session;
    const NAME: &'static str = "get_me";
}

/// The signed-in user.
#[derive(Object)]
#[oai(rename = "Me")]
struct MeOut {
    user: UserOut,
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/me", tag = "SECTION")]
impl Api {
    /// The signed-in user.
    #[oai(path = "/", method = "get")]
    async fn get_me(&self, caller: Caller<GetMe>) -> Result<Json<MeOut>> {
        Ok(Json(MeOut { user: describe(caller.state(), caller.session()).user }))
    }
}
