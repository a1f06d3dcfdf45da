//! Wire formats of keys besides the native one, as far as everybody has to know of them: how their keys look, which paths
//! are theirs, what their refusals look like. Their operations are `resource::key::dialect`'s.

mod enabled;
mod entry;

pub use enabled::Dialects;
pub use entry::{Dialect, Entry, is_under};
