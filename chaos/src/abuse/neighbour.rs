//! The neighbour: another tenant at another address, who verifies a key, mints and revokes, uploads, waits for webhooks
//! and signs in now and then, all at a steady pace far below any limit.

use std::{
    collections::HashMap,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use http::Method;
use serde_json::{Value, json};
use tokio::{
    sync::oneshot,
    task::JoinSet,
    time::{Interval, MissedTickBehavior, interval, timeout},
};

use super::{
    node::{sign_in, step_up},
    receiver::Receiver,
    record::{Call, Felt, Record},
};
use crate::{
    Result,
    client::Client,
    load::CHECK,
    site::{KEYS, text},
};

pub const EMAIL: &str = "ada@example.com";
const ADDRESS: Ipv4Addr = Ipv4Addr::new(127, 7, 7, 7);
const VERIFY_EVERY: Duration = Duration::from_millis(10);
/// As often as the bucket of the address fills.
const SIGN_IN_EVERY: Duration = Duration::from_secs(6);
/// After this long a message counts as not sent.
const MESSAGE_PATIENCE: Duration = Duration::from_secs(15);
/// Messages don't wait for each other.
const UNPACED: Duration = Duration::ZERO;
const UPLOAD: [u8; 16 * 1024] = [b'.'; 16 * 1024];

type Awaited = Arc<Mutex<HashMap<String, oneshot::Sender<Instant>>>>;

pub struct Neighbour {
    node: SocketAddr,
    token: String,
    key: String,
    /// Revoked keys whose message has to come.
    awaited: Awaited,
    _receiver: Receiver,
}

impl Neighbour {
    pub async fn settle(node: SocketAddr) -> Result<Arc<Self>> {
        let (mut client, token) = step_up(ADDRESS, node, EMAIL).await?;
        let wanted = json!({ "name": "neighbour", "scopes": ["models:read", "files:write"] });
        let key = text(&client.ok(Method::POST, KEYS, &token, Some(wanted)).await?, "key")?;
        let awaited = Awaited::default();
        let expected = Arc::clone(&awaited);
        let receiver = Receiver::start(ADDRESS, Duration::ZERO, move |message| {
            let came = Instant::now();
            let id = message["data"]["targetId"].as_str().unwrap_or_default();
            if let Some(waiting) = lock(&expected).remove(id) {
                let _ = waiting.send(came);
            }
        });
        let receiver = receiver.await?;
        let endpoint = json!({ "url": receiver.url, "events": ["key.revoked"] });
        client.ok(Method::POST, "/api/v1/webhook-endpoints", &token, Some(endpoint)).await?;
        Ok(Arc::new(Self { node, token, key, awaited, _receiver: receiver }))
    }

    /// Lives for so long, with a mint, a revocation and an upload every `pace`, and tells how that was.
    pub async fn live(self: &Arc<Self>, lasting: Duration, pace: Duration) -> Result<Felt> {
        let (record, end) = (Arc::new(Record::default()), Instant::now() + lasting);
        let mut tasks = JoinSet::new();
        let (me, told) = (Arc::clone(self), Arc::clone(&record));
        tasks.spawn(async move { me.verify(&told, end).await });
        let (me, told) = (Arc::clone(self), Arc::clone(&record));
        tasks.spawn(async move { me.change(&told, pace, end).await });
        let (me, told) = (Arc::clone(self), Arc::clone(&record));
        tasks.spawn(async move { me.upload(&told, pace, end).await });
        let (me, told) = (Arc::clone(self), Arc::clone(&record));
        tasks.spawn(async move { me.sign_in(&told, end).await });
        while let Some(ended) = tasks.join_next().await {
            ended?;
        }
        Ok(Arc::into_inner(record).ok_or("a call is still under way")?.end())
    }

    /// On one connection, as a service in front of which the key is checked does.
    async fn verify(&self, record: &Record, end: Instant) {
        let (mut line, mut turns) = (Line::to(self.node), every(VERIFY_EVERY));
        while Instant::now() < end {
            turns.tick().await;
            let began = Instant::now();
            let answer = line.send(Method::GET, CHECK, &self.key, None).await;
            note(record, Call::Verify, began, VERIFY_EVERY, 200, &answer);
        }
    }

    /// Mints, uses what was minted, revokes it, and waits for the message of that while the next turn comes.
    async fn change(&self, record: &Arc<Record>, pace: Duration, end: Instant) {
        let (mut line, mut turns, mut messages) = (Line::to(self.node), every(pace), JoinSet::new());
        while Instant::now() < end {
            turns.tick().await;
            let began = Instant::now();
            let minted = line.send(Method::POST, KEYS, &self.token, Some(json!({ "name": "short-lived" }))).await;
            note(record, Call::Mint, began, pace, 201, &minted);
            let Ok((201, minted)) = minted else { continue };
            let (Ok(id), Ok(key)) = (text(&minted, "id"), text(&minted, "key")) else { continue };
            let began = Instant::now();
            let used = line.send(Method::GET, CHECK, &key, None).await;
            note(record, Call::Verify, began, VERIFY_EVERY, 200, &used);

            let (sender, message) = oneshot::channel();
            lock(&self.awaited).insert(id.clone(), sender);
            let began = Instant::now();
            let revoked = line.send(Method::DELETE, &format!("{KEYS}/{id}"), &self.token, None).await;
            note(record, Call::Revoke, began, pace, 200, &revoked);
            if matches!(revoked, Ok((200, _))) {
                messages.spawn(arrival(Arc::clone(record), message, began));
                if let Ok((200, _)) = line.send(Method::GET, CHECK, &key, None).await {
                    record.refused(Call::Revoke, Duration::ZERO, pace, "did not hold");
                }
            }
        }
        messages.join_all().await;
    }

    /// Each on a connection of its own, which is part of what is timed.
    async fn upload(&self, record: &Record, pace: Duration, end: Instant) {
        let mut turns = every(pace);
        while Instant::now() < end {
            turns.tick().await;
            let began = Instant::now();
            let uploaded = async {
                let mut client = Client::connect_from(ADDRESS, self.node).await?;
                client.upload("/api/v1/files?name=neighbour", &self.key, &UPLOAD).await
            };
            note(record, Call::Upload, began, pace, 201, &uploaded.await);
        }
    }

    async fn sign_in(&self, record: &Record, end: Instant) {
        let mut turns = every(SIGN_IN_EVERY);
        // The first turn comes at once, so that phases shorter than a turn have one all the same.
        while Instant::now() < end {
            tokio::select! {
                _ = turns.tick() => {}
                () = tokio::time::sleep_until(end.into()) => return,
            }
            let began = Instant::now();
            let signed_in = async { sign_in(&mut Client::connect_from(ADDRESS, self.node).await?, EMAIL).await };
            match signed_in.await {
                Ok(_) => record.done(Call::SignIn, began.elapsed(), SIGN_IN_EVERY),
                Err(why) => record.refused(Call::SignIn, began.elapsed(), SIGN_IN_EVERY, &why.to_string()),
            }
        }
    }
}

/// A connection that is made again when it was lost.
struct Line {
    node: SocketAddr,
    client: Option<Client>,
}

impl Line {
    fn to(node: SocketAddr) -> Self {
        Self { node, client: None }
    }

    async fn send(&mut self, method: Method, path: &str, token: &str, body: Option<Value>) -> Result<(u16, Value)> {
        let mut client = match self.client.take() {
            Some(client) => client,
            None => Client::connect_from(ADDRESS, self.node).await?,
        };
        let answer = client.send(method, path, token, body).await?;
        self.client = Some(client);
        Ok(answer)
    }
}

fn note(record: &Record, call: Call, began: Instant, pace: Duration, good: u16, answer: &Result<(u16, Value)>) {
    let took = began.elapsed();
    match answer {
        Ok((status, _)) if *status == good => record.done(call, took, pace),
        Ok((status, _)) => record.refused(call, took, pace, &status.to_string()),
        Err(_) => record.refused(call, took, pace, "no answer"),
    }
}

async fn arrival(record: Arc<Record>, message: oneshot::Receiver<Instant>, began: Instant) {
    match timeout(MESSAGE_PATIENCE, message).await {
        Ok(Ok(came)) => record.done(Call::Webhook, came.saturating_duration_since(began), UNPACED),
        _ => record.refused(Call::Webhook, began.elapsed(), UNPACED, "not sent within 15 s"),
    }
}

/// Turns that come late make no others come sooner.
fn every(pace: Duration) -> Interval {
    let mut turns = interval(pace);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    turns
}

fn lock(awaited: &Awaited) -> std::sync::MutexGuard<'_, HashMap<String, oneshot::Sender<Instant>>> {
    awaited.lock().unwrap_or_else(PoisonError::into_inner)
}
