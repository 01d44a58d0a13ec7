//! The linear problem: known instances, random critical points against floating point, refused certificates.

mod cases;
#[path = "../support/certificate.rs"]
#[allow(dead_code, reason = "shared with the tests of other kinds")]
mod certificate;
mod landscape;
mod properties;
mod refused;
mod support;
mod vectors;
