//! What the tests stand on: a world of its own for each test (database, clock, mail), and callers as types.
//! The same tests run on SQLite and, with `ALMOND_TEST_POSTGRES_URL`, on PostgreSQL.

mod answer;
mod browser;
mod caller;
mod certificate;
mod certified;
mod database;
mod document;
pub mod golden;
pub mod http;
mod id_token;
mod log;
mod nginx;
pub mod passkey;
mod peer;
mod person;
pub mod pgbouncer;
pub mod postgres;
pub mod process;
mod provider;
pub mod proxy;
mod receiver;
mod seams;
mod settings;
mod toy;
mod world;

pub use answer::Answer;
pub use browser::Browser;
pub use caller::{Anonymous, Caller, Key, Operator, Session};
pub use certificate::certificate;
pub use certified::Certified;
pub use database::{TestDatabase, postgres_server};
pub use document::{Operation, operations};
pub use golden::golden;
pub use id_token::{More, jwk, jwt};
pub use log::Log;
pub use nginx::Nginx;
pub use passkey::Authenticator;
pub use peer::Peer;
pub use person::{Person, code_at};
pub use provider::{CLIENT_ID, CLIENT_SECRET, Lie, Provider};
pub use receiver::{Reaction, Received, Receiver, sign};
pub use seams::{MemoryMail, MockClock, MockEntropy, MockResolver, NodeClock};
pub use toy::Toy;
pub use world::{MASTER_KEY, PASSWORD, PAYMENT_SECRET, World, WorldBuilder};
