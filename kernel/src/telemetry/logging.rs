//! Where log lines go and which are let through: JSON for machines, compact text for people, on standard output.
//! Other crates' lines are capped here, because at their lower levels they hold statements, parameters and mail.

use std::{
    io::{self, IsTerminal},
    panic,
};

use tracing::{Dispatch, level_filters::LevelFilter};
use tracing_subscriber::{
    EnvFilter, Layer,
    filter::Targets,
    fmt,
    fmt::{MakeWriter, format::JsonFields},
    layer::SubscriberExt,
    registry,
};

use super::{
    access,
    json::JsonLine,
    lines::{self, LostLines, Writing},
};

/// Why logging couldn't be set up.
#[derive(Debug, thiserror::Error)]
pub enum LoggingError {
    /// The filter isn't in the syntax of `tracing_subscriber::EnvFilter`.
    #[error("the log filter is wrong: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// The process logs already.
    #[error("logging has been set up before: {0}")]
    Twice(#[from] tracing::dispatcher::SetGlobalDefaultError),
    /// The system gives no thread to write lines.
    #[error("the log's writer can't be started: {0}")]
    Writer(#[from] io::Error),
}

/// Keeps the log's writer running. Dropping it writes what still waits; hold it to the end of `main`.
#[derive(Debug)]
#[must_use = "log lines stop when the guard is dropped"]
pub struct Guard {
    _writing: Writing,
    lost: LostLines,
}

impl Guard {
    /// The count of lines given up so far, for `Metrics::with_log_losses`.
    #[must_use]
    pub fn lost_lines(&self) -> LostLines {
        self.lost.clone()
    }
}

/// Logs to standard output from now on, as JSON lines or as text, what `filter` asks for (`info`, or
/// `info,almond::access=off`). Whatever it asks, crates that aren't ours say only warnings and errors.
///
/// # Errors
/// A filter that can't be parsed, or a process that logs already.
pub fn init(json: bool, filter: &str) -> Result<Guard, LoggingError> {
    let filter = EnvFilter::builder().with_default_directive(LevelFilter::INFO.into()).parse(filter)?;
    // When the reader of standard output is too slow, lines are given up and counted. Waiting instead would let a full
    // disk or a stopped log shipper stop the service; what has to survive is in the audit table, not in the log.
    let (lines, writing) = lines::write_to(io::stdout())?;
    let lost = lines.lost();
    tracing::dispatcher::set_global_default(dispatch(json, io::stdout().is_terminal(), filter, lines.clone()))?;
    if json {
        access::write_json_to(lines);
    }
    panic::set_hook(Box::new(|panic| {
        // Only the place: a message may quote the value that caused it.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
    Ok(Guard { _writing: writing, lost })
}

/// For a command: warnings and errors alone, as text, on standard error.
///
/// # Errors
/// For a process that logs already.
pub fn to_standard_error() -> Result<(), LoggingError> {
    let filter = EnvFilter::builder().with_default_directive(LevelFilter::WARN.into()).parse("")?;
    tracing::dispatcher::set_global_default(dispatch(false, false, filter, io::stderr))?;
    Ok(())
}

/// Everything between an event and the writer.
fn dispatch<W>(json: bool, colour: bool, filter: EnvFilter, writer: W) -> Dispatch
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let lines = fmt::layer().with_writer(writer);
    let lines = if json {
        lines.fmt_fields(JsonFields::new()).event_format(JsonLine).boxed()
    } else {
        lines.compact().with_ansi(colour).boxed()
    };
    Dispatch::new(registry().with(filter).with(cap()).with(lines))
}

/// The crates that are written here.
const OURS: [&str; 5] = ["almond", "entity", "identity", "kernel", "resource"];

/// The most that each crate may say. A list of those allowed, so that a dependency that is new is quiet until it is
/// known: sqlx and sea-orm write statements and parameters, lettre the SMTP dialogue, hyper and rustls whole frames.
fn cap() -> Targets {
    Targets::new()
        .with_default(LevelFilter::WARN)
        // Slow statements and the server's notices come as warnings, with the statement in them.
        .with_targets([("sqlx::query", LevelFilter::OFF), ("sqlx::postgres::notice", LevelFilter::OFF)])
        // Shows the value of a parameter that it doesn't know, which may be a mistyped `password`.
        .with_target("sqlx_postgres::options::parse", LevelFilter::OFF)
        // Calls every malformed credential an error, and quotes it.
        .with_targets([("webauthn_rs", LevelFilter::OFF)])
        // Two lines for each migration; `db::migrate` says how many there were.
        .with_targets([("migration", LevelFilter::TRACE)])
        .with_targets(OURS.map(|name| (name, LevelFilter::TRACE)))
}

#[cfg(test)]
pub mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Page {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What `say` logs under `filter`.
    pub fn logged(json: bool, filter: &str, say: impl FnOnce()) -> String {
        let page = Page::default();
        let written = page.clone();
        let dispatch = dispatch(json, false, EnvFilter::new(filter), move || page.clone());
        tracing::dispatcher::with_default(&dispatch, say);
        String::from_utf8(written.0.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn other_crates_are_capped_whatever_the_filter_says() {
        let page = logged(true, "trace,sqlx::query=trace,lettre=trace", || {
            tracing::warn!(target: "sqlx::query", "secret");
            tracing::warn!(target: "sqlx_postgres::options::parse", "secret");
            tracing::info!(target: "sea_orm::driver", "secret");
            tracing::trace!(target: "lettre::transport", "secret");
            tracing::debug!(target: "hyper_util::client", "secret");
            tracing::info!(target: "some_new_crate", "secret");
            tracing::warn!(target: "sqlx::pool::acquire", "slow pool");
            tracing::trace!(target: "almond::token", "ours");
        });
        assert!(!page.contains("secret"), "{page}");
        assert!(page.contains("slow pool") && page.contains("ours"), "{page}");
    }

    #[test]
    fn a_json_line_keeps_types_spans_and_stays_one_line() {
        let page = logged(true, "info", || {
            let _outer = tracing::info_span!("outer", node = 1, name = "a\"b").entered();
            let _inner = tracing::info_span!("inner").entered();
            let error = std::io::Error::other("first\nsecond");
            tracing::warn!(%error, debug = ?Some("x"), ratio = 0.5, endless = f64::INFINITY, minus = -1, yes = true, "told\t");
        });
        assert_eq!(page.lines().count(), 1, "{page}");
        let mut line: serde_json::Value = serde_json::from_str(&page).unwrap();
        line["timestamp"].take();
        line["target"].take();
        let expected = serde_json::json!({
            "timestamp": null, "level": "WARN", "target": null, "message": "told\t", "error": "first\nsecond",
            "debug": "Some(\"x\")", "ratio": 0.5, "endless": "inf", "minus": -1, "yes": true,
            "spans": [
                {"name": "outer", "fields": {"node": 1, "name": "a\"b"}},
                {"name": "inner", "fields": {}},
            ],
        });
        assert_eq!(line, expected);
    }

    #[test]
    fn text_is_one_line_too() {
        let page = logged(false, "info", || tracing::info!(connections = 2, "draining"));
        assert!(page.ends_with(": draining connections=2\n"), "{page}");
    }
}
