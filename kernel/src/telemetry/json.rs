//! An event as one line of JSON, written straight into the line's buffer. tracing-subscriber's own JSON format goes
//! through serde for every piece and takes several times as long, which every request would pay for its access line.

use std::fmt::{self, Write};

use time::OffsetDateTime;
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    fmt::{FmtContext, FormatEvent, FormatFields, FormattedFields, format::Writer},
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
    fn format_event(&self, context: &FmtContext<'_, S, N>, mut line: Writer<'_>, event: &Event) -> fmt::Result {
        // Put together here and handed over at once: the writer is behind a `dyn`, and each call on it costs.
        let mut text = String::with_capacity(512);
        text.push_str("{\"timestamp\":\"");
        push_now(&mut text);
        text.push_str("\",\"level\":\"");
        text.push_str(event.metadata().level().as_str());
        text.push_str("\",\"target\":\"");
        escape(&mut text, event.metadata().target())?;
        text.push('"');
        let mut fields = Fields { line: &mut text, result: Ok(()) };
        event.record(&mut fields);
        fields.result?;
        let mut opening = ",\"spans\":[";
        for span in context.event_scope().into_iter().flat_map(|scope| scope.from_root()) {
            text.push_str(opening);
            text.push_str("{\"name\":\"");
            escape(&mut text, span.name())?;
            text.push('"');
            if let Some(fields) = span.extensions().get::<FormattedFields<N>>() {
                text.push_str(",\"fields\":");
                text.push_str(fields);
            }
            text.push('}');
            opening = ",";
        }
        if opening == "," {
            text.push(']');
        }
        text.push_str("}\n");
        line.write_str(&text)
    }
}

/// Adds the time.
pub(super) fn push_now(text: &mut String) {
    text.push_str(std::str::from_utf8(&now()).unwrap_or_default());
}

/// Now, as RFC 3339 with microseconds: `2026-06-01T12:00:00.000000Z`.
#[allow(clippy::disallowed_methods, reason = "when a line was written decides nothing, so no test has to set it")]
fn now() -> [u8; 27] {
    let now = OffsetDateTime::now_utc();
    let (year, month, day) = now.to_calendar_date();
    let (hour, minute, second, micros) = now.to_hms_micro();
    let mut text = *b"0000-00-00T00:00:00.000000Z";
    digits(&mut text[..4], year.unsigned_abs());
    for (at, number) in [(5, month.into()), (8, day), (11, hour), (14, minute), (17, second)] {
        digits(&mut text[at..at + 2], number.into());
    }
    digits(&mut text[20..26], micros);
    text
}

/// Fills `text` with the last decimal digits of `number`.
fn digits(text: &mut [u8], mut number: u32) {
    for digit in text.iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
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

    /// A value that stands without quotes.
    fn bare(&mut self, field: &Field, value: &str) {
        self.keep(|fields| {
            fields.name(field)?;
            fields.line.write_str(value)
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
        self.bare(field, itoa::Buffer::new().format(value));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.bare(field, itoa::Buffer::new().format(value));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.bare(field, if value { "true" } else { "false" });
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        if value.is_finite() {
            self.bare(field, &value.to_string());
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

/// The bytes that can't stand in a JSON string as they are.
const IS_ESCAPED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = true;
        byte += 1;
    }
    table[b'"' as usize] = true;
    table[b'\\' as usize] = true;
    table
};

/// Writes `text` as the inside of a JSON string (RFC 8259, 7).
fn escape(line: &mut impl Write, mut text: &str) -> fmt::Result {
    // Nearly always there is nothing to escape. Most texts are a few bytes long, so one look at each in a table is less
    // than getting ready to look at many at once.
    while let Some(at) = text.bytes().position(|byte| IS_ESCAPED[usize::from(byte)]) {
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
    use time::format_description::well_known::Rfc3339;

    use super::*;

    #[test]
    #[allow(clippy::disallowed_methods, reason = "the log's clock is the system's")]
    fn the_time_of_a_line_is_rfc_3339() {
        let text = now();
        let written = OffsetDateTime::parse(std::str::from_utf8(&text).unwrap(), &Rfc3339).unwrap();
        let since = OffsetDateTime::now_utc() - written;
        assert!(since.abs().whole_seconds() < 60, "{written}");
    }

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
