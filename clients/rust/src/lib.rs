//! Client of Almond's API. `generated` is written from the OpenAPI document; around it stand a way to make a [`Client`],
//! errors that can be matched, lists as streams, retries, and the answer to "prove again that you are there".
//!
//! Every operation is a method of [`Client`], named as in the document, with its bodies in [`types`].

mod connect;
mod error;
mod exchange;
#[allow(
    clippy::all,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    unused_comparisons,
    unused_imports,
    irrefutable_let_patterns,
    rustdoc::all
)]
#[rustfmt::skip]
mod generated;
mod items;

pub use connect::Builder;
pub use error::{Error, Refusal};
pub use exchange::{Asked, Exchange, StepUpNeeded};
pub use generated::{Client, types};
pub use items::{Page, items, items_at};
pub use reqwest;

/// The example of the README is one.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
