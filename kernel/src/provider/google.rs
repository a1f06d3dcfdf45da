//! Google: an OpenID provider like others, whose issuer `config` knows.

use std::sync::Arc;

use super::{Web, oidc::OpenId};
use crate::config;

pub fn new(config: &Arc<config::OpenId>, callback: String, web: Web) -> OpenId {
    OpenId::new(config, callback, web)
}
