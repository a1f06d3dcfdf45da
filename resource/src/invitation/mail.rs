//! The mail that invites. Its link leads to the configured URL only; of what people chose, it says what can't be taken
//! for anything else.

use entity::{MailKind, invitation};
use kernel::{
    notice::news::{a, called},
    seam::Message,
    state::State,
    token::Plain,
};

/// To the invited address, known or not: the same words, so that they suit both.
pub fn invite(state: &State, invited: &invitation::Model, inviter: &str, org: &str, link: &Plain) -> Message {
    let url = link_to(state, link);
    let wish = format!("{} invites you to be {} of {}.", sender(inviter), a(invited.role), called(org));
    let how = "Sign in with this address, or sign up with it first; then open this link within 7 days";
    let otherwise = "If you don't know them, do nothing: without the link nothing happens.";
    Message {
        kind: MailKind::Invitation,
        ends_at: Some(invited.expires_at),
        to: invited.email.clone(),
        subject: "You are invited to an organization".to_owned(),
        text: format!("{wish}\n\n{how}:\n\n{url}\n\n{otherwise}\n"),
        html: format!("<p>{wish}</p><p>{how}: <a href=\"{url}\">accept the invitation</a>.</p><p>{otherwise}</p>"),
        link: Some(url),
    }
}

/// Where the invited person accepts.
pub fn link_to(state: &State, link: &Plain) -> String {
    format!("{}/auth/invitation?token={}", state.config.server.origin(), link.expose())
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
