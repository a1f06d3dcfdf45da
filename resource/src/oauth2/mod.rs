//! The standard's own formats (RFC 6749, 7009, 7591, 8414, 8628), for OAuth clients off the shelf: device login, and grants to
//! the clients of agents. An adapter over the services of both: its own bodies, answers and errors, no decision of its own.
//! Clients are public. One that signs in a device is not registered: its id is what it calls itself, and binds its codes to it.

mod answer;
mod form;
mod json;
mod metadata;
mod rule;
mod token;
mod wire;

use answer::Answer;
use form::FormBody;
use http::Uri;
use identity::policy::Visitor;
use json::JsonObject;
use kernel::{
    error::Result,
    wire::{Redirect, Section},
};
use metadata::MetadataOut;
pub use metadata::metadata;
use poem_openapi::{OpenApi, param::Query};
use rule::{
    AuthorizeOauthClient, GetOauthMetadata, IssueOauthToken, RegisterOauthClient, RevokeOauthToken, StartOauthDevice,
};
use token::{TokenIn, TokenOut, issue};
use wire::{AuthorizationIn, AuthorizationOut, RegisteredOut, RegistrationIn, RevocationIn, RevokedOut};

use crate::{
    device_login::{Asked, start},
    grant,
};

/// Where a client sends the browser, below the public URL.
pub const AUTHORIZE: &str = "/oauth2/authorize";

/// The section of the document.
const SECTION: Section = Section {
    name: "OAuth 2.0",
    about: "Device login, and grants to the clients of agents, in the standard's own format, for OAuth clients off the shelf.",
};

type Parameter = Query<Option<String>>;

pub struct Api;

#[OpenApi(tag = "SECTION")]
impl Api {
    /// What an OAuth client can do here (RFC 8414).
    #[oai(path = "/.well-known/oauth-authorization-server", method = "get")]
    async fn get_oauth_metadata(&self, visitor: Visitor<GetOauthMetadata>) -> Answer<MetadataOut> {
        let origin = visitor.state().config.server.base();
        Answer::new(visitor.context(), Ok(MetadataOut::new(&origin)))
    }

    /// Begin to sign in a device (RFC 8628, 3.1).
    #[oai(path = "/oauth2/device_authorization", method = "post")]
    async fn start_oauth_device(
        &self,
        visitor: Visitor<StartOauthDevice>,
        form: FormBody<AuthorizationIn>,
    ) -> Answer<AuthorizationOut> {
        let started = async {
            let AuthorizationIn { client_id, scopes } = form.0?;
            let admission = visitor.admit_device_start().await?;
            let asked = Asked { client_name: Some(client_id.clone()), client_id: Some(client_id), scopes };
            Ok(AuthorizationOut::new(&start(visitor.state(), visitor.context(), admission, asked).await?))
        };
        Answer::new(visitor.context(), started.await)
    }

    /// Ask a person for a grant (RFC 6749, 4.1.1; PKCE).
    ///
    /// Open it in a browser. It ends at `redirect_uri` with `?code=` or `?error=`, and with `state` and `iss`; where the client
    /// or its `redirect_uri` is at fault, at a page of the server's own.
    #[oai(path = "/oauth2/authorize", method = "get")]
    #[allow(clippy::too_many_arguments, reason = "each is a parameter of the query, which the framework wants apart")]
    async fn authorize_oauth_client(
        &self,
        visitor: Visitor<AuthorizeOauthClient>,
        uri: &Uri,
        /// `code`.
        #[oai(name = "response_type")]
        _response_type: Parameter,
        /// The https URL of the client's document, or the id that it was registered under.
        #[oai(name = "client_id")]
        _client_id: Parameter,
        /// One of the client's own; of loopback addresses the port is free.
        #[oai(name = "redirect_uri")]
        _redirect_uri: Parameter,
        /// The challenge of a verifier (RFC 7636).
        #[oai(name = "code_challenge")]
        _code_challenge: Parameter,
        /// `S256`.
        #[oai(name = "code_challenge_method")]
        _code_challenge_method: Parameter,
        /// `/mcp` below the public URL (RFC 8707).
        #[oai(name = "resource")]
        _resource: Parameter,
        /// Some of `mcp:read` and `mcp:write`; the first unless given.
        #[oai(name = "scope")]
        _scope: Parameter,
        /// The client's own, which comes back to it as it is.
        #[oai(name = "state")]
        _state: Parameter,
    ) -> Result<Redirect> {
        let query = grant::Query::parse(uri.query().unwrap_or_default());
        Ok(Redirect::to(grant::ask(visitor.inbound(), &query).await?))
    }

    /// Get tokens (RFC 6749, 4.1.3 and 6; RFC 8628, 3.4).
    ///
    /// For the code of a grant, once; for a refresh token, once; or the key of an approved device login, once.
    #[oai(path = "/oauth2/token", method = "post")]
    async fn issue_oauth_token(&self, visitor: Visitor<IssueOauthToken>, form: FormBody<TokenIn>) -> Answer<TokenOut> {
        let issued = async { issue(visitor.inbound(), form.0?).await };
        Answer::new(visitor.context(), issued.await)
    }

    /// End a grant by one of its tokens (RFC 7009).
    ///
    /// Both its tokens are void once this has answered. A token that is unknown is as good as ended.
    #[oai(path = "/oauth2/revoke", method = "post")]
    async fn revoke_oauth_token(
        &self,
        visitor: Visitor<RevokeOauthToken>,
        form: FormBody<RevocationIn>,
    ) -> Answer<RevokedOut> {
        let revoked = async {
            let RevocationIn { token, client_id } = form.0?;
            grant::revoke(visitor.inbound(), &client_id, &token).await?;
            Ok(RevokedOut {})
        };
        Answer::new(visitor.context(), revoked.await)
    }

    /// Register a client (RFC 7591).
    ///
    /// For clients that have no document of their own. One that nobody gives a grant to is forgotten after a day.
    #[oai(path = "/oauth2/register", method = "post")]
    async fn register_oauth_client(
        &self,
        visitor: Visitor<RegisterOauthClient>,
        body: JsonObject<RegistrationIn>,
    ) -> Answer<RegisteredOut, 201> {
        let registered = async {
            let wanted = body.0?.into();
            let registered = grant::register(visitor.state(), visitor.context(), wanted).await?;
            registered.map(RegisteredOut::from).map_err(wire::invalid_redirect)
        };
        Answer::new(visitor.context(), registered.await)
    }
}
