//! Answers without an envelope, and refusals in a dialect's own shape.

use std::marker::PhantomData;

use http::StatusCode;
use kernel::{dialect::Dialect, error::Error};
use poem::{IntoResponse, Response};
use poem_openapi::{
    ApiResponse,
    registry::{MetaMediaType, MetaResponse, MetaResponses, MetaSchemaRef, Registry},
    types::{ToJSON, Type},
};

/// `T` and nothing around it, answered with `STATUS`.
pub struct Bare<T, const STATUS: u16 = 200>(pub T);

/// 204: done, and nothing to say.
pub struct Nothing;

/// An error on its way to the front door, which gives it the body that the dialect has for it.
pub struct Refused<D>(Error, PhantomData<D>);

impl<D> From<Error> for Refused<D> {
    fn from(error: Error) -> Self {
        Self(error, PhantomData)
    }
}

impl<D> From<Refused<D>> for poem::Error {
    fn from(refused: Refused<D>) -> Self {
        refused.0.into()
    }
}

impl<T: ToJSON, const STATUS: u16> IntoResponse for Bare<T, STATUS> {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(STATUS).unwrap_or_default();
        let body = self.0.to_json().unwrap_or_default().to_string();
        Response::builder().status(status).content_type("application/json").body(body)
    }
}

impl IntoResponse for Nothing {
    fn into_response(self) -> Response {
        Response::builder().status(StatusCode::NO_CONTENT).finish()
    }
}

impl<T: ToJSON, const STATUS: u16> ApiResponse for Bare<T, STATUS> {
    fn meta() -> MetaResponses {
        let description = if STATUS == 201 { "Created" } else { "Done" };
        responses(description, Some(STATUS), Some(T::schema_ref()))
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl ApiResponse for Nothing {
    fn meta() -> MetaResponses {
        responses("Done", Some(204), None)
    }

    fn register(_: &mut Registry) {}
}

/// The document's `default`, which the rule's codes then take over.
impl<D: Dialect> ApiResponse for Refused<D> {
    fn meta() -> MetaResponses {
        responses("", None, Some(D::Refusal::schema_ref()))
    }

    fn register(registry: &mut Registry) {
        D::Refusal::register(registry);
    }
}

fn responses(description: &'static str, status: Option<u16>, schema: Option<MetaSchemaRef>) -> MetaResponses {
    let content = schema.map(|schema| MetaMediaType { content_type: "application/json", schema });
    let content = content.into_iter().collect();
    MetaResponses {
        responses: vec![MetaResponse { description, status, status_range: None, content, headers: Vec::new() }],
    }
}
