//! The mails of a sign-up. Links lead to the configured URL only.

use entity::{MailKind, Timestamp};
use kernel::{seam::Message, state::State, token::Plain, wire::email::Email};

/// To an address without an account: the link that makes it.
pub fn verify(state: &State, email: &Email, link: &Plain, ends_at: Timestamp) -> Message {
    let url = format!("{}/auth/verify?token={}", state.config.server.origin(), link.expose());
    let text = format!(
        "Somebody, hopefully you, signed up with this address.\n\nTo finish, open this link within 24 hours:\n\n{url}\n\n\
         If it wasn't you, do nothing: without the link there is no account.\n"
    );
    let html = format!(
        "<p>Somebody, hopefully you, signed up with this address.</p><p><a href=\"{url}\">Finish signing up</a> within 24 \
         hours.</p><p>If it wasn't you, do nothing: without the link there is no account.</p>"
    );
    let (kind, ends_at) = (MailKind::SignUp, Some(ends_at));
    Message {
        kind,
        ends_at,
        to: email.to_string(),
        subject: "Finish signing up".to_owned(),
        text,
        html,
        link: Some(url),
    }
}

/// As `verify`, where somebody has signed up with the address before: who of them reads this is not known.
pub fn verify_one_of_several(state: &State, email: &Email, link: &Plain, ends_at: Timestamp) -> Message {
    let url = format!("{}/auth/verify?token={}", state.config.server.origin(), link.expose());
    let twice = "Somebody signed up with this address more than once, and maybe not all of them were you.";
    let asked = "The link asks for the password that you chose, so that nobody else's becomes yours. If you chose none, or \
                 don't know it any more, you can choose one there.";
    let otherwise = "If none of them was you, do nothing: without the link there is no account.";
    let text = format!("{twice}\n\nTo finish, open this link within 24 hours:\n\n{url}\n\n{asked}\n\n{otherwise}\n");
    let html = format!(
        "<p>{twice}</p><p><a href=\"{url}\">Finish signing up</a> within 24 hours.</p><p>{asked}</p><p>{otherwise}</p>"
    );
    let subject = "Finish signing up: somebody asked twice".to_owned();
    let (kind, ends_at) = (MailKind::SignUpContested, Some(ends_at));
    Message { kind, ends_at, to: email.to_string(), subject, text, html, link: Some(url) }
}

/// To an address that needs an invitation first. The link works from then on, so that nobody has to sign up again.
pub fn not_invited(state: &State, email: &Email, link: &Plain, ends_at: Timestamp) -> Message {
    let url = format!("{}/auth/verify?token={}", state.config.server.origin(), link.expose());
    let why = "Somebody, hopefully you, signed up with this address. Accounts here are for people with an invitation, and \
               this address has none.";
    let then = "If you are invited within 24 hours, this link makes your account:";
    let otherwise = "If it wasn't you, do nothing.";
    let text = format!("{why}\n\n{then}\n\n{url}\n\n{otherwise}\n");
    let html = format!("<p>{why}</p><p>{then} <a href=\"{url}\">finish signing up</a>.</p><p>{otherwise}</p>");
    let (kind, ends_at) = (MailKind::SignUpNotInvited, Some(ends_at));
    Message {
        kind,
        ends_at,
        to: email.to_string(),
        subject: "You need an invitation".to_owned(),
        text,
        html,
        link: Some(url),
    }
}

/// To an address that has an account: a word to its owner.
pub fn known(state: &State, email: &Email) -> Message {
    let url = state.config.server.origin();
    let text = format!(
        "Somebody, hopefully you, tried to sign up with this address, which has an account already.\n\nSign in at {url}\n\n\
         If it wasn't you, there is nothing to do: nothing has changed.\n"
    );
    let html = format!(
        "<p>Somebody, hopefully you, tried to sign up with this address, which has an account already.</p><p><a \
         href=\"{url}\">Sign in</a></p><p>If it wasn't you, there is nothing to do: nothing has changed.</p>"
    );
    let kind = MailKind::SignUpKnown;
    Message {
        kind,
        ends_at: None,
        to: email.to_string(),
        subject: "You have an account already".to_owned(),
        text,
        html,
        link: None,
    }
}
