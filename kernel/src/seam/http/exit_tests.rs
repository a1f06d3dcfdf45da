//! What goes through a proxy, and whom an authority of one's own vouches for.

use http::Request;
use rustls::{
    ServerConfig,
    pki_types::{PrivateKeyDer, pem::PemObject},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    task::JoinHandle,
};
use tokio_rustls::TlsAcceptor;

use super::*;
use crate::seam::{Http as _, HttpError, Resolving, Web};

const AUTHORITY: &[u8] = include_bytes!("tls_of_tests/ca.pem");
const CERTIFICATE: &[u8] = include_bytes!("tls_of_tests/cert.pem");
const KEY: &[u8] = include_bytes!("tls_of_tests/key.pem");

fn is_tunnelled(no: &str, to: &str) -> bool {
    let proxy = Matcher::builder().https("http://proxy.example:3128").no(no).build();
    Exit::new(Vec::new(), Some(proxy)).tunnel(&to.parse().unwrap()).is_some()
}

#[test]
fn https_goes_through_the_proxy_unless_it_stays_here_or_is_excepted() {
    for (no, to, expected) in [
        ("", "https://id.example.com/", true),
        ("", "https://1.1.1.1:8443/", true),
        ("", "http://id.example.com/", false),
        ("", "https://localhost/", false),
        ("", "https://127.0.0.2/", false),
        ("", "https://[::1]/", false),
        ("example.com", "https://id.example.com/", false),
        (".example.com", "https://id.example.com/", false),
        ("id.example.com,10.0.0.0/8", "https://10.1.2.3/", false),
        ("other.example", "https://id.example.com/", true),
        ("*", "https://id.example.com/", false),
    ] {
        assert_eq!(is_tunnelled(no, to), expected, "{no:?} {to}");
    }
    assert!(Exit::default().tunnel(&"https://id.example.com/".parse().unwrap()).is_none());
}

/// Leads every name there.
struct Leads(&'static str);

impl Resolver for Leads {
    fn resolve<'a>(&'a self, _: &'a str) -> Resolving<'a> {
        Box::pin(async { Ok(vec![self.0.parse().unwrap()]) })
    }
}

/// A proxy that refuses what it is asked, and tells what that was.
async fn proxy() -> (Exit, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://me:hunter2@{}", listener.local_addr().unwrap());
    let asked = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut asked = vec![0; 4096];
        let length = stream.read(&mut asked).await.unwrap();
        stream.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n").await.unwrap();
        String::from_utf8_lossy(&asked[..length]).into_owned()
    });
    (Exit::new(Vec::new(), Some(Matcher::builder().https(url).build())), asked)
}

fn get(url: &str) -> Request<Vec<u8>> {
    Request::get(url).body(Vec::new()).unwrap()
}

#[tokio::test]
async fn the_proxy_is_asked_with_its_credentials_and_what_it_refuses_is_said() {
    let (exit, asked) = proxy().await;
    let web = Web::leaving(&exit, Arc::new(Leads("127.0.0.1"))).unwrap();
    let error = web.send(get("https://id.example.com/x")).await.unwrap_err().to_string();
    assert!(error.contains("id.example.com") && error.contains("proxy authorization required"), "{error}");
    let asked = asked.await.unwrap();
    assert!(asked.starts_with("CONNECT id.example.com:443 HTTP/1.1\r\n"), "{asked}");
    assert!(asked.contains("Basic bWU6aHVudGVyMg=="), "{asked}");
    assert!(!format!("{exit:?} {error}").contains("hunter2"));
}

#[tokio::test]
async fn a_name_that_others_chose_is_judged_before_the_proxy_is_asked() {
    let (exit, asked) = proxy().await;
    let inside = Web::leaving(&exit, Arc::new(Leads("10.0.0.1"))).unwrap();
    let error = inside.send_outside(get("https://hooks.example.com/")).await.unwrap_err().to_string();
    assert!(error.contains("the name leads inside") && !asked.is_finished(), "{error}");
    let outside = Web::leaving(&exit, Arc::new(Leads("1.1.1.1"))).unwrap();
    outside.send_outside(get("https://hooks.example.com/")).await.unwrap_err();
    assert!(asked.await.unwrap().starts_with("CONNECT hooks.example.com:443 "));
}

/// A server that `AUTHORITY` vouches for, and the URL that it is at.
async fn server() -> String {
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let config = config.with_single_cert(vec![certificate], PrivateKeyDer::from_pem_slice(KEY).unwrap()).unwrap();
    let (acceptor, listener) = (TlsAcceptor::from(Arc::new(config)), TcpListener::bind("127.0.0.1:0").await.unwrap());
    let url = format!("https://localhost:{}/", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await;
        }
    });
    url
}

#[tokio::test]
async fn an_authority_of_ones_own_vouches_and_without_it_the_error_says_what_is_missing() {
    let url = server().await;
    let authority = CertificateDer::from_pem_slice(AUTHORITY).unwrap();
    let web = |authorities| Web::leaving(&Exit::new(authorities, None), Arc::new(Leads("127.0.0.1"))).unwrap();
    assert_eq!(web(vec![authority]).send(get(&url)).await.unwrap().status(), 204);
    let error = web(Vec::new()).send(get(&url)).await.unwrap_err();
    assert!(matches!(error, HttpError::Connect(..)));
    let error = error.to_string();
    for part in ["localhost", "certificate", "ALMOND_CA_FILE"] {
        assert!(error.contains(part), "{part} in {error}");
    }
}
