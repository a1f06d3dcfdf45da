//! The process's order to stop: SIGTERM from a supervisor, SIGINT from a terminal.

use std::{future::Future, io};

use tokio::signal::unix::{SignalKind, signal};

/// A future that resolves at the first SIGTERM or SIGINT.
/// The handlers are installed by the call itself and not by the first poll, so that a signal in between isn't lost.
///
/// # Errors
/// When the operating system refuses a handler, or outside a tokio runtime that drives I/O.
pub fn terminated() -> io::Result<impl Future<Output = ()> + Send> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
