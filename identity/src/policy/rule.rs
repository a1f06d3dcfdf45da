//! A rule: all there is to say about who may call an operation. Rules stand beside their resource; the document, the
//! golden tables and the decision are made from the same data.

use entity::{OrgRole, Scope, WorkspaceRole};
use kernel::{error::Code, limiter::Bucket};
use serde_json::{Value, json};

use crate::principal::{Kind, Who};

/// Where an operation is mounted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// The native API, `/api/v1`.
    Api,
    /// Another wire format of keys, by its name in `ALMOND_DIALECTS`; where that is not enabled, it doesn't exist.
    Dialect(&'static str),
    /// Standard formats of OAuth 2.0, `/oauth2` and its metadata.
    OAuth2,
    /// Whatever watches over the server: health, the document.
    Operations,
}

impl Surface {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Dialect(name) => name,
            Self::OAuth2 => "oauth2",
            Self::Operations => "operations",
        }
    }
}

/// When an operation wants proof that the person is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepUpNeed {
    Never,
    Always,
    /// A sign-in no older than the window is as good, of a user without a second factor; the service finds out.
    OrFreshSignIn,
    /// When the change gives a key more than it had; the service finds out.
    WhenWidening,
    /// When what is granted changes anything; the service finds out.
    WhenWriting,
    /// When the user has a second factor already; for the first one a fresh sign-in is enough, and a recovery code
    /// may repair factors. The service finds out.
    ForFactors,
}

impl StepUpNeed {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Always => "always",
            Self::OrFreshSignIn => "or_fresh_sign_in",
            Self::WhenWidening => "when_widening",
            Self::WhenWriting => "when_writing",
            Self::ForFactors => "for_factors",
        }
    }
}

/// Which keys may call an operation that has no scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unscoped {
    /// Those that inherit their user's rights: none of an org with strict scopes, and none that is bound to a workspace,
    /// but for what is in workspaces.
    Inherits,
    /// Keys that are bound to a workspace too: it tells nothing of the org but what it is called.
    Bound,
    /// Every key: what it does with one gives nothing away.
    Every,
}

/// In which org the rule's role is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrgFrom {
    /// The one that the session or the key works in.
    Own,
    /// The one that the path names first: any that the session's user is a member of, the key's own alone.
    Named,
    /// As `Named`; `active` is the one that the session works in.
    NamedOrActive,
}

/// An operation's rule, as a type.
pub trait Rule: Send + Sync + 'static {
    /// Who may call; `Anyone` for public operations.
    type Who: Who;
    /// The operation id, which is the handler's name too.
    const NAME: &'static str;
    /// What shared handlers are about, for the document; unless said, what the id says after its verb.
    const SUBJECT: Option<&'static str> = None;
    const SURFACE: Surface = Surface::Api;
    /// The scope a key needs; without one a key inherits its user's rights, unless the org has strict scopes.
    const SCOPE: Option<Scope> = None;
    /// Which keys an operation without a scope takes.
    const UNSCOPED: Unscoped = Unscoped::Inherits;
    const ORG: OrgFrom = OrgFrom::Own;
    /// The least role in the org.
    const ROLE: OrgRole = OrgRole::Member;
    /// The least role in the workspace of the thing that the operation is about. `Tenant::enter` asks for it; without
    /// one it lets nobody in but the workspace's admins.
    const WORKSPACE: Option<WorkspaceRole> = None;
    const STEP_UP: StepUpNeed = StepUpNeed::Never;
    /// True for what somebody may do without the second factor that the org asks for: enrol one, see who they are, go.
    const WITHOUT_FACTOR: bool = false;
    /// The bucket that a request draws from once it is known to be well-formed.
    const BUCKET: Option<Bucket> = None;
    /// Error codes it can give besides those that follow from the rule, the parameters and the body.
    const ERRORS: &'static [Code] = &[];

    const DATA: RuleData = RuleData {
        name: Self::NAME,
        subject: Self::SUBJECT,
        surface: Self::SURFACE,
        principals: <Self::Who as Who>::KINDS,
        scope: Self::SCOPE,
        unscoped: Self::UNSCOPED,
        org: Self::ORG,
        role: Self::ROLE,
        workspace: Self::WORKSPACE,
        step_up: Self::STEP_UP,
        without_factor: Self::WITHOUT_FACTOR,
        bucket: Self::BUCKET,
        errors: Self::ERRORS,
        is_tool: false,
    };
}

/// An operation's rule, as data.
#[derive(Clone, Copy, Debug)]
pub struct RuleData {
    pub name: &'static str,
    pub subject: Option<&'static str>,
    pub surface: Surface,
    /// Empty: public.
    pub principals: &'static [Kind],
    pub scope: Option<Scope>,
    pub unscoped: Unscoped,
    pub org: OrgFrom,
    pub role: OrgRole,
    /// The least role in the workspace of the thing, where there is one; asked for once the thing is found.
    pub workspace: Option<WorkspaceRole>,
    pub step_up: StepUpNeed,
    /// True if the org's `requireTwoFactor` doesn't stand against it.
    pub without_factor: bool,
    pub bucket: Option<Bucket>,
    pub errors: &'static [Code],
    /// True if it is asked for a call of the operation's tool, which the access tokens of grants are made for.
    pub is_tool: bool,
}

impl RuleData {
    pub fn is_public(&self) -> bool {
        self.principals.is_empty()
    }

    /// As `x-almond-rule` in the document.
    pub fn to_json(&self) -> Value {
        let mut rule = json!({
            "name": self.name,
            "surface": self.surface.as_str(),
            "principals": self.principals.iter().map(|kind| kind.as_str()).collect::<Vec<_>>(),
            "scope": self.scope.map(Scope::as_str),
            "role": (!self.is_public()).then(|| self.role.as_str()),
            "workspaceRole": self.workspace.map(WorkspaceRole::as_str),
            "stepUp": self.step_up.as_str(),
            "withoutSecondFactor": self.without_factor.then_some(true),
            "bucket": self.bucket.map(Bucket::as_str),
            "errors": self.errors.iter().copied().map(Code::as_str).collect::<Vec<_>>(),
        });
        if let Some(words) = rule.as_object_mut() {
            words.retain(|name, word| !word.is_null() && (name != "errors" || !self.errors.is_empty()));
        }
        rule
    }
}
