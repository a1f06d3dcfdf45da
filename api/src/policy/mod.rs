//! May they? Rules are data, `decide` is a pure function over them, and `Caller<R>` is what a handler gets when the
//! answer was yes: its fields are private, so a handler that runs is a handler that was allowed.

mod admission;
mod approval;
mod arrival;
mod attempt;
mod behalf;
mod caller;
mod decide;
#[cfg(test)]
mod decide_tests;
mod newcomer;
mod rule;
mod step_up;
mod tenant;
mod visitor;
mod workspace;

pub use admission::{Admission, UserCodeTry};
pub use approval::Approval;
pub use attempt::Attempt;
pub use behalf::Behalf;
pub use caller::{Caller, role_required};
pub use decide::{Circumstances, Denial, decide, decide_there};
pub use newcomer::Newcomer;
pub use rule::{Place, Rule, RuleData, StepUpNeed, Surface};
pub use step_up::{SteppedUp, is_fresh, step_up_required, window};
pub use tenant::{Held, Tenant};
pub use visitor::Visitor;
pub use workspace::{Workspace, given, too_low};
