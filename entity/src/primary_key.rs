//! What sea-orm asks of a primary key's type besides being a value: to be made from a number the database counted up.
//! None of these is; every key is made before its row. Ids say so themselves.

use sea_orm::{DbErr, TryFromU64};

use crate::{Chain, Digest, LinkPurpose, PaymentStatus, UseSpan};

macro_rules! never_counted {
    ($($name:ident),* $(,)?) => {$(
        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )*};
}

never_counted!(Chain, Digest, LinkPurpose, PaymentStatus, UseSpan);
