//! What is wrong with a setting, in one sentence that names it as the user gave it.

/// `ALMOND_LISTEN must be an address and port, such as 127.0.0.1:8080, but is "8080"`.
/// The name is a variable's, or a key's with its file's. A secret setting's value is never in the sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name} {problem}")]
pub struct ConfigError {
    name: String,
    problem: String,
}

impl ConfigError {
    pub(super) fn new(name: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { name: name.into(), problem: problem.into() }
    }
}
