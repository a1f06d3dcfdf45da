//! Requests that two servers may read differently are answered by neither: one valid `Host`, and no transfer coding
//! but `chunked` (RFC 9112, 3.2 and 6.1). Lengths that contradict each other are refused by hyper, before this.

use http::{
    Version,
    header::{CONNECTION, HOST, TRANSFER_ENCODING},
};
use kernel::{
    error::{Error, Result},
    request::header::only,
};
use poem::Request;

/// # Errors
/// `BAD_REQUEST`, after which the connection is closed: where its next request begins is in doubt.
pub fn check(request: &Request) -> Result<()> {
    let headers = request.headers();
    let host = match only(headers, &HOST) {
        Ok(Some(host)) => is_host(host.as_bytes()),
        // HTTP/1.0 knew no Host.
        Ok(None) => request.version() < Version::HTTP_11,
        Err(_) => false,
    };
    if !host {
        return Err(refused("Send one valid Host header"));
    }
    let coding = only(headers, &TRANSFER_ENCODING);
    if !coding.is_ok_and(|coding| coding.is_none_or(|coding| coding.as_bytes().eq_ignore_ascii_case(b"chunked"))) {
        return Err(refused("The only Transfer-Encoding is chunked"));
    }
    Ok(())
}

fn refused(message: &'static str) -> Error {
    Error::bad_request(message).with_header(CONNECTION, "close")
}

/// `uri-host [ ":" port ]` (RFC 9110, 7.2), which may be empty.
fn is_host(value: &[u8]) -> bool {
    let (end, of_host): (_, fn(u8) -> bool) = if value.starts_with(b"[") {
        let Some(end) = value.iter().position(|byte| *byte == b']') else { return false };
        (end + 1, |byte| byte.is_ascii_alphanumeric() || b"[]:.-_~!$&'()*+,;=".contains(&byte))
    } else {
        let end = value.iter().position(|byte| *byte == b':').unwrap_or(value.len());
        (end, |byte| byte.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=".contains(&byte))
    };
    let (host, port) = value.split_at(end);
    let is_port = |port: &[u8]| port.strip_prefix(b":").is_some_and(|port| port.iter().all(u8::is_ascii_digit));
    host.iter().all(|byte| of_host(*byte)) && (port.is_empty() || is_port(port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_or_an_address_and_maybe_a_port() {
        for host in ["", "h", "localhost:8080", "a.example", "127.0.0.1:80", "[::1]", "[::1]:80", "a:", "x%41_~y"] {
            assert!(is_host(host.as_bytes()), "{host}");
        }
        for other in
            ["a b", "a, b", "a/b", "a@b", "a:b", "a:1:2", "[::1", "[::1]x", "[::1]80", "::1", "http://a", "\"a\"", "é"]
        {
            assert!(!is_host(other.as_bytes()), "{other}");
        }
    }

    #[test]
    fn there_is_one_host_and_one_coding() {
        fn ask(version: Version, headers: &[(&str, &str)]) -> bool {
            let request = Request::builder().version(version);
            check(&headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).finish())
                .is_ok()
        }
        fn new(headers: &[(&str, &str)]) -> bool {
            ask(Version::HTTP_11, headers)
        }
        assert!(new(&[("host", "h")]) && new(&[("host", "h"), ("transfer-encoding", "Chunked")]));
        assert!(!new(&[]) && !new(&[("host", "h"), ("host", "h")]));
        for coding in ["gzip, chunked", "chunked, chunked", "identity", "", "chunked,"] {
            assert!(!new(&[("host", "h"), ("transfer-encoding", coding)]), "{coding}");
        }
        let twice = [("host", "h"), ("transfer-encoding", "chunked"), ("transfer-encoding", "chunked")];
        assert!(!new(&twice));
        assert!(ask(Version::HTTP_10, &[]) && ask(Version::HTTP_10, &[("host", "h")]));
        assert!(!ask(Version::HTTP_10, &[("host", "h"), ("host", "i")]));
    }
}
