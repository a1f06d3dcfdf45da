//! `/auth/login` and `/auth/callback`: somebody signs in with Google and is shown a key of theirs, once. Each sign-in makes
//! another; nothing is taken back by it.

use http::HeaderMap;
use identity::{
    account::failure::Failure,
    policy::Visitor,
    principal::Anyone,
    signin::{newcomer::Newcomer, oauth::for_key},
};
use kernel::{
    error::{Code, Error},
    limiter::Bucket,
    wire::Redirect,
};
use poem_openapi::{OpenApi, param::Query};

use super::{
    super::{MintedKey, Rule, Surface, newcomer},
    Result, SURFACE,
    page::Page,
    wanted,
};
use crate::key::dialect::SECTION;

/// What a key is called that a sign-in made.
const NAME: &str = "sso";

struct StartSso;

impl Rule for StartSso {
    type Who = Anyone;
    const NAME: &'static str = "start_sso";
    const SURFACE: Surface = SURFACE;
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

/// A sign-in of this moment is the proof that the person is there; who has a second factor is refused.
struct FinishSso;

impl Rule for FinishSso {
    type Who = Anyone;
    const NAME: &'static str = "finish_sso";
    const SURFACE: Surface = SURFACE;
    const BUCKET: Option<Bucket> = Some(Bucket::Mint);
    const ERRORS: &'static [Code] = &[Code::Unauthorized, Code::Forbidden, Code::NotFound];
}

/// Who signed in, and the key that was made for them.
type Made = std::result::Result<(String, MintedKey), Error>;

async fn make(visitor: &Visitor<FinishSso>, headers: &HeaderMap, query: [Option<String>; 4]) -> Made {
    let proof = for_key::finish(visitor, headers, query).await?.map_err(told)?;
    let email = proof.email().to_owned();
    let newcomer = Newcomer::admit(visitor.inbound(), proof).await?;
    let wanted = wanted(NAME.to_owned(), newcomer.team());
    Ok((email, newcomer::mint(newcomer, wanted).await?))
}

/// Why there is no key, for the person to read.
fn told(failure: Failure) -> Error {
    match failure {
        Failure::AccessDenied => Error::forbidden("You didn't agree to sign in"),
        Failure::AccountDisabled => Error::forbidden("Your account has been disabled"),
        Failure::AccountExists => Error::forbidden("Your address belongs to an account of another Google user here"),
        Failure::DomainNotAllowed => Error::forbidden("Addresses of your domain may not sign in here"),
        Failure::EmailNotVerified => Error::forbidden("Your address is not verified"),
        Failure::NotInvited => Error::forbidden("You need an invitation to get an account here"),
        Failure::SignUpClosed => Error::forbidden("Nobody gets an account here by themselves"),
        Failure::InvalidState => Error::unauthorized("The sign-in took too long; begin it again"),
        Failure::ProviderError => Error::unauthorized("What Google said can't be believed; begin again"),
        // The log knows why.
        Failure::ProviderUnavailable => Error::new(Code::Unavailable, "Google can't be asked"),
    }
}

type Parameter = Query<Option<String>>;

pub struct Api;

#[OpenApi(prefix_path = "/auth", tag = "SECTION")]
impl Api {
    /// Sign in with Google to get a key.
    ///
    /// Open it in a browser. It ends on a page that shows the key.
    #[oai(path = "/login", method = "get")]
    async fn start_sso(&self, visitor: Visitor<StartSso>, headers: &HeaderMap) -> Result<Redirect> {
        Ok(for_key::start(visitor.state(), visitor.context(), headers).await?)
    }

    /// Come back from Google.
    ///
    /// For Google to send browsers to: register it there. The page shows a new key named `sso`; older ones stay good.
    #[oai(path = "/callback", method = "get")]
    async fn finish_sso(
        &self,
        visitor: Visitor<FinishSso>,
        headers: &HeaderMap,
        /// The provider's, to be exchanged for its word on who it is.
        code: Parameter,
        /// Why there is no code.
        error: Parameter,
        /// As it was sent along.
        state: Parameter,
        /// Who says so (RFC 9207).
        iss: Parameter,
    ) -> Page {
        match make(&visitor, headers, [code.0, error.0, state.0, iss.0]).await {
            Ok((email, minted)) => Page::of_key(&email, &minted),
            Err(error) => Page::of_problem(&error, &visitor.context().request_id),
        }
    }
}
