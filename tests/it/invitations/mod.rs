//! Invitations: a file per operation, and what they share.

mod accept;
mod accept_refused;
mod create;
mod delivery;
mod link;
mod list;
mod mail;
mod outlived;

use serde_json::{Value, json};
use tests::{Answer, Caller, Person, Session};

use crate::orgs::path;

const ACCEPT: &str = "/api/v1/invitations/accept";

/// Of the person's own org.
fn invitations(person: &Person) -> String {
    format!("{}/invitations", path(&person.org))
}

async fn try_invite(by: &Person, email: &str, role: &str) -> Answer {
    by.session.post(&invitations(by), json!({ "email": email, "role": role })).await
}

/// Invites somebody; gives the invitation and the mailed token.
async fn invite(by: &Person, email: &str, role: &str) -> (Value, String) {
    let made = try_invite(by, email, role).await.ok(201);
    (made, by.session.world().mailed_token(email).await)
}

async fn accept(session: &Session, token: &str) -> Answer {
    session.post(ACCEPT, json!({ "token": token })).await
}
