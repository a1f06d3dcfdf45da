//! Clients that read nothing, or next to nothing, of what they asked for, and those that connect and do nothing more:
//! each has its end, and everybody else is served meanwhile.

use std::{
    io::ErrorKind,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use http::Method;
use tests::{
    http::{cut, read, rest},
    process::{self, Server, program},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    process::Command,
};

use super::{Site, story::Owner};

const DOCUMENT: &str = "GET /api/v1/docs/openapi.json HTTP/1.1\r\nHost: h\r\n\r\n";

async fn everybody_else(server: &Server, seconds: u32) {
    for _ in 0..2 * seconds {
        server.get("/healthz", None).await.ok(200);
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

#[tokio::test]
async fn three_hundred_who_ask_twenty_times_and_read_nothing_are_cut_at_ten_seconds() {
    let site = Site::new().await;
    let server = site.serve().await;
    let requests = DOCUMENT.repeat(20);
    let stalled = async {
        let streams = join_all((0..300).map(|_| server.connect_from("127.0.0.2", &requests))).await;
        for took in join_all(streams.iter().map(cut)).await {
            assert!((Duration::from_secs(5)..Duration::from_secs(16)).contains(&took), "{took:?}");
        }
    };
    let dribbling = async {
        let mut stream = server.connect_from("127.0.0.3", &requests).await;
        let (begun, mut some) = (Instant::now(), [0; 64]);
        // What the client holds of it can still be read afterwards.
        while stream.take_error().unwrap().is_none() {
            assert!(begun.elapsed() < Duration::from_secs(60), "still open");
            let _ = stream.read(&mut some).await;
            tokio::time::sleep(Duration::from_secs(3)).await;
        }
    };
    tokio::join!(stalled, dribbling, everybody_else(&server, 12));
}

/// A server of which the shell has set the limits of open files.
async fn serve_limited(site: &Site, soft: u32, hard: u32) -> Server {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("ulimit -Sn {soft} && ulimit -Hn {hard} && exec \"$0\" \"$@\"")).arg(program());
    let like = site.command();
    command.env_clear().kill_on_drop(true).current_dir(site.folder());
    for (name, value) in like.as_std().get_envs() {
        command.env(name, value.unwrap());
    }
    process::serve(command).await
}

/// As many connections at one address as there are to be, on which nothing is ever said.
async fn connected(server: &Server, count: usize) -> Vec<TcpStream> {
    join_all((0..count).map(|_| server.connect_from("127.0.0.2", ""))).await
}

/// How many of the connections the server has not closed.
fn open(streams: &[TcpStream]) -> usize {
    let closed = |stream: &&TcpStream| {
        let mut byte = [0];
        !matches!(stream.try_read(&mut byte), Err(error) if error.kind() == ErrorKind::WouldBlock)
    };
    streams.len() - streams.iter().filter(closed).count()
}

/// What needs a connection, descriptors and the database.
async fn upload(server: &Server, owner: &Owner) {
    let head = format!(
        "POST /api/v1/files?name=x HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\
         Content-Length: 4\r\n\r\n",
        owner.token
    );
    let mut stream = server.connect(head).await;
    stream.write_all(b"text").await.unwrap();
    read(stream, &Method::POST, "/api/v1/files").await.unwrap().ok(201);
}

#[tokio::test]
async fn whoever_connects_most_takes_no_descriptor_that_others_need() {
    let site = Site::new().await;
    let mut server = serve_limited(&site, 256, 4_096).await;
    let owner = Owner::new(&site, &server, "ada").await;
    // More than the soft limit, which is raised, and less than the address's share.
    let held = connected(&server, 300).await;
    // The server takes connections in turn: when this one is served, it has decided about those before.
    upload(&server, &owner).await;
    assert_eq!(open(&held), 300);
    drop(held);
    assert!(server.terminate().await.success());

    let server = serve_limited(&site, 256, 256).await;
    let owner = Owner::new(&site, &server, "eve").await;
    // Half of them are for connections, and a tenth of those for one address.
    let held = connected(&server, 300).await;
    upload(&server, &owner).await;
    let begun = Instant::now();
    while open(&held) > 12 && begun.elapsed() < Duration::from_secs(5) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(open(&held), 12);
    // A closed one makes room.
    drop(held);
    let begun = Instant::now();
    let health = "GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    while !rest(server.connect_from("127.0.0.2", health).await).await.is_ok_and(|said| said.starts_with("HTTP/1.1 200"))
    {
        assert!(begun.elapsed() < Duration::from_secs(30));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
