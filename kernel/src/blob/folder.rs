//! What a folder has that a store doesn't list: files that were being written when the program died.

use std::{
    fs, io,
    path::Path,
    time::{Duration, UNIX_EPOCH},
};

use entity::Timestamp;

/// Removes what was being written and has not been touched since `then`. The store marks it by a `#` in its name.
pub fn clear_remnants(folder: &Path, then: Timestamp) -> io::Result<()> {
    let then = UNIX_EPOCH + Duration::from_millis(u64::try_from(then.millis()).unwrap_or(0));
    for org in fs::read_dir(folder)?.filter_map(Result::ok).filter(|entry| entry.path().is_dir()) {
        for file in fs::read_dir(org.path())?.filter_map(Result::ok) {
            let is_remnant = file.file_name().to_str().is_some_and(|name| name.contains('#'));
            if is_remnant && file.metadata()?.modified()? < then {
                fs::remove_file(file.path())?;
            }
        }
    }
    Ok(())
}
