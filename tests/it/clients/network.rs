//! How `alm` gets to its server: own certificate authorities, and the proxy of the environment.

use std::sync::{Arc, Mutex};

use tests::Nginx;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, copy_bidirectional},
    net::{TcpListener, TcpStream},
};

use super::alm::{alm, run};
use crate::process::{Site, story::Owner};

/// A proxy that connects whatever it is asked for to one address, and remembers what that was.
async fn proxy(target: std::net::SocketAddr) -> (String, Arc<Mutex<Vec<String>>>) {
    let (listener, asked) = (TcpListener::bind("127.0.0.1:0").await.unwrap(), Arc::new(Mutex::new(Vec::new())));
    let url = format!("http://{}", listener.local_addr().unwrap());
    let remembered = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let asked = Arc::clone(&remembered);
            tokio::spawn(async move {
                let (mut client, mut line, mut rest) = (BufReader::new(client), String::new(), String::new());
                client.read_line(&mut line).await.unwrap();
                while rest != "\r\n" {
                    rest.clear();
                    client.read_line(&mut rest).await.unwrap();
                }
                asked.lock().unwrap().push(line.trim().to_owned());
                client.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").await.unwrap();
                let mut server = TcpStream::connect(target).await.unwrap();
                let _ = copy_bidirectional(&mut client, &mut server).await;
            });
        }
    });
    (url, asked)
}

#[tokio::test]
async fn own_authorities_are_trusted_and_the_proxy_of_the_environment_is_used() {
    let site = Site::new().await;
    let server = site.serve().await;
    let owner = Owner::new(&site, &server, "ada").await;
    let (_, key) = owner.mint(&server).await;
    let (nginx, certificate) = Nginx::with_tls(&server, site.folder(), "almond.test").await;
    let (proxy, asked) = proxy(nginx.address).await;

    let models = |ca: bool| {
        let mut command = alm(site.folder());
        // The name is known to nobody but the proxy.
        command.env("ALMOND_URL", "https://almond.test").env("ALMOND_API_KEY", &key).env("HTTPS_PROXY", &proxy);
        if ca {
            command.env("ALMOND_CA_FILE", &certificate);
        }
        command
    };
    let stranger = run(models(false), &["models"], "").await;
    assert!(stranger.status == 6 && stranger.err.contains("--ca-file"), "{}", stranger.err);
    let trusted = run(models(true), &["models", "--json"], "").await;
    assert_eq!(trusted.status, 0, "{}", trusted.err);
    assert!(serde_json::from_str::<Vec<serde_json::Value>>(&trusted.out).is_ok_and(|models| !models.is_empty()));
    assert!(asked.lock().unwrap().iter().all(|line| line == "CONNECT almond.test:443 HTTP/1.1"));
    assert!(!asked.lock().unwrap().is_empty());

    // What is named in NO_PROXY goes straight, to where nobody is.
    let mut direct = models(true);
    direct.env("NO_PROXY", "almond.test");
    assert_eq!(run(direct, &["models"], "").await.status, 6);
    let nonsense = run(models(false), &["models", "--ca-file", "config.toml"], "").await;
    assert!(nonsense.status == 1 && nonsense.err.contains("config.toml"), "{}", nonsense.err);
}
