//! A code becomes tokens, once. Using it up and making the token good are one transaction that holds the person's membership,
//! so that whatever ends the grant comes before it or after it. A code that comes twice ends the grant (RFC 6749, 4.1.2).

use entity::{KeyId, ScopeSet, Timestamp, api_key, grant, membership};
use kernel::{
    change::Change,
    error::{Code, Error, Result},
    fence::{self, Tag},
    inbound::Inbound,
    token::{Plain, link},
};
use sea_orm::QuerySelect;

use super::{
    ACCESS, client,
    end::{Why, end},
    pkce,
    refresh::{Token, next},
    resource,
};

/// Why there are no tokens, in the words of RFC 6749 (5.2).
#[derive(Debug)]
pub struct Refusal {
    pub word: &'static str,
    pub description: String,
}

impl Refusal {
    pub fn new(word: &'static str, description: impl Into<String>) -> Self {
        Self { word, description: description.into() }
    }
}

/// The same for all that is wrong with a code or a refresh token.
pub fn invalid() -> Refusal {
    Refusal::new("invalid_grant", "The code or token is unknown, of another client, used, expired or revoked")
}

/// What a client shows to get its first tokens.
pub struct Exchange {
    pub client: String,
    pub code: String,
    pub redirect_uri: String,
    pub verifier: String,
    pub resource: Option<String>,
}

/// Tokens, shown this once.
pub struct Issued {
    pub access: Plain,
    pub refresh: Plain,
    pub scopes: ScopeSet,
    /// Seconds that the access token lives.
    pub expires_in: u64,
}

/// The tokens for a code, or why there are none.
///
/// # Errors
/// `UNAVAILABLE`, also when the client's document can't be fetched.
pub async fn exchange(inbound: &Inbound, shown: &Exchange) -> Result<Result<Issued, Refusal>> {
    let Inbound { state, context } = inbound;
    let Some(code) = link::digest(&shown.code) else { return Ok(Err(invalid())) };
    if shown.resource.as_ref().is_none_or(|given| *given != resource(state)) {
        return Ok(Err(Refusal::new("invalid_target", "resource must be the one that the code was asked for")));
    }
    // On this leg as on the one before: the client is what its document says now.
    if let Err(error) = client::find(state, context, &shown.client).await {
        return unknown_client(error);
    }
    let turn = state.look_ups.turn(context.address).await?;
    let grant = grant::Entity::by_code(code).one(state.db.read()).await?;
    drop(turn);
    let is_theirs = |grant: &grant::Model| {
        grant.client_id == shown.client
            && grant.redirect_uri == shown.redirect_uri
            && pkce::fits(&grant.code_challenge, &shown.verifier)
    };
    let Some(grant) = grant.filter(is_theirs) else { return Ok(Err(invalid())) };
    let change = state.changes.begin(context).await?;
    let Some(longest) = standing(&change, &grant).await? else { return Ok(Err(invalid())) };
    let (first, token) = Token::first(state.random());
    let exchanged = grant::Entity::exchange(code, first.digests(), state.now()).exec(&change).await?;
    if exchanged.rows_affected == 0 {
        drop(change);
        end_if_used(inbound, &grant).await?;
        return Ok(Err(invalid()));
    }
    issue(inbound, change, &grant, longest, token).await
}

/// Of a code that wasn't good any more: it was used, or has expired.
async fn end_if_used(inbound: &Inbound, grant: &grant::Model) -> Result<()> {
    let now = grant::Entity::by_code(grant.code_digest).one(inbound.state.db.read()).await?;
    match now {
        Some(grant) if grant.exchanged_at.is_some() => end(inbound, &grant, Why::CodeReused).await,
        _ => Ok(()),
    }
}

/// Nothing of the client's own is at fault where a limit is.
fn unknown_client(error: Error) -> Result<Result<Issued, Refusal>> {
    let is_limited = error.headers().iter().any(|(name, _)| name == http::header::RETRY_AFTER);
    match error.code() {
        Code::BadRequest if !is_limited => Ok(Err(Refusal::new("invalid_client", error.message().to_owned()))),
        _ => Err(error),
    }
}

/// When the grant ends at the latest, if its person is an enabled user and a member of its org, whose membership this holds.
pub async fn standing(change: &Change, grant: &grant::Model) -> Result<Option<Timestamp>> {
    let membership = membership::Entity::of_user_in_org(grant.user_id, grant.org_id).lock_shared().one(change).await?;
    if membership.is_none() {
        return Ok(None);
    }
    let member = fence::member(change, grant.user_id, grant.org_id).await?;
    let ends_at = |longest| grant.created_at.plus(longest).min(grant.expires_at);
    Ok(member.map(|member| member.max_key_lifetime.map_or(grant.expires_at, ends_at)))
}

/// Makes a new access token good in the place of the one before, and commits.
pub async fn issue(
    inbound: &Inbound,
    mut change: Change,
    grant: &grant::Model,
    ends_at: Timestamp,
    refresh: Plain,
) -> Result<Result<Issued, Refusal>> {
    let (state, now) = (&inbound.state, inbound.state.now());
    let (access, _) = state.key_format.mint(state.random());
    let until = now.plus(ACCESS).min(ends_at);
    let renewed = api_key::Entity::renew_token(grant.id, access.digest(), until, now).exec(&change).await?;
    let row = api_key::Entity::tokens_among([grant.id]).one(&change).await?;
    let Some(row) = row.filter(|_| renewed.rows_affected == 1 && until > now) else { return Ok(Err(invalid())) };
    // The token before is void from now on, and the new one no stranger.
    change.touch(Tag::Key(grant.id));
    change.touch(Tag::Digest(access.digest()));
    change.commit().await?;
    Ok(Ok(Issued { access, refresh, scopes: row.scopes, expires_in: until.since(now).as_secs() }))
}

/// What a client shows to get the next tokens.
pub struct Refreshing {
    pub client: String,
    pub token: String,
    pub scopes: Option<ScopeSet>,
    pub resource: Option<String>,
}

/// The next tokens, or why there are none. A refresh token that comes twice ends the grant: one of two holders is a thief.
///
/// # Errors
/// `UNAVAILABLE`
pub async fn refresh(inbound: &Inbound, shown: &Refreshing) -> Result<Result<Issued, Refusal>> {
    let Inbound { state, context } = inbound;
    let Some(token) = Token::parse(&shown.token) else { return Ok(Err(invalid())) };
    if shown.resource.as_ref().is_some_and(|given| *given != resource(state)) {
        return Ok(Err(Refusal::new("invalid_target", "resource must be the one that the grant is for")));
    }
    let turn = state.look_ups.turn(context.address).await?;
    let grant = grant::Entity::by_family(token.digests().family).one(state.db.read()).await?;
    drop(turn);
    let Some(grant) = grant.filter(|grant| grant.client_id == shown.client) else { return Ok(Err(invalid())) };
    if !covers(inbound, grant.id, shown.scopes).await? {
        return Ok(Err(Refusal::new("invalid_scope", "scope may have what was granted, and no more")));
    }
    let change = state.changes.begin(context).await?;
    let Some(longest) = standing(&change, &grant).await? else { return Ok(Err(invalid())) };
    let (digest, renewed) = next(&token, state.random());
    let refreshed = grant::Entity::refresh(token.digests(), digest, state.now()).exec(&change).await?;
    if refreshed.rows_affected == 0 {
        drop(change);
        if state.now() < grant.expires_at {
            end(inbound, &grant, Why::RefreshReused).await?;
        }
        return Ok(Err(invalid()));
    }
    issue(inbound, change, &grant, longest, renewed).await
}

/// True if the grant has these scopes.
async fn covers(inbound: &Inbound, id: KeyId, wanted: Option<ScopeSet>) -> Result<bool> {
    let Some(wanted) = wanted else { return Ok(true) };
    let row = api_key::Entity::tokens_among([id]).one(inbound.state.db.read()).await?;
    Ok(row.is_some_and(|row| wanted.is_subset(row.scopes)))
}
