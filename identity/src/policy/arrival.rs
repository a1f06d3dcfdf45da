//! A request has come to an operation. Those of a dialect that is not enabled are not there, nor are those for the operator
//! where there is no master key.

use kernel::{
    error::{Error, Result},
    inbound::Inbound,
};

use super::{Rule, Surface};
use crate::principal::Kind;

/// Notes which operation, and which wire format, the request has come to.
///
/// # Errors
/// `NOT_FOUND`, like any path that doesn't exist.
pub fn arrive<R: Rule>(inbound: &Inbound) -> Result<()> {
    let Inbound { state, context } = inbound;
    context.set_operation(R::NAME);
    let config = &state.config;
    if let Surface::Dialect(name) = R::SURFACE {
        if !config.dialects.has(name) {
            return Err(Error::not_found());
        }
        context.set_dialect(name);
    }
    if R::DATA.principals == [Kind::Operator] && config.master_key.is_none() {
        return Err(Error::not_found());
    }
    Ok(())
}
