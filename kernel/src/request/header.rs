//! Headers that a decision rests on: read whole or refused. The first of several values is never taken silently, and a
//! value that isn't text is never taken for an absent one.

use http::{HeaderMap, HeaderName, HeaderValue};
use poem::{Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    param::Header,
    registry::{MetaParamIn, MetaSchemaRef, Registry},
    types::ParseFromParameter,
};

use crate::error::Error;

/// A header is there more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeated;

/// The only value of a header, if it is there.
///
/// # Errors
/// When there are several, even if they are the same.
pub fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a HeaderValue>, Repeated> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (_, Some(_)) => Err(Repeated),
        (value, None) => Ok(value),
    }
}

/// The only value of a header, if it is there once and is text.
pub fn only_text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    only(headers, name).ok().flatten().and_then(|value| value.to_str().ok())
}

/// True if a person looks at the answer: a browser that goes to a page says that it takes HTML, a program doesn't.
pub fn wants_page(headers: &HeaderMap) -> bool {
    let kinds =
        headers.get_all(http::header::ACCEPT).iter().flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    kinds
        .map(|kind| kind.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii())
        .any(|kind| kind.eq_ignore_ascii_case(b"text/html"))
}

/// The values of the cookies with this name, over all `Cookie` lines (RFC 6265, 5.4). Cookies are taken apart as bytes:
/// other cookies of the host can't hide one.
pub fn cookies<'a>(headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = &'a [u8]> {
    let lines = headers.get_all(http::header::COOKIE).iter();
    lines.flat_map(|line| line.as_bytes().split(|byte| *byte == b';')).filter_map(move |cookie| {
        let cookie = cookie.trim_ascii();
        let end = cookie.iter().position(|byte| *byte == b'=')?;
        let is_it = cookie[..end].trim_ascii() == name.as_bytes();
        is_it.then(|| cookie[end + 1..].trim_ascii())
    })
}

/// A header as an operation's parameter: the framework's `Header`, but a value that is there twice or isn't text is
/// refused by name.
pub struct OneHeader<T>(pub T);

impl<'a, T: ParseFromParameter> ApiExtractor<'a> for OneHeader<T> {
    const TYPES: &'static [ApiExtractorType] = Header::<T>::TYPES;
    const PARAM_IS_REQUIRED: bool = Header::<T>::PARAM_IS_REQUIRED;
    type ParamType = T;
    type ParamRawType = T::RawValueType;

    fn register(registry: &mut Registry) {
        Header::<T>::register(registry);
    }

    fn param_in() -> Option<MetaParamIn> {
        Header::<T>::param_in()
    }

    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Header::<T>::param_schema_ref()
    }

    fn param_raw_type(&self) -> Option<&Self::ParamRawType> {
        self.0.as_raw_value()
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        options: ExtractParamOptions<T>,
    ) -> poem::Result<Self> {
        let mut values = request.headers().get_all(options.name).iter();
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(Error::field(options.name, "is given twice").into()),
            (Some(value), None) if value.to_str().is_err() => Err(Error::field(options.name, "is not ASCII").into()),
            _ => Header::from_request(request, body, options).await.map(|header| Self(header.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use http::header;

    use super::*;

    fn headers(name: HeaderName, values: &[&[u8]]) -> HeaderMap {
        values.iter().map(|value| (name.clone(), HeaderValue::from_bytes(value).unwrap())).collect()
    }

    #[test]
    fn a_header_that_is_there_twice_has_no_value() {
        let origin = header::ORIGIN;
        assert_eq!(only(&HeaderMap::new(), &origin), Ok(None));
        assert_eq!(only(&headers(origin.clone(), &[b"a"]), &origin).unwrap().unwrap(), "a");
        assert_eq!(only(&headers(origin.clone(), &[b"a", b"a"]), &origin), Err(Repeated));
        assert_eq!(only_text(&headers(origin.clone(), &[b"a"]), &origin), Some("a"));
        for none in [&[b"a".as_slice(), b"b"][..], &[b"\xff"], &[]] {
            assert_eq!(only_text(&headers(origin.clone(), none), &origin), None);
        }
    }

    #[test]
    fn a_browser_says_that_it_takes_html() {
        for (accept, expected) in [
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true),
            ("application/json, Text/HTML ;q=0.5", true),
            ("*/*", false),
            ("application/json", false),
            ("text/html2", false),
        ] {
            assert_eq!(wants_page(&headers(header::ACCEPT, &[accept.as_bytes()])), expected, "{accept}");
        }
        assert!(!wants_page(&HeaderMap::new()));
    }

    #[test]
    fn no_byte_in_another_cookie_hides_one() {
        for lines in [
            &[b"s=1".as_slice()][..],
            &[b"a=\xff; s=1; \xff=b"],
            &[b"\xc3\xa9; s=1;"],
            &[b"a=s=2; S=3;s=1;ss=4; s; =s"],
            &[b"\xff=\xff", b"s = 1"],
        ] {
            let found: Vec<Vec<u8>> = cookies(&headers(header::COOKIE, lines), "s").map(<[u8]>::to_vec).collect();
            assert_eq!(found, [b"1"], "{lines:?}");
        }
        let both = headers(header::COOKIE, &[b"s=1; s=2", b"s=\xff"]);
        assert_eq!(cookies(&both, "s").collect::<Vec<_>>(), [b"1".as_slice(), b"2", b"\xff"]);
    }
}
