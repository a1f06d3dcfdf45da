//! The person's answer to what a client asks for. Yes makes the grant, with a token that nobody has yet, and a code that the
//! client turns into one; no goes back to the client as well.

use std::time::Duration;

use entity::{KeyId, Scope, ScopeSet, SignInMethod, Timestamp, WorkspaceId, api_key, grant, oauth_client};
use identity::policy::{Admission, SteppedUp, Tenant, given};
use kernel::{
    audit::Action,
    change::Change,
    error::{Error, Result},
    notice::{self, Notice},
    token::{Plain, link},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::json;
use url::Url;

use super::{
    CODE, SCOPES,
    ask::Asked,
    client::{Client, find},
    redirect,
    wire::ApproveIn,
};

/// The longest that a grant may last, in days.
pub const LONGEST: u32 = 90;
/// How long it lasts unless the person says something else, in days.
pub const USUAL: u32 = 30;
/// The longest name of a key, in characters.
const LONGEST_NAME: usize = 100;

/// What the person decided, checked.
pub struct Decided {
    asked: Asked,
    client: Client,
    scopes: ScopeSet,
    workspace: Option<WorkspaceId>,
    ends_at: Timestamp,
}

impl Decided {
    /// `stepped_up` is asked where the client could change something, and always of a session that a recovery code began: that
    /// gives nothing away.
    ///
    /// # Errors
    /// `BAD_REQUEST` names the field; `FORBIDDEN` where the step-up is missing; `UNAVAILABLE` when the client's document can't be
    /// fetched.
    pub async fn new(
        tenant: &Tenant,
        method: SignInMethod,
        body: ApproveIn,
        stepped_up: impl FnOnce() -> Result<SteppedUp>,
    ) -> Result<Self> {
        let (state, asked) = (tenant.state(), Asked::open(tenant.state(), &body.request)?);
        let client = client_of(tenant, &asked).await?;
        let scopes: Option<ScopeSet> = body.scopes.map(|scopes| scopes.into_iter().map(|scope| scope.0).collect());
        let scopes = scopes.unwrap_or_else(|| asked.scopes());
        // More than is asked for as well: some clients ask for reading and can't ask again (RFC 6749, 3.3).
        if scopes == ScopeSet::EMPTY || !scopes.is_subset(SCOPES.into_iter().collect()) {
            return Err(Error::field("scopes", "expected mcp:read, mcp:write, or both"));
        }
        let days = body.days.unwrap_or(USUAL);
        if !(1..=LONGEST).contains(&days) {
            return Err(Error::field("days", "expected 1 to 90"));
        }
        let lasts = Duration::from_secs(u64::from(days) * 24 * 3600);
        let lasts = tenant.max_key_lifetime().map_or(lasts, |longest| longest.min(lasts));
        let workspace = body.workspace_id.map(|id| id.0);
        if let Some(id) = workspace {
            given(tenant.enter(id).await)?;
        }
        if scopes.contains(Scope::McpWrite) || method == SignInMethod::RecoveryCode {
            stepped_up()?;
        }
        Ok(Self { asked, client, scopes, workspace, ends_at: state.now().plus(lasts) })
    }
}

/// The client, which must still be one that the code may go to.
///
/// # Errors
/// As `find`; `BAD_REQUEST` for a client that changed its mind.
pub async fn client_of(tenant: &Tenant, asked: &Asked) -> Result<Client> {
    let client = find(tenant.state(), tenant.context(), &asked.client).await?;
    if client.allows(&asked.redirect_uri) {
        return Ok(client);
    }
    Err(Error::field("request", "asks for a code where the client no longer takes one"))
}

/// Makes the grant, of which its person is told at `email`; gives where the browser takes the code.
///
/// # Errors
/// `BAD_REQUEST` for a workspace that the person has just lost.
pub async fn approve(tenant: &Tenant, _admission: Admission, email: &str, decided: Decided) -> Result<Url> {
    let state = tenant.state();
    let change = tenant.begin().await?;
    if let Some(id) = decided.workspace {
        given(tenant.enter_with(&change, id).await)?;
    }
    let (code, id) = (link::mint(state.random()), KeyId::new(state.now(), state.random()));
    keep(tenant, &change, id, &code, &decided).await?;
    if let Some(client) = decided.client.registered {
        oauth_client::Entity::note_use(client, state.now()).exec(&change).await?;
    }
    let detail = json!({
        "client": decided.client.holder(&decided.asked.redirect_uri),
        "scopes": decided.scopes.names(),
        "workspaceId": decided.workspace.map(|id| id.to_string()),
        "expiresAt": decided.ends_at.to_string(),
    });
    change.record(tenant.event(Action::GrantCreated, id).with_detail(detail));
    notice::tell(&change, email, Notice::AgentAllowed)?;
    change.commit().await?;
    decided.asked.answer(state, &[("code", code.expose())])
}

/// Writes the token, which nobody is told before the code comes, and the grant.
async fn keep(tenant: &Tenant, change: &Change, id: KeyId, code: &Plain, decided: &Decided) -> Result<()> {
    let (state, now) = (tenant.state(), tenant.state().now());
    let Decided { asked, client, scopes, workspace, ends_at } = decided;
    let holder = client.holder(&asked.redirect_uri);
    let (unknown, prefix) = state.key_format.mint(state.random());
    let token = api_key::ActiveModel {
        id: Set(id),
        org_id: Set(tenant.org()),
        user_id: Set(tenant.user()),
        workspace_id: Set(*workspace),
        name: Set(holder.chars().take(LONGEST_NAME).collect()),
        description: Set(None),
        prefix: Set(prefix),
        digest: Set(unknown.digest()),
        scopes: Set(*scopes),
        allowed_cidrs: Set(None),
        expires_at: Set(Some(now.plus(CODE))),
        last_used_at: Set(None),
        last_used_address: Set(None),
        rotated_from: Set(None),
        rotated_at: Set(None),
        revoked_at: Set(None),
        paused_at: Set(None),
        paused_by: Set(None),
        client: Set(Some(holder)),
        created_at: Set(now),
        updated_at: Set(now),
    };
    token.insert(change).await?;
    let grant = grant::ActiveModel {
        id: Set(id),
        org_id: Set(tenant.org()),
        user_id: Set(tenant.user()),
        client_id: Set(client.id.clone()),
        client_name: Set(client.name.clone()),
        client_host: Set(client.host.clone()),
        redirect_uri: Set(asked.redirect_uri.clone()),
        code_digest: Set(code.digest()),
        code_challenge: Set(asked.challenge.clone()),
        code_expires_at: Set(now.plus(CODE)),
        exchanged_at: Set(None),
        family_digest: Set(None),
        refresh_digest: Set(None),
        expires_at: Set(*ends_at),
        created_at: Set(now),
    };
    grant.insert(change).await?;
    Ok(())
}

/// Where the browser goes on after a no. Nothing is kept of it.
///
/// # Errors
/// `BAD_REQUEST` for a request that is over.
pub fn deny(tenant: &Tenant, request: &str) -> Result<Url> {
    let asked = Asked::open(tenant.state(), request)?;
    asked.answer(tenant.state(), &[("error", "access_denied"), ("error_description", "the person said no")])
}

/// Whom the code goes to, and if that is a program on the person's own machine.
pub fn receiver(asked: &Asked) -> (String, bool) {
    let is_here = Url::parse(&asked.redirect_uri).is_ok_and(|url| redirect::is_loopback(&url));
    (redirect::receiver(&asked.redirect_uri), is_here)
}
