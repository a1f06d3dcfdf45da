//! What all of the native wire has in common: replies, pages, and text that is checked as it is read.
//! What one resource says is in that resource's `wire`.

pub mod email;
pub mod html;
pub mod idempotency;
pub mod name;
pub mod page;
pub mod page_policy;
pub mod redirect;
pub mod reply;
pub mod search;
pub mod section;
pub mod seen;
pub mod text;

pub use idempotency::IdempotencyKey;
pub use name::{Description, Label, Name, Prose};
pub use page::{List, PageIn};
pub use redirect::Redirect;
pub use reply::{Deleted, Reply};
pub use section::Section;
pub use text::Text;
