//! A file's bytes as an answer. Whatever they are, a browser saves them and runs nothing of them: they are anybody's,
//! and come from the host that has the session cookie.

use std::ops::Range;

use entity::file;
use http::{HeaderName, StatusCode, header};
use poem::{Body, IntoResponse, Response};
use poem_openapi::{
    ApiResponse,
    registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry},
    types::Type,
};

use super::{digest, kind, outgoing::Outgoing};

/// To be found again without being asked for twice, by the client alone.
const CACHE: &str = "private, no-cache";
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const DIGEST: HeaderName = HeaderName::from_static("repr-digest");

/// All of a file, a part of it, or word that the client has it.
pub struct Content(Response);

impl Content {
    /// What the client has is the file.
    pub fn not_modified(tag: String) -> Self {
        let head = Response::builder().status(StatusCode::NOT_MODIFIED);
        Self(head.header(header::ETAG, tag).header(header::CACHE_CONTROL, CACHE).finish())
    }

    /// `bytes` are those of `range`, or all.
    pub fn new(row: file::Model, tag: String, size: u64, range: Option<Range<u64>>, bytes: Outgoing) -> Self {
        let length = range.as_ref().map_or(size, |range| range.end - range.start);
        let mut head = Response::builder()
            .header(header::CONTENT_TYPE, row.content_type)
            .header(header::CONTENT_LENGTH, length)
            .header(header::CONTENT_DISPOSITION, kind::disposition(&row.name))
            .header(header::CONTENT_SECURITY_POLICY, POLICY)
            .header(header::ACCEPT_RANGES, "bytes")
            .header(header::CACHE_CONTROL, CACHE)
            .header(DIGEST, digest::header(&row.sha256))
            .header(header::ETAG, tag);
        if let Some(Range { start, end }) = range {
            let place = format!("bytes {start}-{}/{size}", end.saturating_sub(1));
            head = head.status(StatusCode::PARTIAL_CONTENT).header(header::CONTENT_RANGE, place);
        }
        Self(head.body(Body::from_bytes_stream(bytes)))
    }
}

impl IntoResponse for Content {
    fn into_response(self) -> Response {
        self.0
    }
}

impl ApiResponse for Content {
    fn meta() -> MetaResponses {
        let answer = |status: u16, description, content, headers: &[(&str, &str)]| MetaResponse {
            description,
            status: Some(status),
            status_range: None,
            content,
            headers: headers.iter().map(|(name, about)| described(name, about)).collect(),
        };
        let tag = ("ETag", "The content's SHA-256, quoted");
        let saved = ("Content-Disposition", "`attachment`, with the file's name (RFC 6266)");
        let digest = ("Repr-Digest", "SHA-256 of the whole content (RFC 9530)");
        let place = ("Content-Range", "Which bytes, of how many");
        let responses = vec![
            answer(200, "The content, in its own `Content-Type`", binary(), &[tag, saved, digest]),
            answer(206, "The part that was asked for", binary(), &[tag, saved, digest, place]),
            answer(304, "The client has it", Vec::new(), &[tag]),
        ];
        MetaResponses { responses }
    }

    fn register(_: &mut Registry) {}
}

/// Of any type: it is what it was uploaded as.
fn binary() -> Vec<MetaMediaType> {
    let mut schema = MetaSchema::new_with_format("string", "binary");
    schema.description = Some("The file's bytes.");
    vec![MetaMediaType { content_type: "*/*", schema: MetaSchemaRef::Inline(Box::new(schema)) }]
}

fn described(name: &str, description: &str) -> MetaHeader {
    MetaHeader {
        name: name.to_owned(),
        description: Some(description.to_owned()),
        required: true,
        deprecated: false,
        schema: String::schema_ref(),
    }
}
