//! A server in this process, with a database, a clock and a post of its own.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use almond::{
    app,
    cli::{command::Command, user_create::Request as UserCreate},
    config::Config,
    dialect,
    seam::{Clock as _, Message, SystemClock, Web},
    state::{Seams, State},
    telemetry::Metrics,
    token::Argon2Cost,
};
use entity::OrgRole;
use http::Method;
use poem::{EndpointExt, Response, endpoint::BoxEndpoint};
use serde_json::Value;

use crate::{Anonymous, Answer, MemoryMail, MockClock, MockEntropy, Operator, Person, database::TestDatabase};

pub const PASSWORD: &str = "correct horse battery staple";
pub const MASTER_KEY: &str = "the-operators-master-key-of-the-tests";

/// One test's server. Cheap to clone; all clones are the same world.
#[derive(Clone)]
pub struct World(pub(crate) Arc<Inner>);

pub struct Inner {
    pub state: Arc<State>,
    pub clock: Arc<MockClock>,
    pub mail: Arc<MemoryMail>,
    entropy: Arc<MockEntropy>,
    endpoint: BoxEndpoint<'static, Response>,
    settings: BTreeMap<String, String>,
    toy: Option<Toy>,
    database: Arc<TestDatabase>,
}

/// A dialect of a test's own: what it is, and the server that has its operations besides all others.
pub type Toy = (&'static dialect::Entry, fn(&Arc<State>) -> BoxEndpoint<'static, Response>);

/// Settings for a world, as environment variables.
pub struct WorldBuilder(BTreeMap<String, String>, Option<Toy>);

impl WorldBuilder {
    #[must_use]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.0.insert(name.to_owned(), value.to_owned());
        self
    }

    #[must_use]
    pub fn dialect(self, toy: Toy) -> Self {
        Self(self.0, Some(toy))
    }

    pub async fn build(mut self) -> World {
        let database = TestDatabase::create().await;
        self.0.insert("ALMOND_DATA_DIR".into(), database.folder.display().to_string());
        self.0.insert("ALMOND_DATABASE_URL".into(), database.url.clone());
        World::open(self.0, self.1, Arc::new(database), Arc::default(), Arc::default(), Arc::default()).await
    }
}

impl World {
    /// A world with generous limits on sign-in attempts, so that only the tests about them meet them.
    pub async fn new() -> Self {
        Self::with().build().await
    }

    /// A world whose settings differ. Proxies on 127.0.0.1 are trusted, so that tests can come from anywhere.
    pub fn with() -> WorldBuilder {
        let settings = [
            ("ALMOND_MASTER_KEY", MASTER_KEY),
            ("ALMOND_LOGIN_BURST", "1000"),
            ("ALMOND_LOGIN_PER_MINUTE", "1000"),
            ("ALMOND_TRUSTED_PROXIES", "127.0.0.1"),
        ];
        WorldBuilder(settings.map(|(name, value)| (name.to_owned(), value.to_owned())).into(), None)
    }

    async fn open(
        settings: BTreeMap<String, String>,
        toy: Option<Toy>,
        database: Arc<TestDatabase>,
        clock: Arc<MockClock>,
        mail: Arc<MemoryMail>,
        entropy: Arc<MockEntropy>,
    ) -> Self {
        let mut config = Config::load(&settings, None).unwrap();
        // As weak as it can be: the tests are about everything around the hash.
        config.sign_in.argon2 = Argon2Cost { memory_kib: 8, iterations: 1, parallelism: 1 };
        if let Some((entry, _)) = toy {
            config.dialects.enable(entry);
        }
        let http = Arc::new(Web::new().unwrap());
        let seams = Seams { clock: clock.clone(), entropy: entropy.clone(), mail: mail.clone(), http };
        let state = app::open(config, seams, Metrics::new()).await.unwrap();
        let endpoint = match toy {
            Some((_, serve)) => serve(&state),
            None => app::endpoint(&state).map_to_response().boxed(),
        };
        Self(Arc::new(Inner { state, clock, mail, entropy, endpoint, settings, toy, database }))
    }

    /// The world as it is after a restart: another server on the same database, which remembers nothing.
    pub async fn restarted(&self) -> Self {
        let Inner { clock, mail, entropy, settings, toy, database, .. } = &*self.0;
        Self::open(settings.clone(), *toy, database.clone(), clock.clone(), mail.clone(), entropy.clone()).await
    }

    pub fn state(&self) -> &Arc<State> {
        &self.0.state
    }

    /// Everything that was mailed to an address, oldest first, once nothing is on its way any more.
    pub async fn mails(&self, address: &str) -> Vec<Message> {
        let background = &self.0.state.background;
        background.close();
        background.wait().await;
        background.reopen();
        self.0.mail.to(address)
    }

    /// The token in the newest link that an address was sent.
    pub async fn mailed_token(&self, address: &str) -> String {
        let link = self.mails(address).await.pop().unwrap().link.unwrap();
        link.split_once("?token=").unwrap().1.to_owned()
    }

    /// The time is now what it is outside, where other programs live.
    pub fn be_at_system_time(&self) {
        self.0.clock.set(SystemClock.now());
    }

    pub fn advance(&self, span: Duration) {
        self.0.clock.advance(span);
    }

    /// The next draw of this many random bytes will give these.
    pub fn foretell(&self, bytes: &[u8]) {
        self.0.entropy.foretell(bytes);
    }

    pub fn anonymous(&self) -> Anonymous {
        Anonymous::new(self.clone())
    }

    pub fn operator(&self) -> Operator {
        Operator::new(self.clone())
    }

    /// An owner of an org of their own, signed in with their password alone.
    pub async fn owner(&self, name: &str) -> Person {
        self.member(name, &format!("{name}'s org"), OrgRole::Owner).await
    }

    /// A person of this role in the org with this handle, made by the operator.
    pub async fn member(&self, name: &str, org: &str, role: OrgRole) -> Person {
        let request = UserCreate {
            email: format!("{name}@example.com"),
            name: name.to_owned(),
            org: org.to_owned(),
            role: Some(role),
            password: Some(PASSWORD.to_owned()),
        };
        let printed = Command::UserCreate(request).run(&self.0.state).await.unwrap();
        let made: Value = serde_json::from_str(&printed).unwrap();
        Person::sign_in(self.clone(), &made).await
    }

    /// One request, with these headers and this body.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<poem::Body>,
    ) -> Answer {
        let mut request = poem::Request::builder().method(method.clone()).uri(path.parse().unwrap());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = poem::Endpoint::get_response(&self.0.endpoint, request.body(body)).await;
        Answer::read(&method, path, response).await
    }
}
