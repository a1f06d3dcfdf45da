//! What a mail is about, and what has become of it.

use super::word::words;

words!(
    /// What a mail is about: the name of its template.
    MailKind: "mail kind" {
        SignUp = "sign_up",
        SignUpContested = "sign_up_contested",
        SignUpNotInvited = "sign_up_not_invited",
        SignUpKnown = "sign_up_known",
        MagicLink = "magic_link",
        PasswordReset = "password_reset",
        Invitation = "invitation",
        EmailChange = "email_change",
        /// To the owner of an account, about what was changed on it.
        Notice = "notice",
        /// To people of an org, about who belongs to it.
        News = "news",
    }
);

words!(
    /// Where a mail stands.
    MailStatus: "mail status" {
        /// It is to be sent, or sent again.
        Queued = "queued",
        /// The mail server took it.
        Sent = "sent",
        /// It was refused for good, or nothing took it for three days.
        Failed = "failed",
        /// Its link ended before anything took it.
        Expired = "expired",
    }
);
