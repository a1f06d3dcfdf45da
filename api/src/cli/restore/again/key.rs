//! Keys: ended, switched off, or with less than they had.

use entity::{KeyId, OrgId, Scope, ScopeSet, Timestamp, WorkspaceId, api_key, workspace};
use kernel::{change::Change, error::Result, revocation::Entry, state::State};
use resource::key::network::{self, Network};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use serde_json::Value;

use super::{Action, Outcome};

/// `None` where the entry doesn't say enough.
pub async fn narrow(state: &State, change: &Change, entry: &Entry) -> Result<Option<Outcome>> {
    let now = state.now();
    if entry.action == Action::KeysRevoked {
        let Ok(before) = entry.target.parse() else { return Ok(None) };
        let told = || entry.detail["org"].as_str().and_then(|org| org.parse().ok());
        api_key::Entity::revoke_issued_before(before, entry.org.or_else(told), now).exec(change).await?;
        return Ok(Some(Outcome::Done));
    }
    let Ok(id) = entry.target.parse::<KeyId>() else { return Ok(None) };
    if matches!(entry.action, Action::KeyRevoked | Action::KeyRotated) {
        api_key::Entity::revoke_of_all(id, now).exec(change).await?;
        return Ok(Some(Outcome::Done));
    }
    let Some(row) = api_key::Entity::find_of_all(id).one(change).await? else { return Ok(Some(Outcome::Done)) };
    let mut changed = row.clone().into_active_model();
    let is_shut = if entry.action == Action::KeyPaused {
        true
    } else {
        let Some(told) = Told::of(&entry.detail) else { return Ok(None) };
        let workspace = told.workspace(change, &row).await?;
        let networks = told.networks(&row);
        changed.scopes = Set(row.scopes.iter().filter(|scope| told.scopes.contains(*scope)).collect());
        changed.expires_at = Set([row.expires_at, told.expires_at].into_iter().flatten().min());
        if let Some(networks) = &networks {
            changed.allowed_cidrs = Set(network::store(networks));
        }
        if let Some(workspace) = workspace {
            changed.workspace_id = Set(workspace);
        }
        workspace.is_none() || networks.is_none()
    };
    // What an admin has switched off stays theirs to switch on.
    if is_shut && row.paused_at.is_none() {
        (changed.paused_at, changed.paused_by) = (Set(Some(now)), Set(Some(entry.user.unwrap_or(row.user_id))));
    }
    changed.updated_at = Set(now);
    changed.update(change).await?;
    Ok(Some(Outcome::Done))
}

/// What a key might do after it was changed. Where that and what the backup has exclude each other (other networks,
/// another workspace), the key is switched off.
struct Told {
    scopes: ScopeSet,
    expires_at: Option<Timestamp>,
    workspace: Option<WorkspaceId>,
    networks: Vec<Network>,
}

impl Told {
    fn of(detail: &Value) -> Option<Self> {
        let scopes = detail["scopes"].as_array()?;
        let networks = detail["allowedCidrs"].as_array().map(Vec::as_slice).unwrap_or_default();
        Some(Self {
            scopes: scopes.iter().map(|scope| scope.as_str()?.parse::<Scope>().ok()).collect::<Option<_>>()?,
            expires_at: parsed(&detail["expiresAt"])?,
            workspace: parsed(&detail["workspaceId"])?,
            networks: networks.iter().map(|network| network.as_str()?.parse().ok()).collect::<Option<_>>()?,
        })
    }

    /// Empty: any; `None`: none.
    fn networks(&self, row: &api_key::Model) -> Option<Vec<Network>> {
        let had = network::restore(row.allowed_cidrs.as_deref());
        if self.networks.is_empty() {
            return Some(had);
        }
        if had.is_empty() {
            return Some(self.networks.clone());
        }
        Some(network::common(&had, &self.networks)).filter(|common| !common.is_empty())
    }

    /// The one that it stays bound to, if it is to one; `None` where there is none for it.
    async fn workspace(&self, change: &Change, row: &api_key::Model) -> Result<Option<Option<WorkspaceId>>> {
        Ok(match (row.workspace_id, self.workspace) {
            (had, None) => Some(had),
            (Some(had), Some(told)) => (had == told).then_some(Some(had)),
            (None, Some(told)) => find(change, row.org_id, told).await?.map(Some),
        })
    }
}

async fn find(change: &Change, org: OrgId, id: WorkspaceId) -> Result<Option<WorkspaceId>> {
    Ok(workspace::Entity::find_in_org(org, id).one(change).await?.map(|workspace| workspace.id))
}

/// `None` for what can't be read.
#[allow(clippy::option_option, reason = "what isn't said is no mistake")]
fn parsed<T: std::str::FromStr>(value: &Value) -> Option<Option<T>> {
    match value {
        Value::Null => Some(None),
        value => value.as_str()?.parse().ok().map(Some),
    }
}
