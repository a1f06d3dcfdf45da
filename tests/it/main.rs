//! The tests, one binary: a folder per resource, a file per operation, named for URL and status.

mod api_keys;
mod fence;
mod limiter;
