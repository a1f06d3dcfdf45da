//! `GET /models`.

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
    const PATTERN: &'static str = "^[a-z0-9._/-]{1,100}$";

    fn encode(&self) -> String {
        self.0.clone()
    }

    fn decode(text: &str) -> Option<Self> {
        let fits = (1..=100).contains(&text.len())
            && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'/' | b'-'));
        fits.then(|| Self(text.to_owned()))
    }
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
        let rows = models.iter().skip(start).take(fetched).collect();
        Ok(Reply::new(page.list(rows, |row: &&model::Model| ModelKey(row.id.clone()), ModelOut::from)))
    }
}
