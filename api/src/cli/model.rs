//! `almond model add|remove|list`: the catalogue of models.

use std::sync::Arc;

use clap::Subcommand;
use kernel::{error::Result, state::State};
use resource::model;
use serde::{Deserialize, Serialize};

#[derive(Subcommand, Serialize, Deserialize)]
pub enum Model {
    /// Add a model, or change the one of this id
    Add {
        /// Provider and name, such as acme/small-1
        id: String,
        /// What people call it
        #[arg(long)]
        name: String,
        /// The longest context, in tokens
        #[arg(long, value_parser = clap::value_parser!(i32).range(1..))]
        context_tokens: i32,
    },
    /// Take a model off the list
    Remove { id: String },
    /// List the models: id, name and context, a line each
    List,
}

impl Model {
    pub async fn run(self, state: &Arc<State>) -> Result<String> {
        match self {
            Self::Add { id, name, context_tokens } => {
                model::put(state, id.clone(), name, context_tokens).await?;
                Ok(format!("{id}\n"))
            }
            Self::Remove { id } => {
                model::remove(state, &id).await?;
                Ok(format!("{id}\n"))
            }
            Self::List => {
                let rows = state.fence.models().await?;
                Ok(rows.iter().map(|row| format!("{}\t{}\t{}\n", row.id, row.name, row.context_tokens)).collect())
            }
        }
    }
}
