//! A disk whose flush takes its time: a library of a few lines, compiled when it is needed, that is preloaded into the
//! server and delays `fsync` and `fdatasync`. What the server holds while it flushes it holds longer.

use std::{path::Path, process::Stdio, time::Duration};

use tokio::{io::AsyncWriteExt, process::Command};

use crate::Result;

const SOURCE: &str = include_str!("../../slow_flush.c");

/// Has the server that is started with this command flush as slowly as that.
pub async fn slow(command: &mut Command, folder: &Path, by: Duration) -> Result<()> {
    let library = folder.join("slow_flush.so");
    compile(&library).await?;
    command.env("LD_PRELOAD", library).env("CHAOS_FLUSH_MS", by.as_millis().to_string());
    Ok(())
}

async fn compile(to: &Path) -> Result<()> {
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-x", "c", "-", "-x", "none", "-ldl", "-o"]).arg(to);
    let mut child = compiler.stdin(Stdio::piped()).kill_on_drop(true).spawn()?;
    child.stdin.take().ok_or("no standard input")?.write_all(SOURCE.as_bytes()).await?;
    let ended = child.wait().await?;
    if ended.success() { Ok(()) } else { Err(format!("cc: {ended}").into()) }
}
