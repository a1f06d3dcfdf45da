//! The entries by which changes tell nodes what they have altered. Numbered without gaps in the order of commits: the
//! number comes from one row that a change locks as the last thing it does, and holds until it is committed.
//!
//! Each entry names a random mark and the mark of the entry before. A database that was restored, or that failed over to
//! a copy which had not everything, gives numbers anew, but not marks: a node that misses its own sees that its history
//! is another one, and forgets all it remembers.

use std::fmt::Write as _;

use entity::Digest;
use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, Statement,
    sqlx::{self, PgConnection},
};
use uuid::Uuid;

use crate::fence::Tag;

/// Where entries are announced. PostgreSQL delivers them in the order of commits, or not at all.
pub const CHANNEL: &str = "almond_fence";
/// The most entries that are fetched to catch up with; who is further behind starts over.
const MOST: i64 = 10_000;

/// What PostgreSQL announces may have 8,000 bytes; an entry of more is announced by its number alone.
const APPEND: &str = "\
    WITH head AS (
        UPDATE invalidation_heads SET number = number + 1, previous = mark, mark = gen_random_uuid()
        RETURNING number, previous, mark
    ), entry AS (
        INSERT INTO invalidations (number, previous, mark, tags) SELECT number, previous, mark, $1 FROM head
        RETURNING number, previous, mark, tags
    )
    SELECT number, pg_notify('almond_fence', CASE WHEN octet_length(tags) < 7000
        THEN concat_ws(' ', number, previous, mark, tags) ELSE number::text END)::text
    FROM entry";

/// A place in the history: an entry's number and its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub number: i64,
    pub mark: Uuid,
}

/// One change's entry.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    pub at: Position,
    pub previous: Uuid,
    pub tags: Vec<Tag>,
}

impl Entry {
    /// Reads an announcement; `None` for one that doesn't tell everything.
    pub fn announced(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, ' ');
        let number = parts.next()?.parse().ok()?;
        let previous = parts.next()?.parse().ok()?;
        let mark = parts.next()?.parse().ok()?;
        Some(Self { at: Position { number, mark }, previous, tags: read_tags(parts.next()?) })
    }

    /// True if it is the one after `position`, in the same history.
    pub fn follows(&self, position: Position) -> bool {
        self.at.number == position.number + 1 && self.previous == position.mark
    }
}

/// Adds the entry for `tags` to a change that is about to be committed, and gives back its number. Nothing is added for
/// no tags, or on SQLite, whose only node is told directly.
pub async fn append(change: &impl ConnectionTrait, tags: &[Tag]) -> Result<Option<i64>, DbErr> {
    if tags.is_empty() || change.get_database_backend() != DbBackend::Postgres {
        return Ok(None);
    }
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, APPEND, [write_tags(tags).into()]);
    let added = change.query_one_raw(statement).await?;
    let added = added.ok_or_else(|| DbErr::Custom("the log of invalidations has no head".to_owned()))?;
    added.try_get_by_index(0).map(Some)
}

/// The newest entry.
pub async fn head(connection: &mut PgConnection) -> Result<Position, sqlx::Error> {
    let newest = sqlx::query_as("SELECT number, mark FROM invalidation_heads").fetch_one(connection).await?;
    let (number, mark): (i64, Uuid) = newest;
    Ok(Position { number, mark })
}

/// The entries after `number`, in their order.
pub async fn after(connection: &mut PgConnection, number: i64) -> Result<Vec<Entry>, sqlx::Error> {
    let after = "SELECT number, previous, mark, tags FROM invalidations WHERE number > $1 ORDER BY number LIMIT $2";
    let rows: Vec<(i64, Uuid, Uuid, String)> =
        sqlx::query_as(after).bind(number).bind(MOST).fetch_all(connection).await?;
    let entry = |(number, previous, mark, tags): (_, _, _, String)| Entry {
        at: Position { number, mark },
        previous,
        tags: read_tags(&tags),
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// Deletes entries that every node has long applied; one that has not starts over.
pub async fn forget_old(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let old = "DELETE FROM invalidations WHERE made_at < clock_timestamp() - interval '1 hour'";
    sqlx::query(old).execute(connection).await.map(|_| ())
}

fn write_tags(tags: &[Tag]) -> String {
    let mut text = String::new();
    for tag in tags {
        if !text.is_empty() {
            text.push(' ');
        }
        // Writing to a string doesn't fail.
        let _ = match tag {
            Tag::Key(id) => write!(text, "k:{id}"),
            Tag::Digest(digest) => write!(text, "d:{}", hex::encode(digest.as_bytes())),
            Tag::Session(id) => write!(text, "s:{id}"),
            Tag::User(id) => write!(text, "u:{id}"),
            Tag::Org(id) => write!(text, "o:{id}"),
            Tag::Models => write!(text, "m"),
            Tag::Everything => write!(text, "*"),
        };
    }
    text
}

/// What can't be read, because a newer version wrote it, say, stands for everything.
fn read_tags(text: &str) -> Vec<Tag> {
    text.split(' ').map(|tag| read_tag(tag).unwrap_or(Tag::Everything)).collect()
}

fn read_tag(text: &str) -> Option<Tag> {
    if text == "m" {
        return Some(Tag::Models);
    }
    let (kind, id) = text.split_once(':')?;
    Some(match kind {
        "k" => Tag::Key(id.parse().ok()?),
        "d" => {
            let mut digest = [0; 32];
            hex::decode_to_slice(id, &mut digest).ok()?;
            Tag::Digest(Digest::from_bytes(digest))
        }
        "s" => Tag::Session(id.parse().ok()?),
        "u" => Tag::User(id.parse().ok()?),
        "o" => Tag::Org(id.parse().ok()?),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use entity::{KeyId, OrgId, SessionId, Timestamp, UserId};

    use super::*;

    fn all() -> Vec<Tag> {
        let (now, random) = (Timestamp::from_millis(1_780_315_200_000), [7; 10]);
        vec![
            Tag::Key(KeyId::new(now, random)),
            Tag::Digest(Digest::of(b"a key")),
            Tag::Session(SessionId::new(now, random)),
            Tag::User(UserId::new(now, random)),
            Tag::Org(OrgId::new(now, random)),
            Tag::Models,
            Tag::Everything,
        ]
    }

    #[test]
    fn tags_are_read_as_they_were_written() {
        assert_eq!(read_tags(&write_tags(&all())), all());
        for tag in all() {
            assert_eq!(read_tags(&write_tags(&[tag])), [tag]);
        }
    }

    #[test]
    fn what_a_newer_version_wrote_stands_for_everything() {
        let key = all()[0];
        for unknown in ["", "q:1", "k:1", "d:abcd", "nothing"] {
            assert_eq!(read_tags(&format!("{} {unknown}", write_tags(&[key]))), [key, Tag::Everything], "{unknown}");
        }
    }

    #[test]
    fn an_announcement_tells_everything_or_is_none() {
        let (previous, mark) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let entry = Entry::announced(&format!("8 {previous} {mark} {}", write_tags(&all()))).unwrap();
        assert_eq!(entry, Entry { at: Position { number: 8, mark }, previous, tags: all() });
        for part in ["", "8", &format!("8 {previous}"), &format!("8 {previous} {mark}"), "x y z *"] {
            assert_eq!(Entry::announced(part), None, "{part}");
        }
    }

    #[test]
    fn an_entry_follows_its_predecessor_in_the_same_history_alone() {
        let (mine, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let entry = Entry { at: Position { number: 8, mark: other }, previous: mine, tags: all() };
        assert!(entry.follows(Position { number: 7, mark: mine }));
        assert!(!entry.follows(Position { number: 6, mark: mine }));
        assert!(!entry.follows(Position { number: 8, mark: mine }));
        assert!(!entry.follows(Position { number: 7, mark: other }));
    }
}
