//! A well-formed request for every operation: what each new operation has to be entered in.

mod body;
mod made;
mod place;

use http::Method;
use serde_json::{Value, json};
use tests::{Browser, Operation, World};

use super::caller::Actor;
use crate::{device::DeviceLogin, mcp::oauth::Program};

pub struct Request {
    pub method: Method,
    pub path: String,
    pub body: Option<Value>,
    /// What a browser sends along besides.
    pub cookie: Option<String>,
}

/// Ways to ask that the rule treats differently.
pub fn variants(operation: &Operation) -> &'static [&'static str] {
    match operation.id.as_str() {
        "mint_api_key" => &["", "billing:machine:charge"],
        "update_api_key" => &["", "widening"],
        "update_member" | "create_invitation" => &["", "owner"],
        "approve_authorization" => &["", "writing"],
        "remove_member" => &["", "owner", "leaving"],
        "remove_workspace_member" => &["", "leaving"],
        _ => &[""],
    }
}

/// What the actor asks. Prepares what has to be there for that.
pub async fn request(operation: &Operation, variant: &str, actor: &Actor) -> Request {
    if operation.path.ends_with("/callback") {
        return coming_back(operation, actor).await;
    }
    if operation.id == "cancel_my_email_change" {
        let new = json!({ "email": made::address() });
        actor.send(&Method::POST, "/api/v1/me/email", Some(&new)).await;
    }
    let target = place::target(operation, variant, actor).await;
    let path = path(operation, |collection| place::id(collection, actor, &target)) + &query(operation, actor).await;
    let body = if operation.body.is_some() { Some(body::of(operation, variant, actor).await) } else { None };
    Request { method: operation.method.clone(), path, body, cookie: None }
}

/// From the provider, where the browser was just sent.
async fn coming_back(operation: &Operation, actor: &Actor) -> Request {
    let mut browser = Browser::new(&actor.world);
    let begin = operation.path.strip_suffix("/callback").unwrap().replace("{provider}", "acme");
    let path = browser.leave(if begin == "/auth" { "/auth/login" } else { &begin }).await;
    let cookie = browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).next();
    if operation.method == Method::GET {
        return Request { method: Method::GET, path, body: None, cookie };
    }
    // Posted, as some providers have it.
    let (path, query) = path.split_once('?').unwrap();
    let words =
        url::form_urlencoded::parse(query.as_bytes()).into_owned().map(|(name, word)| (name, Value::from(word)));
    Request { method: operation.method.clone(), path: path.to_owned(), body: Some(words.collect()), cookie: None }
}

/// The operation's path, with what `id` gives for the collections that come before a parameter.
pub fn path(operation: &Operation, id: impl Fn(&str) -> String) -> String {
    operation.path.split('/').skip(1).fold(String::new(), |path, segment| {
        let segment = if segment.starts_with('{') { id(&path) } else { segment.to_owned() };
        format!("{path}/{segment}")
    })
}

/// What a client asks for, as the person's page is given it.
async fn asked(world: &World, scope: &str) -> String {
    Program::register(world).await.request(&[("scope", scope)]).await
}

/// What has to be asked for.
async fn query(operation: &Operation, actor: &Actor) -> String {
    match operation.id.as_str() {
        "get_device_login" => format!("?deviceCode={}", DeviceLogin::start(&actor.world).await.device_code),
        "get_authorization" => format!("?request={}", asked(&actor.world, "mcp:read").await),
        "authorize_oauth_client" => {
            let path = Program::register(&actor.world).await.path(&[]);
            path.replace("/oauth2/authorize", "")
        }
        "upload_file" => "?name=a.txt".to_owned(),
        "delete_me" => {
            let plan = actor.send(&Method::GET, "/api/v1/me/deletion", None).await;
            format!("?confirm={}", plan.body["data"]["confirm"].as_str().unwrap_or("x"))
        }
        _ => String::new(),
    }
}
