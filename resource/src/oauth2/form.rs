//! Bodies of the standard wire: form fields (RFC 6749, appendix B), each at most once, an empty one as good as none,
//! unknown ones ignored. What is wrong with one is for the handler to answer, in the standard's words.

use std::collections::BTreeMap;

use kernel::inbound::{FORM, read_form};
use poem::{Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaMediaType, MetaRequest, Registry},
    types::Type,
};
use url::form_urlencoded;

use super::answer::Refused;

/// What can be read from a form, and how the document describes it.
pub trait FromForm: Sized + Send {
    type Shape: Type;

    fn from_form(fields: &Fields) -> Result<Self, Refused>;
}

/// The body, as a `T`, or why it is none.
pub struct FormBody<T>(pub Result<T, Refused>);

impl<'a, T: FromForm> ApiExtractor<'a> for FormBody<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::Shape::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let content = vec![MetaMediaType { content_type: FORM, schema: T::Shape::schema_ref() }];
        Some(MetaRequest { description: None, content, required: true })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let read = read_form(request, body).await.map_err(Into::into);
        let fields = read.and_then(|bytes| Fields::parse(&bytes));
        Ok(Self(fields.and_then(|fields| T::from_form(&fields))))
    }
}

/// The fields of a form that have a value.
pub struct Fields(BTreeMap<String, String>);

impl Fields {
    fn parse(bytes: &[u8]) -> Result<Self, Refused> {
        let mut fields = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(bytes) {
            if fields.insert(name.clone().into_owned(), value.into_owned()).is_some() {
                return Err(Refused::invalid_request("A parameter is given twice"));
            }
        }
        fields.retain(|_, value| !value.is_empty());
        Ok(Self(fields))
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub fn require(&self, name: &str) -> Result<&str, Refused> {
        self.get(name).ok_or_else(|| Refused::invalid_request(format!("{name} is required")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_counts_once_and_only_with_a_value() {
        let fields = Fields::parse(b"a=1&b=&c=x%20y+z&d").unwrap();
        assert_eq!((fields.get("a"), fields.get("b"), fields.get("d")), (Some("1"), None, None));
        assert_eq!(fields.get("c"), Some("x y z"));
        for twice in ["a=1&a=1", "a=1&a=", "a&a", "x=1&y=2&x=3", "a=1&%61=2"] {
            assert!(Fields::parse(twice.as_bytes()).is_err(), "{twice}");
        }
        assert!(Fields::parse(b"\xff=\xfe&%zz=%00").is_ok());
    }
}
