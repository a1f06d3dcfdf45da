//! A request body that is a form. What its fields mean, and how a wrong one is answered, is for whoever reads it.

use http::header::CONTENT_TYPE;
use poem::{Request, RequestBody};

use super::bytes::read;
use crate::{
    error::{Code, Error},
    request::header::only_text,
};

/// The media type of a form.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// The bytes of a body that says it is a form, read within `bytes`' limits.
///
/// # Errors
/// `UNSUPPORTED_MEDIA_TYPE` for a body of another type; as `read`.
pub async fn read_form(request: &Request, body: &mut RequestBody) -> Result<Vec<u8>, Error> {
    let bytes = read(request, body).await?;
    let given = only_text(request.headers(), &CONTENT_TYPE).unwrap_or_default();
    let is_form = given.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(FORM);
    if is_form { Ok(bytes) } else { Err(Error::new(Code::UnsupportedMediaType, "Send the body as a form")) }
}
