//! Where codes may go: to a server by https, to a program on the person's own machine by a loopback address or by a scheme
//! of its own (RFC 8252). Compared to the letter, but for the port of loopback addresses, which programs draw anew each time.

use url::{Host, Url};

/// The longest that is kept.
const LONGEST: usize = 2048;

/// Schemes of programs that have no dot, as RFC 8252 (7.1) wants one: those of known hosts of agents.
const PROGRAMS: [&str; 6] = ["claude", "cursor", "vscode", "vscode-insiders", "windsurf", "zed"];

/// The URI, if a code may go there.
///
/// # Errors
/// What is expected instead.
pub fn parse(text: &str) -> Result<Url, &'static str> {
    let url = Url::parse(text).map_err(|_| "expected an absolute URI")?;
    if text.len() > LONGEST {
        return Err("expected at most 2048 characters");
    }
    if url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
        return Err("expected a URI without fragment, user name and password");
    }
    let is_allowed = match url.scheme() {
        "https" => url.has_host(),
        "http" => is_loopback(&url),
        scheme => scheme.contains('.') || PROGRAMS.contains(&scheme),
    };
    if is_allowed { Ok(url) } else { Err("expected https, http to a loopback address, or a program's own scheme") }
}

/// True if the client's URI `own` allows a code to go to `given`.
pub fn matches(own: &str, given: &str) -> bool {
    if own == given {
        return true;
    }
    let (Ok(own), Ok(given)) = (parse(own), parse(given)) else { return false };
    is_loopback(&own) && is_loopback(&given) && without_port(own) == without_port(given)
}

fn without_port(mut url: Url) -> Url {
    // Only URLs without a host have none to take away.
    let _ = url.set_port(None);
    url
}

/// True for a program on the machine of whoever follows it.
pub fn is_loopback(url: &Url) -> bool {
    url.scheme() == "http"
        && match url.host() {
            Some(Host::Ipv4(address)) => address.octets() == [127, 0, 0, 1],
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        }
}

/// Whom a code goes to, as a person can judge it: a host, or a program's scheme.
pub fn receiver(uri: &str) -> String {
    let Ok(url) = Url::parse(uri) else { return uri.to_owned() };
    match url.scheme() {
        "https" | "http" => url.host_str().unwrap_or_default().to_owned(),
        scheme => format!("{scheme}:"),
    }
}

/// The URI with these parameters besides its own, and who answers (RFC 9207).
///
/// # Errors
/// For what `parse` lets nobody ask for.
pub fn answer(uri: &str, issuer: &str, parameters: &[(&str, &str)]) -> Result<Url, &'static str> {
    let mut url = parse(uri)?;
    url.query_pairs_mut().extend_pairs(parameters).append_pair("iss", issuer);
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_goes_to_servers_by_https_and_to_programs_here() {
        for uri in [
            "https://claude.ai/api/mcp/auth_callback",
            "https://a.example/?x=1",
            "http://127.0.0.1:3000/callback",
            "http://[::1]/callback",
            "http://localhost:7/",
            "cursor://anysphere.cursor-retrieval/oauth/callback",
            "com.example.app:/callback",
        ] {
            assert!(parse(uri).is_ok(), "{uri}");
        }
        for uri in [
            "http://a.example/",
            "http://127.0.0.2/",
            "http://localhost.example/",
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "https://u:p@a.example/",
            "https://a.example/#f",
            "/callback",
            "",
            &format!("https://a.example/{}", "x".repeat(LONGEST)),
        ] {
            assert!(parse(uri).is_err(), "{uri}");
        }
    }

    #[test]
    fn only_the_port_of_a_loopback_address_is_free() {
        for host in ["127.0.0.1", "[::1]", "localhost"] {
            let own = format!("http://{host}/callback?a=1");
            for given in
                [own.clone(), format!("http://{host}:1/callback?a=1"), format!("http://{host}:65535/callback?a=1")]
            {
                assert!(matches(&own, &given), "{given}");
            }
            for given in [
                format!("http://{host}:1/other?a=1"),
                format!("http://{host}:1/callback?a=2"),
                format!("http://{host}:1/callback"),
                format!("https://{host}:1/callback?a=1"),
                "http://a.example/callback?a=1".to_owned(),
            ] {
                assert!(!matches(&own, &given), "{given}");
            }
        }
        assert!(!matches("http://localhost/callback", "http://127.0.0.1/callback"));
        assert!(matches("https://a.example/x", "https://a.example/x"));
        for given in ["https://a.example:444/x", "https://a.example/x/", "https://a.example/x?y", "https://A.example/x"]
        {
            assert!(!matches("https://a.example/x", given), "{given}");
        }
    }

    #[test]
    fn an_answer_keeps_what_the_uri_has() {
        let url = answer("https://a.example/x?y=1", "https://almond.example", &[("code", "a b"), ("state", "s&t")]);
        let expected = "https://a.example/x?y=1&code=a+b&state=s%26t&iss=https%3A%2F%2Falmond.example";
        assert_eq!(url.unwrap().as_str(), expected);
        assert_eq!(receiver("cursor://x/y"), "cursor:");
        assert_eq!(receiver("http://[::1]:3/y"), "[::1]");
    }
}
