//! Who it is: a session, a key or the operator; there is no fourth and no anonymous one.
//! What each may do is `policy`'s to say.

mod resolve;

use std::{fmt::Display, sync::Arc};

use entity::{KeyId, OrgId, StepUpMethod, Timestamp, UserId, WorkspaceId};
use kernel::{
    audit::{Action, Event},
    fence::{KeyPicture, MemberPicture, SessionPicture},
};
pub use resolve::resolve;

use crate::credential::Carrier;

/// The kinds of caller, as rules and the document name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Session,
    Key,
    Operator,
}

impl Kind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Key => "key",
            Self::Operator => "operator",
        }
    }
}

/// A person who is signed in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Session {
    pub picture: Arc<SessionPicture>,
    pub carrier: Carrier,
    /// True if the session's newest token was presented. The one before it works for a moment longer but carries no
    /// step-up.
    pub newest: bool,
}

impl Session {
    /// Something that its person did, for the record.
    pub fn event(&self, action: Action, target: impl Display) -> Event {
        Event::by_member(self.picture.member.user, self.picture.member.org, action, target)
    }

    /// The step-up that this token carries, fresh or not.
    pub fn step_up(&self) -> Option<(StepUpMethod, Timestamp)> {
        self.picture.step_up.filter(|_| self.newest)
    }
}

/// A program with an API key.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Key {
    pub picture: Arc<KeyPicture>,
}

/// Whoever holds the master key.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Operator;

#[derive(Clone, Debug)]
pub enum Principal {
    Session(Session),
    Key(Key),
    Operator(Operator),
}

impl Principal {
    pub fn kind(&self) -> Kind {
        match self {
            Self::Session(_) => Kind::Session,
            Self::Key(_) => Kind::Key,
            Self::Operator(_) => Kind::Operator,
        }
    }

    /// The member that a session or key acts as.
    pub fn member(&self) -> Option<&MemberPicture> {
        match self {
            Self::Session(session) => Some(&session.picture.member),
            Self::Key(key) => Some(&key.picture.member),
            Self::Operator(_) => None,
        }
    }
}

/// Which principals an operation takes, as a type: its handler gets exactly these and nothing to unwrap.
pub trait Who: Sized + Send {
    const KINDS: &'static [Kind];

    fn from_principal(principal: Principal) -> Option<Self>;
}

/// A `Who` that is always a member of an org.
pub trait InOrg: Who {
    fn member(&self) -> &MemberPicture;

    fn user(&self) -> UserId {
        self.member().user
    }

    fn org(&self) -> OrgId {
        self.member().org
    }

    /// The key that they act with, if it is one.
    fn key(&self) -> Option<KeyId> {
        None
    }

    /// The only workspace that they may enter, if they are bound to one.
    fn workspace(&self) -> Option<WorkspaceId> {
        None
    }

    /// The host of the client that they act by, if a grant lets it.
    fn client(&self) -> Option<&str> {
        None
    }
}

impl Who for Session {
    const KINDS: &'static [Kind] = &[Kind::Session];

    fn from_principal(principal: Principal) -> Option<Self> {
        if let Principal::Session(session) = principal { Some(session) } else { None }
    }
}

impl InOrg for Session {
    fn member(&self) -> &MemberPicture {
        &self.picture.member
    }
}

impl Who for Key {
    const KINDS: &'static [Kind] = &[Kind::Key];

    fn from_principal(principal: Principal) -> Option<Self> {
        if let Principal::Key(key) = principal { Some(key) } else { None }
    }
}

impl InOrg for Key {
    fn member(&self) -> &MemberPicture {
        &self.picture.member
    }

    fn key(&self) -> Option<KeyId> {
        Some(self.picture.id)
    }

    fn workspace(&self) -> Option<WorkspaceId> {
        self.picture.workspace
    }

    fn client(&self) -> Option<&str> {
        self.picture.client.as_deref()
    }
}

/// A session or a key.
#[derive(Clone, Debug)]
pub enum Member {
    Session(Session),
    Key(Key),
}

impl Who for Member {
    const KINDS: &'static [Kind] = &[Kind::Session, Kind::Key];

    fn from_principal(principal: Principal) -> Option<Self> {
        match principal {
            Principal::Session(session) => Some(Self::Session(session)),
            Principal::Key(key) => Some(Self::Key(key)),
            Principal::Operator(_) => None,
        }
    }
}

impl InOrg for Member {
    fn member(&self) -> &MemberPicture {
        match self {
            Self::Session(session) => &session.picture.member,
            Self::Key(key) => &key.picture.member,
        }
    }

    fn key(&self) -> Option<KeyId> {
        match self {
            Self::Session(_) => None,
            Self::Key(key) => Some(key.picture.id),
        }
    }

    fn workspace(&self) -> Option<WorkspaceId> {
        match self {
            Self::Session(_) => None,
            Self::Key(key) => key.picture.workspace,
        }
    }

    fn client(&self) -> Option<&str> {
        match self {
            Self::Session(_) => None,
            Self::Key(key) => key.client(),
        }
    }
}

impl Who for Operator {
    const KINDS: &'static [Kind] = &[Kind::Operator];

    fn from_principal(principal: Principal) -> Option<Self> {
        if let Principal::Operator(operator) = principal { Some(operator) } else { None }
    }
}

/// Any principal.
impl Who for Principal {
    const KINDS: &'static [Kind] = &[Kind::Session, Kind::Key, Kind::Operator];

    fn from_principal(principal: Principal) -> Option<Self> {
        Some(principal)
    }
}

/// Nobody in particular: operations open to everyone, which get a `Visitor` and never look at credentials.
pub struct Anyone;

impl Who for Anyone {
    const KINDS: &'static [Kind] = &[];

    fn from_principal(_: Principal) -> Option<Self> {
        None
    }
}
