//! What all of the wire has in common: routes, methods, bodies, headers, paths. Every refusal is in the envelope, which
//! `Answer` checks by itself.

mod body;
mod brand;
mod cors;
mod doubled;
mod headers;
mod hung_up;
mod large;
mod lists;
mod methods;
mod paths;
mod plain;
mod text;
mod too_large;
