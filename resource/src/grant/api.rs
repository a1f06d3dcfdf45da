//! `/oauth/authorization`, where a person answers what a client asks for, and `/me/grants`, what became of it.

use entity::KeyId;
use identity::policy::Caller;
use kernel::{
    error::Result,
    inbound::JsonBody,
    wire::{
        List, PageIn, Reply, Section, Text,
        page::{Cursor, Limit},
    },
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    ask::Asked,
    consent::{Decided, LONGEST, approve, client_of, deny},
    end, list,
    rule::{ApproveAuthorization, DenyAuthorization, GetAuthorization, ListMyGrants, RevokeMyGrant},
    wire::{AnswerOut, ApproveIn, AuthorizationOut, DenyIn, GrantOut, GrantRevokedOut},
};

/// The section of the document.
pub const SECTION: Section =
    Section { name: "Grants", about: "What people let the clients of agents do in their name, at `/mcp`." };

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/oauth/authorization", tag = "SECTION")]
impl Api {
    /// What a client asks for.
    ///
    /// For the page that shows it to the person.
    #[oai(path = "/", method = "get")]
    async fn get_authorization(
        &self,
        caller: Caller<GetAuthorization>,
        /// As the page was given it.
        request: Query<String>,
    ) -> Result<Reply<AuthorizationOut>> {
        let (tenant, asked) = (caller.tenant(), Asked::open(caller.state(), &request.0)?);
        let client = client_of(&tenant, &asked).await?;
        let allowed = tenant.max_key_lifetime().map_or(u64::MAX, |longest| longest.as_secs() / (24 * 3600));
        let most_days = u32::try_from(allowed).unwrap_or(LONGEST).clamp(1, LONGEST);
        Ok(Reply::new(AuthorizationOut::new(&asked, client, most_days)))
    }

    /// Let a client do what it asks for.
    ///
    /// In the org that the session works in. Needs a step-up where the client could change something or a recovery code began
    /// the session, and draws on the bucket of minting. The browser then takes the code to the client.
    #[oai(path = "/approve", method = "post")]
    async fn approve_authorization(
        &self,
        caller: Caller<ApproveAuthorization>,
        body: JsonBody<ApproveIn>,
    ) -> Result<Reply<AnswerOut>> {
        let (tenant, session) = (caller.tenant(), &caller.session().picture);
        let decided = Decided::new(&tenant, session.method, body.0, || caller.stepped_up()).await?;
        let admission = caller.admit().await?;
        let url = approve(&tenant, admission, &session.member.email, decided).await?;
        Ok(Reply::new(url.into()))
    }

    /// Let a client do nothing.
    ///
    /// Needs no step-up. The browser then takes `access_denied` to the client.
    #[oai(path = "/deny", method = "post")]
    async fn deny_authorization(
        &self,
        caller: Caller<DenyAuthorization>,
        body: JsonBody<DenyIn>,
    ) -> Result<Reply<AnswerOut>> {
        Ok(Reply::new(deny(&caller.tenant(), &body.0.request)?.into()))
    }
}

pub struct MeApi;

#[OpenApi(prefix_path = "/api/v1/me/grants", tag = "SECTION")]
impl MeApi {
    /// List what you let clients do, in all orgs.
    #[oai(path = "/", method = "get")]
    async fn list_my_grants(
        &self,
        caller: Caller<ListMyGrants>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<KeyId>>>>,
    ) -> Result<Reply<List<GrantOut>>> {
        let page = PageIn::new(limit.0, cursor.0);
        Ok(Reply::new(list::own(caller.state(), caller.session(), &page).await?))
    }

    /// End what you let a client do.
    ///
    /// Needs no step-up. Once this has answered, no request of the client is accepted any more.
    #[oai(path = "/:id", method = "delete")]
    async fn revoke_my_grant(
        &self,
        caller: Caller<RevokeMyGrant>,
        /// The grant's id.
        id: Path<Text<KeyId>>,
    ) -> Result<Reply<GrantRevokedOut>> {
        end::end_own(caller.inbound(), caller.session(), id.0.0).await?;
        Ok(Reply::new(GrantRevokedOut { revoked: true }))
    }
}
