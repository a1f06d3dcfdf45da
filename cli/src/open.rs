//! The dashboard's page for a thing, in the person's browser.

use almond_client::{Error, reqwest::Url};
use clap::ValueEnum as _;

use crate::{
    args::Page,
    failure::Failure,
    output::{print, say},
    session::{Session, browse},
};

/// Opens the page, and prints its address.
pub async fn open(session: &Session, page: Option<Page>, thing: Option<&str>) -> Result<(), Failure> {
    let name = page.and_then(|page| page.to_possible_value());
    let url = format!("{}/{}", session.url()?, name.as_ref().map_or("", |name| name.get_name()));
    let mut url = Url::parse(&url).map_err(|error| Failure::told(format!("{url}: {error}")))?;
    if let (Some(page), Some(thing)) = (page, thing) {
        look_for(session, page, thing, &mut url).await?;
    }
    if !browse(url.as_str()) {
        say("No browser could be opened; this is the address:");
    }
    print(url.as_str())
}

/// Makes the page's address that of a thing on it.
async fn look_for(session: &Session, page: Page, thing: &str, url: &mut Url) -> Result<(), Failure> {
    let (name, value) = match (page, thing.parse()) {
        // The page looks for what it shows, and ids are not shown.
        (Page::Keys, Ok(id)) => {
            let key = session.client()?.get_api_key(&id).await.map_err(Error::from)?.into_inner().data;
            ("q", key.prefix)
        }
        (Page::Files, Ok(id)) => {
            let file = session.client()?.get_file(&id).await.map_err(Error::from)?.into_inner().data;
            ("q", file.name)
        }
        (Page::Keys | Page::Files, Err(_)) => ("q", thing.to_owned()),
        (Page::Audit, Ok(_)) => ("target", thing.to_owned()),
        (Page::Audit, Err(_)) => ("action", thing.to_owned()),
        (Page::Webhooks, Ok(id)) => {
            url.set_path(&format!("{}/{id}", url.path()));
            return Ok(());
        }
        _ => return Err(Failure::told("that page has no address for one thing; leave it out")),
    };
    url.query_pairs_mut().append_pair(name, &value);
    Ok(())
}
