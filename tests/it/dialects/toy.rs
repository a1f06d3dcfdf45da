//! A dialect of the tests' own: all that adding one takes is in this file, and it passes what all others do.

use almond::{app, openapi};
use entity::KeyId;
use kernel::error::Error;
use poem::EndpointExt;
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
};
use resource::key::dialect::{
    Asked, Bare, Bucket, Caller, Dialect, Digits, Entry, Format, JsonBody, Limit, Listed, Name, Nothing, Part, Refused,
    Rule, Session, StepUpNeed, Surface, Text, is_under, list, mint, revoke,
};
use serde::Deserialize;
use serde_json::{Value, json};
use tests::{Answer, Toy};

use super::{Wire, fields, text};

static ENTRY: Entry = Entry::of::<ToyDialect>();

pub const TOY: Toy = Toy {
    dialect: Some(&ENTRY),
    migration: None,
    serve: |state| app::behind_front_door(state, openapi::operations_with(Api)).map_to_response().boxed(),
};

struct ToyDialect;

impl Dialect for ToyDialect {
    const NAME: &'static str = "toy";
    const FORMAT: Format = Format::of_dialect("toy_", Digits::Base64);
    type Refusal = RefusalOut;

    fn owns(path: &str) -> bool {
        is_under(path, "/toy/keys")
    }

    fn refuse(error: &Error) -> RefusalOut {
        RefusalOut { toy: error.message().to_owned() }
    }
}

struct ListToys;

impl Rule for ListToys {
    type Who = Session;
    const NAME: &'static str = "list_toys";
    const SURFACE: Surface = Surface::Dialect(ToyDialect::NAME);
}

struct MintToy;

impl Rule for MintToy {
    type Who = Session;
    const NAME: &'static str = "mint_toy";
    const SURFACE: Surface = Surface::Dialect(ToyDialect::NAME);
    const STEP_UP: StepUpNeed = StepUpNeed::OrFreshSignIn;
    const BUCKET: Option<Bucket> = Some(Bucket::Mint);
}

struct RevokeToy;

impl Rule for RevokeToy {
    type Who = Session;
    const NAME: &'static str = "revoke_toy";
    const SURFACE: Surface = Surface::Dialect(ToyDialect::NAME);
}

#[derive(Object)]
struct RefusalOut {
    toy: String,
}

#[derive(Object, Deserialize)]
#[serde(deny_unknown_fields)]
struct ToyIn {
    called: Text<Name>,
}

#[derive(Object)]
struct ToyOut {
    number: Text<KeyId>,
    called: String,
    #[oai(skip_serializing_if_is_none)]
    secret: Option<String>,
}

type Result<T> = std::result::Result<T, Refused<ToyDialect>>;

struct Api;

#[OpenApi(prefix_path = "/toy/keys")]
impl Api {
    #[oai(path = "/", method = "get")]
    async fn list_toys(
        &self,
        caller: Caller<ListToys>,
        limit: Query<Option<Limit>>,
        after: Query<Option<Text<KeyId>>>,
    ) -> Result<Listed<Vec<ToyOut>>> {
        let keys = list(&caller, Part::new(limit, after)).await?;
        Ok(keys.map(|key| ToyOut { number: key.id, called: key.name, secret: None }))
    }

    #[oai(path = "/", method = "post")]
    async fn mint_toy(&self, caller: Caller<MintToy>, body: JsonBody<ToyIn>) -> Result<Bare<ToyOut>> {
        let asked = Asked { name: body.0.called.0.into_string(), description: None, expires_at: None };
        let minted = mint::<ToyDialect, _>(&caller, asked).await?;
        Ok(Bare(ToyOut { number: minted.about.id, called: minted.about.name, secret: Some(minted.key) }))
    }

    #[oai(path = "/:id", method = "delete")]
    async fn revoke_toy(&self, caller: Caller<RevokeToy>, id: Path<Text<KeyId>>) -> Result<Nothing> {
        revoke(&caller, id.0.0).await?;
        Ok(Nothing)
    }
}

pub struct ToyWire;

impl Wire for ToyWire {
    fn path(&self) -> &'static str {
        "/toy/keys"
    }

    fn lead(&self) -> &'static str {
        "toy_"
    }

    fn body(&self, name: &str) -> Value {
        json!({ "called": name })
    }

    fn minted(&self, answer: &Answer) -> (String, String) {
        assert_eq!(answer.status, 200, "{}", answer.text);
        (text(&answer.body["number"]), text(&answer.body["secret"]))
    }

    fn listed(&self, answer: &Answer) -> Vec<(String, String)> {
        assert_eq!(answer.status, 200, "{}", answer.text);
        let keys = answer.body.as_array().unwrap();
        keys.iter().map(|key| (text(&key["number"]), text(&key["called"]))).collect()
    }

    fn revoked(&self, answer: &Answer) {
        assert_eq!(answer.status, 204, "{}", answer.text);
    }

    fn refused(&self, answer: &Answer, status: u16) {
        assert_eq!((answer.status.as_u16(), fields(&answer.body)), (status, vec!["toy"]), "{}", answer.text);
    }
}
