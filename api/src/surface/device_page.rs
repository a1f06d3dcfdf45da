//! The page where a person approves a device login: `verificationUrl`. The session is the cookie, which no script can
//! read.

use resource::device_login::PAGE;

use super::file::{CSS, File, SCRIPT};

/// The page and its files.
pub fn files() -> [(&'static str, File); 3] {
    [
        (PAGE, File::page(include_str!("../../assets/device/index.html"))),
        ("/device/page.js", File::asset(SCRIPT, include_str!("../../assets/device/page.js"))),
        ("/device/style.css", File::asset(CSS, include_str!("../../assets/device/style.css"))),
    ]
}

#[cfg(test)]
mod tests {
    use super::{
        super::file::{Files, tests::keeps_to_itself},
        *,
    };

    #[tokio::test]
    async fn the_page_links_only_to_what_is_served_and_has_nothing_inline() {
        keeps_to_itself(&Files::new(files()), PAGE, 2).await;
    }
}
