//! A success on the native wire: `{"success":true,"data":…}` with a status of its own.

use http::{HeaderValue, StatusCode, header};
use poem::{IntoResponse, Response};
use poem_openapi::{
    ApiResponse, Object,
    registry::{MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry},
    types::{ToJSON, Type},
};
use serde_json::json;

/// `data` in the envelope, answered with `STATUS`.
pub struct Reply<T, const STATUS: u16 = 200> {
    data: T,
    cookie: Option<HeaderValue>,
    replayed: bool,
}

pub type Created<T> = Reply<T, 201>;
pub type Accepted<T> = Reply<T, 202>;

/// What was asked to go is gone.
#[derive(Object)]
#[oai(rename_all = "camelCase")]
pub struct Deleted {
    /// Always `true`.
    deleted: bool,
}

impl Reply<Deleted> {
    pub fn deleted() -> Self {
        Self::new(Deleted { deleted: true })
    }
}

impl<T, const STATUS: u16> Reply<T, STATUS> {
    pub fn new(data: T) -> Self {
        Self { data, cookie: None, replayed: false }
    }

    /// Sets a cookie with the answer, or none.
    #[must_use]
    pub fn with_cookie(mut self, cookie: Option<HeaderValue>) -> Self {
        self.cookie = cookie;
        self
    }

    /// Says whether this answers a request that was answered before.
    #[must_use]
    pub fn replayed(mut self, replayed: bool) -> Self {
        self.replayed = replayed;
        self
    }
}

impl<T: ToJSON, const STATUS: u16> IntoResponse for Reply<T, STATUS> {
    fn into_response(self) -> Response {
        let body = json!({ "success": true, "data": self.data.to_json() }).to_string();
        let status = StatusCode::from_u16(STATUS).unwrap_or_default();
        let mut response = Response::builder().status(status).content_type("application/json").body(body);
        if let Some(cookie) = self.cookie {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        if self.replayed {
            response.headers_mut().insert("idempotency-replayed", HeaderValue::from_static("true"));
        }
        response
    }
}

impl<T: ToJSON, const STATUS: u16> ApiResponse for Reply<T, STATUS> {
    fn meta() -> MetaResponses {
        let content = vec![MetaMediaType { content_type: "application/json", schema: envelope::<T>() }];
        let description = match STATUS {
            201 => "Created",
            202 => "Accepted",
            _ => "Done",
        };
        let response =
            MetaResponse { description, status: Some(STATUS), status_range: None, content, headers: Vec::new() };
        MetaResponses { responses: vec![response] }
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

fn envelope<T: Type>() -> MetaSchemaRef {
    let mut success = MetaSchema::new("boolean");
    success.description = Some("Always `true`.");
    success.enum_items = vec![true.into()];
    let mut schema = MetaSchema::new("object");
    schema.required = vec!["success", "data"];
    schema.properties = vec![("success", MetaSchemaRef::Inline(Box::new(success))), ("data", T::schema_ref())];
    MetaSchemaRef::Inline(Box::new(schema))
}
