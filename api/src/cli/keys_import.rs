//! `almond keys import`: keys from elsewhere, a JSON object a line; prints what came of each line.

use std::{
    io::{self, Read as _},
    sync::Arc,
};

use kernel::{error::Result, inbound, state::State};
use resource::key::{Outcome, import};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::app::StartError;

/// As the report says it.
const REFUSED: &str = r#""status":"refused""#;

/// What to import: the text of standard input.
#[derive(Serialize, Deserialize)]
pub struct Request {
    pub lines: String,
}

impl Request {
    pub fn read() -> std::result::Result<Self, StartError> {
        let mut lines = String::new();
        let read = io::stdin().lock().read_to_string(&mut lines);
        read.map_err(|error| StartError::new("the keys can't be read from standard input", error))?;
        Ok(Self { lines })
    }

    /// Every line by itself: one that is refused holds up no other, and all may be sent again.
    pub async fn run(self, state: &Arc<State>) -> Result<String> {
        let mut report = String::new();
        for (index, line) in self.lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let outcome = match inbound::parse(line.as_bytes()) {
                Ok(line) => import(state, line).await,
                Err(error) => Err(error),
            };
            let line = index + 1;
            let said = match outcome {
                Ok(Outcome::Imported(id)) => json!({ "line": line, "status": "imported", "id": id }),
                Ok(Outcome::Known(id)) => json!({ "line": line, "status": "known", "id": id }),
                Err(error) => json!({ "line": line, "status": "refused", "error": error.message() }),
            };
            report += &format!("{said}\n");
        }
        Ok(report)
    }
}

/// What a script is told by the exit status, once it has the report.
///
/// # Errors
/// When a line was refused.
pub fn check(report: &str) -> std::result::Result<(), StartError> {
    let refused = report.lines().filter(|line| line.contains(REFUSED)).count();
    match refused {
        0 => Ok(()),
        1 => Err(StartError("1 line was refused".to_owned())),
        count => Err(StartError(format!("{count} lines were refused"))),
    }
}
