//! `almond nodes`: which servers share the database, and how far each is.

use std::{fmt::Write as _, sync::Arc};

use kernel::{error::Result, state::State};

/// A line for each node; none on SQLite, where only one can be.
pub async fn run(state: &Arc<State>) -> Result<String> {
    let mut text = String::new();
    for node in state.fence.nodes().await? {
        // Writing to a string doesn't fail.
        let _ = writeln!(
            text,
            "{}\t{}\tversion {}\tup {} s\trenewed {} ms ago\t{} behind",
            node.id, node.name, node.version, node.up, node.renewed, node.behind
        );
    }
    Ok(text)
}
