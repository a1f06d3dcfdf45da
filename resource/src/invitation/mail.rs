//! The mail that invites. Its link leads to the configured URL only; of what people chose, it says what can't be taken
//! for anything else.

use entity::{MailKind, invitation};
use kernel::{
    draft::{Draft, Names},
    notice::news::{a, called, plain},
    state::State,
    token::Plain,
};

/// To the invited address, known or not: the same words, so that they suit both.
pub fn invite(state: &State, invited: &invitation::Model, inviter: &str, org: &str, link: &Plain) -> Draft {
    let names = Names {
        org: plain(org),
        role: Some(invited.role.as_str().to_owned()),
        inviter: Some(sender(inviter).to_owned()),
    };
    Draft::new(MailKind::Invitation, invited.email.clone(), "You are invited to an organization")
        .naming(names)
        .says(format!("{} invites you to be {} of {}.", sender(inviter), a(invited.role), called(org)))
        .says("Sign in with this address, or sign up with it first; then open this link within 7 days.")
        .links("Accept the invitation", link_to(state, link), Some(invited.expires_at))
        .says("If you don't know them, do nothing: without the link nothing happens.")
}

/// Where the invited person accepts.
pub fn link_to(state: &State, link: &Plain) -> String {
    format!("{}/auth/invitation?token={}", state.config.server.base(), link.expose())
}

/// The inviter's address, if it is one without anything that markup is made of.
fn sender(address: &str) -> &str {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "@.+-_".contains(character);
    if address.chars().all(is_plain) { address } else { "Somebody" }
}

#[cfg(test)]
mod tests {
    use super::sender;

    #[test]
    fn an_address_that_could_be_markup_is_left_out() {
        assert_eq!(sender("ada+1@example.com"), "ada+1@example.com");
        assert_eq!(sender("\"<b>\"@example.com"), "Somebody");
    }
}
