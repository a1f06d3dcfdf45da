//! Writes the generated half of the Rust client: reads an OpenAPI document from standard input and prints a module.
//! What is pleasant about the client is written by hand, in `clients/rust/src/`.

use std::io::{self, Write};

use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle};
use quote::quote;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let document: openapiv3::OpenAPI = serde_json::from_reader(io::stdin().lock())?;
    let mut settings = GenerationSettings::default();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_inner_type(quote! { crate::exchange::Exchange })
        .with_derive("PartialEq");
    let tokens = Generator::new(&settings).generate_tokens(&document)?;
    let module = prettyplease::unparse(&syn::parse2(tokens)?);
    writeln!(io::stdout(), "// Generated from openapi.json by `make clients`.\n{module}")?;
    Ok(())
}
