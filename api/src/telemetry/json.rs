//! An event as one line of JSON, written straight into the line's buffer. tracing-subscriber's own JSON format goes
//! through serde for every piece and takes several times as long, which every request would pay for its access line.

use std::fmt::{self, Write};

use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    fmt::{
        FmtContext, FormatEvent, FormatFields, FormattedFields,
        format::Writer,
        time::{FormatTime, SystemTime},
    },
    registry::LookupSpan,
};

/// `{"timestamp", "level", "target", …the event's fields, "spans"?}`; `spans` goes from the outermost inwards.
/// Spans' fields must be formatted by `format::JsonFields`.
pub(super) struct JsonLine;

impl<S, N> FormatEvent<S, N> for JsonLine
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(&self, context: &FmtContext<'_, S, N>, mut line: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        line.write_str("{\"timestamp\":\"")?;
        SystemTime.format_time(&mut line)?;
        line.write_str("\",\"level\":\"")?;
        line.write_str(event.metadata().level().as_str())?;
        line.write_str("\",\"target\":\"")?;
        escape(&mut line, event.metadata().target())?;
        line.write_char('"')?;
        let mut fields = Fields { line: &mut line, result: Ok(()) };
        event.record(&mut fields);
        fields.result?;
        let mut opening = ",\"spans\":[";
        for span in context.event_scope().into_iter().flat_map(|scope| scope.from_root()) {
            line.write_str(opening)?;
            line.write_str("{\"name\":\"")?;
            escape(&mut line, span.name())?;
            line.write_char('"')?;
            if let Some(fields) = span.extensions().get::<FormattedFields<N>>() {
                line.write_str(",\"fields\":")?;
                line.write_str(fields)?;
            }
            line.write_char('}')?;
            opening = ",";
        }
        if opening == "," {
            line.write_char(']')?;
        }
        line.write_str("}\n")
    }
}

/// Writes `,"name":value` for every field. `Visit` can't return an error, so the first is kept.
struct Fields<'a, W> {
    line: &'a mut W,
    result: fmt::Result,
}

impl<W: Write> Fields<'_, W> {
    fn name(&mut self, field: &Field) -> fmt::Result {
        self.line.write_str(",\"")?;
        escape(self.line, field.name())?;
        self.line.write_str("\":")
    }

    fn keep(&mut self, write: impl FnOnce(&mut Self) -> fmt::Result) {
        if self.result.is_ok() {
            self.result = write(self);
        }
    }

    fn bare(&mut self, field: &Field, value: impl fmt::Display) {
        self.keep(|fields| {
            fields.name(field)?;
            write!(fields.line, "{value}")
        });
    }
}

impl<W: Write> Visit for Fields<'_, W> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.keep(|fields| {
            fields.name(field)?;
            fields.line.write_char('"')?;
            escape(fields.line, value)?;
            fields.line.write_char('"')
        });
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.keep(|fields| {
            fields.name(field)?;
            fields.line.write_char('"')?;
            write!(Escaped(fields.line), "{value:?}")?;
            fields.line.write_char('"')
        });
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.bare(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.bare(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.bare(field, value);
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        if value.is_finite() {
            self.bare(field, value);
        } else {
            // JSON has no infinities.
            self.record_debug(field, &value);
        }
    }
}

/// Escapes whatever is formatted into it.
struct Escaped<'a, W>(&'a mut W);

impl<W: Write> Write for Escaped<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escape(self.0, text)
    }
}

/// Writes `text` as the inside of a JSON string (RFC 8259, 7).
fn escape(line: &mut impl Write, mut text: &str) -> fmt::Result {
    while let Some(at) = text.bytes().position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
        let (clean, rest) = text.split_at(at);
        line.write_str(clean)?;
        let mut rest = rest.chars();
        match rest.next() {
            Some(character @ ('"' | '\\')) => {
                line.write_char('\\')?;
                line.write_char(character)?;
            }
            Some('\n') => line.write_str("\\n")?,
            Some(character) => write!(line, "\\u{:04x}", u32::from(character))?,
            None => {}
        }
        text = rest.as_str();
    }
    line.write_str(text)
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn every_character_survives_the_escaping() {
        let text: String = (0..0x300).filter_map(char::from_u32).chain("\u{2028}🌰".chars()).collect();
        let mut line = String::from("\"");
        escape(&mut line, &text).unwrap();
        line.push('"');
        assert!(!line.contains('\n'));
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
    }
}
