//! Ids as TypeIDs (version 0.3 of the specification, typeid.dev): what a thing is, and its UUID in 26 digits of base 32.

use std::{fmt, str::FromStr};

use entity::{KeyId, UserId, WorkspaceId};
use kernel::wire::text::TextShape;
use poem_openapi::registry::MetaSchema;
use uuid::Uuid;

/// Crockford's, in lower case.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Digits of an id, which have room for two bits more than a UUID.
const LENGTH: usize = 26;

/// An id that has a TypeID.
pub trait Typed: Copy + From<Uuid> + Send + Sync + 'static {
    const PREFIX: &'static str;
    const PATTERN: &'static str;
    const EXAMPLE: &'static str;

    fn uuid(self) -> Uuid;
}

/// An id, written as a TypeID. No other spelling is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeId<I>(pub I);

macro_rules! typed {
    ($($prefix:literal: $id:ident),* $(,)?) => {$(
        impl Typed for $id {
            const PREFIX: &'static str = $prefix;
            const PATTERN: &'static str = concat!("^", $prefix, "_[0-7][0-9a-hjkmnp-tv-z]{25}$");
            const EXAMPLE: &'static str = concat!($prefix, "_01j9vyy2p3fs8v2mczbmy3s2t0");

            fn uuid(self) -> Uuid {
                Self::uuid(self)
            }
        }
    )*};
}
typed!("team": WorkspaceId, "user": UserId, "ak": KeyId);

/// The number that these digits write, if it is a UUID's.
fn read(digits: &str) -> Option<Uuid> {
    if digits.len() != LENGTH || digits.as_bytes()[0] > b'7' {
        return None;
    }
    let value = |digit: u8| u128::try_from(DIGITS.iter().position(|known| *known == digit)?).ok();
    let number = digits.bytes().try_fold(0_u128, |number, digit| Some((number << 5) | value(digit)?))?;
    Some(Uuid::from_u128(number))
}

impl<I: Typed> FromStr for TypeId<I> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.strip_prefix(I::PREFIX).and_then(|rest| rest.strip_prefix('_'));
        let uuid = digits.and_then(read).ok_or_else(|| format!("expected an id such as {}", I::EXAMPLE))?;
        Ok(Self(I::from(uuid)))
    }
}

impl<I: Typed> fmt::Display for TypeId<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.0.uuid().as_u128();
        write!(f, "{}_", I::PREFIX)?;
        (0..LENGTH).rev().try_for_each(|at| {
            let digit = usize::try_from((number >> (5 * at)) & 31).unwrap_or_default();
            write!(f, "{}", char::from(DIGITS[digit]))
        })
    }
}

impl<I: Typed> TextShape for TypeId<I> {
    const NAME: &'static str = "TypeId";

    fn describe(schema: &mut MetaSchema) {
        schema.pattern = Some(I::PATTERN.to_owned());
        schema.example = Some(I::EXAMPLE.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_as_the_specification_has_it() {
        for (uuid, suffix) in [
            ("00000000-0000-0000-0000-000000000000", "00000000000000000000000000"),
            ("00000000-0000-0000-0000-00000000000a", "0000000000000000000000000a"),
            ("00000000-0000-0000-0000-000000000020", "00000000000000000000000010"),
            ("ffffffff-ffff-ffff-ffff-ffffffffffff", "7zzzzzzzzzzzzzzzzzzzzzzzzz"),
            ("0110c853-1d09-52d8-d73e-1194e95b5f19", "0123456789abcdefghjkmnpqrs"),
            ("01890a5d-ac96-774b-bcce-b302099a8057", "01h455vb4pex5vsknk084sn02q"),
        ] {
            let id = TypeId(KeyId::from(uuid.parse::<Uuid>().unwrap()));
            assert_eq!(id.to_string(), format!("ak_{suffix}"));
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        assert!(
            TypeId::<UserId>::from_str(UserId::EXAMPLE).is_ok()
                && TypeId::<WorkspaceId>::from_str(WorkspaceId::EXAMPLE).is_ok()
        );
    }

    #[test]
    fn nothing_else_is_read() {
        for other in [
            "",
            "ak",
            "ak_",
            "_01h455vb4pex5vsknk084sn02q",
            "01h455vb4pex5vsknk084sn02q",
            "user_01h455vb4pex5vsknk084sn02q",
            "AK_01h455vb4pex5vsknk084sn02q",
            "ak_01H455VB4PEX5VSKNK084SN02Q",
            "ak_81h455vb4pex5vsknk084sn02q",
            "ak_01h455vb4pex5vsknk084sn02",
            "ak_01h455vb4pex5vsknk084sn02q0",
            "ak_01h455vb4pex5vsknk084sn0il",
            "ak_01h455vb4pex5vsknk084sn0é",
            " ak_01h455vb4pex5vsknk084sn02q",
            "01890a5d-ac96-774b-bcce-b302099a8057",
        ] {
            assert!(other.parse::<TypeId<KeyId>>().is_err(), "{other}");
        }
    }
}
