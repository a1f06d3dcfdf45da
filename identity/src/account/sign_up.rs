//! Who gets an account by themselves (`ALMOND_SIGN_UP`), whichever way they come. The operator makes accounts for whom
//! they like, and who has one signs in.

use entity::invitation;
use kernel::{config::SignUp, error::Result, state::State};
use sea_orm::{ConnectionTrait, PaginatorTrait};

use super::failure::Failure;

/// Why no account may be made for an address, in its normalised form, by whoever has it; `None` if one may.
pub async fn bar(state: &State, db: &impl ConnectionTrait, email_normalised: &str) -> Result<Option<Failure>> {
    bar_by(state, db, email_normalised, state.config.sign_in.sign_up).await
}

/// As `bar`, for somebody whom a provider vouches for whose table says who gets an account: it may shut what is open, and
/// open what is for the invited, but not what is closed.
pub async fn bar_there(
    state: &State,
    db: &impl ConnectionTrait,
    email_normalised: &str,
    there: Option<SignUp>,
) -> Result<Option<Failure>> {
    let here = state.config.sign_in.sign_up;
    let both = if here == SignUp::Closed { here } else { there.unwrap_or(here) };
    bar_by(state, db, email_normalised, both).await
}

async fn bar_by(
    state: &State,
    db: &impl ConnectionTrait,
    email_normalised: &str,
    sign_up: SignUp,
) -> Result<Option<Failure>> {
    match sign_up {
        SignUp::Open => Ok(None),
        SignUp::Closed => Ok(Some(Failure::SignUpClosed)),
        SignUp::Invited => {
            let open = invitation::Entity::open_of_address(email_normalised, state.now()).count(db).await?;
            Ok((open == 0).then_some(Failure::NotInvited))
        }
    }
}
