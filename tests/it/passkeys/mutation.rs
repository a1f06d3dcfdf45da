//! A good ceremony with one thing changed: `tests/golden/webauthn.txt`. Every row is refused, changes nothing, ends the
//! ceremony for the good answer too, and is followed by a good ceremony that works.

use std::time::Duration;

use sea_orm::EntityTrait;
use serde_json::Value;
use tests::{
    Answer, Authenticator, Caller, Person, World, golden,
    golden::table,
    passkey::{Draft, ending},
};

use super::{
    ENROL, SIGN_IN, STEP_UP, begin, no_session,
    refused::{AFTER_SIGNING, BEFORE_SIGNING, Rows},
};

/// Somebody whose passkeys are used, and the kind of ceremony.
struct Stage {
    world: World,
    person: Person,
    authenticator: Authenticator,
    path: &'static str,
}

impl Stage {
    async fn begin(&self) -> Value {
        if self.path == SIGN_IN {
            begin(&self.world.anonymous(), self.path).await
        } else {
            begin(&self.person.session, self.path).await
        }
    }

    /// The authenticator to answer with: for enrolling, each time a new one.
    fn draft(&mut self, begun: &Value) -> Draft {
        if self.path == ENROL {
            self.authenticator = Authenticator::default();
            return self.authenticator.draft_new(&begun["publicKey"]);
        }
        self.authenticator.draft_use(&begun["publicKey"])
    }

    fn seal(&self, draft: &Draft) -> Value {
        if self.path == ENROL { draft.attestation() } else { draft.assertion() }
    }

    async fn send(&self, begun: &Value, credential: Value) -> Answer {
        let mut body = ending(begun, credential);
        if self.path == ENROL {
            body["name"] = "laptop".into();
        }
        if self.path == SIGN_IN {
            return self.world.anonymous().post(self.path, body).await;
        }
        self.person.session.post(self.path, body).await
    }

    /// Every passkey and session there is.
    async fn rows(&self) -> String {
        let db = self.world.state().db.read();
        let passkeys = entity::passkey::Entity::find().all(db).await.unwrap();
        let sessions = entity::session::Entity::find().all(db).await.unwrap();
        format!("{passkeys:?} {sessions:?}")
    }

    /// A ceremony as it should be, once the bucket of ceremonies has room for it and for the next that fails.
    async fn succeed(&mut self) {
        self.world.advance(Duration::from_secs(4));
        let begun = self.begin().await;
        let draft = self.draft(&begun);
        let credential = self.seal(&draft);
        let data = self.send(&begun, credential).await.ok(if self.path == ENROL { 201 } else { 200 });
        if self.path == STEP_UP {
            self.person.adopt(&data);
        }
    }

    /// Changes one thing; gives the row's answer.
    async fn fail(&mut self, name: &str, before: impl Fn(&mut Draft), after: impl Fn(&mut Value)) -> String {
        let before_it = self.rows().await;
        let begun = self.begin().await;
        let good = self.draft(&begun);
        let mut draft = good.clone();
        before(&mut draft);
        let mut credential = self.seal(&draft);
        after(&mut credential);
        let refused = self.send(&begun, credential).await;
        assert!(!refused.status.is_success(), "{} {name}: {}", self.path, refused.text);
        no_session(&refused);
        no_session(&self.send(&begun, self.seal(&good)).await);
        assert_eq!(self.rows().await, before_it, "{} {name} changed something", self.path);
        format!("{} {}", refused.status.as_u16(), refused.code())
    }
}

#[tokio::test]
async fn every_row_of_the_golden_table_is_refused() {
    let world = World::with().set("ALMOND_LOGIN_BURST", "100000").build().await;
    let (person, authenticator) = world.owner("ada").await.with_passkey().await;
    let (_, others) = world.owner("bob").await.with_passkey().await;
    let mut rows = vec![["ceremony", "changed", "answer"].map(str::to_owned)];
    for (ceremony, path) in [("enrol", ENROL), ("sign in", SIGN_IN), ("step up", STEP_UP)] {
        // Counts on from where the ceremonies before it stopped, at the latest.
        let counter = 10_000 * u32::try_from(rows.len()).unwrap();
        let authenticator = Authenticator { counter, ..authenticator.clone() };
        let mut stage = Stage { world: world.clone(), person: person.clone(), authenticator, path };
        let applies = |of: Rows| match of {
            Rows::All => true,
            Rows::Enrol => path == ENROL,
            Rows::Use => path != ENROL,
            Rows::SignIn => path == SIGN_IN,
        };
        for (of, name, change) in BEFORE_SIGNING {
            if applies(*of) {
                let answer = stage.fail(name, change, |_| ()).await;
                rows.push([ceremony.to_owned(), (*name).to_owned(), answer]);
                stage.succeed().await;
            }
        }
        for (of, name, change) in AFTER_SIGNING {
            if applies(*of) {
                let answer = stage.fail(name, |_| (), change).await;
                rows.push([ceremony.to_owned(), (*name).to_owned(), answer]);
                stage.succeed().await;
            }
        }
        if path != ENROL {
            let stolen = others.credential_id.clone();
            let handle = others.user_handle.clone();
            let claim = |draft: &mut Draft| draft.credential_id = stolen.clone();
            let claim_all = |draft: &mut Draft| {
                draft.credential_id = stolen.clone();
                draft.user_handle = Some(handle.clone());
            };
            let signed_by_another = |draft: &mut Draft| draft.key = others.key.clone();
            let as_another = |draft: &mut Draft| draft.user_handle = Some(handle.clone());
            for (name, change) in [
                ("credential id: another user's", &claim as &dyn Fn(&mut Draft)),
                ("credential id and user handle: another user's", &claim_all),
                ("user handle: another user's", &as_another),
                ("signature: by another user's key", &signed_by_another),
            ] {
                let answer = stage.fail(name, change, |_| ()).await;
                rows.push([ceremony.to_owned(), name.to_owned(), answer]);
                stage.succeed().await;
            }
        }
    }
    golden("webauthn.txt", &table(&rows));
}
