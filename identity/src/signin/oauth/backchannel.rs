//! `POST /auth/{name}/backchannel-logout`: a provider says that a session there is over, and those that came from it end
//! here, too (OpenID Connect Back-Channel Logout 1.0).

use std::collections::BTreeSet;

use entity::{identity, provider_session, session, used_oauth_state, user};
use kernel::{
    audit::{Action, Event},
    error::{Code, Error, Result},
    fence::Tag,
    inbound::{FORM, read_form},
    limiter::Bucket,
    provider::{Ended, Trouble},
    request::Context,
    state::State,
    wire::Reply,
};
use poem::{Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions, Object, OpenApi,
    param::Path,
    registry::{MetaMediaType, MetaRequest, Registry},
    types::Type,
};
use sea_orm::ConnectionTrait;
use serde_json::json;
use url::form_urlencoded;

use super::refused;
use crate::{
    account::failure::Failure,
    policy::{Rule, Visitor},
    principal::Anyone,
    signin::SECTION,
};

pub struct EndProviderSession;

impl Rule for EndProviderSession {
    type Who = Anyone;
    const NAME: &'static str = "end_provider_session";
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

/// What a provider sends.
#[derive(Object)]
#[oai(rename = "LogoutToken")]
#[allow(dead_code, reason = "the shape for the document; `LogoutToken` reads it")]
struct LogoutTokenIn {
    /// Signed by the provider.
    logout_token: String,
}

/// The token.
pub struct LogoutToken(String);

impl<'a> ApiExtractor<'a> for LogoutToken {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        LogoutTokenIn::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let content = vec![MetaMediaType { content_type: FORM, schema: LogoutTokenIn::schema_ref() }];
        Some(MetaRequest { description: None, content, required: true })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let bytes = read_form(request, body).await?;
        let mut tokens = form_urlencoded::parse(&bytes).filter(|(name, _)| name == "logout_token");
        let token = tokens.next().filter(|_| tokens.next().is_none());
        Ok(Self(token.ok_or_else(|| Error::field("logout_token", "is required, once"))?.1.into_owned()))
    }
}

/// Sessions that came from the provider's are over.
#[derive(Object)]
#[oai(rename = "ProviderSessionEnded", rename_all = "camelCase")]
struct ProviderSessionEndedOut {
    /// How many.
    ended: u64,
}

/// What a token says that this provider sent.
async fn believe(state: &State, context: &Context, name: &str, token: &str) -> Result<Ended> {
    let provider = state.providers.get(name, false)?.openid().ok_or_else(Error::not_found)?;
    provider.ended(token).await.map_err(|trouble| match trouble {
        Trouble::Unavailable(why) => Error::unavailable(format!("{name} can't be asked for its keys: {why}")),
        Trouble::Refused(why) => {
            refused::note(context, name, Failure::ProviderError, &why);
            Error::field("logout_token", "can't be believed; the log of the server says why")
        }
    })
}

/// Ends the sessions, and what could still become one. Says how many.
///
/// # Errors
/// `BAD_REQUEST` for a token that was used before.
async fn end(state: &State, context: &Context, ended: Ended) -> Result<u64> {
    let now = state.now();
    let (subject, sid) = (ended.subject.as_deref(), ended.sid.as_deref());
    let mut change = state.changes.begin(context).await?;
    let used = used_oauth_state::Entity::use_up(change.get_database_backend(), ended.id, ended.expires_at);
    if change.execute_raw(used).await?.rows_affected() == 0 {
        return Err(Error::field("logout_token", "was used before"));
    }
    let there = || provider_session::Entity::open_there(&ended.issuer, subject, sid);
    let mut users: BTreeSet<_> = there().all(&change).await?.into_iter().map(|row| row.user_id).collect();
    if let Some(subject) = subject {
        let known = identity::Entity::by_subject(&ended.issuer, subject).one(&change).await?;
        users.extend(known.map(|identity| identity.user_id));
    }
    // Half-done sign-ins and codes become no session any more; those that were quicker are among what is read now.
    for user in users {
        user::Entity::raise_security_version(user, now).exec(&change).await?;
    }
    let rows = there().all(&change).await?;
    for row in &rows {
        session::Entity::end(row.id, now).exec(&change).await?;
        change.touch(Tag::Session(row.id));
        let event = Event::by_member(row.user_id, row.org_id, Action::SessionEnded, row.id);
        change.record(event.with_detail(json!({ "issuer": ended.issuer })));
    }
    change.commit().await?;
    Ok(rows.len() as u64)
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/auth", tag = "SECTION")]
impl Api {
    /// End the sessions that came from a provider's.
    ///
    /// For the provider to call, with a logout token: OpenID Connect Back-Channel Logout 1.0.
    #[oai(path = "/:openid/backchannel-logout", method = "post")]
    async fn end_provider_session(
        &self,
        visitor: Visitor<EndProviderSession>,
        /// The provider's name.
        openid: Path<String>,
        token: LogoutToken,
    ) -> Result<Reply<ProviderSessionEndedOut>> {
        let (state, context) = (visitor.state(), visitor.context());
        let admission = visitor.admit_address().await?;
        let ended = believe(state, context, &openid.0, &token.0).await?;
        admission.succeeded(&state.limiter).await?;
        Ok(Reply::new(ProviderSessionEndedOut { ended: end(state, context, ended).await? }))
    }
}
