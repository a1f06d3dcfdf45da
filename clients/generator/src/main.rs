//! Writes the generated half of the Rust client: reads an OpenAPI document from standard input and prints a module.
//! What is pleasant about the client is written by hand, in `clients/rust/src/`.

use std::io::{self, Write};

use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle};
use quote::{ToTokens, format_ident, quote};
use serde_json::Value;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let document: Value = serde_json::from_reader(io::stdin().lock())?;
    let mut settings = GenerationSettings::default();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_inner_type(quote! { crate::exchange::Exchange })
        .with_derive("PartialEq");
    let mut tokens = Generator::new(&settings).generate_tokens(&serde_json::from_value(document.clone())?)?;
    tokens.extend(pages(&document).map(|page| page.to_token_stream()));
    let module = prettyplease::unparse(&syn::parse2(tokens)?);
    writeln!(io::stdout(), "// Generated from openapi.json by `make clients`.\n{module}")?;
    Ok(())
}

/// For every answer that is a part of a list, what it is a list of.
fn pages(document: &Value) -> impl Iterator<Item = impl ToTokens> {
    let schemas = &document["components"]["schemas"];
    schemas.as_object().into_iter().flatten().filter_map(|(answer, schema)| {
        let list = &schemas[referred(&schema["properties"]["data"])?]["properties"];
        let item = referred(&list["items"]["items"]).filter(|_| list["nextCursor"].is_object())?;
        let (answer, item) = (format_ident!("{answer}"), format_ident!("{item}"));
        Some(quote! {
            impl crate::items::Page for types::#answer {
                type Item = types::#item;
                fn into_parts(self) -> (Vec<Self::Item>, Option<String>) {
                    (self.data.items, self.data.next_cursor)
                }
            }
        })
    })
}

/// The name of the schema that is referred to.
fn referred(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str().or_else(|| schema["allOf"][0]["$ref"].as_str())?.rsplit('/').next()
}
