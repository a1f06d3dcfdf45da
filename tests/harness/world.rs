//! A server in this process, with a database, a clock and a post of its own.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use almond::{
    app,
    cli::{command::Command, user_create::Request as UserCreate},
};
use entity::OrgRole;
use http::Method;
use kernel::{
    seam::{Clock as _, Message, SystemClock, Web},
    state::{Seams, State},
    telemetry::Metrics,
    token::Argon2Cost,
};
use poem::{EndpointExt, Response, endpoint::BoxEndpoint};
use sea_orm::ConnectionTrait as _;
use serde_json::Value;
use tokio::task::AbortHandle;
use tokio_util::sync::CancellationToken;

use crate::{
    Anonymous, Answer, MemoryMail, MockClock, MockEntropy, MockResolver, NodeClock, Operator, Person, Toy,
    database::TestDatabase, settings::read,
};

pub const PASSWORD: &str = "correct horse battery staple";
pub const MASTER_KEY: &str = "the-operators-master-key-of-the-tests";
/// What the payment service and the worlds sign with.
pub const PAYMENT_SECRET: &str = "whsec_cGF5bWVudHMgb2YgdGhlIHRlc3RzLCAzMiBieXRlcw==";

/// One test's server. Cheap to clone; all clones are the same world.
#[derive(Clone)]
pub struct World(pub(crate) Arc<Inner>);

pub struct Inner {
    pub state: Arc<State>,
    pub clock: Arc<MockClock>,
    node_clock: Arc<NodeClock>,
    pub mail: Arc<MemoryMail>,
    entropy: Arc<MockEntropy>,
    resolver: Arc<MockResolver>,
    endpoint: BoxEndpoint<'static, Response>,
    settings: BTreeMap<String, String>,
    toy: Option<Toy>,
    database: Arc<TestDatabase>,
    /// Keeps the world a node of its database; cancelled, it is no more than a node that was cut off.
    node: AbortHandle,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.node.abort();
    }
}

/// Settings for a world, as environment variables.
pub struct WorldBuilder(pub(crate) BTreeMap<String, String>, Option<Toy>);

impl WorldBuilder {
    #[must_use]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.0.insert(name.to_owned(), value.to_owned());
        self
    }

    #[must_use]
    pub fn toy(self, toy: Toy) -> Self {
        Self(self.0, Some(toy))
    }

    pub async fn build(mut self) -> World {
        let database = TestDatabase::create().await;
        self.0.insert("ALMOND_DATA_DIR".into(), database.folder.display().to_string());
        self.0.insert("ALMOND_DATABASE_URL".into(), database.url.clone());
        let url = database.url.clone();
        let world =
            World::open(self.0, self.1, Arc::new(database), Arc::default(), Arc::default(), Arc::default()).await;
        if let Some(toy) = self.1 {
            toy.make_tables(&url).await;
        }
        world
    }
}

impl World {
    /// A world with generous limits on sign-in attempts and mails, so that only the tests about them meet them.
    pub async fn new() -> Self {
        Self::with().build().await
    }

    /// A world whose settings differ. Proxies on 127.0.0.1 are trusted, so that tests can come from anywhere.
    pub fn with() -> WorldBuilder {
        let settings = [
            ("ALMOND_MASTER_KEY", MASTER_KEY),
            ("ALMOND_LOGIN_BURST", "1000"),
            ("ALMOND_LOGIN_PER_MINUTE", "1000"),
            ("ALMOND_MAIL_BURST", "1000"),
            ("ALMOND_MAIL_PER_HOUR", "1000"),
            ("ALMOND_TRUSTED_PROXIES", "127.0.0.1"),
            // Where nobody listens.
            ("ALMOND_PAYMENT_URL", "http://127.0.0.1:1/"),
            ("ALMOND_PAYMENT_SECRET", PAYMENT_SECRET),
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
        let mut config = read(&settings, &database);
        // As weak as it can be: the tests are about everything around the hash.
        config.sign_in.argon2 = Argon2Cost { memory_kib: 8, iterations: 1, parallelism: 1 };
        if let Some(dialect) = toy.and_then(|toy| toy.dialect) {
            config.dialects.enable(dialect);
        }
        let node_clock = Arc::new(NodeClock::new(clock.clone()));
        let resolver = Arc::new(MockResolver::default());
        let http = Arc::new(Web::leaving(&config.exit, resolver.clone()).unwrap());
        let seams = Seams {
            clock: node_clock.clone(),
            entropy: entropy.clone(),
            mail: mail.clone(),
            http,
            resolver: resolver.clone(),
        };
        let state = app::open(config, seams, Metrics::new()).await.unwrap();
        let endpoint = match toy {
            Some(toy) => (toy.serve)(&state),
            None => app::endpoint(&state).map_to_response().boxed(),
        };
        let node = keep(&state).await;
        let world =
            Inner { state, clock, node_clock, mail, entropy, resolver, endpoint, settings, toy, database, node };
        Self(Arc::new(world))
    }

    /// The world as it is after a restart: another server on the same database, which remembers nothing.
    pub async fn restarted(&self) -> Self {
        let Inner { clock, mail, entropy, settings, toy, database, .. } = &*self.0;
        Self::open(settings.clone(), *toy, database.clone(), clock.clone(), mail.clone(), entropy.clone()).await
    }

    /// From now on this node hears nothing and says nothing, as if it were cut off from the database; its requests
    /// still reach it.
    pub fn fall_silent(&self) {
        self.0.node.abort();
    }

    /// This node's machine sleeps, and nothing on it runs meanwhile.
    pub fn oversleep(&self, span: Duration) {
        self.0.node_clock.oversleep(span);
    }

    /// What a command works with beside this server: the same database, in a process that is no node.
    pub async fn unconnected(&self) -> Arc<State> {
        let mut config = read(&self.0.settings, &self.0.database);
        config.sign_in.argon2 = Argon2Cost { memory_kib: 8, iterations: 1, parallelism: 1 };
        app::open(config, self.0.state.seams.clone(), Metrics::new()).await.unwrap()
    }

    /// Does something to the database that no server would.
    pub async fn execute(&self, sql: &str) {
        self.0.state.db.write().execute_unprepared(sql).await.unwrap();
    }

    pub fn state(&self) -> &Arc<State> {
        &self.0.state
    }

    /// Everything that was mailed to an address, oldest first, once nothing is on its way any more.
    pub async fn mails(&self, address: &str) -> Vec<Message> {
        self.settled().await;
        self.0.mail.to(address)
    }

    /// From now on the mail server takes a message only once it is told to go on, or takes all at once again.
    pub fn slow_down_mail(&self, is_slow: bool) {
        self.0.mail.slow_down(is_slow);
    }

    /// Returns once this node knows all keys there are.
    pub async fn knows_all_keys(&self) {
        while !self.0.state.fence.never_was(&entity::Digest::of(b"no key")) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// Waits for what goes on after answers.
    pub async fn settled(&self) {
        let background = &self.0.state.background;
        background.close();
        background.wait().await;
        background.reopen();
    }

    /// The token in the newest link that an address was sent.
    pub async fn mailed_token(&self, address: &str) -> String {
        let link = self.mails(address).await.into_iter().rev().find_map(|mail| mail.link).unwrap();
        link.split_once("?token=").unwrap().1.to_owned()
    }

    /// Sends the mails that are due, and says how many attempts that took.
    pub async fn send_mails(&self) -> usize {
        self.0.state.post.send_due().await.unwrap()
    }

    /// The post that this world's mails are given to.
    pub fn post_office(&self) -> &MemoryMail {
        &self.0.mail
    }

    /// Where a name leads from now on.
    pub fn resolve(&self, name: &str, addresses: &[&str]) {
        self.0.resolver.tell(name, addresses);
    }

    /// Sends the webhooks that are due, and says how many attempts that took. Nothing is sent by itself in a world.
    pub async fn deliver(&self) -> usize {
        resource::webhook::send_due(&self.0.state).await.unwrap()
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
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            request = request.header("host", "localhost");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = poem::Endpoint::get_response(&self.0.endpoint, request.body(body)).await;
        Answer::read(&method, path, response).await
    }
}

/// Makes the world one of the nodes of its database, and waits until it may remember.
async fn keep(state: &Arc<State>) -> AbortHandle {
    let node = Arc::clone(state);
    let task = tokio::spawn(async move { node.fence.keep("test", &CancellationToken::new()).await });
    while !state.fence.remembers() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    task.abort_handle()
}
