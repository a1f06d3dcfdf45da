//! What unit tests use besides the real seams: a directory that goes away with the test.

use std::path::{Path, PathBuf};

use super::{SystemEntropy, bytes};

/// An empty directory of the test's own, removed on drop.
pub(crate) struct TempDir(PathBuf);

impl TempDir {
    pub(crate) fn new() -> Self {
        let name = format!("almond-test-{}", hex::encode(bytes::<8>(&SystemEntropy)));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
