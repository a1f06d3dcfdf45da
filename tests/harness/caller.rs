//! Callers as types: what each of them sends along with a request.

use http::Method;
use serde_json::Value;

use crate::{Answer, MASTER_KEY, World};

/// Somebody who sends requests.
pub trait Caller {
    fn world(&self) -> &World;

    /// The headers that say who it is.
    fn credentials(&self) -> Vec<(String, String)>;

    fn request(&self, method: Method, path: &str, body: Option<Value>) -> impl Future<Output = Answer> {
        self.request_from("127.0.0.1", method, path, body)
    }

    /// As from this address, through a proxy that is trusted.
    fn request_from(
        &self,
        address: &str,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> impl Future<Output = Answer> {
        let mut headers = self.credentials();
        headers.push(("x-forwarded-for".into(), address.into()));
        if body.is_some() {
            headers.push(("content-type".into(), "application/json".into()));
        }
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        async move {
            let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            self.world().send(method, path, &headers, body).await
        }
    }

    fn get(&self, path: &str) -> impl Future<Output = Answer> {
        self.request(Method::GET, path, None)
    }

    fn delete(&self, path: &str) -> impl Future<Output = Answer> {
        self.request(Method::DELETE, path, None)
    }

    /// Without a body.
    fn post_empty(&self, path: &str) -> impl Future<Output = Answer> {
        self.request(Method::POST, path, None)
    }

    fn post(&self, path: &str, body: Value) -> impl Future<Output = Answer> {
        self.request(Method::POST, path, Some(body))
    }

    fn patch(&self, path: &str, body: Value) -> impl Future<Output = Answer> {
        self.request(Method::PATCH, path, Some(body))
    }
}

macro_rules! caller {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name {
            world: World,
            credentials: Vec<(String, String)>,
        }

        impl $name {
            /// The same caller, asking the server of another world.
            pub fn at(&self, world: &World) -> Self {
                Self { world: world.clone(), credentials: self.credentials.clone() }
            }
        }

        impl Caller for $name {
            fn world(&self) -> &World {
                &self.world
            }

            fn credentials(&self) -> Vec<(String, String)> {
                self.credentials.clone()
            }
        }
    };
}

caller!(
    /// Nobody: no credential.
    Anonymous
);
caller!(
    /// A session, by bearer token or by cookie from the server's own pages.
    Session
);
caller!(
    /// A program with an API key.
    Key
);
caller!(
    /// The operator, with the master key.
    Operator
);

fn bearer(token: &str) -> Vec<(String, String)> {
    vec![("authorization".into(), format!("Bearer {token}"))]
}

impl Anonymous {
    pub fn new(world: World) -> Self {
        Self { world, credentials: Vec::new() }
    }

    /// With headers of its own.
    pub fn with(world: World, name: &str, value: &str) -> Self {
        Self { world, credentials: vec![(name.into(), value.into())] }
    }
}

impl Session {
    pub fn bearer(world: World, token: &str) -> Self {
        Self { world, credentials: bearer(token) }
    }

    pub fn cookie(world: World, cookie: &str) -> Self {
        let own_pages = ("sec-fetch-site".into(), "same-origin".into());
        Self { world, credentials: vec![("cookie".into(), cookie.into()), own_pages] }
    }
}

impl Key {
    pub fn new(world: World, key: &str) -> Self {
        Self { world, credentials: bearer(key) }
    }
}

impl Operator {
    pub fn new(world: World) -> Self {
        Self { world, credentials: bearer(MASTER_KEY) }
    }
}
