//! What is printed: tables for people and JSON for programs, on standard output; all else on standard error.

use std::io::{self, IsTerminal, Write};

use serde_json::Value;

use crate::{args::Format, failure::Failure};

pub struct Out {
    format: Format,
    colour: bool,
}

/// A column of a table: its head, and the field that it shows.
pub type Column = (&'static str, &'static str);

impl Out {
    pub fn new(format: Format) -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self { format, colour: wanted && io::stdout().is_terminal() }
    }

    /// Things, one a row.
    pub fn list(&self, things: &[Value], columns: &[Column]) -> Result<(), Failure> {
        if self.format == Format::Json {
            return print(&pretty(&Value::from(things))?);
        }
        if things.is_empty() {
            say("There are none.");
            return Ok(());
        }
        let rows: Vec<Vec<String>> =
            things.iter().map(|thing| columns.iter().map(|(_, field)| cell(&thing[*field])).collect()).collect();
        let widths: Vec<usize> = columns
            .iter()
            .enumerate()
            .map(|(at, (head, _))| {
                rows.iter().map(|row| row[at].chars().count()).chain([head.len()]).max().unwrap_or(0)
            })
            .collect();
        let head = line(&columns.iter().map(|(head, _)| (*head).to_owned()).collect::<Vec<_>>(), &widths);
        print(&if self.colour { format!("\x1b[1m{head}\x1b[0m") } else { head })?;
        rows.iter().try_for_each(|row| print(&line(row, &widths)))
    }

    /// One thing, a field a line.
    pub fn thing(&self, thing: &Value) -> Result<(), Failure> {
        if self.format == Format::Json {
            return print(&pretty(thing)?);
        }
        let fields = thing.as_object().into_iter().flatten();
        let width = fields.clone().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        for (name, value) in fields {
            let padding = " ".repeat(width - name.chars().count());
            print(&format!("{name}{padding}  {}", cell(value)))?;
        }
        Ok(())
    }

    /// One of a stream of things: a line.
    pub fn event(&self, thing: &Value, columns: &[Column]) -> Result<(), Failure> {
        if self.format == Format::Json {
            return print(&thing.to_string());
        }
        print(&columns.iter().map(|(_, field)| cell(at(thing, field))).collect::<Vec<_>>().join("  "))
    }
}

/// The field, or the field of a field: `actor.id`.
fn at<'a>(thing: &'a Value, field: &str) -> &'a Value {
    field.split('.').fold(thing, |value, name| &value[name])
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let padded = cells.iter().zip(widths).map(|(cell, width)| {
        let padding = width.saturating_sub(cell.chars().count());
        format!("{cell}{}", " ".repeat(padding))
    });
    padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

/// As people read it. What a terminal would take for a command is left out: names are anybody's.
fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => "-".to_owned(),
        Value::Array(items) if items.is_empty() => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    };
    text.chars().filter(|char| !char.is_control()).collect()
}

fn pretty(value: &Value) -> Result<String, Failure> {
    serde_json::to_string_pretty(value).map_err(|error| Failure::told(error.to_string()))
}

/// A line on standard output. A reader that has gone (`| head`) ends the program, and is no failure.
pub fn print(line: &str) -> Result<(), Failure> {
    match writeln!(io::stdout(), "{line}") {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        written => Ok(written?),
    }
}

/// A line for the person. Nobody is helped by the news that nobody reads it.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
