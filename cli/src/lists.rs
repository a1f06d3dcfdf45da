//! What there is, as lists: keys, models, agents, the audit log; and what a key is good for.

use std::{
    io::{self, IsTerminal, Read},
    time::Duration,
};

use almond_client::{Error, items_at, types::VerifyApiKey};
use futures_util::{StreamExt, TryStreamExt};
use serde_json::{Value, json};

use crate::{
    args::{Audit, Keys},
    failure::Failure,
    output::{Column, Out, say},
    profile,
    session::Session,
};

const KEYS: &[Column] =
    &[("ID", "id"), ("NAME", "name"), ("PREFIX", "prefix"), ("SCOPES", "scopes"), ("LAST USED", "lastUsedAt")];
const MODELS: &[Column] = &[("ID", "id"), ("NAME", "name"), ("PROVIDER", "provider"), ("CONTEXT", "contextTokens")];
const AGENTS: &[Column] =
    &[("ID", "id"), ("NAME", "name"), ("STATUS", "status"), ("LAST SEEN", "lastSeenAt"), ("RETIRED", "retiredAt")];
const PROFILES: &[Column] = &[("PROFILE", "profile"), ("SERVER", "server"), ("KEY IN", "keyIn")];
const EVENTS: &[Column] = &[("AT", "at"), ("ACTION", "action"), ("ACTOR", "actor.id"), ("TARGET", "targetId")];

/// How long until the log is looked at again.
const PAUSE: Duration = Duration::from_secs(2);

pub async fn all(session: &Session, path: &str) -> Result<Vec<Value>, Failure> {
    Ok(items_at(session.client()?, path, &[("limit", "100")]).try_collect().await?)
}

pub async fn keys(session: &Session, out: &Out, command: &Keys) -> Result<(), Failure> {
    match command {
        Keys::List => out.list(&all(session, "/api/v1/api-keys").await?, KEYS),
        Keys::Show { id } => {
            let id = id
                .parse()
                .map_err(|_| Failure::missing(format!("there is no key `{id}`: `alm keys list` shows their ids")))?;
            let key = session.client()?.get_api_key(&id).await.map_err(Error::from)?.into_inner().data;
            out.thing(&value(&key)?)
        }
    }
}

pub async fn models(session: &Session, out: &Out) -> Result<(), Failure> {
    out.list(&all(session, "/api/v1/models").await?, MODELS)
}

pub async fn agents(session: &Session, out: &Out) -> Result<(), Failure> {
    out.list(&all(session, "/api/v1/agents").await?, AGENTS)
}

pub fn profiles(out: &Out) -> Result<(), Failure> {
    let kept = profile::all()?.into_iter().map(|(name, profile)| {
        let place = if profile.api_key.is_some() { "file" } else { "keyring" };
        json!({ "profile": name, "server": profile.url, "keyIn": place })
    });
    out.list(&kept.collect::<Vec<_>>(), PROFILES)
}

/// The key comes from standard input: what is on a command line, others on the machine can read.
pub async fn verify(session: &Session, out: &Out, scope: Option<&str>) -> Result<(), Failure> {
    let client = session.client()?;
    let mut key = String::new();
    if io::stdin().is_terminal() {
        say("Paste the key:");
        io::stdin().read_line(&mut key)?;
    } else {
        io::stdin().read_to_string(&mut key)?;
    }
    if key.trim().is_empty() {
        return Err(Failure::told("there was no key on standard input: `alm verify < file`"));
    }
    let scope = scope.map(str::parse).transpose();
    let body: VerifyApiKey = VerifyApiKey {
        key: key.trim().to_owned(),
        scope: scope.map_err(|_| Failure::told("there is no such scope"))?,
        cost: None,
    };
    let verdict = client.verify_api_key(&body).await.map_err(Error::from)?.into_inner().data;
    out.thing(&value(&verdict)?)?;
    if verdict.valid { Ok(()) } else { Err(Failure::NotValid(verdict.code)) }
}

pub async fn audit(session: &Session, out: &Out, command: &Audit) -> Result<(), Failure> {
    let Audit::Tail { lines, follow } = command;
    let client = session.client()?;
    let mut seen: Option<String> = None;
    let mut most = *lines;
    loop {
        // Newest first.
        let mut latest = items_at::<Value>(client, "/api/v1/audit-events", &[("limit", "100")]).take(most);
        let mut new = Vec::new();
        while let Some(event) = latest.try_next().await? {
            if event["id"].as_str() == seen.as_deref() {
                break;
            }
            new.push(event);
        }
        if let Some(id) = new.first().and_then(|event| event["id"].as_str()) {
            seen = Some(id.to_owned());
        }
        new.iter().rev().try_for_each(|event| out.event(event, EVENTS))?;
        if !follow {
            return Ok(());
        }
        // Before the first event there is nothing to stop at.
        most = if seen.is_some() { usize::MAX } else { *lines };
        tokio::time::sleep(PAUSE).await;
    }
}

fn value(thing: &impl serde::Serialize) -> Result<Value, Failure> {
    serde_json::to_value(thing).map_err(|error| Failure::told(error.to_string()))
}
