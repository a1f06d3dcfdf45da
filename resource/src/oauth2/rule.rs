//! Who may call what of the standard wire: everybody. What they have instead of a credential are codes and tokens.

use identity::{
    policy::{Rule, Surface},
    principal::Anyone,
};
use kernel::{error::Code, limiter::Bucket};

pub struct GetOauthMetadata;

impl Rule for GetOauthMetadata {
    type Who = Anyone;
    const NAME: &'static str = "get_oauth_metadata";
    const SURFACE: Surface = Surface::OAuth2;
}

pub struct StartOauthDevice;

impl Rule for StartOauthDevice {
    type Who = Anyone;
    const NAME: &'static str = "start_oauth_device";
    const SURFACE: Surface = Surface::OAuth2;
    const BUCKET: Option<Bucket> = Some(Bucket::DeviceStart);
}

pub struct AuthorizeOauthClient;

impl Rule for AuthorizeOauthClient {
    type Who = Anyone;
    const NAME: &'static str = "authorize_oauth_client";
    const SURFACE: Surface = Surface::OAuth2;
    const BUCKET: Option<Bucket> = Some(Bucket::Client);
}

pub struct IssueOauthToken;

impl Rule for IssueOauthToken {
    type Who = Anyone;
    const NAME: &'static str = "issue_oauth_token";
    const SURFACE: Surface = Surface::OAuth2;
}

pub struct RevokeOauthToken;

impl Rule for RevokeOauthToken {
    type Who = Anyone;
    const NAME: &'static str = "revoke_oauth_token";
    const SURFACE: Surface = Surface::OAuth2;
}

pub struct RegisterOauthClient;

impl Rule for RegisterOauthClient {
    type Who = Anyone;
    const NAME: &'static str = "register_oauth_client";
    const SURFACE: Surface = Surface::OAuth2;
    const BUCKET: Option<Bucket> = Some(Bucket::Client);
    const ERRORS: &'static [Code] = &[];
}
