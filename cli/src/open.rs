//! The dashboard's page for a thing, in the person's browser.

use almond_client::{Error, reqwest::Url};

use crate::{
    args::Page,
    failure::Failure,
    output::{print, say},
    session::{Session, browse},
};

/// Opens the page, and prints its address.
pub async fn open(session: &Session, page: Option<Page>, thing: Option<&str>) -> Result<(), Failure> {
    let path = page.map_or("", Page::path);
    let url = format!("{}/{path}", session.url()?);
    let mut url = Url::parse(&url).map_err(|error| Failure::told(format!("{url}: {error}")))?;
    if let (Some(page), Some(thing)) = (page, thing) {
        let (name, value) = question(session, page, thing).await?;
        url.query_pairs_mut().append_pair(name, &value);
    }
    if !browse(url.as_str()) {
        say("No browser could be opened; this is the address:");
    }
    print(url.as_str())
}

impl Page {
    fn path(self) -> &'static str {
        match self {
            Self::Keys => "keys",
            Self::Security => "security",
            Self::Members => "members",
            Self::Workspaces => "workspaces",
            Self::Organization => "organization",
            Self::Audit => "audit",
        }
    }
}

/// How the page is asked for a thing.
async fn question(session: &Session, page: Page, thing: &str) -> Result<(&'static str, String), Failure> {
    match (page, thing.parse()) {
        // The page looks for what it shows, and ids are not shown.
        (Page::Keys, Ok(id)) => {
            let key = session.client()?.get_api_key(&id).await.map_err(Error::from)?.into_inner().data;
            Ok(("q", key.prefix))
        }
        (Page::Keys, Err(_)) => Ok(("q", thing.to_owned())),
        (Page::Audit, Ok(_)) => Ok(("actor", thing.to_owned())),
        (Page::Audit, Err(_)) => Ok(("action", thing.to_owned())),
        _ => Err(Failure::told("that page has no things of its own; leave it out")),
    }
}
