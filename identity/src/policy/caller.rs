//! `Caller<R>`: a handler's first argument and its right to run. Extracting one goes down the whole staircase:
//! read the credential, resolve the principal, decide by the rule.

use std::{marker::PhantomData, net::IpAddr, sync::Arc};

use kernel::{
    error::{Error, Result},
    fence::{self, MemberPicture},
    inbound::Inbound,
    limiter::{Bucket, Target},
    request::Context,
    state::State,
};
use poem::{Request, RequestBody};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions, registry::Registry};

use super::{
    Admission, Attempt, Circumstances, Denial, OrgFrom, Rule, SteppedUp, Tenant, ToolCall, UserCodeTry,
    arrival::arrive,
    counted::{allowed, denied},
    decide, decide_there,
    denial::refusal,
    register_rule,
};
use crate::{
    credential::{self, Credential},
    principal::{InOrg, Principal, Session, Who, resolve},
};

/// What the framework calls the first parameter of a path, whatever name the document has for it.
const FIRST: &str = "param0";
/// The org that the session works in, where a path may say so in place of its id.
const ACTIVE: &str = "active";

/// A caller that the rule `R` allows.
pub struct Caller<R: Rule> {
    who: R::Who,
    /// What the caller is in the org that the path names, if that is not the one they work in.
    elsewhere: Option<Box<MemberPicture>>,
    inbound: Arc<Inbound>,
    /// The proof that the rule asks for, where it always does.
    stepped_up: Option<SteppedUp>,
    rule: PhantomData<R>,
}

impl<R: Rule> Caller<R> {
    async fn from_request_parts(request: &Request) -> Result<Self> {
        let inbound = Arc::clone(Inbound::of(request)?);
        arrive::<R>(&inbound)?;
        let Inbound { state, context } = &*inbound;
        let now = state.now();
        let credential = credential::read(state, request.method(), request.headers())?;
        let credential = credential.ok_or_else(credential::absent)?;
        if let Credential::Trusted(_) = credential {
            context.set_user_agent(request.headers());
        }
        let principal = resolve(state, context, credential, now).await?;
        let circumstances =
            Circumstances { now, address: context.address, step_up_max_age: state.config.step_up.max_age };
        let rule = ToolCall::rule(request, R::DATA);
        let mut stepped_up =
            decide(&rule, &principal, &circumstances).map_err(|denial| denied(state, &principal, denial, now))?;
        context.check_query()?;
        let elsewhere = match R::ORG {
            OrgFrom::Own => None,
            OrgFrom::Named | OrgFrom::NamedOrActive => {
                // Boxed, as all that asks the database is: every operation would make room for it otherwise.
                Box::pin(named::<R>(state, request, &principal, |there| {
                    let decided = decide_there(&rule, &principal, there, &circumstances);
                    stepped_up = decided.map_err(|denial| denied(state, &principal, denial, now))?;
                    Ok(())
                }))
                .await?
            }
        };
        allowed(state, &principal, now);
        let who = R::Who::from_principal(principal).ok_or_else(|| refusal(state, Denial::WrongPrincipal))?;
        Ok(Self { who, elsewhere, inbound, stepped_up, rule: PhantomData })
    }

    pub fn who(&self) -> &R::Who {
        &self.who
    }

    pub fn state(&self) -> &Arc<State> {
        &self.inbound.state
    }

    /// The request, for services that need it with its server.
    pub fn inbound(&self) -> &Arc<Inbound> {
        &self.inbound
    }

    pub fn context(&self) -> &Context {
        &self.inbound.context
    }

    pub fn address(&self) -> IpAddr {
        self.inbound.context.address
    }
}

impl<R: Rule<Who: InOrg>> Caller<R> {
    /// The org that the operation is about.
    pub fn tenant(&self) -> Tenant {
        let member = self.elsewhere.as_deref().unwrap_or_else(|| self.who.member());
        let tenant = Tenant::new(Arc::clone(&self.inbound), member, self.who.key());
        tenant.within(R::WORKSPACE, self.who.workspace()).by_client(self.who.client())
    }

    /// Draws from the bucket of the rule. Called once the request is known to be well-formed, so that a mistyped body
    /// costs nothing.
    ///
    /// # Errors
    /// `BAD_REQUEST` `Too many requests` when the bucket is empty.
    pub async fn admit(&self) -> Result<Admission> {
        let limiter = &self.inbound.state.limiter;
        match R::BUCKET {
            None => Ok(Admission::granted()),
            Some(bucket @ (Bucket::Mint | Bucket::Tenancy | Bucket::Factor)) => {
                Admission::of_user(limiter, bucket, self.who.user(), self.address()).await
            }
            Some(Bucket::Login) => Admission::of_account(limiter, &self.account(), self.address()).await,
            Some(Bucket::DeviceStart) => Admission::of_device_start(limiter, self.address()).await,
            // Drawn in `try_user_code`, before the code is looked up, by visitors, and where credentials are resolved.
            Some(Bucket::UserCode | Bucket::ShareLink | Bucket::Client | Bucket::MasterKey) => Ok(Admission::granted()),
            // Drawn where the mail is written, by its recipient.
            Some(Bucket::Mail | Bucket::SignUp) => Ok(Admission::granted()),
        }
    }

    /// As `admit`, for a guess at what protects the caller's account: it is counted before anybody judges it.
    ///
    /// # Errors
    /// `BAD_REQUEST` `Too many requests` when a bucket is empty or the account is locked for sessions.
    pub async fn attempt(&self) -> Result<Attempt> {
        Attempt::on(&self.inbound, self.account()).await
    }

    /// Who is signed in already has buckets and counters that nobody else gets to.
    fn account(&self) -> Target {
        Target::in_session(&self.who.member().email)
    }
}

impl<R: Rule<Who = Session>> Caller<R> {
    pub fn session(&self) -> &Session {
        &self.who
    }

    /// Counts a user code that is about to be looked up.
    ///
    /// # Errors
    /// `BAD_REQUEST` `Too many requests` after too many wrong ones.
    pub async fn try_user_code(&self) -> Result<UserCodeTry> {
        UserCodeTry::of_account(&self.inbound.state.limiter, self.account()).await
    }

    /// The step-up that the operation takes: the one that the rule has established, else one that the session carries. It
    /// changes every org that the path may name; it mints in the one that the session works in alone.
    ///
    /// # Errors
    /// `FORBIDDEN` with RFC 9470's challenge.
    pub fn stepped_up(&self) -> Result<SteppedUp> {
        let (state, there) = (self.state(), self.there());
        if R::BUCKET == Some(Bucket::Mint) && there.org != self.who.picture.member.org {
            return Err(SteppedUp::required(state, there));
        }
        self.stepped_up.map_or_else(|| SteppedUp::check_there(state, &self.who, there), Ok)
    }

    /// As `stepped_up`, for what mints; for a user without a second factor a fresh sign-in will do.
    ///
    /// # Errors
    /// `FORBIDDEN` with RFC 9470's challenge.
    pub async fn present(&self) -> Result<SteppedUp> {
        SteppedUp::check_present(self.state(), &self.who, self.there()).await
    }

    /// What the caller is in the org that the operation is about.
    fn there(&self) -> &MemberPicture {
        self.elsewhere.as_deref().unwrap_or_else(|| self.who.member())
    }
}

/// What the caller is in the org that the path names, once `may` has allowed it; `None` for the one they work in.
///
/// # Errors
/// `NOT_FOUND` for an org that the user is no member of, as for one that isn't there.
async fn named<R: Rule>(
    state: &State,
    request: &Request,
    principal: &Principal,
    may: impl FnOnce(&MemberPicture) -> Result<()>,
) -> Result<Option<Box<MemberPicture>>> {
    let own = principal.member().ok_or_else(Error::not_found)?;
    let org = match request.raw_path_param(FIRST) {
        Some(ACTIVE) if R::ORG == OrgFrom::NamedOrActive => Some(own.org),
        named => named.and_then(|id| id.parse().ok()),
    };
    let org = org.ok_or_else(Error::not_found)?;
    if own.org == org {
        return may(own).map(|()| None);
    }
    if let Principal::Key(_) = principal {
        return Err(Error::not_found());
    }
    let there = fence::member(state.db.read(), own.user, org).await?.ok_or_else(Error::not_found)?;
    may(&there).map(|()| Some(Box::new(there)))
}

impl<'a, R: Rule> ApiExtractor<'a> for Caller<R> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
    type ParamType = ();
    type ParamRawType = ();

    fn register(_: &mut Registry) {
        register_rule(R::DATA);
    }

    fn security_schemes() -> Vec<&'static str> {
        vec![R::NAME]
    }

    async fn from_request(request: &'a Request, _: &mut RequestBody, _: ExtractParamOptions<()>) -> poem::Result<Self> {
        Ok(Self::from_request_parts(request).await?)
    }
}
