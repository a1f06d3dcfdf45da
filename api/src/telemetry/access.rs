//! The one line and the two figures that every finished request leaves behind.
//! It says which operation ran, never the path or query as sent: those can hold ids and secrets.

use std::{net::IpAddr, time::Duration};

use poem::http::{Method, StatusCode};

use super::Metrics;

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

/// Logs and counts one finished request.
pub fn record(metrics: &Metrics, finished: &Finished<'_>) {
    metrics.answered(finished.operation, finished.status, finished.took);
    tracing::info!(
        target: TARGET,
        method = finished.method.as_str(),
        operation = finished.operation,
        status = finished.status.as_u16(),
        micros = u64::try_from(finished.took.as_micros()).unwrap_or(u64::MAX),
        request_id = finished.request_id,
        client = text(finished.client),
    );
}

/// The address as it is printed everywhere. An IPv4 address without the formatter, which took a third of all that
/// formatting the line takes.
fn text(address: IpAddr) -> String {
    let IpAddr::V4(address) = address else { return address.to_string() };
    let mut text = String::with_capacity("255.255.255.255".len());
    let mut digits = itoa::Buffer::new();
    for octet in address.octets() {
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(digits.format(octet));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_as_everywhere_else() {
        for address in ["127.0.0.1", "0.0.0.0", "255.255.255.255", "198.51.100.7", "::1", "2001:db8::7"] {
            assert_eq!(text(address.parse().unwrap()), address);
        }
    }
}
