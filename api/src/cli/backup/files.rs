//! Copying the bytes of files from one folder to another. They never change once they are there, so what is there already
//! is passed over.

use std::{
    fs::{self, DirBuilder, File},
    io,
    os::unix::fs::DirBuilderExt as _,
    path::Path,
};

/// Copies what is missing; gives how many files `to` has of those in `from`.
///
/// # Errors
/// When something can't be read or written.
pub fn copy(from: &Path, to: &Path) -> io::Result<u64> {
    DirBuilder::new().recursive(true).mode(0o700).create(to)?;
    let mut count = 0;
    let entries = match fs::read_dir(from) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let (source, target, kind) = (entry.path(), to.join(entry.file_name()), entry.file_type()?);
        if kind.is_dir() {
            count += copy(&source, &target)?;
        } else if kind.is_file() && !is_under_way(&source) {
            count += u64::from(target.exists() || copy_file(&source, &target)?);
        }
    }
    Ok(count)
}

/// Uploads that aren't whole yet have a number after their name.
fn is_under_way(path: &Path) -> bool {
    path.to_string_lossy().contains('#')
}

/// False for one that was deleted meanwhile. Under another name until it is whole.
fn copy_file(source: &Path, target: &Path) -> io::Result<bool> {
    let partial = target.with_added_extension("partial");
    match fs::copy(source, &partial) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        copied => copied?,
    };
    File::open(&partial)?.sync_all()?;
    fs::rename(&partial, target)?;
    Ok(true)
}
