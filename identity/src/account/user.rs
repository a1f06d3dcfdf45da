//! Making a user.

use entity::{UserId, sign_up, user};
use kernel::{db::OrConflict as _, error::Result, state::State};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

/// A user to be made; the address counts as verified.
pub struct NewUser {
    pub email: String,
    pub email_normalised: String,
    pub name: String,
    pub password_hash: Option<String>,
}

/// Makes the account. What anybody has applied with to sign up with its address is void with it.
///
/// # Errors
/// `CONFLICT` when the address has an account.
pub async fn create_user(state: &State, db: &impl ConnectionTrait, new: NewUser) -> Result<user::Model> {
    let now = state.now();
    // The applications before the user, as in every change that locks both.
    sign_up::Entity::lock_of_address(&new.email_normalised).all(db).await?;
    sign_up::Entity::delete_of_address(&new.email_normalised).exec(db).await?;
    let inserted = user::ActiveModel {
        id: Set(UserId::new(now, state.random())),
        email: Set(new.email),
        email_normalised: Set(new.email_normalised),
        name: Set(new.name),
        avatar: Set(None),
        password_hash: Set(new.password_hash),
        security_version: Set(0),
        email_verified_at: Set(Some(now)),
        disabled_at: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
    }
    .insert(db)
    .await;
    inserted.or_conflict("The address has an account")
}

/// What a person is called who gave no name: how their address begins.
pub fn name_from_address(email: &str) -> String {
    email.split('@').next().unwrap_or_default().chars().take(100).collect()
}
