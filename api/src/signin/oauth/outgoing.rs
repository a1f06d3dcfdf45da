//! Requests to a provider, and where they may go: to the server that the operator named, and to others that this one
//! names if nobody can listen on the way and they are not inside this network (GUARANTEES 21).

use std::{net::IpAddr, pin::Pin, sync::Arc};

use http::{Request, Response};
use oauth2::{AsyncHttpClient, ErrorResponse, RequestTokenError};
use url::{Host, Url};

use super::provider::Trouble;
use crate::seam::{Answering, Http, HttpError};

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
        if !self.may_go_to(&target) {
            return Err(HttpError::Forbidden);
        }
        let response = self.http.send(request).await?;
        if response.status().is_server_error() { Err(HttpError::Status(response.status())) } else { Ok(response) }
    }

    pub fn may_go_to(&self, target: &Url) -> bool {
        let at_home = target.host() == self.home.host();
        match target.scheme() {
            "https" => at_home || target.host().is_some_and(is_public),
            "http" => at_home && self.home.scheme() == "http",
            _ => false,
        }
    }
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

/// Isn't it an address inside some network? A name may stand for one too, but then its certificate won't fit.
fn is_public(host: Host<&str>) -> bool {
    let address: IpAddr = match host {
        Host::Domain(name) => return name != "localhost" && !name.ends_with(".localhost"),
        Host::Ipv4(address) => address.into(),
        Host::Ipv6(address) => IpAddr::from(address).to_canonical(),
    };
    match address {
        IpAddr::V4(address) => {
            let shared = address.octets()[0] == 100 && address.octets()[1] & 0xc0 == 64;
            !(address.is_private()
                || address.is_loopback()
                || address.is_link_local()
                || address.is_unspecified()
                || address.is_broadcast()
                || address.is_multicast()
                || shared)
        }
        IpAddr::V6(address) => {
            !(address.is_loopback()
                || address.is_unspecified()
                || address.is_unique_local()
                || address.is_unicast_link_local()
                || address.is_multicast())
        }
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
impl<T: ErrorResponse> From<RequestTokenError<HttpError, T>> for Trouble {
    fn from(error: RequestTokenError<HttpError, T>) -> Self {
        match error {
            RequestTokenError::Request(error) => error.into(),
            RequestTokenError::ServerResponse(_) => Self::refused("it gave no token for the code"),
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                Self::refused("its answer for the code is no token")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seam::Web;

    fn may(home: &str, target: &str) -> bool {
        let http: Arc<dyn Http> = Arc::new(Web::new().unwrap());
        Outgoing::new(&http, home).unwrap().may_go_to(&Url::parse(target).unwrap())
    }

    #[test]
    fn a_provider_leads_to_itself_and_to_public_servers_over_https() {
        for (home, target, expected) in [
            ("https://id.example.com", "https://id.example.com/token", true),
            ("https://id.example.com", "https://keys.example.net/jwks", true),
            ("https://id.example.com", "http://id.example.com/token", false),
            ("https://id.example.com", "http://keys.example.net/jwks", false),
            ("https://id.example.com", "https://localhost/", false),
            ("https://id.example.com", "https://127.0.0.1/", false),
            ("https://id.example.com", "https://2130706433/", false),
            ("https://id.example.com", "https://10.1.2.3/", false),
            ("https://id.example.com", "https://100.64.0.1/", false),
            ("https://id.example.com", "https://169.254.169.254/latest", false),
            ("https://id.example.com", "https://[::1]/", false),
            ("https://id.example.com", "https://[::ffff:10.0.0.1]/", false),
            ("https://id.example.com", "https://[fd00::1]/", false),
            ("https://id.example.com", "file:///etc/passwd", false),
            ("https://10.1.2.3", "https://10.1.2.3/jwks", true),
            ("http://127.0.0.1:9000", "http://127.0.0.1:9000/token", true),
            ("http://127.0.0.1:9000", "http://127.0.0.2/token", false),
        ] {
            assert_eq!(may(home, target), expected, "{home} {target}");
        }
    }
}
