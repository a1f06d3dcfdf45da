//! What attempts aim at: an account, known or not, and which of its locks; and whether they come from a place that the
//! account's owner signs in from.

use std::net::IpAddr;

use entity::Digest;

use crate::{share::network, wire::email::normalise};

/// What an attempt tries to open. Each has buckets and counters of its own, so that nobody who can't get as far uses
/// them up: only the first step and mails are open to strangers, the second step to who has done the first, a session's
/// to who is signed in, a sign-up's to who reads the address's mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aim {
    SignIn,
    SecondStep,
    InSession,
    Passkey,
    SignUp,
    Mail,
    Recipient,
    Invitation,
}

/// The account that attempts aim at: a normalised e-mail address, whether there is such an account or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    email: String,
    aim: Aim,
}

impl Target {
    /// The first step of signing in.
    pub fn of(email: &str) -> Self {
        Self { email: normalise(email), aim: Aim::SignIn }
    }

    /// The second step of signing in.
    pub fn second_step(email: &str) -> Self {
        Self { aim: Aim::SecondStep, ..Self::of(email) }
    }

    /// What a session asks its person for again.
    pub fn in_session(email: &str) -> Self {
        Self { aim: Aim::InSession, ..Self::of(email) }
    }

    /// Signing in with a passkey, whose id only its owner's devices know.
    pub fn passkey(email: &str) -> Self {
        Self { aim: Aim::Passkey, ..Self::of(email) }
    }

    /// Finishing a sign-up, which takes a link that was mailed to the address.
    pub fn sign_up(email: &str) -> Self {
        Self { aim: Aim::SignUp, ..Self::of(email) }
    }

    /// A mail that anybody may ask for, to whoever has the account.
    pub fn mail(email: &str) -> Self {
        Self { aim: Aim::Mail, ..Self::of(email) }
    }

    /// Whoever reads the mails to an address: what a mail server takes for the same mailbox (RFC 5233) is the same.
    pub fn recipient(email: &str) -> Self {
        Self { email: mailbox(&normalise(email)), aim: Aim::Recipient }
    }

    /// As `recipient`, of invitations.
    pub fn invited(email: &str) -> Self {
        Self { aim: Aim::Invitation, ..Self::recipient(email) }
    }

    /// The normalised address.
    pub fn email(&self) -> &str {
        &self.email
    }

    /// What is tried, as the audit trail names it.
    pub const fn aim(&self) -> &'static str {
        match self.aim {
            Aim::SignIn => "account",
            Aim::SecondStep => "second step",
            Aim::InSession => "session",
            Aim::Passkey => "passkey",
            Aim::SignUp => "sign-up",
            Aim::Mail => "mail",
            Aim::Recipient => "recipient",
            Aim::Invitation => "invitation",
        }
    }

    /// Names the account in tables that tell no addresses, whatever the aim.
    pub fn digest(&self) -> Digest {
        Digest::of(format!("account {}", self.email).as_bytes())
    }
}

/// An address without what follows a plus sign in its local part.
fn mailbox(email: &str) -> String {
    let Some((local, domain)) = email.rsplit_once('@') else { return email.to_owned() };
    let mailbox = local.split_once('+').map_or(local, |(mailbox, _)| mailbox);
    format!("{mailbox}@{domain}")
}

/// Where attempts on an account come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A network the owner has lately signed in from: strangers elsewhere don't count against it.
    Known(IpAddr),
    /// Anywhere else; all of it counts as one.
    Elsewhere,
}

/// Names a network in tables that tell no addresses.
pub fn network_digest(address: IpAddr) -> Digest {
    Digest::of(format!("network {}", network(address)).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_to_one_mailbox_count_together_however_its_address_is_written() {
        let ada = Target::recipient("ada@example.com");
        for same in ["ADA@example.com", " ada@Example.com", "ada+1@example.com", "ada+a+b@example.com"] {
            assert_eq!(Target::recipient(same), ada, "{same}");
        }
        for other in ["ada@example.org", "adb@example.com", "a+da@example.com"] {
            assert_ne!(Target::recipient(other), ada, "{other}");
        }
        assert_ne!(
            Target::of("ada+1@example.com"),
            Target::of("ada@example.com"),
            "they are two accounts all the same"
        );
    }
}
