//! Column types that are not tables: ids, instants, digests, and the closed sets of words.

pub mod action;
pub mod agent_session_status;
pub mod ceremony;
pub mod chain;
pub mod delivery_status;
pub mod device_status;
pub mod digest;
pub mod guardrail_kind;
pub mod id;
pub mod mail;
pub mod method;
pub mod payment_status;
pub mod purpose;
pub mod role;
pub mod scope;
pub mod timestamp;
pub mod use_span;
pub(crate) mod word;
