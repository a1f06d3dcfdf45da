//! Google: an OpenID provider like others, whose issuer `config` knows.

use super::{Web, oidc::OpenId};
use crate::config;

pub fn new(config: &config::OpenId, callback: String, web: Web) -> OpenId {
    OpenId::new(config, callback, web)
}
