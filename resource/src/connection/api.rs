//! `/connections`.

use entity::ConnectionId;
use identity::policy::Caller;
use kernel::{
    error::Result,
    inbound::JsonBody,
    wire::{
        Deleted, List, PageIn, Reply, Section, Text,
        page::{Cursor, Limit},
        reply::Created,
        search::Search,
    },
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    access,
    rule::{
        AllowKeysToUseConnection, CreateConnection, DeleteConnection, DisallowKeysToUseConnection, GetConnection,
        GetConnectionSecret, ListConnections, RotateConnection, UpdateConnection,
    },
    service,
    wire::{ConnectionOut, ConnectionSecretOut, CreateConnectionIn, PatchConnectionIn, RotateConnectionIn},
};

/// The section of the document.
const SECTION: Section = Section { name: "Connections", about: "The org's credentials with third parties." };

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/connections", tag = "SECTION")]
impl Api {
    /// List the org's connections, newest first.
    #[oai(path = "/", method = "get")]
    async fn list_connections(
        &self,
        caller: Caller<ListConnections>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<ConnectionId>>>>,
        /// Only those with this in their name or provider, in either case.
        q: Query<Option<Text<Search>>>,
        /// True for how many there are altogether (`total`), which takes longer.
        total: Query<Option<bool>>,
    ) -> Result<Reply<List<ConnectionOut>>> {
        let page = PageIn::new(limit.0, cursor.0).counting(total.0).searching(q.0);
        Ok(Reply::new(service::list(&caller.tenant(), &page).await?))
    }

    /// Keep a third party's credential.
    ///
    /// By an owner or admin, or a key of theirs. It is sealed, and in no answer but that of `/secret`.
    #[oai(path = "/", method = "post")]
    async fn create_connection(
        &self,
        caller: Caller<CreateConnection>,
        body: JsonBody<CreateConnectionIn>,
    ) -> Result<Created<ConnectionOut>> {
        Ok(Created::new(service::create(&caller.tenant(), body.0).await?))
    }

    /// Look at a connection.
    #[oai(path = "/:id", method = "get")]
    async fn get_connection(
        &self,
        caller: Caller<GetConnection>,
        /// The connection's id.
        id: Path<Text<ConnectionId>>,
    ) -> Result<Reply<ConnectionOut>> {
        Ok(Reply::new(service::get(&caller.tenant(), id.0.0).await?))
    }

    /// Change a connection's name or description.
    ///
    /// Absent is unchanged, `null` clears. By an owner or admin, or a key of theirs.
    #[oai(path = "/:id", method = "patch")]
    async fn update_connection(
        &self,
        caller: Caller<UpdateConnection>,
        /// The connection's id.
        id: Path<Text<ConnectionId>>,
        body: JsonBody<PatchConnectionIn>,
    ) -> Result<Reply<ConnectionOut>> {
        Ok(Reply::new(service::patch(&caller.tenant(), id.0.0, body.0).await?))
    }

    /// Replace a connection's credential.
    ///
    /// Nothing is kept of the one before. By an owner or admin, or a key of theirs.
    #[oai(path = "/:id/rotate", method = "post")]
    async fn rotate_connection(
        &self,
        caller: Caller<RotateConnection>,
        /// The connection's id.
        id: Path<Text<ConnectionId>>,
        body: JsonBody<RotateConnectionIn>,
    ) -> Result<Reply<ConnectionOut>> {
        Ok(Reply::new(service::rotate(&caller.tenant(), id.0.0, &body.0.secret).await?))
    }

    /// Read a connection's credential.
    ///
    /// By an owner or admin after a step-up; the owners are mailed. Or by a key with `connections:use`, of a connection
    /// that keys may use. Each time is in the audit log.
    #[oai(path = "/:id/secret", method = "get")]
    async fn get_connection_secret(
        &self,
        caller: Caller<GetConnectionSecret>,
        /// The connection's id.
        id: Path<Text<ConnectionId>>,
    ) -> Result<Reply<ConnectionSecretOut>> {
        Ok(Reply::new(access::reveal(&caller.tenant(), id.0.0).await?))
    }

    /// Let keys use a connection.
    ///
    /// Those with `connections:use` may fetch its credential from then on. By an owner or admin after a step-up.
    #[oai(path = "/:id/key-access", method = "put")]
    async fn allow_keys_to_use_connection(
        &self,
        caller: Caller<AllowKeysToUseConnection>,
        /// The connection's id.
        id: Path<Text<ConnectionId>>,
    ) -> Result<Reply<ConnectionOut>> {
        Ok(Reply::new(access::allow(&caller.tenant(), caller.stepped_up()?, id.0.0).await?))
    }

    /// Let keys no longer use a connection.
    ///
    /// By an owner or admin, or a key of theirs.
    #[oai(path = "/:id/key-access", method = "delete")]
    async fn disallow_keys_to_use_connection(
        &self,
        caller: Caller<DisallowKeysToUseConnection>,
        /// The connection's id.
        id: Path<Text<ConnectionId>>,
    ) -> Result<Reply<ConnectionOut>> {
        Ok(Reply::new(access::disallow(&caller.tenant(), id.0.0).await?))
    }

    /// Delete a connection and its credential.
    ///
    /// By an owner or admin, or a key of theirs.
    #[oai(path = "/:id", method = "delete")]
    async fn delete_connection(
        &self,
        caller: Caller<DeleteConnection>,
        /// The connection's id.
        id: Path<Text<ConnectionId>>,
    ) -> Result<Reply<Deleted>> {
        service::delete(&caller.tenant(), id.0.0).await?;
        Ok(Reply::deleted())
    }
}
