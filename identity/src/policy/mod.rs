//! What callers may do. Rules are data, `decide` is a pure function over them, and `Caller<R>` is what a handler gets
//! when the answer was yes: its fields are private, so a handler that runs is a handler that was allowed.

mod admission;
mod alarm;
mod approval;
mod arrival;
mod attempt;
mod behalf;
mod caller;
mod counted;
mod decide;
#[cfg(test)]
mod decide_tests;
mod denial;
mod registry;
mod rule;
#[cfg(test)]
mod sample;
mod step_up;
mod tenant;
mod tool;
mod visitor;
mod workspace;

pub use admission::{Admission, UserCodeTry};
pub use approval::Approval;
pub use attempt::Attempt;
pub use behalf::Behalf;
pub use caller::Caller;
pub use decide::{Circumstances, Denial, decide, decide_there};
pub use denial::role_required;
pub use registry::{register_rule, rules};
pub use rule::{OrgFrom, Rule, RuleData, StepUpNeed, Surface, Unscoped};
pub use step_up::{SteppedUp, is_fresh, step_up_required, window};
pub use tenant::{Held, Tenant};
pub use tool::{RESOURCE_METADATA, ToolAccess, ToolCall, ToolCaller};
pub use visitor::Visitor;
pub use workspace::{Workspace, given, too_low};
