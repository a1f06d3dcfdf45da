//! The courier against real sockets on loopback, with names that resolve to what a test says.

use std::{collections::VecDeque, sync::Mutex, time::Instant};

use entity::OrgId;
use ipnet::IpNet;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::*;
use crate::{
    seam::http::resolver::Resolving,
    share::{Holder, Shares, table},
    telemetry::metrics::Metrics,
};

/// Gives an answer of its list each time it is asked.
struct Script(Mutex<VecDeque<Vec<IpAddr>>>);

impl Resolver for Script {
    fn resolve<'a>(&'a self, _: &'a str) -> Resolving<'a> {
        let next = self.0.lock().unwrap().pop_front();
        Box::pin(async move { next.ok_or_else(|| io::ErrorKind::NotFound.into()) })
    }
}

fn courier(answers: &[&[&str]]) -> Courier {
    let parse = |addresses: &&[&str]| addresses.iter().map(|address| address.parse().unwrap()).collect();
    let courier =
        Courier::new(Exit::default(), Arc::new(Script(Mutex::new(answers.iter().map(parse).collect())))).unwrap();
    Courier { limit: Duration::from_millis(500), ..courier }
}

/// Says `answer` to whoever connects, and gives what the first one asked.
async fn receiver(answer: &'static str) -> (u16, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut asked = vec![0; 4096];
        let length = stream.read(&mut asked).await.unwrap();
        let _ = stream.write_all(answer.as_bytes()).await;
        String::from_utf8_lossy(&asked[..length]).into_owned()
    });
    (port, asked)
}

fn loopback() -> [IpNet; 1] {
    ["127.0.0.0/8".parse().unwrap()]
}

async fn post(courier: &Courier, networks: &[IpNet], url: &str) -> Result<Answered, Failure> {
    post_of(1, &lookups(), courier, networks, url).await
}

fn lookups() -> Shares {
    Shares::new(&table::NAME_LOOKUPS, Arc::new(Metrics::new()))
}

fn org(number: u128) -> OrgId {
    uuid::Uuid::from_u128(number).into()
}

async fn post_of(
    number: u128,
    lookups: &Shares,
    courier: &Courier,
    networks: &[IpNet],
    url: &str,
) -> Result<Answered, Failure> {
    let (url, lookups) = (Url::parse(url).unwrap(), LookUps::of(lookups, org(number)));
    courier.post(&url, Reach::Guarded(networks), lookups, HeaderMap::new(), "{}".to_owned()).await
}

/// Answers about `silent.example` when it is told to, and at once about everything else.
struct Silent(tokio::sync::Notify);

impl Resolver for Silent {
    fn resolve<'a>(&'a self, name: &'a str) -> Resolving<'a> {
        Box::pin(async move {
            if name == "silent.example" {
                self.0.notified().await;
            }
            Ok(vec!["127.0.0.1".parse().unwrap()])
        })
    }
}

#[tokio::test]
async fn a_look_up_counts_until_it_ends_and_another_org_has_its_own() {
    let silent = Arc::new(Silent(tokio::sync::Notify::new()));
    let courier =
        Courier { limit: Duration::from_millis(50), ..Courier::new(Exit::default(), silent.clone()).unwrap() };
    let (lookups, url) = (lookups(), "https://silent.example/");
    for _ in 0..4 {
        assert_eq!(post_of(1, &lookups, &courier, &loopback(), url).await, Err(Failure::Timeout));
    }
    assert_eq!(lookups.held_by(Holder::Org(org(1))), 4, "the attempts are over, the look-ups are not");

    let (port, _asked) = receiver(OK).await;
    let named = format!("http://quick.example:{port}/");
    let resolver: Arc<dyn Resolver> = silent.clone();
    let mut waited = Box::pin(LookUps::of(&lookups, org(1)).look_up(&resolver, "quick.example"));
    assert!(futures_util::poll!(&mut waited).is_pending(), "the org has its look-ups");
    assert!(post_of(2, &lookups, &courier, &loopback(), &named).await.is_ok(), "another org waits for nobody");

    silent.0.notify_one();
    assert_eq!(waited.await, Ok(vec!["127.0.0.1".parse().unwrap()]));
    silent.0.notify_waiters();
    while lookups.taken() > 0 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(start_paused = true)]
async fn no_turn_for_a_look_up_is_told_apart_from_a_name_without_address() {
    let silent: Arc<dyn Resolver> = Arc::new(Silent(tokio::sync::Notify::new()));
    let lookups = lookups();
    let look_up = || LookUps::of(&lookups, org(1)).look_up(&silent, "silent.example");
    let mut looking: Vec<_> = (0..4).map(|_| Box::pin(look_up())).collect();
    for looking in &mut looking {
        assert!(futures_util::poll!(looking).is_pending());
    }
    assert_eq!(look_up().await, Err(Failure::Crowded));
}

const OK: &str = "HTTP/1.1 204 No Content\r\n\r\n";

#[tokio::test]
async fn a_message_arrives_with_its_path_and_host() {
    let (port, asked) = receiver(OK).await;
    let url = format!("http://inside.example:{port}/hook?a=b");
    let answered = post(&courier(&[&["127.0.0.1"]]), &loopback(), &url).await;
    assert_eq!(answered, Ok(Answered { status: 204, retry_after: None }));
    let asked = asked.await.unwrap();
    assert!(asked.starts_with("POST /hook?a=b HTTP/1.1\r\n"), "{asked}");
    assert!(asked.contains(&format!("host: inside.example:{port}\r\n")) && asked.ends_with("\r\n\r\n{}"), "{asked}");
}

/// A name that is public when it is judged and private when it is connected to: there is no second question.
#[tokio::test]
async fn a_name_is_resolved_once_and_connected_to_where_it_was_judged() {
    let (port, asked) = receiver(OK).await;
    let rebinding = courier(&[&["127.0.0.1"], &["169.254.169.254"]]);
    let url = format!("http://rebinds.example:{port}/");
    assert!(post(&rebinding, &loopback(), &url).await.is_ok());
    asked.await.unwrap();
    assert_eq!(post(&rebinding, &loopback(), &url).await, Err(Failure::Refused));
}

#[tokio::test]
async fn one_address_inside_among_others_is_enough_to_refuse() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://mixed.example:{}/", listener.local_addr().unwrap().port());
    for answer in [&["1.1.1.1", "127.0.0.1"][..], &["::ffff:127.0.0.1"], &["10.0.0.1"], &["64:ff9b::7f00:1"]] {
        assert_eq!(post(&courier(&[answer]), &[], &url).await, Err(Failure::Refused), "{answer:?}");
    }
    let connected = timeout(Duration::from_millis(50), listener.accept()).await;
    assert!(connected.is_err(), "somebody connected");
}

#[tokio::test]
async fn a_literal_address_inside_is_refused_without_asking_anybody() {
    for host in ["127.0.0.1", "2130706433", "[::1]", "169.254.169.254", "[::ffff:10.0.0.1]"] {
        assert_eq!(post(&courier(&[]), &[], &format!("https://{host}/")).await, Err(Failure::Refused), "{host}");
    }
}

#[tokio::test]
async fn a_name_without_addresses_and_a_port_that_is_closed_are_told_apart() {
    assert_eq!(post(&courier(&[]), &[], "https://nowhere.example/").await, Err(Failure::Resolve));
    assert_eq!(post(&courier(&[&[]]), &[], "https://nowhere.example/").await, Err(Failure::Resolve));
    assert_eq!(post(&courier(&[]), &loopback(), "http://127.0.0.1:1/").await, Err(Failure::Connect));
}

#[tokio::test]
async fn the_next_address_is_tried_where_one_is_dead() {
    let (port, asked) = receiver(OK).await;
    let both = courier(&[&["127.0.0.2", "127.0.0.1"]]);
    assert!(post(&both, &loopback(), &format!("http://two.example:{port}/")).await.is_ok());
    asked.await.unwrap();
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_is_not_followed() {
    let (elsewhere, followed) = receiver(OK).await;
    let answer = format!("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:{elsewhere}/\r\n\r\n");
    let (port, _) = receiver(answer.leak()).await;
    let answered = post(&courier(&[]), &loopback(), &format!("http://127.0.0.1:{port}/")).await.unwrap();
    assert_eq!(answered.status, 307);
    assert!(!followed.is_finished());
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_its_end() {
    let endless = format!("HTTP/1.1 200 OK\r\n\r\n{}", "a".repeat(4 * LARGEST));
    let (port, _) = receiver(endless.leak()).await;
    let answered = post(&courier(&[]), &loopback(), &format!("http://127.0.0.1:{port}/")).await;
    assert_eq!(answered.unwrap().status, 200);
}

#[tokio::test]
async fn who_says_nothing_is_not_waited_for() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let begun = Instant::now();
    assert_eq!(post(&courier(&[]), &loopback(), &url).await, Err(Failure::Timeout));
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn what_is_no_http_or_no_tls_is_told_apart() {
    let (port, _) = receiver("hello\r\n\r\n").await;
    let plain = post(&courier(&[]), &loopback(), &format!("http://127.0.0.1:{port}/")).await;
    assert_eq!(plain, Err(Failure::Protocol));
    let (port, _) = receiver(OK).await;
    let tls = post(&courier(&[]), &loopback(), &format!("https://127.0.0.1:{port}/")).await;
    assert_eq!(tls, Err(Failure::Tls));
}

#[test]
fn a_wait_is_believed_in_seconds_and_up_to_a_day() {
    let headers = |value| HeaderMap::from_iter([(header::RETRY_AFTER, HeaderValue::from_static(value))]);
    assert_eq!(retry_after(&headers("120")), Some(Duration::from_secs(120)));
    assert_eq!(retry_after(&headers("99999999")), Some(LONGEST_WAIT));
    for value in ["", "-1", "soon", "Wed, 21 Oct 2026 07:28:00 GMT"] {
        assert_eq!(retry_after(&headers(value)), None, "{value}");
    }
}
