//! What the server writes to the log while a test listens. A test's world runs in the test's own thread, so no other's lines
//! are heard.

use std::{
    io,
    sync::{Arc, Mutex, Once},
};

use serde_json::Value;
use tracing::{Level, subscriber::DefaultGuard};
use tracing_subscriber::fmt::MakeWriter;

/// Listens until it is dropped.
pub struct Log {
    written: Written,
    _guard: DefaultGuard,
}

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub fn listen() -> Self {
        // Where nobody listens, what is said would be remembered as unheard, and stay so for whoever listens elsewhere.
        static OTHERS: Once = Once::new();
        OTHERS.call_once(|| {
            let nobody = tracing_subscriber::fmt().with_max_level(Level::INFO).with_writer(io::sink).finish();
            let _ = tracing::subscriber::set_global_default(nobody);
        });
        let written = Written::default();
        let builder = tracing_subscriber::fmt().json().flatten_event(true).with_max_level(Level::INFO);
        let guard = tracing::subscriber::set_default(builder.with_writer(written.clone()).finish());
        Self { written, _guard: guard }
    }

    /// The lines since it was last asked, without those that every request leaves.
    pub fn take(&self) -> Vec<Value> {
        let text = String::from_utf8(std::mem::take(&mut *self.written.0.lock().unwrap())).unwrap();
        let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.filter(|line| line.get("operation").is_none()).collect()
    }
}

impl io::Write for Written {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(text);
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Written {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
