//! The handlers, for every resource. `openapi` puts the resource's word where they say `{}`.

use std::marker::PhantomData;

use entity::WorkspaceId;
use identity::policy::Caller;
use kernel::{
    error::Result,
    inbound::JsonBody,
    wire::{
        self, Deleted, PageIn, Reply, Text,
        page::{Cursor, Limit},
        reply::Created,
    },
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    Id, Resource,
    rule::{Create, Delete, Get, List, Update},
    service,
    wire::{CreateIn, Out, UpdateIn},
};

pub struct Api<R>(PhantomData<R>);

impl<R> Default for Api<R> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

#[OpenApi(prefix_path = R::PATH, tag = "R::SECTION")]
impl<R: Resource> Api<R> {
    /// List the {}, newest first.
    ///
    /// Those of all workspaces that the caller may enter, or of the one that is asked for.
    #[oai(path = "/", method = "get")]
    async fn list(
        &self,
        caller: Caller<List<R>>,
        /// The only workspace whose things are wanted.
        #[oai(name = "workspaceId")]
        workspace: Query<Option<Text<WorkspaceId>>>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<Id<R>>>>>,
        /// True for how many there are altogether (`total`), which takes longer.
        total: Query<Option<bool>>,
    ) -> Result<Reply<wire::List<Out<R>>>> {
        let (only, page) = (workspace.0.map(|id| id.0), PageIn::new(limit.0, cursor.0).counting(total.0));
        Ok(Reply::new(service::list(&caller.tenant(), only, &page).await?))
    }

    /// Make a new {}.
    ///
    /// By an editor of the workspace. A workspace has room for 1000.
    #[oai(path = "/", method = "post")]
    async fn create(&self, caller: Caller<Create<R>>, body: JsonBody<CreateIn<R>>) -> Result<Created<Out<R>>> {
        Ok(Created::new(service::create(&caller.tenant(), body.0).await?))
    }

    /// Look at one {}.
    #[oai(path = "/:id", method = "get")]
    async fn get(
        &self,
        caller: Caller<Get<R>>,
        /// Its id.
        id: Path<Text<Id<R>>>,
    ) -> Result<Reply<Out<R>>> {
        Ok(Reply::new(Out::new(&service::find::<R>(&caller.tenant(), id.0.0).await?)))
    }

    /// Change one {}.
    ///
    /// By an editor of the workspace. Absent is unchanged, `null` clears.
    #[oai(path = "/:id", method = "patch")]
    async fn update(
        &self,
        caller: Caller<Update<R>>,
        /// Its id.
        id: Path<Text<Id<R>>>,
        body: JsonBody<UpdateIn<R>>,
    ) -> Result<Reply<Out<R>>> {
        Ok(Reply::new(service::update(&caller.tenant(), id.0.0, body.0).await?))
    }

    /// Delete one {}.
    ///
    /// By an editor of the workspace.
    #[oai(path = "/:id", method = "delete")]
    async fn delete(
        &self,
        caller: Caller<Delete<R>>,
        /// Its id.
        id: Path<Text<Id<R>>>,
    ) -> Result<Reply<Deleted>> {
        service::delete::<R>(&caller.tenant(), id.0.0).await?;
        Ok(Reply::deleted())
    }
}
