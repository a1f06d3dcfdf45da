//! A secret in the clear: to be shown once or used once, never to be printed by accident.
//! What is kept of it is its `Digest`.

use std::fmt;

use entity::Digest;
use zeroize::Zeroizing;

/// A secret's text. Has no `Display`, no serde and no `Clone`, and is wiped when dropped: whoever wants it out says
/// `expose`.
pub struct Plain(Zeroizing<String>);

impl Plain {
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    pub fn expose(&self) -> &str {
        &self.0
    }

    /// SHA-256 of the text, which is what is stored.
    pub fn digest(&self) -> Digest {
        Digest::of(self.0.as_bytes())
    }
}

/// Prints that there is a secret, so that what holds one can be printed; never which.
impl fmt::Debug for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Plain(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_says_nothing() {
        let plain = Plain::new("hunter2".to_owned());
        assert_eq!(format!("{plain:?}"), "Plain(..)");
        assert_eq!(plain.digest(), Digest::of(b"hunter2"));
    }
}
