//! The mails of a sign-up. Links lead to the configured URL only.

use entity::{MailKind, Timestamp};
use kernel::{draft::Draft, state::State, token::Plain, wire::email::Email};

fn link_to(state: &State, link: &Plain) -> String {
    format!("{}/auth/verify?token={}", state.config.server.base(), link.expose())
}

/// To an address without an account: the link that makes it.
pub fn verify(state: &State, email: &Email, link: &Plain, ends_at: Timestamp) -> Draft {
    Draft::new(MailKind::SignUp, email.to_string(), "Finish signing up")
        .says("Somebody, hopefully you, signed up with this address. To finish, open this link within 24 hours.")
        .links("Finish signing up", link_to(state, link), Some(ends_at))
        .says("If it wasn't you, do nothing: without the link there is no account.")
}

/// As `verify`, where somebody has signed up with the address before: who of them reads this is not known.
pub fn verify_one_of_several(state: &State, email: &Email, link: &Plain, ends_at: Timestamp) -> Draft {
    Draft::new(MailKind::SignUpContested, email.to_string(), "Finish signing up: somebody asked twice")
        .says("Somebody signed up with this address more than once, and maybe not all of them were you.")
        .says("To finish, open this link within 24 hours.")
        .links("Finish signing up", link_to(state, link), Some(ends_at))
        .says(
            "The link asks for the password that you chose, so that nobody else's becomes yours. If you chose none, or don't \
             know it any more, you can choose one there.",
        )
        .says("If none of them was you, do nothing: without the link there is no account.")
}

/// To an address that needs an invitation first. The link works from then on, so that nobody has to sign up again.
pub fn not_invited(state: &State, email: &Email, link: &Plain, ends_at: Timestamp) -> Draft {
    Draft::new(MailKind::SignUpNotInvited, email.to_string(), "You need an invitation")
        .says(
            "Somebody, hopefully you, signed up with this address. Accounts here are for people with an invitation, and this \
             address has none.",
        )
        .says("If you are invited within 24 hours, this link makes your account.")
        .links("Finish signing up", link_to(state, link), Some(ends_at))
        .says("If it wasn't you, do nothing.")
}

/// To an address that has an account: a word to its owner.
pub fn known(state: &State, email: &Email) -> Draft {
    Draft::new(MailKind::SignUpKnown, email.to_string(), "You have an account already")
        .says("Somebody, hopefully you, tried to sign up with this address, which has an account already.")
        .says(format!("Sign in at {}", state.config.server.base()))
        .says("If it wasn't you, there is nothing to do: nothing has changed.")
}
