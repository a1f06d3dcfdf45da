//! What the mails of a change of address say: to the new one a link that finishes it, to the old one a link that stops it.

use entity::{MailKind, Timestamp};
use kernel::{draft::Draft, state::State, token::Plain};

pub fn finish(state: &State, address: &str, token: &Plain, ends_at: Timestamp) -> Draft {
    let asked = "Somebody, hopefully you, wants this to be the address of their account.";
    let otherwise = "If it wasn't you, do nothing, and pass the link on to nobody.";
    draft(
        state,
        address,
        ("finish", "Confirm your new address", asked, "email", "Use this address", otherwise),
        token,
        ends_at,
    )
}

pub fn stop(state: &State, address: &str, token: &Plain, ends_at: Timestamp) -> Draft {
    let asked =
        "Somebody who is signed in to your account wants to move it to another address, which has to be confirmed.";
    let otherwise =
        "If it was you, do nothing. If it wasn't, stop it, end your other sessions, and change your password.";
    draft(
        state,
        address,
        ("stop", "Your address is to be changed", asked, "email/stop", "Stop it", otherwise),
        token,
        ends_at,
    )
}

fn draft(
    state: &State,
    address: &str,
    (topic, subject, asked, page, does, otherwise): (&'static str, &str, &str, &str, &str, &str),
    token: &Plain,
    ends_at: Timestamp,
) -> Draft {
    let url = format!("{}/auth/{page}?token={}", state.config.server.base(), token.expose());
    Draft::new(MailKind::EmailChange, address, subject)
        .about(topic)
        .says(asked)
        .links(does, url, Some(ends_at))
        .says("The link works for a day.")
        .says(otherwise)
}
