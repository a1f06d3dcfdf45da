//! What the mails of a change of address say: to the new one a link that finishes it, to the old one a link that stops it.

use entity::{MailKind, Timestamp};
use kernel::{seam::Message, state::State, token::Plain};

pub fn finish(state: &State, address: &str, token: &Plain, ends_at: Timestamp) -> Message {
    let asked = "Somebody, hopefully you, wants this to be the address of their account.";
    let otherwise = "If it wasn't you, do nothing, and pass the link on to nobody.";
    message(state, address, ("Confirm your new address", asked, "email", "Use this address", otherwise), token, ends_at)
}

pub fn stop(state: &State, address: &str, token: &Plain, ends_at: Timestamp) -> Message {
    let asked =
        "Somebody who is signed in to your account wants to move it to another address, which has to be confirmed.";
    let otherwise =
        "If it was you, do nothing. If it wasn't, stop it, end your other sessions, and change your password.";
    message(
        state,
        address,
        ("Your address is to be changed", asked, "email/stop", "Stop it", otherwise),
        token,
        ends_at,
    )
}

fn message(
    state: &State,
    address: &str,
    (subject, asked, page, does, otherwise): (&str, &str, &str, &str, &str),
    token: &Plain,
    ends_at: Timestamp,
) -> Message {
    let url = format!("{}/auth/{page}?token={}", state.config.server.origin(), token.expose());
    let validity = "The link works for a day.";
    Message {
        kind: MailKind::EmailChange,
        ends_at: Some(ends_at),
        to: address.to_owned(),
        subject: subject.to_owned(),
        text: format!("{asked}\n\n{does}:\n\n{url}\n\n{validity}\n\n{otherwise}\n"),
        html: format!("<p>{asked}</p><p><a href=\"{url}\">{does}</a></p><p>{validity}</p><p>{otherwise}</p>"),
        link: Some(url),
    }
}
