//! What reading the settings has found so far: what is wrong, which stops the start once all has been looked at, and what
//! the user is warned of. Every section writes here and goes on.

use std::{cell::RefCell, mem};

use super::{ConfigError, ConfigErrors, Environment};

#[derive(Default)]
pub(super) struct Findings {
    errors: RefCell<Vec<ConfigError>>,
    warnings: RefCell<Vec<String>>,
}

impl Findings {
    /// Notes what is wrong.
    pub(super) fn wrong(&self, error: ConfigError) {
        self.errors.borrow_mut().push(error);
    }

    /// Notes what is surely unsafe: production refuses it, development is warned.
    pub(super) fn not_safe(&self, environment: Environment, error: ConfigError) {
        if environment.is_production() {
            self.wrong(error);
        } else {
            self.warn(error.to_string());
        }
    }

    /// Notes what may be unsafe in production, and may be meant.
    pub(super) fn doubtful(&self, environment: Environment, error: &ConfigError) {
        if environment.is_production() {
            self.warn(error.to_string());
        }
    }

    pub(super) fn warn(&self, warning: String) {
        self.warnings.borrow_mut().push(warning);
    }

    /// What was read, which lacks something only if something was found wrong.
    ///
    /// # Errors
    /// All that was found wrong, if anything was.
    pub(super) fn outcome<T>(&self, read: Option<T>) -> Result<T, ConfigErrors> {
        let errors = mem::take(&mut *self.errors.borrow_mut());
        read.filter(|_| errors.is_empty()).ok_or(ConfigErrors(errors))
    }

    pub(super) fn into_warnings(self) -> Vec<String> {
        self.warnings.into_inner()
    }
}
