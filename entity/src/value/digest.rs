//! The stored form of every secret that is only ever compared: its SHA-256.
//! Secrets that reach here have at least 80 random bits; what people choose goes through Argon2id instead.

use std::fmt;

use sea_orm::{
    ColIdx, DbErr, QueryResult, TryGetError, TryGetable, Value,
    sea_query::{ArrayType, ColumnType, Nullable, ValueType, ValueTypeErr},
};
use sha2::{Digest as _, Sha256};

/// SHA-256 of a secret, 32 bytes; the only type in which one is stored or looked up.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    pub fn of(secret: &[u8]) -> Self {
        Self(Sha256::digest(secret).into())
    }

    /// A digest that was made elsewhere (an import, say).
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// A digest identifies a secret, so logs don't get it either.
impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Digest(..)")
    }
}

impl From<Digest> for Value {
    fn from(digest: Digest) -> Self {
        Value::from(digest.0.to_vec())
    }
}

impl TryGetable for Digest {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let bytes = Vec::<u8>::try_get_by(row, index)?;
        let bytes = bytes.try_into().map_err(|_| DbErr::Type("a digest has 32 bytes".to_owned()))?;
        Ok(Self(bytes))
    }
}

impl ValueType for Digest {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let bytes = <Vec<u8> as ValueType>::try_from(value)?;
        bytes.try_into().map(Self).map_err(|_| ValueTypeErr)
    }

    fn type_name() -> String {
        "Digest".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::Bytes
    }

    fn column_type() -> ColumnType {
        ColumnType::Blob
    }
}

impl Nullable for Digest {
    fn null() -> Value {
        Value::Bytes(None)
    }
}
