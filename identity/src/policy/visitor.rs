//! `Visitor<R>`: the first argument of operations open to everyone, such as signing in. It has an address, no rights.
//! It looks at no credential, so that somebody with a dead session can still sign in.

use std::{marker::PhantomData, net::IpAddr, sync::Arc};

use kernel::{error::Result, inbound::Inbound, limiter::Target, request::Context, state::State};
use poem::{Request, RequestBody};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions, registry::Registry};

use super::{Admission, Attempt, Rule, arrival::arrive, register_rule};
use crate::principal::Anyone;

/// Someone at an address.
pub struct Visitor<R: Rule<Who = Anyone>> {
    inbound: Arc<Inbound>,
    rule: PhantomData<R>,
}

impl<R: Rule<Who = Anyone>> Visitor<R> {
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

    /// Draws an attempt from the visitor's address alone, before it is known whom it aims at.
    ///
    /// # Errors
    /// `BAD_REQUEST` `Too many requests` when the bucket is empty.
    pub async fn admit_address(&self) -> Result<Admission> {
        Admission::of_address(&self.inbound.state.limiter, self.address()).await
    }

    /// Draws an attempt from the visitor's address and from the account aimed at.
    ///
    /// # Errors
    /// `BAD_REQUEST` `Too many requests` when either bucket is empty.
    pub async fn admit(&self, account: &Target) -> Result<Admission> {
        Admission::of_account(&self.inbound.state.limiter, account, self.address()).await
    }

    /// Draws the start of a device login from the visitor's address, and from what there is for everybody.
    ///
    /// # Errors
    /// `BAD_REQUEST` `Too many requests` when one of the buckets is empty.
    pub async fn admit_device_start(&self) -> Result<Admission> {
        Admission::of_device_start(&self.inbound.state.limiter, self.address()).await
    }

    /// Draws the opening of a link to a project from the visitor's address.
    ///
    /// # Errors
    /// `BAD_REQUEST` `Too many requests` when the bucket is empty.
    pub async fn admit_share_link(&self) -> Result<Admission> {
        Admission::of_share_link(&self.inbound.state.limiter, self.address()).await
    }

    /// As `admit`, for a guess at what protects the account: it is counted before anybody judges it.
    ///
    /// # Errors
    /// `BAD_REQUEST` `Too many requests` when either bucket is empty or the account is locked.
    pub async fn attempt(&self, account: Target) -> Result<Attempt> {
        Attempt::on(&self.inbound, account).await
    }
}

impl<'a, R: Rule<Who = Anyone>> ApiExtractor<'a> for Visitor<R> {
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
        let inbound = Inbound::of(request)?;
        arrive::<R>(inbound)?;
        inbound.context.check_query()?;
        inbound.context.set_user_agent(request.headers());
        Ok(Self { inbound: Arc::clone(inbound), rule: PhantomData })
    }
}
