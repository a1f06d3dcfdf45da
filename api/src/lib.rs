//! Almond: a multi-tenant SaaS backend with step-up authentication and immediately revocable API keys.
//! The tree is a request's life: `credential` (what was presented) → `principal` (who is it) → `policy` (may they) →
//! `resource` (what they asked for), each step a type that only the step before can make.

pub mod config;
pub mod seam;
pub mod server;
pub mod surface;
pub mod telemetry;
pub mod token;
