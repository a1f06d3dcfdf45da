//! The routes without sockets or HTTP, one request after the other on one thread: what Almond itself costs, with little of
//! the machine's noise. Under `valgrind --tool=callgrind` the figures are instructions, and come out the same each time.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
    time::Instant,
};

use almond::app;
use http::{StatusCode, header};
use kernel::telemetry::{self, Metrics};
use poem::{Endpoint, Request};

use crate::{
    Result, database,
    targets::{self, PATH},
    wrk::KEYS,
};

/// Keys in a database made here; a folder that has one already is used as it is.
const KEYS_MADE: usize = 1000;

pub async fn run(folder: &Path, route: &str, requests: usize) -> Result<()> {
    fs::create_dir_all(folder)?;
    let file = folder.join(KEYS);
    if !file.exists() {
        fs::write(&file, database::fill(folder, None, KEYS_MADE).await?.join("\n"))?;
    }
    let keys: Vec<String> = fs::read_to_string(&file)?.lines().map(str::to_owned).collect();
    let log = telemetry::logging::init(true, "")?;
    let config = targets::config(folder, None)?;
    let seams = app::seams(&config)?;
    let state = app::open(config, seams, Metrics::new().with_log_losses(log.lost_lines())).await?;
    match route {
        "hello" => ask(&targets::hello(), PATH, &keys, requests).await,
        "gated" => ask(&targets::gated(&state), PATH, &keys, requests).await,
        path => ask(&app::endpoint(&state), path, &keys, requests).await,
    }
}

async fn ask(endpoint: &impl Endpoint, path: &str, keys: &[String], requests: usize) -> Result<()> {
    // The first round fills memory.
    for requests in [keys.len(), requests] {
        let started = Instant::now();
        for key in keys.iter().cycle().take(requests) {
            let status = answer(endpoint, path, key).await;
            if !status.is_success() {
                return Err(format!("{path}: {status}").into());
            }
        }
        let each = started.elapsed().as_secs_f64() * 1e6 / requests.max(1) as f64;
        writeln!(io::stderr(), "{path}: {each:.2} µs each of {requests}")?;
    }
    Ok(())
}

async fn answer(endpoint: &impl Endpoint, path: &str, key: &str) -> StatusCode {
    let request = Request::builder()
        .uri_str(path)
        .header(header::HOST, "h")
        .header(header::AUTHORIZATION, format!("Bearer {key}"));
    endpoint.get_response(request.finish()).await.status()
}
