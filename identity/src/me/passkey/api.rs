//! `/me/passkeys`.

use entity::PasskeyId;
use kernel::{
    error::Result,
    inbound::{JsonBody, OptionalBody},
    wire::{
        List, PageIn, Reply, Text,
        page::{Cursor, Limit},
        reply::Created,
    },
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    rule::{BeginPasskey, CreatePasskey, DeletePasskey, GetPasskey, ListPasskeys, UpdatePasskey},
    service,
    wire::{CreatePasskeyIn, CreatedPasskeyOut, PasskeyOut, RemovedOut, UpdatePasskeyIn},
};
use crate::{
    factor::passkey::wire::{BeginIn, CeremonyOut},
    me::SECTION,
    policy::Caller,
};

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/me/passkeys", tag = "SECTION")]
impl Api {
    /// List the user's passkeys, newest first.
    #[oai(path = "/", method = "get")]
    async fn list_passkeys(
        &self,
        caller: Caller<ListPasskeys>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<PasskeyId>>>>,
    ) -> Result<Reply<List<PasskeyOut>>> {
        let page = PageIn::new(limit.0, cursor.0);
        Ok(Reply::new(service::list(caller.state(), caller.session(), &page).await?))
    }

    /// Begin to enrol a passkey.
    ///
    /// The first factor needs a sign-in within the step-up window, every further one a step-up.
    #[oai(path = "/options", method = "post")]
    async fn begin_passkey(
        &self,
        caller: Caller<BeginPasskey>,
        _body: OptionalBody<BeginIn>,
    ) -> Result<Reply<CeremonyOut>> {
        Ok(Reply::new(service::begin(caller.state(), caller.session(), caller.admit()).await?))
    }

    /// Finish enrolling a passkey.
    ///
    /// For the first factor it counts as a step-up and gives ten recovery codes.
    #[oai(path = "/", method = "post")]
    async fn create_passkey(
        &self,
        caller: Caller<CreatePasskey>,
        body: JsonBody<CreatePasskeyIn>,
    ) -> Result<Created<CreatedPasskeyOut>> {
        Ok(service::create(caller.state(), caller.context(), caller.session(), body.0).await?.reply())
    }

    /// Look at a passkey.
    #[oai(path = "/:id", method = "get")]
    async fn get_passkey(
        &self,
        caller: Caller<GetPasskey>,
        /// The passkey's id.
        id: Path<Text<PasskeyId>>,
    ) -> Result<Reply<PasskeyOut>> {
        Ok(Reply::new(service::get(caller.state(), caller.session(), id.0.0).await?))
    }

    /// Rename a passkey.
    #[oai(path = "/:id", method = "patch")]
    async fn update_passkey(
        &self,
        caller: Caller<UpdatePasskey>,
        /// The passkey's id.
        id: Path<Text<PasskeyId>>,
        body: JsonBody<UpdatePasskeyIn>,
    ) -> Result<Reply<PasskeyOut>> {
        let (state, context, session) = (caller.state(), caller.context(), caller.session());
        Ok(Reply::new(service::rename(state, context, session, id.0.0, body.0.name.0).await?))
    }

    /// Remove a passkey.
    ///
    /// The recovery codes go with the last second factor.
    #[oai(path = "/:id", method = "delete")]
    async fn delete_passkey(
        &self,
        caller: Caller<DeletePasskey>,
        /// The passkey's id.
        id: Path<Text<PasskeyId>>,
    ) -> Result<Reply<RemovedOut>> {
        service::remove(caller.state(), caller.context(), caller.session(), id.0.0).await?;
        Ok(Reply::new(RemovedOut { removed: true }))
    }
}
