//! `GET /me/deletion`, which says what deleting the account would do, and what `DELETE /me` does once that was seen.

use std::time::Duration;

use entity::{OrgId, OrgRole, UserId};
use kernel::{
    error::{Code, Error, Result},
    wire::{Reply, Text},
};
use poem_openapi::{Object, OpenApi, param::Query};

use crate::{
    credential::Carrier,
    me::SECTION,
    people::{self, By, Deletion, Fate, Named, OrgFate, Plan},
    policy::{Caller, Rule, StepUpNeed},
    principal::{InOrg as _, Session},
    signin::session::cookie,
};

pub struct GetMyDeletion;

impl Rule for GetMyDeletion {
    type Who = Session;
    const NAME: &'static str = "get_my_deletion";
}

pub struct DeleteMe;

impl Rule for DeleteMe {
    type Who = Session;
    const NAME: &'static str = "delete_me";
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

/// What deleting the account does.
#[derive(Object)]
#[oai(rename = "MyDeletion", rename_all = "camelCase")]
struct MyDeletionOut {
    /// Send it with `DELETE /me`: it says that this was seen.
    confirm: String,
    /// How many keys end.
    keys_revoked: u64,
    /// What becomes of each org that the user is in.
    orgs: Vec<MyOrgFateOut>,
}

/// What becomes of an org.
#[derive(Object)]
#[oai(rename = "MyOrgFate", rename_all = "camelCase")]
struct MyOrgFateOut {
    id: Text<OrgId>,
    /// The org's name.
    name: String,
    role: Text<OrgRole>,
    /// `left`: it goes on; `deleted`: nobody else is in it; `handedOver`; `blocked`: it would be left without an owner.
    fate: String,
    /// Who becomes its owner.
    handed_over_to: Option<Text<UserId>>,
}

/// The account is gone.
#[derive(Object)]
#[oai(rename = "MeDeleted", rename_all = "camelCase")]
pub(super) struct MeDeletedOut {
    /// Always `true`.
    deleted: bool,
}

impl MyDeletionOut {
    fn new(user: UserId, plan: Plan) -> Self {
        let fate = |row: OrgFate| MyOrgFateOut {
            id: Text(row.org.id),
            name: row.org.name,
            role: Text(row.role),
            fate: row.fate.as_str().to_owned(),
            handed_over_to: if let Fate::HandedOver(to) = row.fate { Some(Text(to)) } else { None },
        };
        let (confirm, keys_revoked) = (plan.confirmation(user), plan.keys());
        Self { confirm, keys_revoked, orgs: plan.orgs.into_iter().map(fate).collect() }
    }
}

fn heir(named: Option<String>) -> Result<Option<Named>> {
    named.map(|heir| heir.parse().map_err(|why| Error::field("handOverTo", why))).transpose()
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/me", tag = "SECTION")]
impl Api {
    /// What deleting the account would do.
    #[oai(path = "/deletion", method = "get")]
    async fn get_my_deletion(
        &self,
        caller: Caller<GetMyDeletion>,
        /// The member (id or address) who would become owner of the orgs that would be left without one.
        #[oai(name = "handOverTo")]
        hand_over_to: Query<Option<String>>,
    ) -> Result<Reply<MyDeletionOut>> {
        let (db, heir) = (caller.state().db.read(), heir(hand_over_to.0)?);
        let user = people::find(db, &Named::Id(caller.session().user())).await?;
        Ok(Reply::new(MyDeletionOut::new(user.id, people::plan(db, &user, heir.as_ref()).await?)))
    }
}

/// Deletes the account of whoever asks, who has seen what that does.
pub(super) async fn delete(
    caller: &Caller<DeleteMe>,
    confirm: &str,
    hand_over_to: Option<String>,
) -> Result<Reply<MeDeletedOut>> {
    let (state, session, heir) = (caller.state(), caller.session(), heir(hand_over_to)?);
    let (named, confirmation) = (Named::Id(session.user()), Some(confirm));
    let wanted = Deletion { named: &named, heir: heir.as_ref(), confirmation };
    people::delete(state, By::person(caller.context(), session), &wanted).await?;
    let in_cookie = session.carrier == Carrier::Cookie;
    let gone = in_cookie.then(|| cookie(state, "", Duration::ZERO)).transpose()?;
    Ok(Reply::new(MeDeletedOut { deleted: true }).with_cookie(gone))
}
