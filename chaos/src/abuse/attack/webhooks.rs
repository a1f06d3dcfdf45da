//! As many endpoints as an org may have, each answering just in time, and events for all of them: at first enough for a
//! backlog of a quarter of an hour, then as many as keep it there.

use std::time::Duration;

use http::Method;
use serde_json::json;
use tokio::time::sleep;

use super::{ADDRESS, EMAIL, Means};
use crate::{
    Result,
    abuse::{node::step_up, receiver::Receiver},
    site::text,
};

const ENDPOINTS: &str = "/api/v1/webhook-endpoints";
const MOST: usize = 20;
const EVENTS: usize = 200;
/// The server waits for 15.
const ANSWER_AFTER: Duration = Duration::from_secs(14);
const NEXT_EVENT_AFTER: Duration = Duration::from_millis(200);

pub async fn run(means: &Means) -> Result<()> {
    let tally = means.tally.clone();
    let receiver = Receiver::start(ADDRESS, ANSWER_AFTER, move |_| tally.note("message kept waiting")).await?;
    let (mut client, token) = step_up(ADDRESS, means.node, EMAIL).await?;
    let workspace = client.ok(Method::POST, "/api/v1/workspaces", &token, Some(json!({ "name": "slow" }))).await?;
    let project = json!({ "workspaceId": workspace["id"], "name": "slow" });
    let project = text(&client.ok(Method::POST, "/api/v1/projects", &token, Some(project)).await?, "id")?;
    let project = format!("/api/v1/projects/{project}");
    let mut endpoints = Vec::new();
    for number in 0..means.count(MOST) {
        let endpoint = json!({ "url": format!("{}/{number}", receiver.url), "events": ["project.updated"] });
        endpoints.push(text(&client.ok(Method::POST, ENDPOINTS, &token, Some(endpoint)).await?, "id")?);
    }
    let mut events = 0;
    while !means.stop.is_cancelled() {
        events += 1;
        let change = json!({ "name": format!("slow {events}") });
        let (status, _) = client.send(Method::PATCH, &project, &token, Some(change)).await?;
        means.tally.note(&status.to_string());
        if events < means.count(EVENTS) {
            continue;
        }
        means.ready.cancel();
        tokio::select! {
            () = means.stop.cancelled() => {}
            () = sleep(NEXT_EVENT_AFTER) => {}
        }
    }
    // What is still to be sent goes with them.
    for endpoint in endpoints {
        client.ok(Method::DELETE, &format!("{ENDPOINTS}/{endpoint}"), &token, None).await?;
    }
    Ok(())
}
