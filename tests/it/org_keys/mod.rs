//! `/orgs/{id}/api-keys`: everybody's keys, for owners and admins; and the switch of one's own.

mod list;
mod own;
mod revoke;
mod switch;

use tests::Person;

/// The keys of the person's org.
fn keys(person: &Person) -> String {
    format!("/api/v1/orgs/{}/api-keys", person.org)
}

fn key(person: &Person, id: &str) -> String {
    format!("{}/{id}", keys(person))
}
