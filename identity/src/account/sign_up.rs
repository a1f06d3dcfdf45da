//! Who gets an account by themselves (`ALMOND_SIGN_UP`), whichever way they come. The operator makes accounts for whom
//! they like, and who has one signs in.

use entity::invitation;
use kernel::{config::SignUp, error::Result, state::State};
use sea_orm::{ConnectionTrait, PaginatorTrait};

use super::failure::Failure;

/// Why no account may be made for an address, in its normalised form, by whoever has it; `None` if one may.
pub async fn bar(state: &State, db: &impl ConnectionTrait, email_normalised: &str) -> Result<Option<Failure>> {
    match state.config.sign_in.sign_up {
        SignUp::Open => Ok(None),
        SignUp::Closed => Ok(Some(Failure::SignUpClosed)),
        SignUp::Invited => {
            let open = invitation::Entity::open_of_address(email_normalised, state.now()).count(db).await?;
            Ok((open == 0).then_some(Failure::NotInvited))
        }
    }
}
