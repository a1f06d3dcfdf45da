//! The server against real sockets on 127.0.0.1, with figures small enough to wait for.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use poem::{EndpointExt, Route, endpoint::make_sync, get, handler, http::StatusCode, post, web::Data};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::mpsc,
    task::JoinHandle,
    time::{Instant, sleep, timeout},
};
use tokio_util::sync::CancellationToken;

use super::{Admission, accept::serve_within, limits::Limits};

/// More than what the kernels of both sides hold of it.
const LARGE: usize = 4 * 1024 * 1024;

pub(super) struct Running {
    address: SocketAddr,
    pub(super) shutdown: CancellationToken,
    server: JoinHandle<std::io::Result<()>>,
    /// Tells when a handler of `/slow` or `/refuse` has begun.
    pub(super) begun: mpsc::UnboundedReceiver<()>,
}

#[handler]
async fn slow(begun: Data<&mpsc::UnboundedSender<()>>) -> &'static str {
    begun.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    "slow"
}

/// Never looks at a body.
#[handler]
async fn refuse(begun: Data<&mpsc::UnboundedSender<()>>) -> StatusCode {
    begun.send(()).unwrap();
    StatusCode::UNAUTHORIZED
}

pub(super) fn small() -> Limits {
    Limits {
        unread_wait: Duration::from_millis(50),
        header_read: Duration::from_millis(150),
        linger: Duration::from_millis(100),
        drain: Duration::from_millis(600),
        ..Limits::default()
    }
}

pub(super) async fn start(limits: Limits) -> Running {
    start_with(limits, usize::MAX).await
}

/// Takes at most so many connections.
pub(super) async fn start_with(limits: Limits, most: usize) -> Running {
    let (begin, begun) = mpsc::unbounded_channel();
    let routes = Route::new()
        .at("/", make_sync(|_| "hello"))
        .at("/slow", get(slow).data(begin.clone()))
        .at("/refuse", post(refuse).data(begin))
        .at("/large", make_sync(|_| vec![b'x'; LARGE]))
        .at("/panic", make_sync(|_| -> StatusCode { panic!("on purpose") }));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let shutdown = CancellationToken::new();
    let admission = Admission::to_public_port(most, Vec::new(), Arc::default());
    let server = tokio::spawn(serve_within(limits, listener.into(), admission, routes, shutdown.clone()));
    Running { address, shutdown, server, begun }
}

impl Running {
    pub(super) async fn connect(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        stream
    }

    /// A client at another address of this machine that keeps little of what it hasn't read.
    async fn connect_from(&self, address: &str, request: &str) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4 * 1024).unwrap();
        socket.bind(SocketAddr::new(address.parse().unwrap(), 0)).unwrap();
        let mut stream = socket.connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        stream
    }

    /// What the server says to `request` until it closes the connection.
    pub(super) async fn ask(&self, request: &str) -> String {
        rest(self.connect(request).await).await
    }
}

pub(super) async fn rest(mut stream: TcpStream) -> String {
    let mut answer = String::new();
    timeout(Duration::from_secs(5), stream.read_to_string(&mut answer)).await.unwrap().unwrap();
    answer
}

/// One answer on a connection that stays open.
pub(super) async fn one(stream: &mut TcpStream) -> String {
    let mut buffer = [0; 1024];
    let length = timeout(Duration::from_secs(5), stream.read(&mut buffer)).await.unwrap().unwrap();
    String::from_utf8_lossy(&buffer[..length]).into_owned()
}

pub(super) fn last(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
}

pub(super) fn kept(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: h\r\n\r\n")
}

#[tokio::test]
async fn answers_several_requests_on_one_connection() {
    let running = start(Limits::default()).await;
    let mut stream = running.connect(&kept("/")).await;
    assert!(one(&mut stream).await.ends_with("hello"));
    stream.write_all(last("/").as_bytes()).await.unwrap();
    assert!(rest(stream).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn half_a_header_is_cut() {
    let running = start(small()).await;
    assert_eq!(running.ask("GET / HTTP/1.1\r\nHost: h\r\nX-Slow").await, "");
}

#[tokio::test]
async fn a_silent_and_an_idle_connection_are_closed() {
    let running = start(small()).await;
    assert_eq!(running.ask("").await, "");
    assert!(running.ask(&kept("/")).await.ends_with("hello"));
}

#[tokio::test]
async fn too_many_and_too_long_headers_are_431() {
    let running = start(Limits::default()).await;
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "X-A: b\r\n".repeat(101));
    assert!(running.ask(&many).await.starts_with("HTTP/1.1 431"));
    let long = format!("GET / HTTP/1.1\r\nX-A: {}", "b".repeat(Limits::default().buffer));
    assert!(running.ask(&long).await.starts_with("HTTP/1.1 431"));
}

#[tokio::test]
async fn a_panic_is_a_500_and_nothing_else() {
    let running = start(Limits::default()).await;
    let mut stream = running.connect(&kept("/panic")).await;
    assert!(one(&mut stream).await.starts_with("HTTP/1.1 500"));
    stream.write_all(last("/").as_bytes()).await.unwrap();
    assert!(rest(stream).await.ends_with("hello"));
}

#[tokio::test]
async fn beyond_the_cap_a_connection_is_closed_at_once() {
    let mut running = start_with(Limits::default(), 1).await;
    let first = running.connect(&last("/slow")).await;
    running.begun.recv().await.unwrap();
    let second = running.connect_from("127.0.0.2", "").await;
    assert_eq!(rest(second).await, "");
    assert!(rest(first).await.ends_with("slow"), "one that is answering keeps its place");
}

#[tokio::test]
async fn an_address_has_a_tenth() {
    let running = start_with(Limits::default(), 20).await;
    let _two = [running.connect_from("127.0.0.2", "").await, running.connect_from("127.0.0.2", "").await];
    assert_eq!(rest(running.connect_from("127.0.0.2", "").await).await, "");
    assert!(running.ask(&last("/")).await.ends_with("hello"));
}

#[tokio::test]
async fn an_idle_connection_and_a_stalled_one_make_way_for_a_newcomer() {
    let running = start_with(Limits { slow_after: Duration::from_millis(50), ..Limits::default() }, 1).await;
    let mut idle = running.connect(&kept("/")).await;
    assert!(one(&mut idle).await.ends_with("hello"));
    let stalled = running.connect_from("127.0.0.2", &kept("/large")).await;
    assert_eq!(rest(idle).await, "");
    let begun = Instant::now();
    loop {
        let mut newcomer = running.connect_from("127.0.0.3", "").await;
        let asked = newcomer.write_all(last("/").as_bytes()).await;
        let mut answer = String::new();
        let read = timeout(Duration::from_secs(5), newcomer.read_to_string(&mut answer)).await.unwrap();
        if asked.is_ok() && read.is_ok() && answer.ends_with("hello") {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
    drop(stalled);
}

/// Waits until the server has cut the connection, of which nothing is read; says how long that took.
async fn cut(stream: &TcpStream) -> Duration {
    let begun = Instant::now();
    while stream.take_error().unwrap().is_none() {
        assert!(begun.elapsed() < Duration::from_secs(5), "still open");
        sleep(Duration::from_millis(5)).await;
    }
    begun.elapsed()
}

#[tokio::test]
async fn an_answer_that_nobody_reads_ends() {
    let silence = Duration::from_millis(300);
    let running = start(Limits { silence, ..Limits::default() }).await;
    for requests in [kept("/large"), kept("/large").repeat(20), last("/large")] {
        let stalled = running.connect_from("127.0.0.2", &requests).await;
        let took = cut(&stalled).await;
        assert!(took >= Duration::from_millis(200) && took < Duration::from_secs(2), "{took:?}");
    }
}

#[tokio::test]
async fn a_reader_that_dribbles_ends_and_a_slow_one_gets_all() {
    let limits = Limits { silence: Duration::from_millis(300), slowest: 200 * 1024, ..Limits::default() };
    let running = start(limits).await;
    let read = async |mut stream: TcpStream, length: usize, gap: Duration| {
        let (mut buffer, mut got) = (vec![0; length], 0);
        loop {
            match stream.read(&mut buffer).await {
                Ok(0) => return Ok(got),
                Ok(length) => got += length,
                Err(error) => return Err((error, got)),
            }
            sleep(gap).await;
        }
    };
    let begun = Instant::now();
    let dribbling = running.connect_from("127.0.0.2", &last("/large")).await;
    let (_, got) = read(dribbling, 512, Duration::from_millis(20)).await.unwrap_err();
    assert!(got < LARGE / 2 && begun.elapsed() < Duration::from_secs(5), "{got} in {:?}", begun.elapsed());
    let unhurried = running.connect(&last("/large")).await;
    assert!(read(unhurried, 64 * 1024, Duration::from_millis(1)).await.unwrap() > LARGE);
}

#[tokio::test]
async fn a_request_in_flight_at_shutdown_is_completed_and_new_connections_are_refused() {
    let mut running = start(small()).await;
    let stream = running.connect(&kept("/slow")).await;
    running.begun.recv().await.unwrap();
    running.shutdown.cancel();
    let answer = rest(stream).await;
    assert!(answer.contains("connection: close") && answer.ends_with("slow"), "{answer}");
    running.server.await.unwrap().unwrap();
    assert!(TcpStream::connect(running.address).await.is_err());
}

#[tokio::test]
async fn a_request_that_crosses_the_shutdown_on_an_idle_connection_is_answered() {
    let running = start(Limits { header_read: Duration::from_secs(10), ..small() }).await;
    let mut crossing = running.connect(&kept("/")).await;
    let idle = running.connect("").await;
    assert!(one(&mut crossing).await.ends_with("hello"));
    running.shutdown.cancel();
    tokio::task::yield_now().await;
    crossing.write_all(kept("/").as_bytes()).await.unwrap();
    let answer = rest(crossing).await;
    assert!(answer.contains("connection: close") && answer.ends_with("hello"), "{answer}");
    assert_eq!(rest(idle).await, "");
    timeout(Duration::from_secs(5), running.server).await.unwrap().unwrap().unwrap();
}

#[tokio::test]
async fn what_outlasts_the_drain_is_cut() {
    let short = Duration::from_millis(20);
    let mut running = start(Limits { linger: short, drain: short, ..small() }).await;
    let stream = running.connect(&kept("/slow")).await;
    running.begun.recv().await.unwrap();
    running.shutdown.cancel();
    assert_eq!(rest(stream).await, "");
    running.server.await.unwrap().unwrap();
}
