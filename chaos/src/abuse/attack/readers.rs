//! Connections with a small receive buffer that ask for the OpenAPI document twenty times and never read. Every other
//! second each asks once more, which is how it learns that it was cut off; then it comes back.

use std::time::Duration;

use tokio::{
    io::AsyncWriteExt,
    net::TcpSocket,
    task::JoinSet,
    time::{sleep, timeout},
};

use super::{ADDRESS, Means};
use crate::Result;

const READERS: usize = 1_000;
const BUFFER: u32 = 4 * 1024;
const ASK: &str = "GET /api/v1/docs/openapi.json HTTP/1.1\r\nHost: chaos\r\n\r\n";
const TIMES: usize = 20;
const ASK_AGAIN_AFTER: Duration = Duration::from_secs(2);
const COME_BACK_AFTER: Duration = Duration::from_secs(1);
const PATIENCE: Duration = Duration::from_secs(5);
/// Between two that come at first.
const ONE_BY_ONE: Duration = Duration::from_millis(2);

pub async fn run(means: &Means) -> Result<()> {
    let mut tasks = JoinSet::new();
    for _ in 0..means.count(READERS) {
        let means = means.clone();
        tasks.spawn(async move {
            tokio::select! {
                () = keep_asking(&means) => {}
                () = means.stop.cancelled() => means.tally.note("still there at the end"),
            }
        });
        sleep(ONE_BY_ONE).await;
    }
    means.ready.cancel();
    tasks.join_all().await;
    Ok(())
}

async fn keep_asking(means: &Means) {
    loop {
        let ended = match ask(means).await {
            Ok(()) => "cut off",
            Err(_) => "not connected",
        };
        means.tally.note(ended);
        sleep(COME_BACK_AFTER).await;
    }
}

/// Until the server hangs up.
async fn ask(means: &Means) -> Result<()> {
    let socket = TcpSocket::new_v4()?;
    socket.set_recv_buffer_size(BUFFER)?;
    socket.bind((ADDRESS, 0).into())?;
    let mut stream = timeout(PATIENCE, socket.connect(means.node)).await??;
    let mut asked = stream.write_all(ASK.repeat(TIMES).as_bytes()).await;
    while asked.is_ok() {
        sleep(ASK_AGAIN_AFTER).await;
        asked = timeout(PATIENCE, stream.write_all(ASK.as_bytes())).await.unwrap_or(Ok(()));
    }
    Ok(())
}
