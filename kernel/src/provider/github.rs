//! GitHub, which speaks OAuth but not OpenID: who somebody is comes from its API, and their address from the list of
//! those that are theirs, because the profile shows it only to whom its owner lets see it.

use http::{HeaderValue, Request, StatusCode, header};
use oauth2::{
    AccessToken, AuthType, AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, TokenResponse, TokenUrl,
};
use serde::{Deserialize, de::DeserializeOwned};
use url::Url;

use super::{
    Answers, Departing, Profile, Ties, Trouble, Web,
    answer::{Speaker, Tokens},
    outgoing::{Asking, Outgoing},
};
use crate::config;

/// GitHub, or a GitHub Enterprise Server.
pub struct Github {
    client: ClientId,
    secret: ClientSecret,
    url: String,
    api_url: String,
    callback: String,
    web: Web,
}

/// What is read of `GET /user`.
#[derive(Deserialize)]
struct Account {
    /// Stays when the login is changed.
    id: u64,
    login: String,
    name: Option<String>,
    avatar_url: Option<String>,
}

/// What is read of `GET /user/emails`.
#[derive(Deserialize)]
struct Address {
    email: String,
    primary: bool,
    verified: bool,
}

impl Github {
    pub fn new(config: &config::Github, callback: String, web: Web) -> Self {
        Self {
            client: ClientId::new(config.client.id.clone()),
            secret: ClientSecret::new(config.client.secret.expose().to_owned()),
            url: config.url.clone(),
            api_url: config.api_url.clone(),
            callback,
            web,
        }
    }

    pub fn authorize(&self, departing: &Departing) -> Result<Url, Trouble> {
        let Departing { ties, token, wishes } = departing;
        if wishes.max_age.is_some() {
            return Err(Trouble::refused("GitHub doesn't say when a person was there (`max_age`)"));
        }
        let url = AuthUrl::new(format!("{}/login/oauth/authorize", self.url)).map_err(Trouble::refused)?;
        let client = Speaker::new(self.client.clone()).set_auth_uri(url).set_redirect_uri(self.callback()?);
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(ties.verifier.clone()));
        let request = client.authorize_url(|| CsrfToken::new(token.clone())).set_pkce_challenge(challenge);
        let scopes = ["read:user", "user:email"].map(|scope| Scope::new(scope.to_owned()));
        let mut request = request.add_scopes(scopes);
        // The words it has for them; of prompts it knows one.
        if wishes.prompt.as_deref() == Some("select_account") {
            request = request.add_extra_param("prompt", "select_account");
        }
        if let Some(login) = &wishes.login_hint {
            request = request.add_extra_param("login", login.as_str());
        }
        Ok(request.url().0)
    }

    pub async fn profile(&self, answers: Answers) -> Result<Profile, Trouble> {
        let Answers { ties, grant, .. } = answers;
        // GitHub is no issuer by name; should it call itself one, then by a URL of its own.
        let own =
            |issuer: &str| issuer.strip_prefix(&self.url).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        if grant.issuer.as_deref().is_some_and(|issuer| !own(issuer)) {
            return Err(Trouble::refused("the answer is another provider's"));
        }
        let token = self.token(&ties, grant.code).await?;
        let api = Outgoing::new(&self.web.http, &self.api_url)?;
        let account: Account = self.ask(&api, "/user", &token).await?;
        let addresses: Vec<Address> = self.ask(&api, "/user/emails", &token).await?;
        let primary = addresses.into_iter().find(|address| address.primary && address.verified);
        Ok(Profile {
            issuer: self.url.clone(),
            subject: account.id.to_string(),
            email: primary
                .and_then(|address| address.email.parse().ok())
                .ok_or_else(|| "the person has no primary address there that is verified".to_owned()),
            name: account.name.or(Some(account.login)),
            avatar: account.avatar_url,
            sign_up: None,
            sid: None,
            second_factor: false,
            was_there_at: None,
        })
    }

    async fn token(&self, ties: &Ties, code: String) -> Result<AccessToken, Trouble> {
        let url = TokenUrl::new(format!("{}/login/oauth/access_token", self.url)).map_err(Trouble::refused)?;
        let client = Speaker::new(self.client.clone())
            .set_client_secret(self.secret.clone())
            .set_auth_type(AuthType::RequestBody)
            .set_token_uri(url)
            .set_redirect_uri(self.callback()?);
        let request = client.exchange_code(AuthorizationCode::new(code));
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(ties.verifier.clone()));
        let outgoing = Outgoing::new(&self.web.http, &self.url)?;
        let answer: Asking<'_, Tokens, _> = Box::pin(request.request_async(&outgoing));
        Ok(answer.await?.access_token().clone())
    }

    async fn ask<T: DeserializeOwned>(&self, api: &Outgoing, path: &str, token: &AccessToken) -> Result<T, Trouble> {
        let mut bearer = HeaderValue::from_str(&format!("Bearer {}", token.secret())).map_err(Trouble::refused)?;
        bearer.set_sensitive(true);
        let request = Request::get(format!("{}{path}", self.api_url))
            .header(header::AUTHORIZATION, bearer)
            .header(header::ACCEPT, "application/vnd.github+json")
            .body(Vec::new())
            .map_err(Trouble::refused)?;
        let answer = api.send(request).await?;
        if answer.status() != StatusCode::OK {
            return Err(Trouble::Refused(format!("its API answered {}", answer.status())));
        }
        serde_json::from_slice(answer.body()).map_err(|_| Trouble::refused("its API's answer has another shape"))
    }

    fn callback(&self) -> Result<RedirectUrl, Trouble> {
        RedirectUrl::new(self.callback.clone()).map_err(Trouble::refused)
    }
}
