//! Requests to a provider, and where they may go: to the server that the operator named, and to others that this one
//! names if nobody can listen on the way and they are not inside this network.

use std::{pin::Pin, sync::Arc};

use http::{Request, Response};
use oauth2::{AsyncHttpClient, RequestTokenError, basic::BasicErrorResponse};
use url::Url;

use super::{Trouble, claims::Said};
use crate::seam::{Answering, Http, HttpError, http::Reach};

/// Asks one provider.
pub struct Outgoing {
    http: Arc<dyn Http>,
    /// What the operator named.
    home: Url,
}

impl Outgoing {
    pub fn new(http: &Arc<dyn Http>, home: &str) -> Result<Self, Trouble> {
        Ok(Self { http: Arc::clone(http), home: Url::parse(home).map_err(Trouble::refused)? })
    }

    /// # Errors
    /// Also when the provider answers that it failed: then nothing it says counts.
    pub async fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, HttpError> {
        let target = Url::parse(&request.uri().to_string()).map_err(|_| HttpError::Forbidden)?;
        let response = match self.way_to(&target).ok_or(HttpError::Forbidden)? {
            Way::Home => self.http.send(request).await?,
            Way::Outside => self.http.send_outside(request).await?,
        };
        if response.status().is_server_error() { Err(HttpError::Status(response.status())) } else { Ok(response) }
    }

    pub fn may_go_to(&self, target: &Url) -> bool {
        self.way_to(target).is_some()
    }

    /// None where nothing may be sent to. Where the name of another server leads is judged when it is connected to.
    fn way_to(&self, target: &Url) -> Option<Way> {
        let is_home = target.host() == self.home.host();
        match target.scheme() {
            "https" if is_home => Some(Way::Home),
            "http" if is_home && self.home.scheme() == "http" => Some(Way::Home),
            _ => Reach::Guarded(&[]).check(target).is_ok().then_some(Way::Outside),
        }
    }
}

/// Whose server it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// What the operator named.
    Home,
    /// What that one named.
    Outside,
}

/// What a library asks, on its way. Boxed where it is made, because what it borrows hides that it is `Send`.
pub type Asking<'a, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>>;

/// How the libraries that speak the protocols send what they have to.
impl<'c> AsyncHttpClient<'c> for Outgoing {
    type Error = HttpError;
    type Future = Answering<'c>;

    fn call(&'c self, request: Request<Vec<u8>>) -> Answering<'c> {
        Box::pin(self.send(request))
    }
}

impl From<HttpError> for Trouble {
    fn from(error: HttpError) -> Self {
        match error {
            HttpError::Forbidden => Self::refused("it names a server that may not be asked"),
            error => Self::Unavailable(error.to_string()),
        }
    }
}

/// Of a provider's own words only its error code is kept: the rest could quote what it was sent.
impl From<RequestTokenError<HttpError, BasicErrorResponse>> for Trouble {
    fn from(error: RequestTokenError<HttpError, BasicErrorResponse>) -> Self {
        match error {
            RequestTokenError::Request(error) => error.into(),
            RequestTokenError::ServerResponse(said) => no_token(said.error().as_ref()),
            // GitHub refuses with 200.
            RequestTokenError::Parse(_, body) => {
                match Said::parse(&body).as_ref().and_then(|said| said.text("error")) {
                    Some(code) => no_token(code),
                    None => Self::refused("its answer for the code is no token"),
                }
            }
            RequestTokenError::Other(_) => Self::refused("its answer for the code is no token"),
        }
    }
}

fn no_token(code: &str) -> Trouble {
    let is_code = code.len() <= 60 && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let code = if is_code { code } else { "an error of its own" };
    let remedy = match code {
        "invalid_client" | "unauthorized_client" | "incorrect_client_credentials" => {
            "; compare its CLIENT_ID and CLIENT_SECRET"
        }
        "redirect_uri_mismatch" => "; compare the redirect URI that is registered there",
        _ => "",
    };
    Trouble::Refused(format!("it gave no token for the code: {code}{remedy}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seam::Web;

    fn way(home: &str, target: &str) -> Option<Way> {
        let http: Arc<dyn Http> = Arc::new(Web::new().unwrap());
        Outgoing::new(&http, home).unwrap().way_to(&Url::parse(target).unwrap())
    }

    #[test]
    fn a_provider_leads_to_itself_and_to_public_servers_over_https() {
        let (home, outside) = (Some(Way::Home), Some(Way::Outside));
        for (from, target, expected) in [
            ("https://id.example.com", "https://id.example.com/token", home),
            ("https://id.example.com", "https://keys.example.net/jwks", outside),
            ("https://id.example.com", "https://1.1.1.1/jwks", outside),
            ("https://id.example.com", "http://id.example.com/token", None),
            ("https://id.example.com", "http://keys.example.net/jwks", None),
            ("https://id.example.com", "https://keys.example.net:22/jwks", None),
            ("https://id.example.com", "file:///etc/passwd", None),
            ("https://10.1.2.3", "https://10.1.2.3/jwks", home),
            ("http://127.0.0.1:9000", "http://127.0.0.1:9000/token", home),
            ("http://127.0.0.1:9000", "http://127.0.0.2/token", None),
        ] {
            assert_eq!(way(from, target), expected, "{from} {target}");
        }
    }

    #[test]
    fn every_class_of_addresses_that_webhooks_may_not_go_to_is_closed_to_providers_too() {
        for host in [
            "127.0.0.1",
            "2130706433",
            "10.1.2.3",
            "100.64.0.1",
            "169.254.169.254",
            "192.0.0.8",
            "198.18.0.1",
            "240.0.0.1",
            "[::1]",
            "[fd00::1]",
            "[::ffff:10.0.0.1]",
            "[::ffff:8.8.8.8]",
            "[::127.0.0.1]",
            "[64:ff9b::a00:1]",
            "[64:ff9b:1::1]",
            "[2001::1]",
            "[2002:a00:1::1]",
        ] {
            assert_eq!(way("https://id.example.com", &format!("https://{host}/jwks")), None, "{host}");
        }
    }
}
