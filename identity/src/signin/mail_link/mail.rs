//! What the mails with links say. Links lead to the configured URL only, and nothing in a mail is of the request but
//! the address it goes to.

use entity::{LinkPurpose, MailKind, Timestamp};
use kernel::{seam::Message, state::State, token::Plain};

/// The words of one purpose.
struct Words {
    page: &'static str,
    subject: &'static str,
    /// What somebody asked for.
    asked: &'static str,
    /// What the link does.
    does: &'static str,
    otherwise: &'static str,
}

const fn words(purpose: LinkPurpose) -> Words {
    match purpose {
        LinkPurpose::MagicLink => Words {
            page: "magic-link",
            subject: "Your sign-in link",
            asked: "Somebody, hopefully you, asked for a link to sign in with.",
            does: "Sign in",
            otherwise: "If it wasn't you, do nothing, and pass the link on to nobody: it lets in whoever has it.",
        },
        LinkPurpose::PasswordReset => Words {
            page: "reset",
            subject: "Set a new password",
            asked: "Somebody, hopefully you, asked to set a new password for your account.",
            does: "Set a new password",
            otherwise: "If it wasn't you, do nothing, and pass the link on to nobody: your password stays as it is.",
        },
    }
}

pub fn message(state: &State, purpose: LinkPurpose, address: &str, token: &Plain, ends_at: Timestamp) -> Message {
    let Words { page, subject, asked, does, otherwise } = words(purpose);
    let url = format!("{}/auth/{page}?token={}", state.config.server.origin(), token.expose());
    let validity = "It works once, within 15 minutes, and only as long as you ask for no newer one.";
    let text = format!("{asked}\n\n{does}:\n\n{url}\n\n{validity}\n\n{otherwise}\n");
    let html = format!("<p>{asked}</p><p><a href=\"{url}\">{does}</a></p><p>{validity}</p><p>{otherwise}</p>");
    let kind = match purpose {
        LinkPurpose::MagicLink => MailKind::MagicLink,
        LinkPurpose::PasswordReset => MailKind::PasswordReset,
    };
    let ends_at = Some(ends_at);
    Message { kind, ends_at, to: address.to_owned(), subject: subject.to_owned(), text, html, link: Some(url) }
}
