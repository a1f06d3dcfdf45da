//! What a way in has proved.

use std::time::Duration;

use entity::{SessionId, SignInMethod, StepUpMethod, Timestamp, user};
use kernel::{state::State, token::Origin, wire::email::is_allowed};

use crate::account::failure::DomainNotAllowed;

/// That somebody is this user, whose address is of a domain that may sign in. Made by the ways in only.
pub struct Proof {
    pub(crate) user: user::Model,
    pub(crate) method: SignInMethod,
    /// True if a second factor was part of it.
    pub(crate) second_factor: bool,
    /// What it counts as, if it counts as a step-up. A recovery code never does.
    pub(crate) step_up: Option<StepUpMethod>,
    /// When the step-up was, if that was before now.
    pub(crate) step_up_at: Option<Timestamp>,
    /// The provider that vouched for it, with the first step if there were two.
    pub(crate) origin: Option<Origin>,
    /// How long its session may last, if that is shorter than others do.
    pub(crate) lifetime: Option<Duration>,
    /// What its session is to be, where that is settled already.
    pub(crate) begun: Option<Begun>,
}

/// A session that began elsewhere.
#[derive(Clone, Copy)]
pub struct Begun {
    pub id: SessionId,
    /// When its person signed in there.
    pub at: Timestamp,
    pub until: Timestamp,
}

type Result<T> = std::result::Result<T, DomainNotAllowed>;

impl Proof {
    /// A first step: a user with a second factor still has to show it.
    ///
    /// # Errors
    /// Like every way to a proof, when the domain may not sign in.
    pub(crate) fn first(state: &State, user: user::Model, method: SignInMethod) -> Result<Self> {
        let allowed = is_allowed(&user.email, state.config.sign_in.allowed_email_domains.as_ref());
        let proof = Self {
            user,
            method,
            second_factor: false,
            step_up: None,
            step_up_at: None,
            origin: None,
            lifetime: None,
            begun: None,
        };
        allowed.then_some(proof).ok_or(DomainNotAllowed)
    }

    /// A second factor, be it on top of an earlier first step or both at once.
    pub(crate) fn second(
        state: &State,
        user: user::Model,
        method: SignInMethod,
        step_up: Option<StepUpMethod>,
    ) -> Result<Self> {
        Ok(Self { second_factor: true, step_up, ..Self::first(state, user, method)? })
    }

    /// What a provider vouches for: a first step, or both where the operator believes what it says of a second factor.
    pub(crate) fn vouched(state: &State, user: user::Model, method: SignInMethod, origin: Origin) -> Result<Self> {
        let (second_factor, at) = (origin.second_factor, origin.stepped_up_at.map(Timestamp::from_millis));
        let step_up = at.filter(|_| second_factor).map(|_| StepUpMethod::Provider);
        let (step_up_at, origin) = (at, Some(origin));
        Ok(Self { second_factor, step_up, step_up_at, origin, ..Self::first(state, user, method)? })
    }

    /// The same after a first step that this provider vouched for.
    pub(crate) fn after(self, origin: Option<Origin>) -> Self {
        Self { origin, ..self }
    }

    /// What a trusted issuer vouches for; its token is the session's.
    pub(crate) fn begun(state: &State, user: user::Model, method: SignInMethod, begun: Begun) -> Result<Self> {
        Ok(Self { begun: Some(begun), ..Self::first(state, user, method)? })
    }

    /// The address of whoever it is.
    pub fn email(&self) -> &str {
        &self.user.email
    }

    /// For a session that travels in a URL.
    pub(crate) fn lasting(self, lifetime: Duration) -> Self {
        Self { lifetime: Some(lifetime), ..self }
    }
}
