//! `GET /models`.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::{Scope, Timestamp, model};
use identity::{
    policy::{Caller, Rule},
    principal::Member,
};
use kernel::{
    error::Result,
    wire::{
        List, PageIn, Reply, Section, Text,
        page::{Cursor, Limit, PageKey},
    },
};
use poem_openapi::{Object, OpenApi, param::Query};
use sha2::{Digest, Sha256};

/// The section of the document.
const SECTION: Section = Section { name: "Models", about: "Models that can be used." };

pub struct ListModels;

impl Rule for ListModels {
    type Who = Member;
    const NAME: &'static str = "list_models";
    const SCOPE: Option<Scope> = Some(Scope::ModelsRead);
}

/// A model that can be used.
#[derive(Object)]
#[oai(rename = "Model", rename_all = "camelCase")]
struct ModelOut {
    /// Provider and name: `almond/kernel-1`.
    id: String,
    /// What people call it.
    name: String,
    /// Who runs it.
    provider: String,
    /// The longest context, in tokens.
    context_tokens: i32,
    created_at: Text<Timestamp>,
}

impl From<&model::Model> for ModelOut {
    fn from(row: &model::Model) -> Self {
        let model::Model { id, name, provider, context_tokens, created_at } = row.clone();
        Self { id, name, provider, context_tokens, created_at: Text(created_at) }
    }
}

/// Models are listed by id; it is its own cursor.
#[derive(Clone, Debug)]
struct ModelKey(String);

impl PageKey for ModelKey {
    const PATTERN: &'static str = "^[A-Za-z0-9_-]{7,140}$";

    fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode([&check(&self.0), self.0.as_bytes()].concat())
    }

    fn decode(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (given, id) = bytes.split_first_chunk::<4>()?;
        let id = str::from_utf8(id).ok().filter(|id| check(id) == *given)?;
        Some(Self(id.to_owned()))
    }
}

/// By which a cursor that was cut or changed on the way is told from one that was given.
fn check(id: &str) -> [u8; 4] {
    let digest: [u8; 32] = Sha256::digest(id).into();
    let [first, second, third, fourth, ..] = digest;
    [first, second, third, fourth]
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/models", tag = "SECTION")]
impl Api {
    /// List the models, by id.
    #[oai(path = "/", method = "get")]
    async fn list_models(
        &self,
        caller: Caller<ListModels>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<ModelKey>>>>,
    ) -> Result<Reply<List<ModelOut>>> {
        let page = PageIn::new(limit.0, cursor.0);
        let models = caller.state().fence.models().await?;
        let fetched = usize::try_from(page.fetch()).unwrap_or(usize::MAX);
        let start = page.after.as_ref().map_or(0, |after| models.partition_point(|model| model.id <= after.0));
        let rows: Vec<_> = models.iter().skip(start).take(fetched).collect();
        Ok(Reply::new(page.list(rows, |row: &&model::Model| ModelKey(row.id.clone()), ModelOut::from)))
    }
}
