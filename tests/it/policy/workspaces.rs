//! What roles in a workspace are worth, and that outside of it nothing is found.

use entity::{OrgRole, WorkspaceRole};

use super::{
    access::{Cell, cells},
    kind::Kind,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_lower_role_in_the_workspace_than_the_rule_wants_is_refused_and_outside_of_it_nothing_is_found() {
    // A list is of all that the caller sees, and a key or a grant is bound to a workspace only if that is asked for.
    let about_one = |cell: &&Cell| {
        let names_one = cell.operation.has_path_id() || cell.operation.method == http::Method::POST;
        let may_bind = ["/api/v1/api-keys", "/api/v1/oauth"];
        names_one && !may_bind.iter().any(|path| cell.operation.path.starts_with(path))
    };
    for cell in cells().await.iter().filter(about_one) {
        let Some(needed) = cell.operation.ruled("workspaceRole").map(|role| role.parse::<WorkspaceRole>().unwrap())
        else {
            continue;
        };
        let is_for_keys = cell.operation.takes("key");
        let expected = match cell.caller {
            Kind::InWorkspace(role) if role < needed => "403 FORBIDDEN workspace role",
            Kind::BoundKey if is_for_keys && WorkspaceRole::Editor < needed => "403 FORBIDDEN workspace role",
            Kind::SteppedUp(OrgRole::Member) => "404 NOT_FOUND",
            Kind::MembersKey | Kind::StrayKey if is_for_keys => "404 NOT_FOUND",
            _ => continue,
        };
        assert_eq!(cell.verdict, expected, "{}", cell.place());
    }
}
