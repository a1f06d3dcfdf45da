//! What all of the native wire has in common: bodies in, replies out, pages, and text that is checked as it is read.
//! What one resource says is in that resource's `wire`.

pub mod body;
pub mod bytes;
pub mod header;
pub mod name;
pub mod page;
pub mod redirect;
pub mod reply;
pub mod text;

pub use body::{JsonBody, OptionalBody, SignedBody};
pub use header::OneHeader;
pub use name::{Description, Label, Name, Prose};
pub use page::{List, PageIn};
pub use redirect::Redirect;
pub use reply::{Deleted, Reply};
pub use text::Text;
