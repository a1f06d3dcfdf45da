//! The audit log: what is recorded, its list, its chains, and the command that verifies them.

mod activity;
mod chain;
mod list;
mod list_filters;
mod recorded;
mod tampering;
mod verify;

use almond::cli::{audit::Audit, command::Command};
use entity::{Chain, audit_event};
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::Value;
use tests::{Caller, World};

const AUDIT: &str = "/api/v1/audit-events";

/// What `almond audit verify` prints, or the findings.
async fn verify(world: &World) -> Result<Vec<String>, Vec<String>> {
    verify_with(world, None, &[]).await
}

async fn verify_with(world: &World, org: Option<&str>, expect: &[&str]) -> Result<Vec<String>, Vec<String>> {
    let org = org.map(str::to_owned);
    let expect = expect.iter().map(|head| head.parse().unwrap()).collect();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    match Command::Audit(Audit::Verify { org, expect }).run(world.state()).await {
        Ok(printed) => Ok(lines(&printed)),
        Err(error) => {
            let mut findings = lines(error.message());
            assert_eq!(findings.remove(0), "the audit log is not whole");
            Err(findings)
        }
    }
}

fn chain(org: &str) -> Chain {
    org.parse().unwrap()
}

/// Every record there is, by chain and number.
async fn rows(world: &World) -> Vec<audit_event::Model> {
    let rows = audit_event::Entity::find().order_by_asc(audit_event::Column::Chain);
    rows.order_by_asc(audit_event::Column::Sequence).all(world.state().db.read()).await.unwrap()
}

/// What a list with this query shows.
async fn items(caller: &impl Caller, query: &str) -> Vec<Value> {
    caller.get(&format!("{AUDIT}{query}")).await.ok(200)["items"].as_array().unwrap().clone()
}

/// One field of every item.
fn each<'a>(items: &'a [Value], field: &str) -> Vec<&'a Value> {
    items.iter().map(|item| &item[field]).collect()
}
