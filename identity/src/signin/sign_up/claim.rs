//! Signing up afresh with a link that any of the applications for an address was mailed: for whoever reads the address's
//! mail but chose none of the passwords, or came when there was no room for one more. Nothing that somebody else has
//! entered goes into the account.

use entity::sign_up;
use kernel::{error::Result, request::Context, share::Holder, state::State};

use super::{
    finish::{hold, make},
    refused,
};
use crate::{
    account::{NewUser, name_from_address, personal_org_name},
    policy::Admission,
    session::Proof,
};

/// The account that is wanted.
pub struct Claim {
    pub password: String,
    pub name: Option<String>,
    pub org_name: Option<String>,
}

/// # Errors
/// `UNAUTHORIZED` for a link that was used; `CONFLICT` when the address got an account in the meantime.
pub async fn claim(
    state: &State,
    context: &Context,
    _admission: Admission,
    of_link: sign_up::Model,
    wanted: Claim,
) -> Result<Proof> {
    let Claim { password, name, org_name } = wanted;
    let password_hash = state.hasher.hash(&password, state.random(), &[Holder::at(context.address)]).await?;
    let (change, open) = hold(state, context, &of_link).await?;
    if !open.iter().any(|application| application.id == of_link.id) {
        return Err(refused());
    }
    let sign_up::Model { email, email_normalised, .. } = of_link;
    let name = name.unwrap_or_else(|| name_from_address(&email));
    let org_name = org_name.unwrap_or_else(|| personal_org_name(&name));
    let account = NewUser { email, email_normalised, name, password_hash: Some(password_hash) };
    make(state, change, account, org_name).await
}
