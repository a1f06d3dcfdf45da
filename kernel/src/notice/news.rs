//! Mails to the people of an org about who belongs to it, so that what somebody else did there is seen. They carry no
//! link and no secret, and an org's name only where nothing but a name can be read in it: it is somebody else's choice.

use entity::{MailKind, OrgId, OrgRole, UserId, membership};
use sea_orm::{ConnectionTrait, DbErr};

use crate::{
    change::Change,
    draft::{Draft, Names},
    error::Result,
};

/// What there is to tell.
#[derive(Clone, Copy, Debug)]
pub enum News {
    /// To a member: another role.
    RoleChanged(OrgRole),
    /// To somebody who is no member any more.
    Gone,
    /// To the other owners.
    OwnersChanged,
    /// To everybody who owned the org.
    Deleted,
    /// To the owners.
    WebhookDisabled,
    /// To a member without a second factor: the org asks for one.
    TwoFactorRequired,
    /// To whom a key belongs that an owner or admin ended, switched off or switched on again.
    KeyRevoked,
    KeyPaused,
    KeyResumed,
    /// To the owners.
    CredentialRead,
    /// To whom a grant belongs that an owner or admin ended.
    GrantRevoked,
}

impl News {
    /// What a template knows it by.
    const fn topic(self) -> &'static str {
        match self {
            Self::RoleChanged(_) => "role_changed",
            Self::Gone => "removed_from_org",
            Self::OwnersChanged => "owners_changed",
            Self::Deleted => "org_deleted",
            Self::WebhookDisabled => "webhook_disabled",
            Self::TwoFactorRequired => "two_factor_required",
            Self::KeyRevoked => "key_revoked",
            Self::KeyPaused => "key_paused",
            Self::KeyResumed => "key_resumed",
            Self::CredentialRead => "credential_read",
            Self::GrantRevoked => "grant_revoked",
        }
    }

    const fn subject(self) -> &'static str {
        match self {
            Self::RoleChanged(_) => "Your role in an organization was changed",
            Self::Gone => "You are no longer a member of an organization",
            Self::OwnersChanged => "The owners of an organization have changed",
            Self::Deleted => "An organization was deleted",
            Self::WebhookDisabled => "A webhook was turned off",
            Self::TwoFactorRequired => "An organization asks you for a second factor",
            Self::KeyRevoked => "An API key of yours was revoked",
            Self::KeyPaused => "An API key of yours was switched off",
            Self::KeyResumed => "An API key of yours was switched on again",
            Self::CredentialRead => "A stored credential was read",
            Self::GrantRevoked => "An agent's access in your name was ended",
        }
    }

    fn sentence(self, org: &str) -> String {
        match self {
            Self::RoleChanged(role) => format!("You are {} of {org} now.", a(role)),
            Self::Gone => format!("You are no longer a member of {org}. Your API keys there are revoked."),
            Self::OwnersChanged => format!("Somebody became an owner of {org}, or is one no longer."),
            Self::WebhookDisabled => {
                format!("A webhook endpoint of {org} was turned off: it is gone, or has taken nothing for five days.")
            }
            Self::TwoFactorRequired => format!(
                "From now on {org} asks its members for a second factor, and you have none. Enrol an authenticator app or a \
                 passkey within a week; after that you can't do anything else there."
            ),
            Self::KeyRevoked => format!("An owner or admin of {org} revoked an API key of yours there."),
            Self::KeyPaused => format!("An owner or admin of {org} switched an API key of yours there off."),
            Self::KeyResumed => format!("An owner or admin of {org} switched an API key of yours there on again."),
            Self::CredentialRead => {
                format!(
                    "Somebody who manages {org} read a credential that is stored there. The audit log says who, and which."
                )
            }
            Self::GrantRevoked => {
                format!("An owner or admin of {org} ended the access that an agent had there in your name.")
            }
            Self::Deleted => format!("Deleted: {org}, with its keys and all that it had."),
        }
    }
}

/// Everybody who owns the org.
pub async fn owners(db: &impl ConnectionTrait, org: OrgId) -> std::result::Result<Vec<String>, DbErr> {
    addresses(db, membership::Entity::owners_in_org(org)).await
}

/// Everybody who owns the org but this user.
pub async fn other_owners(
    db: &impl ConnectionTrait,
    org: OrgId,
    user: UserId,
) -> std::result::Result<Vec<String>, DbErr> {
    addresses(db, membership::Entity::other_owners_in_org(org, user)).await
}

async fn addresses(db: &impl ConnectionTrait, owners: membership::Members) -> std::result::Result<Vec<String>, DbErr> {
    Ok(owners.all(db).await?.into_iter().map(|owner| owner.email).collect())
}

/// Mails each of these addresses once the change commits. Where this server sends no mail, that is only logged.
///
/// # Errors
/// `UNAVAILABLE` when a mail can't be sealed.
pub fn tell(change: &Change, to: &[String], org: &str, news: News) -> Result<()> {
    for address in to {
        change.mail(None, &draft(address, org, news))?;
    }
    Ok(())
}

fn draft(address: &str, org: &str, news: News) -> Draft {
    let role = if let News::RoleChanged(role) = news { Some(role.as_str().to_owned()) } else { None };
    Draft::new(MailKind::News, address, news.subject())
        .about(news.topic())
        .naming(Names { org: plain(org), role, inviter: None })
        .says(news.sentence(&called(org)))
        .says("If you didn't expect this, ask the owners of the organization.")
}

/// The org within a sentence. A name with more than letters, digits, spaces and hyphens in it is left out: it could be
/// markup, or what a mail program makes a link of.
pub fn called(name: &str) -> String {
    plain(name).map_or_else(|| "an organization".to_owned(), |name| format!("the organization “{name}”"))
}

/// The name, unless it is left out.
pub fn plain(name: &str) -> Option<String> {
    let is_plain = |character: char| character.is_alphanumeric() || character == ' ' || character == '-';
    name.chars().all(is_plain).then(|| name.to_owned())
}

/// A role with its article.
pub const fn a(role: OrgRole) -> &'static str {
    match role {
        OrgRole::Owner => "an owner",
        OrgRole::Admin => "an admin",
        OrgRole::Member => "a member",
    }
}

#[cfg(test)]
mod tests {
    use super::called;

    #[test]
    fn a_name_that_could_be_more_than_a_name_is_left_out() {
        assert_eq!(called("Zoë 2-名"), "the organization “Zoë 2-名”");
        for name in ["evil.example", "<b>", "http://x", "a&b", "mail@x", "a\nb", "\u{202e}x", "Ada's"] {
            assert_eq!(called(name), "an organization", "{name}");
        }
    }
}
