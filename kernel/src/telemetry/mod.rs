//! What an operator sees of a running node: logs, the access line of every request, and figures for Prometheus.
//! Nothing here holds or writes a secret, a query string or a body.

pub mod access;
mod json;
mod lines;
pub mod logging;
mod losses;
pub mod metrics;
pub mod scrape;
mod statements;

pub use lines::LostLines;
pub use metrics::Metrics;
pub use statements::Statements;
