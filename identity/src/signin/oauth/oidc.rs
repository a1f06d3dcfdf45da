//! The OpenID provider of the operator's choosing.

use super::{Operations, Provider};

pub struct OpenId;

impl Provider for OpenId {
    const KEY: &'static str = "oidc";
    const PATH: &'static str = "/api/v1/auth/oidc";
    const NAME: &'static str = "the configured OpenID provider";
    const OPERATIONS: Operations = Operations { start: "start_oidc", finish: "finish_oidc", relay: "relay_oidc" };
}
