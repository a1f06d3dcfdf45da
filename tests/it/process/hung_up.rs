//! Clients that hang up before they are answered: each leaves its line in the access log.

use std::time::Duration;

use http::Method;
use serde_json::json;
use tests::{http::request, process::Server};
use tokio::{io::AsyncWriteExt, time::timeout};

use super::Site;

const GUESSES: usize = 24;

/// After how many milliseconds clients hang up: some before the server has looked, some while it does, some after it.
const DELAYS: [u64; 6] = [0, 1, 4, 8, 20, 50];

/// The next access line.
async fn next(server: &mut Server) -> Option<String> {
    while let Some(line) = server.output.next_line().await.unwrap() {
        if line.contains("almond::access") {
            return Some(line);
        }
    }
    None
}

#[tokio::test]
async fn every_guess_leaves_a_line_though_nobody_waits_for_the_answer() {
    let site = Site::new().await;
    let mut server = site.serve().await;
    let body = json!({ "email": "ada@example.com", "password": "wrong" }).to_string();
    let guess = request(&Method::POST, "/api/v1/auth/login", "Content-Type: application/json\r\n", &body);
    for delay in DELAYS.into_iter().cycle().take(GUESSES) {
        let mut stream = server.connect(&guess).await;
        tokio::time::sleep(Duration::from_millis(delay)).await;
        stream.shutdown().await.unwrap();
    }
    let mut given_up = 0;
    for _ in 0..GUESSES {
        let line = timeout(Duration::from_secs(20), next(&mut server)).await.expect("a line for each guess").unwrap();
        // One that was given up before it began is no operation yet, and no guess.
        let known = line.contains("operation=\"login_password\"");
        assert!(known || line.contains("operation=\"none\" status=499"), "{line}");
        given_up += usize::from(line.contains("status=499"));
        assert!(line.contains("status=499") || line.contains("status=401"), "{line}");
    }
    assert!(given_up > 0, "they were all answered");
    server.terminate().await;
    assert_eq!(next(&mut server).await, None, "one line for each, and no more");
}
