//! Rows that are written directly: some of the keys can't be minted, and what is in a workspace is wanted for callers who
//! couldn't make it.

use entity::{
    Digest, KeyId, ProjectId, Scope, ScopeSet, ShareLinkId, Timestamp, WorkspaceId, WorkspaceRole, api_key, grant, org,
    project, share_link, workspace, workspace_member,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use tests::{Caller, Person};

#[derive(Clone, Copy, Default)]
pub struct Terms {
    pub scopes: ScopeSet,
    pub cidrs: Option<&'static str>,
    pub expires_at: Option<Timestamp>,
    pub workspace: Option<WorkspaceId>,
    /// The client that it is the token of, if it is one.
    pub client: Option<&'static str>,
}

pub async fn insert_key(person: &Person, terms: &Terms) -> (String, String) {
    let state = person.session.world().state();
    let now = state.now();
    let (key, prefix) = state.key_format.mint(state.random());
    let id = KeyId::new(now, state.random());
    let row = api_key::ActiveModel {
        id: Set(id),
        org_id: Set(person.org.parse().unwrap()),
        user_id: Set(person.user.parse().unwrap()),
        workspace_id: Set(terms.workspace),
        name: Set("inserted".to_owned()),
        description: Set(None),
        prefix: Set(prefix),
        digest: Set(key.digest()),
        scopes: Set(terms.scopes),
        allowed_cidrs: Set(terms.cidrs.map(str::to_owned)),
        expires_at: Set(terms.expires_at),
        last_used_at: Set(None),
        last_used_address: Set(None),
        rotated_from: Set(None),
        rotated_at: Set(None),
        revoked_at: Set(None),
        paused_at: Set(None),
        paused_by: Set(None),
        client: Set(terms.client.map(str::to_owned)),
        created_at: Set(now),
        updated_at: Set(now),
    };
    row.insert(state.db.write()).await.unwrap();
    state.fence.made_elsewhere(key.digest()).await.unwrap();
    (id.to_string(), key.expose().to_owned())
}

/// A grant of the person's, and its token.
pub async fn insert_grant(person: &Person, scopes: &[Scope]) -> (String, String) {
    let state = person.session.world().state();
    let scopes = scopes.iter().copied().collect();
    let (id, token) = insert_key(person, &Terms { scopes, client: Some("agent.example"), ..Terms::default() }).await;
    let row = grant::ActiveModel {
        id: Set(id.parse().unwrap()),
        org_id: Set(person.org.parse().unwrap()),
        user_id: Set(person.user.parse().unwrap()),
        client_id: Set("https://agent.example/client.json".to_owned()),
        client_name: Set(None),
        client_host: Set(Some("agent.example".to_owned())),
        redirect_uri: Set("https://agent.example/callback".to_owned()),
        code_digest: Set(Digest::of(id.as_bytes())),
        code_challenge: Set(String::new()),
        code_expires_at: Set(state.now()),
        exchanged_at: Set(Some(state.now())),
        family_digest: Set(None),
        refresh_digest: Set(None),
        expires_at: Set(state.now().plus(std::time::Duration::from_secs(90 * 24 * 3600))),
        created_at: Set(state.now()),
    };
    row.insert(state.db.write()).await.unwrap();
    (id, token)
}

/// Turns on the org's `strictScopes`, before any key of it was used.
pub async fn be_strict(person: &Person) {
    let state = person.session.world().state();
    let id = Set(person.org.parse().unwrap());
    let strict = org::ActiveModel { id, strict_scopes: Set(true), ..Default::default() };
    strict.update(state.db.write()).await.unwrap();
}

/// A workspace of the person's org that nobody is a member of.
pub async fn insert_workspace(person: &Person) -> WorkspaceId {
    let state = person.session.world().state();
    let (now, id) = (state.now(), WorkspaceId::new(state.now(), state.random()));
    let row = workspace::ActiveModel {
        id: Set(id),
        org_id: Set(person.org.parse().unwrap()),
        name: Set("inserted".to_owned()),
        description: Set(None),
        created_by: Set(person.user.parse().unwrap()),
        created_at: Set(now),
        updated_at: Set(now),
    };
    row.insert(state.db.write()).await.unwrap();
    id
}

pub async fn insert_workspace_member(person: &Person, workspace: WorkspaceId, role: WorkspaceRole) {
    let state = person.session.world().state();
    let row = workspace_member::ActiveModel {
        workspace_id: Set(workspace),
        user_id: Set(person.user.parse().unwrap()),
        org_id: Set(person.org.parse().unwrap()),
        role: Set(role),
        created_at: Set(state.now()),
        updated_at: Set(state.now()),
    };
    row.insert(state.db.write()).await.unwrap();
}

pub async fn insert_project(person: &Person, workspace: WorkspaceId) -> ProjectId {
    let state = person.session.world().state();
    let (now, id) = (state.now(), ProjectId::new(state.now(), state.random()));
    let row = project::ActiveModel {
        id: Set(id),
        org_id: Set(person.org.parse().unwrap()),
        workspace_id: Set(workspace),
        name: Set("inserted".to_owned()),
        description: Set(None),
        created_by: Set(person.user.parse().unwrap()),
        created_at: Set(now),
        updated_at: Set(now),
    };
    row.insert(state.db.write()).await.unwrap();
    id
}

/// A link to the project that the person, who may share it, has made; gives its id and its token.
pub async fn insert_share_link(person: &Person, project: ProjectId) -> (String, String) {
    let state = person.session.world().state();
    let (now, token) = (state.now(), kernel::token::link::mint(state.random()));
    let id = ShareLinkId::new(now, state.random());
    let row = share_link::ActiveModel {
        id: Set(id),
        org_id: Set(person.org.parse().unwrap()),
        project_id: Set(project),
        name: Set(None),
        digest: Set(token.digest()),
        created_by: Set(person.user.parse().unwrap()),
        expires_at: Set(now.plus(std::time::Duration::from_secs(3600))),
        created_at: Set(now),
    };
    row.insert(state.db.write()).await.unwrap();
    (id.to_string(), token.expose().to_owned())
}
