//! GitHub, or a GitHub Enterprise Server.

use super::{Operations, Provider};

pub struct Github;

impl Provider for Github {
    const KEY: &'static str = "github";
    const PATH: &'static str = "/api/v1/auth/github";
    const NAME: &'static str = "GitHub";
    const OPERATIONS: Operations = Operations { start: "start_github", finish: "finish_github", relay: "relay_github" };
}
