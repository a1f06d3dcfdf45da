//! The pages that mailed links and links to projects lead to: one page, its script and its style. To read them changes
//! nothing; the script sends a link's token to the API when the person presses a button.

use kernel::wire::html::escaped;

use super::file::{CSS, File, SCRIPT};

/// Where the links lead. Each has a path of its own: others live under `/auth` too.
const PAGES: [&str; 7] = [
    "/auth/verify",
    "/auth/magic-link",
    "/auth/reset",
    "/auth/invitation",
    "/auth/email",
    "/auth/email/stop",
    "/share",
];

/// The pages, which name the service, and what they load.
pub fn files(brand: &str) -> impl Iterator<Item = (&'static str, File)> + use<> {
    let html = include_str!("../../assets/landing/index.html").replace("{brand}", &escaped(brand));
    let page = move |path| (path, File::page(html.clone()));
    PAGES.into_iter().map(page).chain([
        ("/auth/landing.css", File::asset(CSS, include_str!("../../assets/landing/landing.css"))),
        ("/auth/landing.js", File::asset(SCRIPT, include_str!("../../assets/landing/landing.js"))),
    ])
}

#[cfg(test)]
mod tests {
    use super::{
        super::file::{
            Files,
            tests::{keeps_to_itself, text},
        },
        *,
    };

    #[tokio::test]
    async fn every_page_loads_only_what_is_served_here_and_has_nothing_inline() {
        let files = Files::new(files("Almond"));
        for path in PAGES {
            keeps_to_itself(&files, path, 2).await;
        }
    }

    #[tokio::test]
    async fn the_script_knows_each_page_and_shows_text_only() {
        let script = text(&Files::new(files("Almond")), "/auth/landing.js").await;
        for path in PAGES {
            assert!(script.contains(&format!("\"{path}\": {{")), "{path}");
        }
        assert!(!script.contains("innerHTML") && !script.contains("https:"));
    }
}
