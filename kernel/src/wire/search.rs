//! Text that a list is searched for: within names, without regard to the case of ASCII letters, the same on each database.

use std::{fmt, str::FromStr};

use poem_openapi::registry::MetaSchema;
use sea_orm::{
    ColumnTrait, Condition, DbBackend,
    sea_query::{Expr, ExprTrait, LikeExpr},
};

use super::text::TextShape;

/// The longest, in characters.
const LONGEST: usize = 100;

/// 1 to 100 characters.
#[derive(Clone, Debug)]
pub struct Search(String);

impl Search {
    /// Rows that have the text in one of the columns.
    pub fn within<C: ColumnTrait>(&self, columns: &[C], backend: DbBackend) -> Condition {
        let plain = self.0.to_ascii_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let pattern = format!("%{plain}%");
        columns.iter().fold(Condition::any(), |any, column| {
            // PostgreSQL lowers other letters too, unless it is told to take bytes for what they are.
            let text = Expr::col((column.entity_name(), *column));
            let lowered = match backend {
                DbBackend::Postgres => Expr::cust_with_expr("LOWER($1 COLLATE \"C\")", text),
                _ => Expr::cust_with_expr("LOWER(?)", text),
            };
            any.add(lowered.like(LikeExpr::new(pattern.clone()).escape('\\')))
        })
    }
}

impl FromStr for Search {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let fits = (1..=LONGEST).contains(&text.chars().count()) && !text.contains('\0');
        if fits { Ok(Self(text.to_owned())) } else { Err("expected 1 to 100 characters") }
    }
}

impl fmt::Display for Search {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TextShape for Search {
    const NAME: &'static str = "Search";

    fn describe(schema: &mut MetaSchema) {
        schema.min_length = Some(1);
        schema.max_length = Some(LONGEST);
        schema.example = Some("deploy".into());
    }
}
