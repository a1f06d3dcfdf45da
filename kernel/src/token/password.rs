//! Argon2id of what people choose as passwords (RFC 9106, OWASP's parameters), kept as PHC strings. What is hashed is
//! normalised, so that another keyboard's way to write the same characters makes no other password.
//! Slow on purpose and on the caller's thread: requests go through `hasher`.

use std::iter;

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::{
        self,
        phc::{Output, ParamsString, PasswordHash, Salt},
    },
};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// Unicode's NFKC of a password, as NIST SP 800-63B asks for.
pub fn normalised(password: &str) -> Zeroizing<String> {
    Zeroizing::new(password.nfkc().collect())
}

/// A password in the forms that its hash may have been made of: normalised, and as it was typed, which is what was hashed
/// before passwords were normalised.
fn forms(password: &str) -> impl Iterator<Item = Zeroizing<String>> {
    let normalised = normalised(password);
    let typed = (*normalised != password).then(|| Zeroizing::new(password.to_owned()));
    iter::once(normalised).chain(typed)
}

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

/// Argon2's working memory, to be used again: given back to the system after every password, it would stay behind in
/// pieces that add up to hundreds of MiB.
#[derive(Default)]
pub struct Memory(Vec<Block>);

impl Memory {
    fn blocks(&mut self, count: usize) -> &mut [Block] {
        if self.0.len() < count {
            self.0.resize(count, Block::new());
        }
        &mut self.0[..count]
    }
}

/// The PHC string of `password`, normalised, such as `$argon2id$v=19$m=19456,t=2,p=1$…$…`; `salt` is random.
///
/// # Errors
/// If Argon2 doesn't take the cost.
pub fn hash(memory: &mut Memory, password: &str, salt: [u8; 16], cost: Argon2Cost) -> Result<String, PasswordError> {
    let params =
        Params::new(cost.memory_kib, cost.iterations, cost.parallelism, None).map_err(password_hash::Error::from)?;
    let mut hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params)?,
        salt: Some(Salt::new(&salt).map_err(password_hash::Error::from)?),
        hash: None,
    };
    hash.hash = Some(derive(memory, &normalised(password), &salt, params)?);
    Ok(hash.to_string())
}

/// True if `password` is the one that `phc` was made of. Costs what the string says, not what new hashes do.
///
/// # Errors
/// If `phc` is no string that `hash` makes.
pub fn verify(memory: &mut Memory, phc: &str, password: &str) -> Result<bool, PasswordError> {
    let stored = PasswordHash::new(phc).map_err(password_hash::Error::from)?;
    if stored.algorithm != Algorithm::Argon2id.ident() || stored.version != Some(Version::V0x13.into()) {
        return Err(password_hash::Error::Algorithm.into());
    }
    let params = Params::try_from(&stored)?;
    let (Some(salt), Some(expected)) = (stored.salt, stored.hash) else {
        return Err(password_hash::Error::EncodingInvalid.into());
    };
    for form in forms(password) {
        // Outputs compare in constant time.
        if derive(memory, &form, &salt, params.clone())? == expected {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Does the work of verifying a wrong password where there is nothing to verify it against.
///
/// # Errors
/// If Argon2 doesn't take the cost.
pub fn pretend(memory: &mut Memory, password: &str, cost: Argon2Cost) -> Result<(), PasswordError> {
    forms(password).try_for_each(|form| hash(memory, &form, [0; 16], cost).map(drop))
}

fn derive(memory: &mut Memory, password: &str, salt: &[u8], params: Params) -> Result<Output, PasswordError> {
    let mut buffer = [0; Output::MAX_LENGTH];
    let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
    let out = buffer.get_mut(..length).ok_or(password_hash::Error::OutputSize)?;
    let blocks = memory.blocks(params.block_count());
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2
        .hash_password_into_with_memory(password.as_bytes(), salt, out, blocks)
        .map_err(password_hash::Error::from)?;
    Ok(Output::new(out).map_err(password_hash::Error::from)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Argon2Cost = Argon2Cost { memory_kib: 8, iterations: 1, parallelism: 1 };

    #[test]
    fn the_cost_and_the_algorithm_are_in_the_string() {
        let phc = hash(&mut Memory::default(), "correct horse", [1; 16], Argon2Cost::default()).unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        assert!(verify(&mut Memory::default(), &phc, "correct horse").unwrap());
    }

    #[test]
    fn only_the_same_password_verifies() {
        let phc = hash(&mut Memory::default(), "correct horse", [1; 16], CHEAP).unwrap();
        assert!(verify(&mut Memory::default(), &phc, "correct horse").unwrap());
        for wrong in ["", "correct horse ", "Correct horse", "correct horse\0"] {
            assert!(!verify(&mut Memory::default(), &phc, wrong).unwrap(), "{wrong:?}");
        }
        assert_ne!(phc, hash(&mut Memory::default(), "correct horse", [2; 16], CHEAP).unwrap());
    }

    #[test]
    fn another_keyboards_way_to_write_it_is_the_same_password() {
        let (composed, decomposed) = ("caf\u{e9} cr\u{e8}me 12", "cafe\u{301} cre\u{300}me 12");
        for (set, typed) in [(composed, decomposed), (decomposed, composed), ("ＡＢＣ１２３", "ABC123")] {
            let phc = hash(&mut Memory::default(), set, [1; 16], CHEAP).unwrap();
            assert!(verify(&mut Memory::default(), &phc, typed).unwrap(), "{set} {typed}");
        }
    }

    /// Made when passwords were hashed as they were typed.
    #[test]
    fn a_hash_of_before_goes_on_working() {
        let phc = "$argon2id$v=19$m=8,t=1,p=1$AQEBAQEBAQEBAQEBAQEBAQ$g43L5pjrT9uSqGIuZ7jhq/jYLRbebSGI9lCuBswRqic";
        assert!(verify(&mut Memory::default(), phc, "cafe\u{301} cre\u{300}me 12").unwrap());
        assert!(!verify(&mut Memory::default(), phc, "cafe creme 12").unwrap());
    }

    /// From the reference implementation (`argon2 somesalt -id -t 2 -m 16 -p 1`).
    #[test]
    fn reads_what_others_wrote() {
        let phc = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assert!(verify(&mut Memory::default(), phc, "password").unwrap());
    }

    #[test]
    fn memory_used_before_changes_nothing() {
        let mut memory = Memory::default();
        let large = hash(&mut memory, "correct horse", [1; 16], Argon2Cost { memory_kib: 64, ..CHEAP }).unwrap();
        assert_eq!(
            hash(&mut memory, "x", [2; 16], CHEAP).unwrap(),
            hash(&mut Memory::default(), "x", [2; 16], CHEAP).unwrap()
        );
        assert!(verify(&mut memory, &large, "correct horse").unwrap());
    }

    #[test]
    fn a_string_that_is_no_hash_is_an_error() {
        for phc in ["", "hunter2", "$2b$12$abcdefghijklmnopqrstuv", "$argon2id$v=19$m=0,t=0,p=0$c29tZXNhbHQ$CTFh"] {
            assert!(verify(&mut Memory::default(), phc, "hunter2").is_err(), "{phc}");
        }
        assert!(hash(&mut Memory::default(), "x", [1; 16], Argon2Cost { memory_kib: 1, ..CHEAP }).is_err());
    }
}
