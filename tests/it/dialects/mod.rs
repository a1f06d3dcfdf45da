//! Other wire formats of keys: what all have in common is asked of each, the native one included; what one has of its own
//! is in its file, which also says how to speak with it.

mod auth_api_keys;
mod conformance;
mod enabled;
mod guard;
pub mod internal;
mod keys;
mod native;
mod parts;
mod refused;
mod together;
mod tokens;
mod toy;
mod transcript;

use entity::OrgRole;
use http::Method;
use serde_json::{Value, json};
use tests::{Answer, Caller, Key, MASTER_KEY, Person, Session, World};

const MODELS: &str = "/api/v1/models";

/// How to speak with a wire format. Whatever reads an answer also checks that it is as the format has it.
trait Wire: Sync {
    /// Where keys are listed and minted, and beneath which they are revoked.
    fn path(&self) -> &'static str;

    /// What its keys begin with.
    fn lead(&self) -> &'static str;

    /// A good body.
    fn body(&self, name: &str) -> Value {
        json!({ "name": name })
    }

    /// As `body`, for a key of this person's.
    fn body_for(&self, _person: &Person, name: &str) -> Value {
        self.body(name)
    }

    /// Does the operator speak it, for whoever is in the operator's org?
    fn is_operators(&self) -> bool {
        false
    }

    /// The id and the key that were made.
    fn minted(&self, answer: &Answer) -> (String, String);

    /// The id and the name of each key of a list.
    fn listed(&self, answer: &Answer) -> Vec<(String, String)>;

    /// Checks that a key was revoked.
    fn revoked(&self, answer: &Answer);

    /// Checks that it is an error with this status.
    fn refused(&self, answer: &Answer, status: u16);

    /// An id that nothing has.
    fn unknown_id(&self) -> &'static str {
        "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40"
    }
}

/// Every wire format that people speak for themselves.
const WIRES: [&dyn Wire; 5] =
    [&native::Native, &keys::Keys, &auth_api_keys::AuthApiKeys, &tokens::Tokens, &toy::ToyWire];

/// Every wire format there is.
const EVERY: [&dyn Wire; 6] = [WIRES[0], WIRES[1], WIRES[2], WIRES[3], WIRES[4], &internal::Internal];

/// A world that speaks all of them, and in which nobody meets the limit on minting.
async fn world() -> World {
    World::with().set("ALMOND_MINT_BURST", "1000").toy(toy::TOY).build().await
}

impl dyn Wire {
    fn at(&self, id: &str) -> String {
        format!("{}/{id}", self.path())
    }

    async fn try_mint(&self, caller: &impl Caller) -> Answer {
        caller.post(self.path(), self.body("CI")).await
    }

    /// An owner of an org, with a step-up, for whom it can be spoken.
    async fn owner(&self, world: &World, name: &str) -> Person {
        let own = format!("{name}'s org");
        let org = if self.is_operators() { "internal" } else { &own };
        world.member(name, org, OrgRole::Owner).await.enrolled().await
    }

    /// Who speaks it for a person.
    fn speaker(&self, person: &Person) -> Session {
        let session = &person.session;
        if self.is_operators() { Session::bearer(session.world().clone(), MASTER_KEY) } else { session.clone() }
    }

    /// Mints a key of this name; gives its id, and the key to send requests with and as text.
    async fn mint(&self, person: &Person, name: &str) -> (String, Key, String) {
        let (id, key) = self.minted(&self.speaker(person).post(self.path(), self.body_for(person, name)).await);
        (id, Key::new(person.session.world().clone(), &key), key)
    }

    async fn list(&self, person: &Person) -> Vec<(String, String)> {
        self.listed(&self.speaker(person).get(self.path()).await)
    }

    async fn revoke(&self, person: &Person, id: &str) {
        self.revoked(&self.speaker(person).delete(&self.at(id)).await);
    }
}

/// A request without a body.
async fn send(caller: &impl Caller, method: Method, path: &str) -> Answer {
    caller.request(method, path, None).await
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

/// The fields of an object, in the order of the alphabet.
fn fields(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}
