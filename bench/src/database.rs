//! The database that is measured on: users in orgs with their keys, written straight through the entities.

use std::{path::Path, sync::Arc};

use almond::{
    app,
    cli::{command::Command, model::Model, user_create},
};
use entity::{KeyId, OrgId, OrgRole, Scope, ScopeSet, UserId, api_key};
use kernel::{state::State, telemetry::Metrics};
use sea_orm::{ActiveValue::Set, EntityTrait as _};

use crate::{Result, targets};

/// Who signs in and mints; also the one with a password.
pub const EMAIL: &str = "ada@example.com";
pub const PASSWORD: &str = "correct horse battery staple";

const ORGS: usize = 100;
/// Rows of a statement; each has 17 values. SQLite takes 32,766, PostgreSQL 65,535.
const BATCH: usize = 1000;

/// Fills this database, or one in `folder`; gives the keys, random ones of Almond's own form.
pub async fn fill(folder: &Path, database: Option<&str>, count: usize) -> Result<Vec<String>> {
    let config = targets::config(folder, database)?;
    let seams = app::seams(&config)?;
    let state = app::open(config, seams, Metrics::new()).await?;
    for (id, name) in [("acme/small-1", "Small 1"), ("acme/large-1", "Large 1"), ("acme/large-2", "Large 2")] {
        let model = Model::Add { id: id.to_owned(), name: name.to_owned(), context_tokens: 32_768 };
        run(&state, Command::Model(model)).await?;
    }
    create_user(&state, EMAIL.to_owned(), "ada".to_owned(), Some(PASSWORD.to_owned())).await?;
    let mut users = Vec::new();
    for n in 0..ORGS {
        users.push(create_user(&state, format!("user{n}@example.com"), format!("org{n}"), None).await?);
    }
    let mut keys = Vec::with_capacity(count);
    while keys.len() < count {
        let batch = BATCH.min(count - keys.len());
        let rows: Vec<_> = (0..batch)
            .map(|n| {
                let (row, key) = mint(&state, users[n % ORGS]);
                keys.push(key);
                row
            })
            .collect();
        api_key::Entity::insert_many(rows).exec_without_returning(state.db.write()).await?;
    }
    state.db.clone().close().await;
    Ok(keys)
}

fn mint(state: &State, (user, org): (UserId, OrgId)) -> (api_key::ActiveModel, String) {
    let now = state.now();
    let mut random = [0; 24];
    state.seams.entropy.fill(&mut random);
    let (key, prefix) = state.key_format.mint(random);
    let row = api_key::ActiveModel {
        id: Set(KeyId::new(now, state.random())),
        org_id: Set(org),
        user_id: Set(user),
        workspace_id: Set(None),
        name: Set("bench".to_owned()),
        description: Set(None),
        prefix: Set(prefix),
        digest: Set(key.digest()),
        scopes: Set(ScopeSet::EMPTY.with(Scope::ModelsRead)),
        allowed_cidrs: Set(None),
        expires_at: Set(None),
        last_used_at: Set(None),
        last_used_address: Set(None),
        rotated_from: Set(None),
        rotated_at: Set(None),
        revoked_at: Set(None),
        paused_at: Set(None),
        paused_by: Set(None),
        client: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
    };
    (row, key.expose().to_owned())
}

async fn create_user(
    state: &Arc<State>,
    email: String,
    org: String,
    password: Option<String>,
) -> Result<(UserId, OrgId)> {
    let request = user_create::Request { name: email.clone(), email, org, role: Some(OrgRole::Owner), password };
    let made: serde_json::Value = serde_json::from_str(&run(state, Command::UserCreate(request)).await?)?;
    let id = |name: &str| made[name].as_str().unwrap_or_default().to_owned();
    Ok((id("userId").parse()?, id("orgId").parse()?))
}

async fn run(state: &Arc<State>, command: Command) -> Result<String> {
    Ok(command.run(state).await?)
}
