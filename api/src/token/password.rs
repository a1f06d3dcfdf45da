//! Argon2id of what people choose as passwords (RFC 9106, OWASP's parameters), kept as PHC strings.
//! Slow on purpose and on the caller's thread: requests go through `hasher`.

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::{self, phc::PasswordHash},
};

/// What one hash costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argon2Cost {
    pub memory_kib: u32,
    pub iterations: u32,
    pub parallelism: u32,
}

/// OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane.
impl Default for Argon2Cost {
    fn default() -> Self {
        Self { memory_kib: 19_456, iterations: 2, parallelism: 1 }
    }
}

/// The parameters or the stored string are not Argon2's; a wrong password is no error.
#[derive(Debug, thiserror::Error)]
#[error("a password can't be hashed or its hash read: {0}")]
pub struct PasswordError(#[from] password_hash::Error);

/// The PHC string of `password`, such as `$argon2id$v=19$m=19456,t=2,p=1$…$…`; `salt` is random.
///
/// # Errors
/// If Argon2 doesn't take the cost.
pub fn hash(password: &str, salt: [u8; 16], cost: Argon2Cost) -> Result<String, PasswordError> {
    let params =
        Params::new(cost.memory_kib, cost.iterations, cost.parallelism, None).map_err(password_hash::Error::from)?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash: PasswordHash = argon2.hash_password_with_salt(password.as_bytes(), &salt)?;
    Ok(hash.to_string())
}

/// Is `password` the one that `phc` was made of? Costs what the string says, not what new hashes do.
///
/// # Errors
/// If `phc` is no Argon2 PHC string.
pub fn verify(phc: &str, password: &str) -> Result<bool, PasswordError> {
    let stored = PasswordHash::new(phc).map_err(password_hash::Error::from)?;
    match Argon2::default().verify_password(password.as_bytes(), &stored) {
        Ok(()) => Ok(true),
        Err(password_hash::Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Argon2Cost = Argon2Cost { memory_kib: 8, iterations: 1, parallelism: 1 };

    #[test]
    fn the_cost_and_the_algorithm_are_in_the_string() {
        let phc = hash("correct horse", [1; 16], Argon2Cost::default()).unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        assert!(verify(&phc, "correct horse").unwrap());
    }

    #[test]
    fn only_the_same_password_verifies() {
        let phc = hash("correct horse", [1; 16], CHEAP).unwrap();
        assert!(verify(&phc, "correct horse").unwrap());
        for wrong in ["", "correct horse ", "Correct horse", "correct horse\0"] {
            assert!(!verify(&phc, wrong).unwrap(), "{wrong:?}");
        }
        assert_ne!(phc, hash("correct horse", [2; 16], CHEAP).unwrap());
    }

    /// From the reference implementation (`argon2 somesalt -id -t 2 -m 16 -p 1`).
    #[test]
    fn reads_what_others_wrote() {
        let phc = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assert!(verify(phc, "password").unwrap());
    }

    #[test]
    fn a_string_that_is_no_hash_is_an_error() {
        for phc in ["", "hunter2", "$2b$12$abcdefghijklmnopqrstuv", "$argon2id$v=19$m=0,t=0,p=0$c29tZXNhbHQ$CTFh"] {
            assert!(verify(phc, "hunter2").is_err(), "{phc}");
        }
        assert!(hash("x", [1; 16], Argon2Cost { memory_kib: 1, ..CHEAP }).is_err());
    }
}
