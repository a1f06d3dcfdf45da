//! The one line and the two figures that every finished request leaves behind.
//! It says which operation ran, never the path or query as sent: those can hold ids and secrets.

use std::{fmt::Write as _, net::IpAddr, sync::OnceLock, time::Duration};

use poem::http::{Method, StatusCode};
use tracing::Level;

use super::{Metrics, json::push_now, lines::Lines};

/// Bytes that a line usually fits.
const LENGTH: usize = 320;

/// The target of access lines, to filter by (`almond::access=off`).
pub const TARGET: &str = "almond::access";

/// A finished request, as far as it may be told.
#[derive(Debug, Clone, Copy)]
pub struct Finished<'a> {
    /// The request's method.
    pub method: &'a Method,
    /// The operation's id, or a fixed word where no operation matched.
    pub operation: &'static str,
    /// The answer's status.
    pub status: StatusCode,
    /// From the request's headers to the answer's.
    pub took: Duration,
    /// The id that the answer carries in `X-Request-Id`.
    pub request_id: &'a str,
    /// The client's address, after trusted proxies.
    pub client: IpAddr,
}

/// Where the lines go as JSON, once the log has been set up to be that. They don't take tracing's way, which is for any
/// event with any fields and takes each request several times as long to the same line.
static JSON: OnceLock<Lines> = OnceLock::new();

/// To be called once the log's filter is in force, which may not want them.
pub(super) fn write_json_to(lines: Lines) {
    if tracing::enabled!(target: TARGET, Level::INFO) {
        // The log is set up once, or has failed to be before this.
        let _ = JSON.set(lines);
    }
}

/// Logs and counts one finished request.
pub fn record(metrics: &Metrics, finished: &Finished<'_>) {
    metrics.answered(finished.operation, finished.status, finished.took);
    match JSON.get() {
        Some(lines) => lines.put(json(finished).as_bytes()),
        None => tracing::info!(
            target: TARGET,
            method = finished.method.as_str(),
            operation = finished.operation,
            status = finished.status.as_u16(),
            micros = micros(finished.took),
            request_id = finished.request_id,
            client = %finished.client,
        ),
    }
}

fn micros(took: Duration) -> u64 {
    u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
}

/// The line that `JsonLine` would make of the event. Nothing in it needs escaping: an operation's name and a request's
/// id have few characters to choose from, and so has a method (RFC 9110, 5.6.2).
fn json(finished: &Finished<'_>) -> String {
    let mut number = itoa::Buffer::new();
    let mut line = String::with_capacity(LENGTH);
    line.push_str("{\"timestamp\":\"");
    push_now(&mut line);
    line.push_str("\",\"level\":\"INFO\",\"target\":\"almond::access\",\"method\":\"");
    line.push_str(finished.method.as_str());
    line.push_str("\",\"operation\":\"");
    line.push_str(finished.operation);
    line.push_str("\",\"status\":");
    line.push_str(finished.status.as_str());
    line.push_str(",\"micros\":");
    line.push_str(number.format(micros(finished.took)));
    line.push_str(",\"request_id\":\"");
    line.push_str(finished.request_id);
    line.push_str("\",\"client\":\"");
    push_address(&mut line, finished.client);
    line.push_str("\"}\n");
    line
}

/// An address as it is printed everywhere; an IPv4 address without the formatter, which took a third of all that the
/// line takes.
fn push_address(line: &mut String, address: IpAddr) {
    match address {
        IpAddr::V4(address) => {
            let mut digits = itoa::Buffer::new();
            for (place, octet) in address.octets().into_iter().enumerate() {
                if place > 0 {
                    line.push('.');
                }
                line.push_str(digits.format(octet));
            }
        }
        // Writing to a string doesn't fail.
        IpAddr::V6(address) => _ = write!(line, "{address}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::logging::tests::logged;

    #[test]
    fn it_is_the_line_that_the_log_makes_of_the_event() {
        for client in ["127.0.0.1", "0.0.0.0", "255.255.255.255", "198.51.100.7", "::1", "2001:db8::7"] {
            let metrics = Metrics::new();
            let finished = Finished {
                method: &Method::GET,
                operation: "list_models",
                status: StatusCode::OK,
                took: Duration::from_micros(1_234),
                request_id: "r-1",
                client: client.parse().unwrap(),
            };
            let page = logged(true, "info", || record(&metrics, &finished));
            let after_the_time = |line: &str| line.split_once("Z\",").unwrap().1.to_owned();
            let line = json(&finished);
            assert_eq!(after_the_time(&page), after_the_time(&line));
            let mut line: serde_json::Value = serde_json::from_str(&line).unwrap();
            assert!(line["timestamp"].take().is_string());
            let expected = serde_json::json!({
                "timestamp": null, "level": "INFO", "target": "almond::access", "method": "GET",
                "operation": "list_models", "status": 200, "micros": 1234, "request_id": "r-1", "client": client,
            });
            assert_eq!(line, expected);
            assert!(metrics.render().unwrap().contains("status=\"200\"} 1\n"));
        }
    }

    #[test]
    fn it_can_be_filtered_out() {
        let (metrics, method) = (Metrics::new(), Method::GET);
        let finished = Finished {
            method: &method,
            operation: "list_models",
            status: StatusCode::OK,
            took: Duration::ZERO,
            request_id: "r-1",
            client: IpAddr::from([127, 0, 0, 1]),
        };
        assert_eq!(logged(true, "info,almond::access=off", || record(&metrics, &finished)), "");
    }
}
