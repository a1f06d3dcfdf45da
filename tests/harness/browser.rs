//! A browser on its way to a provider and back: it keeps cookies and goes where it is sent.

use std::collections::BTreeMap;

use http::{Method, Request};
use kernel::seam::{Http as _, Web};
use url::Url;

use crate::{Answer, World};

/// Where the worlds are, as far as browsers know.
const ORIGIN: &str = "http://localhost:8080";

#[derive(Clone)]
pub struct Browser {
    world: World,
    /// By name, for the world only.
    pub cookies: BTreeMap<String, String>,
}

impl Browser {
    pub fn new(world: &World) -> Self {
        Self { world: world.clone(), cookies: BTreeMap::new() }
    }

    /// Opens a page of the world.
    pub async fn open(&mut self, path: &str) -> Answer {
        let answer = self.look(Method::GET, path).await;
        for set in answer.headers.get_all("set-cookie") {
            let (name, rest) = set.to_str().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned());
        }
        answer
    }

    /// As `open`, but forgets the cookies that it gets.
    pub async fn look(&self, method: Method, path: &str) -> Answer {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookies = cookies.join("; ");
        let headers = [("cookie", cookies.as_str()), ("x-forwarded-for", "127.0.0.1")];
        self.world.send(method, path, if cookies.is_empty() { &headers[1..] } else { &headers }, "").await
    }

    /// Leaves for the provider, which agrees; gives the path to come back by.
    pub async fn leave(&mut self, path: &str) -> String {
        let answer = self.open(path).await;
        agree(answer.location().as_str()).await
    }

    /// All the way there and back.
    pub async fn sign_in(&mut self, path: &str) -> Answer {
        let back = self.leave(path).await;
        self.open(&back).await
    }
}

/// What the double of a provider, asked for this URL, sends a browser back to.
pub async fn agree(url: &str) -> String {
    let asked = Web::new().unwrap().send(Request::get(url).body(Vec::new()).unwrap()).await.unwrap();
    let location = asked.headers()["location"].to_str().unwrap();
    location.strip_prefix(ORIGIN).unwrap().to_owned()
}

impl Answer {
    /// Where it sends the browser.
    #[track_caller]
    pub fn location(&self) -> Url {
        assert_eq!(self.status, 302, "{}", self.text);
        assert_eq!(self.header("cache-control"), Some("no-store"));
        assert_eq!(self.header("referrer-policy"), Some("no-referrer"));
        Url::parse(self.header("location").unwrap()).unwrap()
    }

    /// The one thing that the default front end is told, which has this name.
    #[track_caller]
    pub fn lands_with(&self, name: &str) -> String {
        let url = self.location();
        assert_eq!(url.as_str().split('?').next(), Some("http://localhost:5173/auth/callback"));
        let told: Vec<_> = url.query_pairs().into_owned().collect();
        assert!(told.len() == 1 && told[0].0 == name, "{url}");
        told[0].1.clone()
    }
}
