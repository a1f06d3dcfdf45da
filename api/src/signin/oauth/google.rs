//! Google: an OpenID provider like others, whose issuer `config` knows.

use super::oidc::OpenId;
use crate::config;

pub fn new(config: &config::OpenId, callback: String) -> OpenId {
    OpenId::new(config, callback)
}
