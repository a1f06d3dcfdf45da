//! Almond: a multi-tenant SaaS backend with step-up authentication and immediately revocable API keys.
//! The tree is a request's life: `credential` (what was presented) → `principal` (who is it) → `policy` (may they) →
//! `resource` (what they asked for), each step a type that only the step before can make.

mod account;
pub mod app;
pub mod audit;
mod blob;
pub mod change;
pub mod cli;
pub mod config;
mod credential;
mod crud;
pub mod db;
pub mod dialect;
pub mod error;
pub mod factor;
mod fence;
pub mod inbound;
mod limiter;
pub mod me;
mod notice;
pub mod openapi;
pub mod outbox;
pub mod policy;
pub mod principal;
pub mod provider;
pub mod request;
pub mod resource;
pub mod seam;
pub mod server;
pub mod session;
pub mod share;
mod signin;
pub mod state;
mod step_up;
mod surface;
pub mod telemetry;
pub mod token;
mod usage;
mod webauthn;
pub mod webhook;
mod wire;
