//! Files: up, down and which there are. A transfer that broke off goes on where it was: a download by its bytes, uploads by the
//! file. What came is compared with the digest that the server has.

use std::{
    io,
    path::{Path, PathBuf},
};

use almond_client::{Error, types::File};
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use futures_util::{StreamExt, TryStreamExt};
use reqwest::{Body, Method, Request, StatusCode, header};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_util::io::ReaderStream;

use crate::{
    args::Files,
    failure::Failure,
    lists::all,
    output::{Column, Out, print, say},
    progress::Progress,
    session::Session,
};

const PATH: &str = "/api/v1/files";
const FILES: &[Column] =
    &[("ID", "id"), ("NAME", "name"), ("SIZE", "size"), ("TYPE", "contentType"), ("CREATED", "createdAt")];
const BUFFER: usize = 64 * 1024;

pub async fn run(session: &Session, out: &Out, command: &Files) -> Result<(), Failure> {
    match command {
        Files::List => out.list(&all(session, PATH).await?, FILES),
        Files::Up { files } => up(session, files).await,
        Files::Down { file, to, force } => down(session, file, to.as_deref(), *force).await,
    }
}

async fn up(session: &Session, files: &[PathBuf]) -> Result<(), Failure> {
    let there = all(session, PATH).await?;
    for path in files {
        let about = |error: io::Error| Failure::told(format!("{}: {error}", path.display()));
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.ok_or_else(|| Failure::told(format!("{} has no name that can be sent", path.display())))?;
        let digest = digest(path).await.map_err(about)?;
        if let Some(same) = there.iter().find(|file| file["name"] == name && file["sha256"] == digest.hex.as_str()) {
            say(&format!("{name} is there already"));
            print(same["id"].as_str().unwrap_or_default())?;
            continue;
        }
        let file = tokio::fs::File::open(path).await.map_err(about)?;
        let mut progress = Progress::new(name, 0, digest.size);
        let bytes = ReaderStream::with_capacity(file, BUFFER).inspect_ok(move |chunk| progress.add(chunk.len()));
        let named = name.parse().map_err(|error| Failure::told(format!("{name}: the name is {error}")))?;
        // Refused unless what arrives is what was read here.
        let header = format!("sha-256=:{}:", digest.base64);
        let sent = session.client()?.upload_file(&named, Some(&header), None, Body::wrap_stream(bytes)).await;
        print(&sent.map_err(Error::from)?.into_inner().data.id.to_string())?;
    }
    Ok(())
}

async fn down(session: &Session, wanted: &str, to: Option<&Path>, force: bool) -> Result<(), Failure> {
    let client = session.client()?;
    let file = find(session, wanted).await?;
    let to = match to {
        Some(path) => path.to_owned(),
        None => plain_name(&file.name)?,
    };
    if to.exists() && !force {
        return Err(Failure::told(format!("{} is there already (--force overwrites it)", to.display())));
    }
    let part = part_of(&to, &file);
    let mut kept = tokio::fs::File::options().append(true).create(true).open(&part).await?;
    let have = kept.metadata().await?.len();
    let have = if have > file.size.unsigned_abs() { 0 } else { have };
    let mut progress = Progress::new(&file.name, have, file.size.unsigned_abs());
    if have < file.size.unsigned_abs() {
        let mut request = Request::new(Method::GET, url(client, &file)?);
        if have > 0 {
            let headers = request.headers_mut();
            headers.insert(header::RANGE, value(&format!("bytes={have}-"))?);
            headers.insert(header::IF_RANGE, value(&format!("\"{}\"", file.sha256))?);
        }
        let answer = client.send(request).await?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        if !status.is_success() {
            let body = answer.bytes().await.map_err(Error::from)?;
            return Err(Error::from_answer(status, &headers, &body).into());
        }
        if status != StatusCode::PARTIAL_CONTENT {
            kept.set_len(0).await?;
            progress = Progress::new(&file.name, 0, file.size.unsigned_abs());
        }
        let mut bytes = answer.bytes_stream();
        while let Some(chunk) = bytes.next().await {
            let chunk = chunk.map_err(Error::from)?;
            kept.write_all(&chunk).await?;
            progress.add(chunk.len());
        }
    }
    kept.flush().await?;
    kept.sync_all().await?;
    drop(progress);
    if digest(&part).await?.hex != file.sha256 {
        tokio::fs::remove_file(&part).await?;
        return Err(Failure::told(format!("{} did not arrive whole; try again", file.name)));
    }
    tokio::fs::rename(&part, &to).await?;
    print(&to.display().to_string())
}

/// By its id, or by its name if only one has it.
async fn find(session: &Session, wanted: &str) -> Result<File, Failure> {
    if let Ok(id) = wanted.parse() {
        return Ok(session.client()?.get_file(&id).await.map_err(Error::from)?.into_inner().data);
    }
    let mut named: Vec<Value> = all(session, PATH).await?.into_iter().filter(|file| file["name"] == wanted).collect();
    match (named.pop(), named.is_empty()) {
        (Some(file), true) => serde_json::from_value(file).map_err(|error| Failure::told(error.to_string())),
        (None, _) => Err(Failure::missing(format!("there is no file {wanted}: `alm files list` shows them"))),
        (Some(_), false) => Err(Failure::told(format!("several files are called {wanted}: say the id"))),
    }
}

/// The file's own name, if it is one: it comes from whoever uploaded it, and must not lead elsewhere.
fn plain_name(name: &str) -> Result<PathBuf, Failure> {
    let plain = Path::new(name).file_name().is_some_and(|last| last == name) && !name.starts_with('.');
    if plain { Ok(name.into()) } else { Err(Failure::told(format!("say where to write {name:?}: --to FILE"))) }
}

/// Beside where it is to be, and named for its content: a part of another file is not gone on with.
fn part_of(to: &Path, file: &File) -> PathBuf {
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    to.with_file_name(format!(".{name}.{}.part", file.sha256.get(..12).unwrap_or_default()))
}

fn url(client: &almond_client::Client, file: &File) -> Result<reqwest::Url, Failure> {
    let url = client.url(&format!("{PATH}/{}/content", file.id));
    url.parse().map_err(|_| Failure::told(format!("{url} is no URL")))
}

fn value(text: &str) -> Result<header::HeaderValue, Failure> {
    text.parse().map_err(|_| Failure::told("the server's digest is none"))
}

struct Read {
    hex: String,
    base64: String,
    size: u64,
}

async fn digest(path: &Path) -> io::Result<Read> {
    let mut file = tokio::fs::File::open(path).await?;
    let (mut hash, mut size, mut buffer) = (Sha256::new(), 0, vec![0; BUFFER]);
    loop {
        let count = file.read(&mut buffer).await?;
        if count == 0 {
            break;
        }
        hash.update(&buffer[..count]);
        size += count as u64;
    }
    let digest = hash.finalize();
    Ok(Read { hex: hex::encode(digest), base64: BASE64.encode(digest), size })
}
