//! A request has come to an operation. Those of a dialect that is not enabled are not there.

use super::{Rule, Surface};
use crate::{
    context::Context,
    error::{Error, Result},
};

/// Notes which operation, and which wire format, the request has come to.
///
/// # Errors
/// `NOT_FOUND`, like any path that doesn't exist, for one of a dialect that is not enabled.
pub fn arrive<R: Rule>(context: &Context) -> Result<()> {
    context.set_operation(R::NAME);
    let Surface::Dialect(name) = R::SURFACE else { return Ok(()) };
    if !context.state.config.dialects.has(name) {
        return Err(Error::not_found());
    }
    context.set_dialect(name);
    Ok(())
}
