//! Who gets what: `tests/golden/access.txt`, by a real request for every cell, and what must hold whatever it says.

use entity::OrgRole;
use futures_util::StreamExt;
use http::Method;
use serde_json::json;
use tests::{Answer, Operation, Provider, World, golden, operations};
use tokio::sync::OnceCell;

use super::{caller::cast, kind::Kind, sample};

/// What one kind of caller got from one operation.
pub struct Cell {
    pub operation: &'static Operation,
    variant: &'static str,
    pub caller: Kind,
    status: u16,
    /// Status and code; for a 403, why.
    pub verdict: String,
}

impl Cell {
    /// A redirect that tells of no failure is one.
    fn is_success(&self) -> bool {
        (200..300).contains(&self.status) || self.verdict == "302"
    }

    pub fn place(&self) -> String {
        format!("{} {}: {} got {}", self.operation.id, self.variant, self.caller.name(), self.verdict)
    }
}

/// Asked once for all tests.
pub async fn cells() -> &'static [Cell] {
    static CELLS: OnceCell<Option<Vec<Cell>>> = OnceCell::const_new();
    CELLS.get_or_init(ask).await.as_deref().expect("a caller got no answer at all; the first panic says why")
}

/// A world for each kind of caller, as many at once as leave each enough of the machine to answer in time; none if
/// asking panicked.
async fn ask() -> Option<Vec<Cell>> {
    let asking = futures_util::stream::iter(Kind::all()).map(|caller| tokio::spawn(ask_as(caller)));
    let mut asking = asking.buffered(8);
    let mut cells = Some(Vec::new());
    while let Some(asked) = asking.next().await {
        let asked = asked.ok();
        cells = cells.zip(asked).map(|(mut cells, asked)| {
            cells.extend(asked);
            cells
        });
    }
    cells
}

async fn ask_as(caller: Kind) -> Vec<Cell> {
    let provider = Provider::start().await;
    let world = World::with()
        .provider(&provider)
        .table(&provider, "acme", "")
        .set("ALMOND_LOGIN_BURST", "1000000")
        .set("ALMOND_STEP_UP_METHODS", "totp,passkey,password")
        .build()
        .await;
    let mut cells = Vec::new();
    let mut actor = cast(&world, caller).await;
    for operation in operations() {
        for variant in sample::variants(operation) {
            let request = sample::request(operation, variant, &actor).await;
            let (body, cookie) = (request.body.as_ref(), request.cookie.as_deref());
            let answer = actor.send_with(&request.method, &request.path, body, cookie).await;
            let (status, verdict) = (answer.status.as_u16(), verdict(&answer));
            cells.push(Cell { operation, variant, caller, status, verdict });
            // What they deleted is there no more for the next request to be about; and setting up took everybody away.
            let is_gone = operation.method == Method::DELETE && answer.status.is_success();
            if caller.is_changed_by_use() || is_gone || operation.id == "set_up" {
                actor = cast(&world, caller).await;
            }
        }
    }
    cells
}

fn verdict(answer: &Answer) -> String {
    let status = answer.status.as_str();
    if answer.status.is_success() {
        return status.to_owned();
    }
    if answer.status.is_redirection() {
        let location = answer.header("location").unwrap_or_default();
        let failure = location.split_once("error=").map_or("", |(_, failure)| failure);
        return format!("{status} {failure}").trim_end().to_owned();
    }
    let code = answer.code();
    let challenge = answer.header("www-authenticate").unwrap_or_default();
    let why = match answer.message() {
        _ if answer.status != 403 => "",
        _ if challenge.contains("insufficient_scope") => "scope",
        _ if challenge.contains("insufficient_user_authentication") => "step-up",
        "This kind of credential may not do this" => "kind",
        "This key may not be used from this address" => "network",
        "Your role in the organization does not allow this" => "role",
        "Your role in the workspace does not allow this" => "workspace role",
        "The organization allows keys only where a scope says so" => "strict",
        "A request with the session cookie must come from this site" => "cross-site",
        message => &format!("\"{message}\""),
    };
    format!("{status} {code} {why}").trim_end().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_gets_what_is_the_golden_table() {
    golden("access.txt", &render(cells().await));
}

/// A paragraph for each operation, a line for each answer, and on it who gets that.
fn render(cells: &[Cell]) -> String {
    let groups = [
        ("NOBODY", Kind::NOBODY.to_vec()),
        ("EVERY SESSION", Kind::SESSIONS.to_vec()),
        ("EVERY KEY", Kind::keys()),
        ("EVERY SCOPE", Kind::scopes()),
    ];
    let mut text =
        "Who gets what: every operation, asked by every kind of caller. `make golden` writes this file.\n".to_owned();
    for (name, kinds) in &groups {
        let names: Vec<_> = kinds.iter().map(|kind| kind.name()).collect();
        text += &wrapped(name, &names);
    }
    let mut asked: Vec<_> =
        cells.iter().map(|cell| (&cell.operation.path, cell.operation.method.as_str(), cell.variant)).collect();
    asked.sort();
    asked.dedup();
    for (path, method, variant) in asked {
        let of_operation = |cell: &&Cell| {
            (&cell.operation.path, cell.operation.method.as_str(), cell.variant) == (path, method, variant)
        };
        let mine: Vec<_> = cells.iter().filter(of_operation).collect();
        text += format!("\n{method} {path} {} {variant}", mine[0].operation.id).trim_end();
        text += "\n";
        let mut verdicts: Vec<_> = mine.iter().map(|cell| &cell.verdict).collect();
        verdicts.sort();
        verdicts.dedup();
        for verdict in verdicts {
            let mut callers: Vec<_> =
                mine.iter().filter(|cell| cell.verdict == *verdict).map(|cell| cell.caller).collect();
            let mut names = Vec::new();
            for (name, kinds) in &groups {
                if kinds.iter().all(|kind| callers.contains(kind)) {
                    callers.retain(|kind| !kinds.contains(kind));
                    names.push((*name).to_owned());
                }
            }
            names.extend(callers.iter().map(|kind| kind.name()));
            text += &wrapped(verdict, &names);
        }
    }
    text
}

/// `label: names`, at most 120 columns, further lines further in.
fn wrapped(label: &str, names: &[String]) -> String {
    let mut lines = vec![format!("  {label}:")];
    for (at, name) in names.iter().enumerate() {
        let item = if at + 1 < names.len() { format!(" {name},") } else { format!(" {name}") };
        if lines[lines.len() - 1].len() + item.len() > 120 {
            lines.push("     ".to_owned());
        }
        *lines.last_mut().unwrap() += &item;
    }
    lines.join("\n") + "\n"
}

#[tokio::test(flavor = "multi_thread")]
async fn every_sample_is_well_formed_and_nothing_breaks() {
    for cell in cells().await {
        assert!(cell.status != 400 && cell.status < 500, "{}", cell.place());
        assert!(cell.operation.statuses.contains(&cell.status.to_string()), "undocumented: {}", cell.place());
    }
    for operation in operations() {
        let one_succeeds = cells().await.iter().any(|cell| cell.operation.id == operation.id && cell.is_success());
        assert!(one_succeeds, "{}: nobody can", operation.id);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_credential_that_does_not_count_gets_401_from_every_gated_operation() {
    for cell in cells().await.iter().filter(|cell| Kind::NOBODY.contains(&cell.caller)) {
        if !cell.operation.is_public() {
            assert_eq!(cell.verdict, "401 UNAUTHORIZED", "{}", cell.place());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_operation_answers_everybody_alike() {
    let public = || operations().iter().filter(|operation| operation.is_public());
    assert!(public().count() > 0);
    for operation in public() {
        let mine = cells().await.iter().filter(|cell| cell.operation.id == operation.id);
        for cell in mine {
            assert!(cell.is_success(), "{}", cell.place());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_principal_that_the_rule_does_not_list_never_succeeds() {
    for cell in cells().await.iter().filter(|cell| !cell.operation.is_public()) {
        let principal = match cell.caller {
            Kind::Master => "operator",
            Kind::CrossSite => "session",
            kind if Kind::SESSIONS.contains(&kind) => "session",
            kind if Kind::keys().contains(&kind) => "key",
            _ => continue,
        };
        if !cell.operation.takes(principal) {
            let refused = ["403 FORBIDDEN kind", "403 FORBIDDEN cross-site"].contains(&cell.verdict.as_str());
            assert!(refused, "{}", cell.place());
        }
    }
}

/// What a key learns or ends of nothing but itself, or of one that it is shown.
fn of_itself(path: &str) -> bool {
    ["/api/v1/api-keys/current", "/api/v1/api-keys/verify"].contains(&path)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_needs_the_scope_and_a_strict_org_wants_one_and_a_bound_key_its_network() {
    let for_keys = |cell: &&Cell| cell.operation.takes("key");
    for cell in cells().await.iter().filter(for_keys) {
        let scope = cell.operation.ruled("scope");
        let expected = match cell.caller {
            Kind::DistantKey => Some("403 FORBIDDEN network"),
            Kind::StrictKey if scope.is_none() && !of_itself(&cell.operation.path) => Some("403 FORBIDDEN strict"),
            Kind::Key(held) if scope.is_some_and(|scope| scope != held.as_str()) => Some("403 FORBIDDEN scope"),
            _ => None,
        };
        if let Some(expected) = expected {
            assert_eq!(cell.verdict, expected, "{}", cell.place());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_step_up_that_the_rule_always_wants_it_is_asked_for() {
    for cell in cells().await.iter().filter(|cell| cell.operation.ruled("stepUp") == Some("always")) {
        if Kind::NOT_STEPPED_UP.contains(&cell.caller) {
            assert_eq!(cell.verdict, "403 FORBIDDEN step-up", "{}", cell.place());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lower_role_than_the_rule_wants_is_refused() {
    for cell in cells().await {
        let needed = cell.operation.ruled("role").map(|role| role.parse::<OrgRole>().unwrap());
        if let Kind::SteppedUp(role) = cell.caller
            && needed.is_some_and(|needed| role < needed)
        {
            assert_eq!(cell.verdict, "403 FORBIDDEN role", "{}", cell.place());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_from_another_site_changes_nothing() {
    for cell in cells().await.iter().filter(|cell| cell.caller == Kind::CrossSite && !cell.operation.is_public()) {
        if !cell.operation.method.is_safe() {
            assert_eq!(cell.verdict, "403 FORBIDDEN cross-site", "{}", cell.place());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_tenants_thing_is_not_found() {
    for cell in cells().await.iter().filter(|cell| cell.caller == Kind::OtherTenant) {
        if cell.operation.has_path_id() && !cell.operation.is_operators() {
            assert_eq!(cell.verdict, "404 NOT_FOUND", "{}", cell.place());
        }
    }
}

#[tokio::test]
async fn nothing_is_read_of_a_body_before_its_sender_is_known_to_be_allowed() {
    let world = World::new().await;
    let (anonymous, owner) = (cast(&world, Kind::Anonymous).await, cast(&world, Kind::Owner).await);
    for operation in operations().iter().filter(|operation| operation.body.is_some() && !operation.is_public()) {
        let path = sample::path(operation, |_| "any".to_owned());
        let refused = json!("no object");
        anonymous.send(&operation.method, &path, Some(&refused)).await.refused(401, "UNAUTHORIZED");
        if operation.ruled("stepUp") == Some("always") {
            owner.send(&operation.method, &path, Some(&refused)).await.asks_for_step_up();
        }
    }
}
