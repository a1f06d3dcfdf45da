//! Why an identity opens no account.

use kernel::error::Error;

/// Why there is no session, as the page that the browser lands on is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The person said no at the provider, or belongs to no organization here.
    AccessDenied,
    /// The account has been disabled.
    AccountDisabled,
    /// The address has an account here that is somebody else's at this provider.
    AccountExists,
    /// People of the address's domain may not sign in.
    DomainNotAllowed,
    /// The provider, or the account here, has no verified address.
    EmailNotVerified,
    /// It took longer than ten minutes.
    InvalidState,
    /// Only the invited get an account here, and the address has no invitation.
    NotInvited,
    /// The provider said what can't be believed.
    ProviderError,
    /// The provider can't be asked.
    ProviderUnavailable,
    /// Nobody gets an account here but from the operator.
    SignUpClosed,
}

impl Failure {
    pub const ALL: [Self; 10] = [
        Self::AccessDenied,
        Self::AccountDisabled,
        Self::AccountExists,
        Self::DomainNotAllowed,
        Self::EmailNotVerified,
        Self::InvalidState,
        Self::NotInvited,
        Self::ProviderError,
        Self::ProviderUnavailable,
        Self::SignUpClosed,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AccessDenied => "access_denied",
            Self::AccountDisabled => "account_disabled",
            Self::AccountExists => "account_exists",
            Self::DomainNotAllowed => "domain_not_allowed",
            Self::EmailNotVerified => "email_not_verified",
            Self::InvalidState => "invalid_state",
            Self::NotInvited => "not_invited",
            Self::ProviderError => "provider_error",
            Self::ProviderUnavailable => "provider_unavailable",
            Self::SignUpClosed => "sign_up_closed",
        }
    }
}

/// The user's address is of a domain that may not sign in (`ALMOND_ALLOWED_EMAIL_DOMAINS`).
#[derive(Clone, Copy, Debug)]
pub struct DomainNotAllowed;

impl DomainNotAllowed {
    /// For the log.
    pub const WHY: &str = "the address's domain is not among ALMOND_ALLOWED_EMAIL_DOMAINS";
}

impl From<DomainNotAllowed> for Error {
    fn from(_: DomainNotAllowed) -> Self {
        Self::forbidden("domain_not_allowed")
    }
}
