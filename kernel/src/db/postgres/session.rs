//! What every connection is set to, whatever the defaults of the server, the database or the role are: they may be meant
//! for people at a prompt, or for another program.

use sea_orm::sqlx::{self, Executor as _, PgConnection};

/// Names and values. Those that this PostgreSQL doesn't know are passed over.
///
/// - `idle_in_transaction_session_timeout`: how long it waits for the next statement of a transaction. What an open
///   transaction has locked, others wait for; it must not wait for a program that is paused or cut off.
/// - `synchronous_commit`: an answer is given once the change is durable; a stricter setting stays.
const SETTINGS: &str = "
    WITH wanted (name, value) AS (VALUES
        ('idle_in_transaction_session_timeout', '800'),
        ('idle_session_timeout', '0'),
        ('transaction_timeout', '0'),
        ('lock_timeout', '0'),
        ('default_transaction_isolation', 'read committed'),
        ('default_transaction_read_only', 'off'),
        ('default_transaction_deferrable', 'off'),
        ('synchronous_commit', 'on'),
        ('standard_conforming_strings', 'on'),
        ('transform_null_equals', 'off'),
        ('bytea_output', 'hex'),
        ('row_security', 'on'))
    SELECT count(set_config(name, value, false)) FROM wanted JOIN pg_settings USING (name)
    WHERE NOT (name = 'synchronous_commit' AND setting = 'remote_apply')";

/// Sets a connection that has just been made. PostgreSQL works on one statement for ten seconds at most.
///
/// # Errors
/// When the database doesn't answer.
pub async fn prepare(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    // By itself: the others may take longer than a default allows.
    connection.execute("SET statement_timeout = '10s'").await?;
    connection.execute(SETTINGS).await.map(drop)
}
