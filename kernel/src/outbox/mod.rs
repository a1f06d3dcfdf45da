//! Messages that are sent once the change they tell of is durable, and until they arrive: queued in its own transaction.
//! Webhooks, by the Standard Webhooks specification; `webhook` sends them.

mod event;
mod message;
mod publish;
mod sender;

pub use event::{EVENTS, Published, TEST, is_event};
pub use message::{Message, VERSION_HEADERS, headers, name};
pub use publish::{of_record, publish, queued};
pub use sender::Sender;
