//! What a client asks for (RFC 6749, 4.1.1), judged before a person sees it. Until client and redirect URI are known to belong
//! together, nothing goes back to the client: who is at fault then is shown here. What is fine is sealed, and taken to the page
//! where the person answers.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::{Scope, ScopeSet, Timestamp};
use kernel::{
    error::{Error, Result},
    inbound::Inbound,
    state::State,
    token::Sealed,
};
use serde::{Deserialize, Serialize};
use url::{Url, form_urlencoded};

use super::{
    ASKING, PAGE, SCOPES,
    client::{Client, bad, find},
    pkce, redirect, resource,
};

/// The longest state of a client's own that goes back to it.
const LONGEST_STATE: usize = 2048;
/// Every client gets a refresh token, so this changes nothing; clients ask for it by habit.
const OFFLINE: &str = "offline_access";

/// A request that was found well-formed, as the person's page brings it back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    pub client: String,
    pub redirect_uri: String,
    scopes: String,
    pub state: Option<String>,
    pub challenge: String,
    ends: i64,
}

impl Asked {
    /// What the client wants to do.
    pub fn scopes(&self) -> ScopeSet {
        self.scopes.parse().unwrap_or_default()
    }

    /// Until when the person may answer.
    pub fn ends_at(&self) -> Timestamp {
        Timestamp::from_millis(self.ends)
    }

    /// # Errors
    /// `UNAVAILABLE` when the seal can't be made, which doesn't happen.
    fn seal(&self, state: &State) -> Result<String> {
        let text = serde_json::to_vec(self).map_err(Error::unavailable)?;
        let sealed = state.sealer.seal(Sealed::Authorization, &[], state.random(), &text);
        Ok(URL_SAFE_NO_PAD.encode(sealed.map_err(Error::unavailable)?))
    }

    /// # Errors
    /// `BAD_REQUEST` for what wasn't sealed here, and after its time.
    pub fn open(state: &State, sealed: &str) -> Result<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok();
        let opened = bytes.and_then(|bytes| state.sealer.open(Sealed::Authorization, &[], &bytes));
        let asked: Option<Self> = opened.and_then(|text| serde_json::from_slice(&text).ok());
        let fresh = asked.filter(|asked| state.now() < asked.ends_at());
        fresh.ok_or_else(|| Error::field("request", "is over or was altered; begin again from the program that asked"))
    }

    /// Back to the client, with these parameters.
    ///
    /// # Errors
    /// For a URI that `ask` lets nobody ask for.
    pub fn answer(&self, state: &State, parameters: &[(&str, &str)]) -> Result<Url> {
        back(state, &self.redirect_uri, self.state.as_deref(), parameters)
    }
}

/// The parameters of a request, each at most once.
pub struct Query(BTreeMap<String, String>, Option<String>);

impl Query {
    /// Those that have a value; unknown ones are nobody's business.
    pub fn parse(text: &str) -> Self {
        let (mut words, mut twice) = (BTreeMap::new(), None);
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            if words.insert(name.clone().into_owned(), value.into_owned()).is_some() {
                twice.get_or_insert(name.into_owned());
            }
        }
        words.retain(|_, value| !value.is_empty());
        Self(words, twice)
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// # Errors
    /// `BAD_REQUEST` for one that is missing, or there twice.
    fn plain(&self, name: &'static str) -> Result<&str> {
        match &self.1 {
            Some(twice) if twice == name => Err(Error::field(name, "is given twice")),
            _ => self.get(name).ok_or_else(|| Error::field(name, "is required")),
        }
    }
}

/// Where the browser goes on: to the person's page, or back to the client with an error.
///
/// # Errors
/// For a person to see: `BAD_REQUEST` where client and redirect URI don't belong together, `UNAVAILABLE` where that can't be
/// found out.
pub async fn ask(inbound: &Inbound, query: &Query) -> Result<Url> {
    let Inbound { state, context } = inbound;
    let client = find(state, context, query.plain("client_id")?).await?;
    let redirect_uri = query.plain("redirect_uri")?;
    redirect::parse(redirect_uri).map_err(|reason| Error::field("redirect_uri", reason))?;
    if !client.allows(redirect_uri) {
        return Err(Error::field("redirect_uri", "is none of the client's own"));
    }
    match judge(state, client, redirect_uri, query) {
        Ok(asked) => {
            let page = format!("{}{PAGE}?request={}", state.config.server.base(), asked.seal(state)?);
            Url::parse(&page).map_err(Error::unavailable)
        }
        Err((error, description)) => {
            let own = query.get("state").filter(|own| own.len() <= LONGEST_STATE);
            back(state, redirect_uri, own, &[("error", error), ("error_description", description)])
        }
    }
}

/// What is asked for; or the error's word and what is wrong (RFC 6749, 4.1.2.1).
fn judge(
    state: &State,
    client: Client,
    redirect_uri: &str,
    query: &Query,
) -> std::result::Result<Asked, (&'static str, &'static str)> {
    let invalid = |description| ("invalid_request", description);
    if query.1.is_some() {
        return Err(invalid("a parameter is given twice"));
    }
    match query.get("response_type") {
        Some("code") => {}
        Some(_) => return Err(("unsupported_response_type", "response_type must be code")),
        None => return Err(invalid("response_type is required")),
    }
    if query.get("code_challenge_method") != Some("S256") {
        return Err(invalid("code_challenge_method must be S256"));
    }
    let challenge = query.get("code_challenge").filter(|challenge| pkce::is_challenge(challenge));
    let challenge = challenge.ok_or_else(|| invalid("code_challenge must be 43 characters of base64url"))?;
    if query.get("resource").is_none_or(|given| given != resource(state)) {
        return Err(("invalid_target", "resource must be the one that the metadata of /mcp names"));
    }
    let own = query.get("state");
    if own.is_some_and(|own| own.len() > LONGEST_STATE) {
        return Err(invalid("state is longer than 2048 characters"));
    }
    let scopes = scopes(query.get("scope")).ok_or(("invalid_scope", "scope may have mcp:read and mcp:write"))?;
    Ok(Asked {
        client: client.id,
        redirect_uri: redirect_uri.to_owned(),
        scopes: scopes.to_string(),
        state: own.map(str::to_owned),
        challenge: challenge.to_owned(),
        ends: state.now().plus(ASKING).millis(),
    })
}

/// Reading, unless something else is asked for.
pub fn scopes(given: Option<&str>) -> Option<ScopeSet> {
    let words = given.unwrap_or_default().split_ascii_whitespace().filter(|word| *word != OFFLINE);
    let scopes: ScopeSet = words.map(str::parse::<Scope>).collect::<std::result::Result<_, _>>().ok()?;
    let scopes = if scopes == ScopeSet::EMPTY { ScopeSet::EMPTY.with(Scope::McpRead) } else { scopes };
    scopes.is_subset(SCOPES.into_iter().collect()).then_some(scopes)
}

fn back(state: &State, uri: &str, own: Option<&str>, parameters: &[(&str, &str)]) -> Result<Url> {
    let own = own.map(|own| ("state", own));
    let parameters: Vec<_> = parameters.iter().copied().chain(own).collect();
    redirect::answer(uri, &state.config.server.base(), &parameters).map_err(bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_is_asked_for_unless_something_else_is() {
        let set = |scopes: &[Scope]| Some(scopes.iter().copied().collect::<ScopeSet>());
        for (given, expected) in [
            (None, set(&[Scope::McpRead])),
            (Some(""), set(&[Scope::McpRead])),
            (Some("offline_access"), set(&[Scope::McpRead])),
            (Some("mcp:write"), set(&[Scope::McpWrite])),
            (Some("mcp:read offline_access mcp:write mcp:read"), set(&[Scope::McpRead, Scope::McpWrite])),
            (Some("models:read"), None),
            (Some("mcp:read billing:machine:charge"), None),
            (Some("mcp:everything"), None),
        ] {
            assert_eq!(scopes(given), expected, "{given:?}");
        }
    }
}
