//! Golden files: what the code makes, as text that is checked in and reviewed. `make golden` writes them again.

use std::{fmt::Write, fs, path::Path};

/// Lines around a change that are shown with it.
const CONTEXT: usize = 3;

/// Compares with `tests/golden/{name}`. With `ALMOND_GOLDEN=write` in the environment it writes that file instead.
#[track_caller]
pub fn golden(name: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(name);
    if std::env::var_os("ALMOND_GOLDEN").is_some_and(|wish| wish == "write") {
        fs::write(&path, made).unwrap();
        return;
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == made,
        "tests/golden/{name} is not what the code makes. If the code is right, run `make golden`.\n{}",
        difference(&kept, made)
    );
}

/// Columns padded to the same width, two spaces apart; an empty cell is a dash.
pub fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let cell = |text: &String| if text.is_empty() { "-".to_owned() } else { text.clone() };
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or_default().max(1);
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |row: &[String; N]| {
        let padded = row.iter().zip(widths).map(|(text, width)| format!("{:width$}", cell(text)));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

/// What has to go (`-`) and to come (`+`) for `old` to become `new`, with the lines around it.
fn difference(old: &str, new: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
    // The longest common subsequence of what is left of both, for every pair of places.
    let mut common = vec![vec![0_u16; new.len() + 1]; old.len() + 1];
    for (i, kept) in old.iter().enumerate().rev() {
        for (j, made) in new.iter().enumerate().rev() {
            let skipping = common[i + 1][j].max(common[i][j + 1]);
            common[i][j] = if kept == made { common[i + 1][j + 1] + 1 } else { skipping };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            lines.push(('-', old[i]));
            i += 1;
        } else {
            lines.push(('+', new[j]));
            j += 1;
        }
    }
    let changed =
        |at: usize| lines[at.saturating_sub(CONTEXT)..].iter().take(2 * CONTEXT + 1).any(|line| line.0 != ' ');
    let (mut text, mut last) = (String::new(), 0);
    for (at, (sign, line)) in lines.iter().enumerate().filter(|(at, _)| changed(*at)) {
        let gap = if at > last + 1 { "  ...\n" } else { "" };
        writeln!(text, "{gap}{sign} {line}").unwrap();
        last = at;
    }
    text
}
