//! The catalogue of models: the same for everybody, so memory has one picture of it.

use std::sync::{Arc, PoisonError, RwLock};

use entity::model;

use super::{Fence, Tag};
use crate::error::Result;

/// All models on offer, by id in the order of its bytes.
pub type Models = Arc<[model::Model]>;

/// The picture, with the number at which its loading began.
#[derive(Default)]
pub(super) struct Catalogue(RwLock<Option<(u64, Models)>>);

impl Catalogue {
    fn get(&self) -> Option<(u64, Models)> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Of two loaded at once either may replace the other: `as_of` tells what each is worth.
    fn put(&self, as_of: u64, models: &Models) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((as_of, Arc::clone(models)));
    }
}

impl Fence {
    /// The models on offer.
    pub async fn models(&self) -> Result<Models> {
        if self.remembers()
            && let Some((_, models)) =
                self.catalogue.get().filter(|(as_of, _)| self.voids.stamps.allow(*as_of, &[Tag::Models]))
        {
            return Ok(models);
        }
        Box::pin(self.load_models()).await
    }

    async fn load_models(&self) -> Result<Models> {
        let as_of = self.voids.stamps.sequence();
        let models: Models = model::Entity::listed().all(self.db.read()).await?.into();
        if self.remembers() {
            self.catalogue.put(as_of, &models);
        }
        Ok(models)
    }
}
