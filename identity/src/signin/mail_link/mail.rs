//! What the mails with links say. Links lead to the configured URL only, and nothing in a mail is of the request but
//! the address it goes to.

use entity::{LinkPurpose, MailKind, Timestamp};
use kernel::{draft::Draft, state::State, token::Plain};

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

pub fn draft(state: &State, purpose: LinkPurpose, address: &str, token: &Plain, ends_at: Timestamp) -> Draft {
    let Words { page, subject, asked, does, otherwise } = words(purpose);
    let url = format!("{}/auth/{page}?token={}", state.config.server.base(), token.expose());
    let kind = match purpose {
        LinkPurpose::MagicLink => MailKind::MagicLink,
        LinkPurpose::PasswordReset => MailKind::PasswordReset,
    };
    Draft::new(kind, address, subject)
        .says(asked)
        .links(does, url, Some(ends_at))
        .says("It works once, within 15 minutes, and only as long as you ask for no newer one.")
        .says(otherwise)
}
