//! The page of settings, `docs/settings.md`: written from the settings themselves, so that it has all of them.

use super::SETTINGS;

const HEAD: &str = "\
# Settings

From the environment, or from a TOML file (`almond serve --config almond.toml`, same names in lower case without
`ALMOND_`; every command takes `--config`); the environment wins. What is secret, and a URL that may have a password,
may come from a file: `NAME_FILE` (`name_file`) in place of `NAME`; both set is refused. A name that is no setting is
refused too. Wrong settings stop the start, all named at once with a sentence each; so do, in
production, [unsafe ones](../SECURITY.md#what-production-refuses). `almond settings` prints this page.

| variable | default | meaning |
|---|---|---|
";

/// The page, in Markdown. A setting that says nothing of itself is named in the row of the one before it.
pub fn page() -> String {
    let mut rows: Vec<(String, &str, &str)> = Vec::new();
    for setting in SETTINGS.iter().copied().flatten() {
        let name = format!("`{}`", setting.variable());
        match (setting.said(), rows.last_mut()) {
            (Some((default, meaning)), _) => rows.push((name, default, meaning)),
            (None, Some((names, ..))) => *names += &format!(", {name}"),
            (None, None) => {}
        }
    }
    let rows = rows.into_iter().map(|(names, default, meaning)| format!("| {names} | {default} | {meaning} |\n"));
    std::iter::once(HEAD.to_owned()).chain(rows).collect()
}
