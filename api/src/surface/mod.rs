//! Where things are mounted. No logic: what a route does is its resource's, who may use it is policy's.

pub mod docs;
