//! Who may have events sent somewhere, and who may look. Nothing that sends data elsewhere takes a key.

use entity::OrgRole;
use identity::{
    policy::{Rule, StepUpNeed},
    principal::{Member, Session},
};
use kernel::{error::Code, limiter::Bucket};

/// For an owner or admin, or a key of theirs.
macro_rules! looking {
    ($($rule:ident = $name:literal),* $(,)?) => {$(
        pub struct $rule;

        impl Rule for $rule {
            type Who = Member;
            const NAME: &'static str = $name;
            const ROLE: OrgRole = OrgRole::Admin;
        }
    )*};
}
looking!(
    ListEndpoints = "list_webhook_endpoints",
    GetEndpoint = "get_webhook_endpoint",
    ListDeliveries = "list_webhook_deliveries",
);

/// For an owner or admin who is there.
macro_rules! changing {
    ($($rule:ident = $name:literal, $bucket:expr, $errors:expr);* $(;)?) => {$(
        pub struct $rule;

        impl Rule for $rule {
            type Who = Session;
            const NAME: &'static str = $name;
            const ROLE: OrgRole = OrgRole::Admin;
            const STEP_UP: StepUpNeed = StepUpNeed::Always;
            const BUCKET: Option<Bucket> = $bucket;
            const ERRORS: &'static [Code] = $errors;
        }
    )*};
}
changing!(
    CreateEndpoint = "create_webhook_endpoint", Some(Bucket::Tenancy), &[Code::NotFound, Code::Conflict];
    UpdateEndpoint = "update_webhook_endpoint", None, &[];
    DeleteEndpoint = "delete_webhook_endpoint", None, &[];
    RotateSecret = "rotate_webhook_secret", None, &[];
    TestEndpoint = "test_webhook_endpoint", Some(Bucket::Tenancy), &[Code::Conflict];
    Redeliver = "redeliver_webhook", Some(Bucket::Tenancy), &[Code::Conflict];
    Replay = "replay_webhooks", Some(Bucket::Tenancy), &[Code::Conflict];
);
