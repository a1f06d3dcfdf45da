//! A person's own account as a whole: name, address, and its end.

mod delete;
mod email;
mod profile;
