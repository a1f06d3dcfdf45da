//! Machine payments: what a program has the operator's payment service charge. They are asked for once however often the
//! request is sent, delivered as signed webhooks (`webhook`), and settled by the service's callback.
//! `docs/guide/payments.md` tells it to users and operators.

mod api;
mod callback;
mod currency;
pub mod ledger;
mod rule;
mod service;
mod wire;

pub use api::Api;
