//! Any OpenID provider (OpenID Connect Core 1.0): who somebody is comes in an ID token that is believed only if it was
//! signed by the provider, for us, for this very sign-in; their address from there or from the userinfo endpoint.

use chrono::DateTime;
use entity::Timestamp;
use oauth2::{
    AccessToken, AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, Scope,
};
use openidconnect::{
    AccessTokenHash, ClaimsVerificationError, JwsSigningAlgorithm, Nonce, OAuth2TokenResponse,
    SignatureVerificationError, SubjectIdentifier, TokenResponse, UserInfoError,
    core::{
        CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreIdTokenClaims, CoreTokenResponse,
        CoreUserInfoClaims,
    },
};
use url::Url;

use super::{
    Grant, Profile, Ties, Trouble, Web,
    discovery::{Discovery, Metadata},
    outgoing::{Asking, Outgoing},
};
use crate::{config, seam::HttpError};

/// An OpenID provider, found by its issuer.
pub struct OpenId {
    client: ClientId,
    secret: ClientSecret,
    issuer: String,
    callback: String,
    web: Web,
    discovery: Discovery,
}

impl OpenId {
    pub fn new(config: &config::OpenId, callback: String, web: Web) -> Self {
        Self {
            client: ClientId::new(config.client.id.clone()),
            secret: ClientSecret::new(config.client.secret.expose().to_owned()),
            issuer: config.issuer.clone(),
            callback,
            discovery: Discovery::new(config.issuer.clone(), web.clone()),
            web,
        }
    }

    pub async fn authorize(&self, ties: &Ties, token: &str) -> Result<Url, Trouble> {
        let metadata = self.discovery.get().await?;
        let client = CoreClient::from_provider_metadata((*metadata).clone(), self.client.clone(), None)
            .set_redirect_uri(self.callback()?);
        let (token, nonce) = (token.to_owned(), ties.nonce.clone());
        let request = client.authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            || CsrfToken::new(token),
            || Nonce::new(nonce),
        );
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(ties.verifier.clone()));
        let scopes = ["email", "profile"].map(|scope| Scope::new(scope.to_owned()));
        let (url, ..) = request.set_pkce_challenge(challenge).add_scopes(scopes).url();
        if !self.outgoing()?.may_go_to(&url) {
            return Err(Trouble::refused("it sends browsers to a server that may not be asked"));
        }
        Ok(url)
    }

    pub async fn profile(&self, ties: &Ties, grant: Grant) -> Result<Profile, Trouble> {
        let metadata = self.discovery.get().await?;
        let said = grant.issuer.as_deref();
        let must_say = metadata.additional_metadata().authorization_response_iss_parameter_supported;
        if said.map_or(must_say, |issuer| issuer != self.issuer) {
            return Err(Trouble::refused("the answer is another provider's"));
        }
        let tokens = self.tokens(&metadata, ties, grant.code).await?;
        let id_token = tokens.id_token().ok_or_else(|| Trouble::refused("there is no ID token"))?;
        let nonce = Nonce::new(ties.nonce.clone());
        let now = self.web.clock.now();
        let claims = match self.claims(&metadata, id_token, tokens.access_token(), &nonce, now) {
            Err(Unbelievable::UnknownKey) => {
                // The provider may have changed its keys.
                let metadata = self.discovery.fresh().await?;
                self.claims(&metadata, id_token, tokens.access_token(), &nonce, now)
            }
            claims => claims,
        }?;
        let told = if claims.email().is_some() {
            None
        } else {
            self.user_info(&metadata, tokens.access_token(), claims.subject()).await?
        };
        Ok(self.describe(claims, told.as_ref()))
    }

    async fn tokens(&self, metadata: &Metadata, ties: &Ties, code: String) -> Result<CoreTokenResponse, Trouble> {
        use CoreClientAuthMethod::{ClientSecretBasic, ClientSecretPost};
        let methods = metadata.token_endpoint_auth_methods_supported();
        // Basic is what OpenID has where nothing is said.
        let post = methods.is_some_and(|all| !all.contains(&ClientSecretBasic) && all.contains(&ClientSecretPost));
        let client =
            CoreClient::from_provider_metadata(metadata.clone(), self.client.clone(), Some(self.secret.clone()))
                .set_redirect_uri(self.callback()?)
                .set_auth_type(if post { AuthType::RequestBody } else { AuthType::BasicAuth });
        let request = client.exchange_code(AuthorizationCode::new(code)).map_err(Trouble::refused)?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(ties.verifier.clone()));
        let outgoing = self.outgoing()?;
        let tokens: Asking<'_, CoreTokenResponse, _> = Box::pin(request.request_async(&outgoing));
        Ok(tokens.await?)
    }

    /// The claims of an ID token that holds: its signature, issuer, audience, time and nonce, and that the access
    /// token is the one that belongs to it.
    fn claims<'a>(
        &self,
        metadata: &Metadata,
        id_token: &'a CoreIdToken,
        access_token: &AccessToken,
        nonce: &Nonce,
        now: Timestamp,
    ) -> Result<&'a CoreIdTokenClaims, Unbelievable> {
        let client = CoreClient::from_provider_metadata(metadata.clone(), self.client.clone(), None);
        // One algorithm a key: what is signed with the client's own secret is refused.
        let signed = metadata.id_token_signing_alg_values_supported().iter();
        let algorithms = signed.filter(|algorithm| !algorithm.uses_shared_secret()).cloned();
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs(algorithms)
            .set_time_fn(move || DateTime::from_timestamp_millis(now.millis()).unwrap_or(DateTime::UNIX_EPOCH));
        let claims = id_token.claims(&verifier, nonce)?;
        if let Some(expected) = claims.access_token_hash() {
            let key = id_token.signing_key(&verifier).map_err(Trouble::refused)?;
            let algorithm = id_token.signing_alg().map_err(Trouble::refused)?;
            let actual = AccessTokenHash::from_token(access_token, algorithm, key).map_err(Trouble::refused)?;
            if actual != *expected {
                return Err(Trouble::refused("the access token is not the ID token's").into());
            }
        }
        Ok(claims)
    }

    /// What the userinfo endpoint tells of the same subject; nothing where there is none.
    async fn user_info(
        &self,
        metadata: &Metadata,
        token: &AccessToken,
        subject: &SubjectIdentifier,
    ) -> Result<Option<CoreUserInfoClaims>, Trouble> {
        // The library takes for granted that it fits into a header.
        if metadata.userinfo_endpoint().is_none() || !token.secret().bytes().all(|byte| byte.is_ascii_graphic()) {
            return Ok(None);
        }
        let client = CoreClient::from_provider_metadata(metadata.clone(), self.client.clone(), None);
        let request = client.user_info(token.clone(), Some(subject.clone())).map_err(Trouble::refused)?;
        let outgoing = self.outgoing()?;
        let told: Asking<'_, CoreUserInfoClaims, _> = Box::pin(request.request_async(&outgoing));
        Ok(Some(told.await?))
    }

    fn describe(&self, claims: &CoreIdTokenClaims, told: Option<&CoreUserInfoClaims>) -> Profile {
        let (email, verified) = match told {
            Some(told) => (told.email(), told.email_verified()),
            None => (claims.email(), claims.email_verified()),
        };
        let email = email.filter(|_| verified == Some(true)).and_then(|email| email.parse().ok());
        let name = claims.name().or_else(|| told?.name()).and_then(|name| name.get(None));
        let avatar = claims.picture().or_else(|| told?.picture()).and_then(|picture| picture.get(None));
        Profile {
            issuer: self.issuer.clone(),
            subject: claims.subject().to_string(),
            email,
            name: name.map(|name| name.to_string()),
            avatar: avatar.map(|avatar| avatar.to_string()),
        }
    }

    fn outgoing(&self) -> Result<Outgoing, Trouble> {
        Outgoing::new(&self.web.http, &self.issuer)
    }

    fn callback(&self) -> Result<RedirectUrl, Trouble> {
        RedirectUrl::new(self.callback.clone()).map_err(Trouble::refused)
    }
}

/// Why an ID token doesn't count.
enum Unbelievable {
    /// It may, once the provider's keys are asked for again.
    UnknownKey,
    For(Trouble),
}

impl From<Trouble> for Unbelievable {
    fn from(trouble: Trouble) -> Self {
        Self::For(trouble)
    }
}

impl From<ClaimsVerificationError> for Unbelievable {
    fn from(error: ClaimsVerificationError) -> Self {
        use ClaimsVerificationError::SignatureVerification;
        match error {
            SignatureVerification(SignatureVerificationError::NoMatchingKey) => Self::UnknownKey,
            SignatureVerification(error) => Self::For(Trouble::refused(error)),
            error => Self::For(Trouble::refused(error)),
        }
    }
}

impl From<Unbelievable> for Trouble {
    fn from(unbelievable: Unbelievable) -> Self {
        match unbelievable {
            Unbelievable::UnknownKey => Self::refused("the ID token was signed with an unknown key"),
            Unbelievable::For(trouble) => trouble,
        }
    }
}

impl From<UserInfoError<HttpError>> for Trouble {
    fn from(error: UserInfoError<HttpError>) -> Self {
        match error {
            UserInfoError::Request(error) => error.into(),
            UserInfoError::ClaimsVerification(_) => Self::refused("the userinfo endpoint tells of somebody else"),
            _ => Self::refused("the userinfo endpoint's answer can't be used"),
        }
    }
}
