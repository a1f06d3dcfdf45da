//! Device login in the standard's own format (RFC 8628, RFC 6749, RFC 8414), for OAuth clients off the shelf. An adapter
//! over the services of device login: its own bodies, answers and errors, no decision of its own. Clients are public and
//! not registered: a client's id is what it calls itself, and binds its codes to it.

mod answer;
mod form;
mod wire;

use answer::Answer;
use form::FormBody;
use identity::policy::Visitor;
use kernel::wire::Section;
use poem_openapi::OpenApi;
use wire::{AuthorizationIn, AuthorizationOut, MetadataOut, TokenIn, TokenOut};

use super::{
    exchange::exchange,
    rule::{ExchangeOauthDevice, GetOauthMetadata, StartOauthDevice},
    start::{Asked, start},
};

/// The section of the document.
const SECTION: Section =
    Section { name: "OAuth 2.0", about: "Device login in the standard's own format, for OAuth clients off the shelf." };

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

    /// Fetch the key of an approved device login, once (RFC 8628, 3.4).
    #[oai(path = "/oauth2/token", method = "post")]
    async fn exchange_oauth_device(
        &self,
        visitor: Visitor<ExchangeOauthDevice>,
        form: FormBody<TokenIn>,
    ) -> Answer<TokenOut> {
        let exchanged = async {
            let TokenIn { device_code, client_id } = form.0?;
            Ok(TokenOut::new(exchange(visitor.inbound(), &device_code, Some(&client_id)).await??))
        };
        Answer::new(visitor.context(), exchanged.await)
    }
}
