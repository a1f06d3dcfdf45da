//! `almond user`: what an operator does for people and to them, and how it is read off the command line. Making one is
//! `user_create`'s.

use std::{
    io::{self, BufRead as _},
    sync::Arc,
};

use clap::{Args, Subcommand};
use entity::{OrgId, OrgRole, UserId, user::Wanted};
use identity::{
    people::{self, By, Deletion, Named},
    signin::sign_up::NewPassword,
};
use kernel::{
    error::{Error, Result},
    state::State,
    wire::email::Email,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{command::Command, user_create, user_json};
use crate::app::StartError;

#[derive(Subcommand)]
pub enum User {
    /// Create a user, password on standard input (empty: none); prints JSON
    ///
    /// The address counts as verified. A user who is known already joins the org.
    Create {
        #[arg(long)]
        email: String,
        #[arg(long)]
        name: String,
        /// The org's id, or a handle that this command gave it before; an unknown handle makes a new org
        #[arg(long)]
        org: String,
        /// owner, admin or member; unless given, owner of a new org and member of one that is there
        #[arg(long)]
        role: Option<OrgRole>,
    },
    /// List users, newest first; prints JSON, with `next` for `--after` where there are more
    List(List),
    /// Show a user: address, factors, orgs, sessions, keys
    Show { user: String },
    /// Shut a user out: every session ends, their API keys are refused, and no way to sign in works
    Disable { user: String },
    /// Let a user in again; their API keys work again
    Enable { user: String },
    /// Delete a user, their sessions, keys and factors, and the orgs in which nobody else is
    Delete {
        user: String,
        /// The member (id or address) who becomes owner of the orgs that would be left without one
        #[arg(long)]
        hand_over_to: Option<String>,
        /// Only print what would be deleted, handed over or stand against it
        #[arg(long)]
        dry_run: bool,
    },
    /// Set a user's password, read from standard input; every session ends
    Password { user: String },
    /// Take a user's authenticator app, passkeys and recovery codes away; every session ends
    ResetFactors { user: String },
    /// Give a user another address, which counts as verified; every session ends
    Email { user: String, email: String },
}

/// Which users.
#[derive(Args, Serialize, Deserialize)]
pub struct List {
    /// What the address or the name has in it
    #[arg(long)]
    pub query: Option<String>,
    /// Only those who are disabled
    #[arg(long)]
    pub disabled: bool,
    /// Only members of this org, by id
    #[arg(long)]
    pub org: Option<OrgId>,
    /// At most how many, 1 to 1000
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub limit: u16,
    /// Those that follow the user with this id
    #[arg(long)]
    pub after: Option<UserId>,
}

/// What to do, and to whom: an id or an address.
#[derive(Serialize, Deserialize)]
pub enum Request {
    List(List),
    Show { user: String },
    Disable { user: String },
    Enable { user: String },
    Delete { user: String, hand_over_to: Option<String>, dry_run: bool },
    Password { user: String, password: String },
    ResetFactors { user: String },
    Email { user: String, email: String },
}

impl User {
    /// Adds the password from standard input's first line, where there is one to read.
    ///
    /// # Errors
    /// When standard input can't be read.
    pub fn read(self) -> std::result::Result<Command, StartError> {
        Ok(Command::User(match self {
            Self::Create { email, name, org, role } => {
                let password = Some(password()?).filter(|password| !password.is_empty());
                return Ok(Command::UserCreate(user_create::Request { email, name, org, role, password }));
            }
            Self::List(list) => Request::List(list),
            Self::Show { user } => Request::Show { user },
            Self::Disable { user } => Request::Disable { user },
            Self::Enable { user } => Request::Enable { user },
            Self::Delete { user, hand_over_to, dry_run } => Request::Delete { user, hand_over_to, dry_run },
            Self::Password { user } => Request::Password { user, password: password()? },
            Self::ResetFactors { user } => Request::ResetFactors { user },
            Self::Email { user, email } => Request::Email { user, email },
        }))
    }
}

fn password() -> std::result::Result<String, StartError> {
    let mut password = String::new();
    let read = io::stdin().lock().read_line(&mut password);
    read.map_err(|error| StartError::new("the password can't be read from standard input", error))?;
    Ok(password.trim_end_matches(['\r', '\n']).to_owned())
}

impl Request {
    /// # Errors
    /// Where nobody is so named, or the change can't be made.
    pub async fn run(self, state: &Arc<State>) -> Result<String> {
        let by = By::command();
        let changed = match self {
            Self::List(list) => return line(list.run(state).await?),
            Self::Delete { user, hand_over_to, dry_run } => {
                return line(delete(state, &named(&user)?, hand_over_to, dry_run).await.map_err(unknown)?);
            }
            Self::Show { user } => people::find(state.db.read(), &named(&user)?).await,
            Self::Disable { user } => people::disable(state, by, &named(&user)?).await,
            Self::Enable { user } => people::enable(state, by, &named(&user)?).await,
            Self::Password { user, password } => {
                let password: NewPassword = password.parse().map_err(|why| Error::field("password", why))?;
                people::set_password(state, by, &named(&user)?, password).await
            }
            Self::ResetFactors { user } => people::reset_factors(state, by, &named(&user)?).await,
            Self::Email { user, email } => {
                let email: Email = email.parse().map_err(|why| Error::field("email", why))?;
                people::set_email(state, by, &named(&user)?, email).await
            }
        };
        line(user_json::about(&people::about(state, changed.map_err(unknown)?).await?))
    }
}

impl List {
    async fn run(self, state: &State) -> Result<Value> {
        let wanted = Wanted { query: self.query.as_deref(), disabled: self.disabled.then_some(true), org: self.org };
        let limit = usize::from(self.limit);
        let mut users = people::list(state, wanted, self.after, u64::from(self.limit) + 1).await?;
        let more = users.len() > limit;
        users.truncate(limit);
        let next = users.last().filter(|_| more).map(|user| user.id);
        Ok(json!({ "users": users.iter().map(user_json::user).collect::<Vec<_>>(), "next": next }))
    }
}

async fn delete(state: &State, user: &Named, hand_over_to: Option<String>, dry_run: bool) -> Result<Value> {
    let heir = hand_over_to.map(|heir| heir.parse::<Named>()).transpose();
    let heir = heir.map_err(|why| Error::field("hand-over-to", why))?;
    if dry_run {
        let user = people::find(state.db.read(), user).await?;
        let plan = people::plan(state.db.read(), &user, heir.as_ref()).await?;
        return Ok(user_json::deletion(&user, &plan, false));
    }
    let wanted = Deletion { named: user, heir: heir.as_ref(), confirmation: None };
    let (user, plan) = people::delete(state, By::command(), &wanted).await?;
    Ok(user_json::deletion(&user, &plan, true))
}

fn named(user: &str) -> Result<Named> {
    user.parse().map_err(|why| Error::field("user", why))
}

/// A command says who isn't there rather than that something isn't.
fn unknown(error: Error) -> Error {
    if error.code() == kernel::error::Code::NotFound {
        Error::field("user", "nobody has this id or address")
    } else {
        error
    }
}

#[allow(clippy::unnecessary_wraps, reason = "the tail of functions that fail")]
fn line(value: Value) -> Result<String> {
    Ok(format!("{value}\n"))
}
