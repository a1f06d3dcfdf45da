//! The dashboard: the page that people use, embedded as it was built. It is a client of the API like any other. One page
//! serves all of its paths; what it loads has a name that changes with its content.

mod asset;
mod policy;

use std::collections::HashMap;

use asset::Asset;
use http::{HeaderValue, Method, StatusCode, header};
use kernel::{
    config::{Config, SignUp},
    request::header::wants_page,
    wire::{html::escaped, page_policy::OPENER},
};
use poem::{Request, Response, Result, error::MethodNotAllowedError};

use super::file::below;

/// What `build.rs` found, by path.
static BUILT: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/dashboard.rs"));

/// Served in the place of a dashboard that hasn't been built.
const UNBUILT: &[u8] = include_bytes!("../../../assets/unbuilt/index.html");

/// The first segments of the dashboard's paths. What lies under others belongs to the API.
const ROUTES: [&str; 26] = [
    "",
    "agent-sessions",
    "agents",
    "audit",
    "authorize",
    "connections",
    "device",
    "files",
    "forgot",
    "guardrails",
    "keys",
    "members",
    "memories",
    "operator",
    "organization",
    "payments",
    "projects",
    "security",
    "setup",
    "share",
    "sign-in",
    "sign-up",
    "skills",
    "usage",
    "webhooks",
    "workspaces",
];

/// Where links lead that people are mailed or given. Other paths below `/auth` are the API's.
const LINKS: [&str; 8] = [
    "/auth/email",
    "/auth/email/stop",
    "/auth/invitation",
    "/auth/magic-link",
    "/auth/reset",
    "/auth/verify",
    "/device",
    "/share",
];

/// Where the page is told what it can't know by itself.
const BRAND: &str = "name=\"almond-brand\" content=\"";
/// What it is called until the script runs.
const TITLE: &str = "<title>Almond</title>";
const PROBLEM: &str = "name=\"almond-problem\" content=\"";
const REQUEST: &str = "name=\"almond-request\" content=\"";
const WAYS_IN: &str = "name=\"almond-ways-in\" content=\"";

/// The page and what it loads.
pub struct Dashboard {
    page: String,
    policy: HeaderValue,
    assets: HashMap<&'static str, Asset>,
}

impl Dashboard {
    pub fn new(config: &Config) -> Self {
        Self::of(BUILT, &config.mail.brand, ways_in(config)).below(config.server.path())
    }

    fn of(built: &'static [(&'static str, &'static [u8])], brand: &str, ways_in: &str) -> Self {
        let files: HashMap<_, _> = built.iter().copied().collect();
        let page = String::from_utf8_lossy(files.get("/index.html").copied().unwrap_or(UNBUILT));
        let page = page.replace(WAYS_IN, &format!("{WAYS_IN}{ways_in}"));
        let page = page.replace(BRAND, &format!("{BRAND}{}", escaped(brand))).replace(TITLE, &titled(brand));
        let assets = files.iter().filter_map(|(path, content)| Some((*path, Asset::new(path, content, &files)?)));
        Self { policy: policy::of(&page), page, assets: assets.collect() }
    }

    /// The same, where everything is below a path of the public URL.
    fn below(self, path: &str) -> Self {
        let page = below(path, &self.page).replace("import(\"/", &format!("import(\"{path}/"));
        let page = page.replace("base: \"\"", &format!("base: \"{path}\""));
        Self { policy: policy::of(&page), page, ..self }
    }

    /// The answer, if `request` is for the dashboard: a file of it, or a navigation to one of its paths. Programs, which
    /// don't ask for HTML, find nothing at those; but whoever looks whether a link that was mailed is alive sees that it is.
    pub fn answer(&self, request: &Request) -> Option<Result<Response>> {
        let path = request.uri().path();
        if let Some(asset) = self.assets.get(path) {
            return Some(if is_read(request) { Ok(asset.answer(request)) } else { Err(MethodNotAllowedError.into()) });
        }
        if LINKS.contains(&path) {
            return Some(if is_read(request) { Ok(self.page(request)) } else { Err(MethodNotAllowedError.into()) });
        }
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        let is_here = ROUTES.contains(&first) && is_read(request) && wants_page(request.headers());
        is_here.then(|| Ok(self.page(request)))
    }

    /// Puts the page in the place of a refusal that a person gets, whose status and headers stay. The page says what went
    /// wrong.
    pub fn explain(&self, refusal: &mut Response, problem: &str, request_id: &str) {
        let page = self.page.replace(REQUEST, &format!("{REQUEST}{}", escaped(request_id)));
        let page = page.replace(PROBLEM, &format!("{PROBLEM}{}", escaped(problem)));
        let headers = refusal.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CONTENT_SECURITY_POLICY, self.policy.clone());
        headers.insert(OPENER.0, OPENER.1);
        refusal.set_body(page);
    }

    /// The page, which nobody keeps: its URL may hold a token.
    fn page(&self, request: &Request) -> Response {
        let content = if request.method() == Method::HEAD { String::new() } else { self.page.clone() };
        Response::builder()
            .status(StatusCode::OK)
            .header(header::CONTENT_SECURITY_POLICY, &self.policy)
            .header(OPENER.0, OPENER.1)
            .header(header::VARY, "Accept")
            .content_type("text/html; charset=utf-8")
            .body(content)
    }
}

/// The ways in that not every server has. Its providers are asked for by the API.
fn ways_in(config: &Config) -> &'static str {
    if config.sign_in.sign_up == SignUp::Closed { "" } else { "sign-up" }
}

fn titled(brand: &str) -> String {
    format!("<title>{}</title>", escaped(brand))
}

fn is_read(request: &Request) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD)
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    const FILES: &[(&str, &[u8])] = &[
        ("/index.html", b"<meta name=\"almond-ways-in\" content=\"\"><meta name=\"almond-brand\" content=\"\"><script>let a;</script>"),
        ("/_app/immutable/a.js", b"let a;"),
        ("/_app/immutable/a.js.br", b"br"),
        ("/_app/immutable/a.js.gz", b"gz"),
        ("/favicon.svg", b"<svg/>"),
    ];

    fn ask(path: &str, headers: &[(&'static str, &str)]) -> Option<Response> {
        let request = Request::builder().uri_str(path);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).finish();
        Dashboard::of(FILES, "Almond", "").answer(&request).map(|answer| answer.unwrap())
    }

    #[test]
    fn a_navigation_gets_the_page_under_its_policy_and_a_program_nothing() {
        for path in ["/", "/keys", "/keys/7?q=x", "/sign-in"] {
            let page = ask(path, &[("accept", "text/html,*/*;q=0.8")]).unwrap();
            let policy = page.header("content-security-policy").unwrap();
            assert!(policy.contains("script-src 'self' 'sha256-") && policy.contains("trusted-types"), "{policy}");
            assert!(!policy.contains("unsafe") && page.header("cache-control").is_none(), "{policy}");
            assert!(ask(path, &[("accept", "application/json")]).is_none() && ask(path, &[]).is_none(), "{path}");
        }
        for path in
            ["/api", "/api/v1/nothing", "/internal", "/nothing", "/keysx", "/_app/nothing.js", "/auth", "/auth/login"]
        {
            assert!(ask(path, &[("accept", "text/html")]).is_none(), "{path}");
        }
        for path in ["/device?user_code=x", "/auth/verify?token=x"] {
            assert!(ask(path, &[("accept", "*/*")]).is_some(), "{path}");
        }
    }

    #[tokio::test]
    async fn a_hashed_file_is_kept_for_good_and_sent_in_the_best_coding_that_the_client_takes() {
        for (accepts, coding, content) in [
            ("gzip, deflate, br", Some("br"), "br"),
            ("gzip;q=0.5", Some("gzip"), "gz"),
            ("br;q=0, gzip", Some("gzip"), "gz"),
            ("br; q=0.000", None, "let a;"),
            ("", None, "let a;"),
        ] {
            let answer = ask("/_app/immutable/a.js", &[("accept-encoding", accepts)]).unwrap();
            assert_eq!(answer.header("content-encoding"), coding, "{accepts}");
            assert_eq!(answer.header("vary"), Some("Accept-Encoding"));
            assert_eq!(answer.header("content-type"), Some("text/javascript; charset=utf-8"));
            assert!(answer.header("cache-control").unwrap().ends_with("immutable"));
            assert_eq!(answer.into_body().into_string().await.unwrap(), content);
        }
    }

    #[test]
    fn a_file_without_a_hash_is_asked_for_again_and_spared_where_it_is_the_same() {
        let first = ask("/favicon.svg", &[]).unwrap();
        assert_eq!(first.header("cache-control"), Some("no-cache"));
        let tag = first.header("etag").unwrap().to_owned();
        assert_eq!(ask("/favicon.svg", &[("if-none-match", &tag)]).unwrap().status(), StatusCode::NOT_MODIFIED);
        assert_eq!(ask("/favicon.svg", &[("if-none-match", "\"x\"")]).unwrap().status(), StatusCode::OK);
    }

    #[test]
    fn nothing_of_it_is_written_to() {
        let request = Request::builder().method(Method::POST).uri_str("/favicon.svg").finish();
        assert!(Dashboard::of(FILES, "Almond", "").answer(&request).unwrap().is_err());
        let request = Request::builder().method(Method::POST).uri_str("/keys").header("accept", "text/html").finish();
        assert!(Dashboard::of(FILES, "Almond", "").answer(&request).is_none());
    }

    #[test]
    fn its_routes_are_the_folders_of_its_source() {
        let routes = Path::new(env!("CARGO_MANIFEST_DIR")).join("dashboard/src/routes");
        let mut found = BTreeSet::from([String::new()]);
        for group in ["(in)", "(operator)", "(out)"] {
            let folders = fs::read_dir(routes.join(group)).unwrap().map(Result::unwrap);
            let folders = folders.filter(|entry| entry.path().is_dir());
            found.extend(folders.map(|entry| entry.file_name().into_string().unwrap()));
        }
        assert!(found.remove("auth"));
        assert_eq!(found, ROUTES.map(str::to_owned).into());
        for link in LINKS {
            assert!(routes.join(format!("(out){link}/+page.svelte")).exists(), "{link}");
        }
    }

    #[test]
    fn the_page_is_told_what_the_service_is_called_and_which_ways_in_there_are() {
        let page = Dashboard::of(FILES, "<Ada>", "sign-up").page;
        assert!(page.contains("name=\"almond-ways-in\" content=\"sign-up\">"), "{page}");
        assert!(page.contains("name=\"almond-brand\" content=\"&lt;Ada&gt;\">"), "{page}");
    }

    #[test]
    fn unbuilt_it_says_how_to_build_it() {
        let request = Request::builder().uri_str("/").header("accept", "text/html").finish();
        let dashboard = Dashboard::of(&[], "", "");
        assert!(dashboard.answer(&request).unwrap().is_ok());
        assert!(dashboard.page.contains("make dashboard"));
    }
}
