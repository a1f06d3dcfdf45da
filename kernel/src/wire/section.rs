//! Sections of the document: operations say which one they are in.

use poem_openapi::{
    Tags,
    registry::{MetaTag, Registry},
};

/// A section. Those of one name are one.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    pub name: &'static str,
    /// One sentence.
    pub about: &'static str,
}

impl Tags for Section {
    fn register(&self, registry: &mut Registry) {
        registry.create_tag(MetaTag { name: self.name, description: Some(self.about), external_docs: None });
    }

    fn name(&self) -> &'static str {
        self.name
    }
}
