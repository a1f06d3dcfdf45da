//! What a way in has proved.

use std::time::Duration;

use entity::{SessionId, SignInMethod, StepUpMethod, Timestamp, user};

/// That somebody is this user. Made in `signin` only.
pub struct Proof {
    pub(super) user: user::Model,
    pub(super) method: SignInMethod,
    /// Was a second factor part of it?
    pub(super) second_factor: bool,
    /// Does it count as a step-up? A recovery code never does.
    pub(super) step_up: Option<StepUpMethod>,
    /// How long its session may last, if that is shorter than others do.
    pub(super) lifetime: Option<Duration>,
    /// What its session is to be, where that is settled already.
    pub(super) begun: Option<Begun>,
}

/// A session that began elsewhere.
#[derive(Clone, Copy)]
pub struct Begun {
    pub id: SessionId,
    /// When its person signed in there.
    pub at: Timestamp,
    pub until: Timestamp,
}

impl Proof {
    /// A first step: a user with a second factor still has to show it.
    pub(super) fn first(user: user::Model, method: SignInMethod) -> Self {
        Self { user, method, second_factor: false, step_up: None, lifetime: None, begun: None }
    }

    /// Something that is a first step and a second factor at once.
    pub(super) fn whole(user: user::Model, method: SignInMethod, step_up: Option<StepUpMethod>) -> Self {
        Self { user, method, second_factor: true, step_up, lifetime: None, begun: None }
    }

    /// A second factor, on top of an earlier first step.
    pub(super) fn second(user: user::Model, method: SignInMethod, step_up: Option<StepUpMethod>) -> Self {
        Self { user, method, second_factor: true, step_up, lifetime: None, begun: None }
    }

    /// What a trusted issuer vouches for; its token is the session's.
    pub(super) fn begun(user: user::Model, method: SignInMethod, begun: Begun) -> Self {
        Self { user, method, second_factor: false, step_up: None, lifetime: None, begun: Some(begun) }
    }

    /// The address of whoever it is.
    pub fn email(&self) -> &str {
        &self.user.email
    }

    /// For a session that travels in a URL.
    pub(super) fn lasting(self, lifetime: Duration) -> Self {
        Self { lifetime: Some(lifetime), ..self }
    }
}
