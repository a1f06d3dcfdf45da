//! What everything in Almond stands on: settings, the database and what is kept of it in memory, changes, limits, the
//! clock and the network, how requests come in and answers go out.
//!
//! Rooms, each of which may use those before it: `error`, `telemetry`, `share`, `seam`, `server`, `request`, `wire`,
//! `token`, `draft`, `dialect`, `config`, `outbox`, `db`, `audit`, `fence`, `limiter`, `blob`, `usage`, `provider`, `webauthn`,
//! `post`, `revocation`, `change`, `state`, `inbound`, `notice`.
//!
//! Every other crate may use it. What must never be here: an operation, a rule, or anything that knows a caller. Nobody
//! is let in by this crate, and it knows nobody who serves: a test can build any room of it without the rest.

pub mod audit;
pub mod blob;
pub mod change;
pub mod config;
pub mod db;
pub mod dialect;
pub mod draft;
pub mod error;
pub mod fence;
pub mod inbound;
pub mod limiter;
pub mod notice;
pub mod outbox;
pub mod post;
pub mod provider;
pub mod request;
pub mod revocation;
pub mod seam;
pub mod server;
pub mod share;
pub mod state;
pub mod telemetry;
pub mod token;
pub mod usage;
pub mod webauthn;
pub mod wire;
