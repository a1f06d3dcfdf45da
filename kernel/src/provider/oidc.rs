//! Any OpenID provider (OpenID Connect Core 1.0): who somebody is comes in an ID token that is believed only if it was
//! signed by the provider, for us, for this very sign-in; their address from there or from the userinfo endpoint.

use std::sync::Arc;

use entity::Timestamp;
use http::{HeaderValue, Request, Response, StatusCode, header};
use oauth2::{
    AccessToken, AuthType, AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, TokenResponse, TokenUrl,
};
use url::Url;

use super::{
    Answers, Departing, Grant, Profile, Ties, Trouble, Web,
    answer::{Speaker, Tokens},
    claims::{Person, Said},
    discovery::{Discovery, Metadata},
    id_token::{self, Expected, IdToken},
    mfa,
    outgoing::{Asking, Outgoing},
    signature::{self, Choice, Unbelievable},
};
use crate::{config, wire::email::Email};

const APPLE: &str = "https://appleid.apple.com";
/// The longest name of a provider's session that is kept.
pub const LONGEST_SID: usize = 255;

/// An OpenID provider, found by its issuer.
pub struct OpenId {
    pub(super) config: Arc<config::OpenId>,
    callback: String,
    pub(super) web: Web,
    pub(super) discovery: Discovery,
}

impl OpenId {
    pub fn new(config: &Arc<config::OpenId>, callback: String, web: Web) -> Self {
        let discovery = Discovery::new(config.issuer.clone(), config.setting("ISSUER"), web.clone());
        let discovery = discovery.with_tenants(!config.tenants.is_empty());
        Self { config: Arc::clone(config), callback, discovery, web }
    }

    pub async fn authorize(&self, departing: &Departing) -> Result<Url, Trouble> {
        let Departing { ties, token, wishes } = departing;
        let metadata = self.discovery.get().await?;
        let url = AuthUrl::new(metadata.authorization_endpoint.clone()).map_err(Trouble::refused)?;
        let client = self.client().set_auth_uri(url).set_redirect_uri(self.callback()?);
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(ties.verifier.clone()));
        let mut request = client
            .authorize_url(|| CsrfToken::new(token.clone()))
            .set_pkce_challenge(challenge)
            .add_scopes(self.config.scopes.iter().cloned().map(Scope::new))
            .add_extra_param("nonce", ties.nonce.as_str());
        let classes = self.config.trust_mfa.as_ref().map(|trust| trust.acr_values.join(" "));
        for (name, value) in [
            ("prompt", wishes.prompt.clone()),
            ("login_hint", wishes.login_hint.clone()),
            ("max_age", wishes.max_age.map(|seconds| seconds.to_string())),
            ("acr_values", classes.filter(|classes| !classes.is_empty())),
            ("response_mode", self.has_to_post().then(|| "form_post".to_owned())),
        ] {
            if let Some(value) = value {
                request = request.add_extra_param(name, value);
            }
        }
        let (url, _) = request.url();
        if !self.outgoing()?.may_go_to(&url) {
            return Err(Trouble::refused("it sends browsers to a server that may not be asked"));
        }
        Ok(url)
    }

    /// Apple tells name and address in a posted answer alone, and refuses to send it in the query.
    fn has_to_post(&self) -> bool {
        self.config.issuer == APPLE && self.config.scopes.iter().any(|scope| scope != "openid")
    }

    pub async fn profile(&self, answers: Answers) -> Result<Profile, Trouble> {
        let Answers { ties, grant, left_at, max_age } = answers;
        let profile = self.described(&ties, grant).await?;
        if let Some(seconds) = max_age
            && !mfa::was_there_since(profile.was_there_at, left_at, seconds)
        {
            return Err(Trouble::refused("the person was to sign in there anew, and did not (`auth_time`)"));
        }
        Ok(profile)
    }

    async fn described(&self, ties: &Ties, grant: Grant) -> Result<Profile, Trouble> {
        let metadata = self.discovery.get().await?;
        self.check_sender(&metadata, grant.issuer.as_deref())?;
        let tokens = self.tokens(&metadata, ties, grant.code).await?;
        let text = tokens.id_token.as_deref().ok_or_else(|| {
            Trouble::refused(format!("there is no ID token; {} has to include openid", self.config.setting("SCOPES")))
        })?;
        let access_token = tokens.access_token();
        let (now, nonce) = (self.web.clock.now(), ties.nonce.as_str());
        let expected = Expected { config: &self.config, nonce, access_token: access_token.secret(), now };
        let id_token = match id_token::verify(text, &metadata, &expected) {
            Err(Unbelievable::Stale(_)) => {
                // The provider may have changed its keys.
                id_token::verify(text, &*self.discovery.fresh().await?, &expected)
            }
            verified => verified,
        };
        let id_token = id_token.map_err(|why| Trouble::refused(format!("its ID token can't be believed: {why}")))?;
        let is_whole = self.mailbox(&id_token).is_verified.is_some();
        let told = if is_whole { None } else { self.user_info(&metadata, access_token, &id_token).await? };
        Ok(self.describe(&id_token, told.as_ref(), now))
    }

    /// The answer is this provider's (RFC 9207).
    fn check_sender(&self, metadata: &Metadata, said: Option<&str>) -> Result<(), Trouble> {
        let is_ours = |said: &str| said == metadata.issuer || id_token::is_of_tenant(said, &metadata.issuer);
        if said.map_or(!metadata.says_issuer, is_ours) {
            return Ok(());
        }
        Err(Trouble::refused("the answer is another provider's, or doesn't say whose it is (`iss`)"))
    }

    async fn tokens(&self, metadata: &Metadata, ties: &Ties, code: String) -> Result<Tokens, Trouble> {
        let url = TokenUrl::new(metadata.token_endpoint.clone()).map_err(Trouble::refused)?;
        let client = self
            .client()
            .set_client_secret(ClientSecret::new(self.config.client.secret.expose().to_owned()))
            .set_auth_type(if metadata.secret_in_form { AuthType::RequestBody } else { AuthType::BasicAuth })
            .set_token_uri(url)
            .set_redirect_uri(self.callback()?);
        let request = client.exchange_code(AuthorizationCode::new(code));
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(ties.verifier.clone()));
        let outgoing = self.outgoing()?;
        let tokens: Asking<'_, Tokens, _> = Box::pin(request.request_async(&outgoing));
        Ok(tokens.await?)
    }

    /// What the userinfo endpoint tells of the same subject; nothing where there is none.
    async fn user_info(
        &self,
        metadata: &Metadata,
        token: &AccessToken,
        id_token: &IdToken,
    ) -> Result<Option<Said>, Trouble> {
        let Some(url) = &metadata.userinfo_endpoint else { return Ok(None) };
        let Ok(mut bearer) = HeaderValue::from_str(&format!("Bearer {}", token.secret())) else { return Ok(None) };
        bearer.set_sensitive(true);
        let request =
            Request::get(url).header(header::AUTHORIZATION, bearer).header(header::ACCEPT, "application/json");
        let answer = self.outgoing()?.send(request.body(Vec::new()).map_err(Trouble::refused)?).await?;
        if answer.status() != StatusCode::OK {
            let status = answer.status().as_u16();
            return Err(Trouble::refused(format!("its userinfo endpoint answered {status}")));
        }
        let said = self.told(metadata, &answer)?;
        if said.text("sub") != Some(id_token.subject.as_str()) {
            return Err(Trouble::refused("its userinfo endpoint tells of somebody else"));
        }
        Ok(Some(said))
    }

    /// JSON, or a token signed like an ID token.
    fn told(&self, metadata: &Metadata, answer: &Response<Vec<u8>>) -> Result<Said, Trouble> {
        let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.to_ascii_lowercase().starts_with("application/jwt") {
            return Said::parse(answer.body())
                .ok_or_else(|| Trouble::refused("its userinfo endpoint's answer is no JSON"));
        }
        let text = str::from_utf8(answer.body()).unwrap_or_default();
        let signed = signature::check(text, &metadata.keys, Choice::Among(&metadata.algorithms));
        let said = signed.map_err(|why| Trouble::refused(format!("its userinfo endpoint's answer: {why}")))?.said;
        let is_ours = said.texts("aud").is_some_and(|audiences| audiences.contains(&self.config.client.id.as_str()));
        if said.text("iss") == Some(metadata.issuer.as_str()) && is_ours {
            return Ok(said);
        }
        Err(Trouble::refused("its userinfo endpoint's answer is another's, or for somebody else"))
    }

    fn describe(&self, id_token: &IdToken, told: Option<&Said>, now: Timestamp) -> Profile {
        let (said, told) = (self.mailbox(id_token), told.map(Said::person).unwrap_or_default());
        // An address and whether it is verified are of one source.
        let source = if told.email.is_some() { told } else { said };
        Profile {
            issuer: id_token.issuer.clone(),
            subject: id_token.subject.clone(),
            email: self.address(source),
            name: said.name.or(told.name).map(str::to_owned),
            avatar: said.picture.or(told.picture).map(str::to_owned),
            sign_up: self.config.sign_up,
            sid: id_token.said.text("sid").filter(|sid| sid.len() <= LONGEST_SID).map(str::to_owned),
            second_factor: mfa::is_shown(&id_token.said, self.config.trust_mfa.as_ref()),
            was_there_at: mfa::was_there_at(&id_token.said, now),
        }
    }

    /// Whom the token describes; with Entra's word for an address whose domain the tenant has shown to be its own.
    fn mailbox<'a>(&self, id_token: &'a IdToken) -> Person<'a> {
        let said = id_token.said.person();
        let is_owned = !self.config.tenants.is_empty() && id_token.said.truth("xms_edov") == Some(true);
        let is_verified = said.is_verified.or((is_owned || self.config.trust_email).then_some(true));
        Person { is_verified: is_verified.filter(|_| said.email.is_some()), ..said }
    }

    fn address(&self, said: Person<'_>) -> Result<Email, String> {
        let Some(email) = said.email else {
            let scopes = self.config.setting("SCOPES");
            return Err(format!("the provider tells no address; {scopes} has to include the scope for it (email)"));
        };
        match said.is_verified.or(self.config.trust_email.then_some(true)) {
            Some(true) => email.parse().map_err(|_| "no mail could be sent to the address that it tells".to_owned()),
            Some(false) => Err("the provider says that the address is not verified".to_owned()),
            None => {
                let trust = self.config.setting("TRUST_EMAIL");
                Err(format!("the provider doesn't say whether the address is verified; set {trust} if all of its are"))
            }
        }
    }

    fn client(&self) -> Speaker {
        Speaker::new(ClientId::new(self.config.client.id.clone()))
    }

    pub(super) fn outgoing(&self) -> Result<Outgoing, Trouble> {
        Outgoing::new(&self.web.http, &self.config.issuer)
    }

    fn callback(&self) -> Result<RedirectUrl, Trouble> {
        RedirectUrl::new(self.callback.clone()).map_err(Trouble::refused)
    }
}
