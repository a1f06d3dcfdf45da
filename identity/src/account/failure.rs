//! Why an identity opens no account.

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
    /// The provider said what can't be believed.
    ProviderError,
    /// The provider can't be asked.
    ProviderUnavailable,
}

impl Failure {
    pub const ALL: [Self; 8] = [
        Self::AccessDenied,
        Self::AccountDisabled,
        Self::AccountExists,
        Self::DomainNotAllowed,
        Self::EmailNotVerified,
        Self::InvalidState,
        Self::ProviderError,
        Self::ProviderUnavailable,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AccessDenied => "access_denied",
            Self::AccountDisabled => "account_disabled",
            Self::AccountExists => "account_exists",
            Self::DomainNotAllowed => "domain_not_allowed",
            Self::EmailNotVerified => "email_not_verified",
            Self::InvalidState => "invalid_state",
            Self::ProviderError => "provider_error",
            Self::ProviderUnavailable => "provider_unavailable",
        }
    }
}
