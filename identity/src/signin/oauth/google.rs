//! Google.

use super::{Operations, Provider};

pub struct Google;

impl Provider for Google {
    const KEY: &'static str = "google";
    const PATH: &'static str = "/api/v1/auth/google";
    const NAME: &'static str = "Google";
    const OPERATIONS: Operations = Operations { start: "start_google", finish: "finish_google", relay: "relay_google" };
}
