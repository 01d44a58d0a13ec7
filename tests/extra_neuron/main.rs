//! The extra-neuron problem: stored vectors, second methods, refused certificates.

#[path = "../support/certificate.rs"]
#[allow(dead_code, reason = "other tests use more of it")]
mod certificate;
mod properties;
mod refused;
mod space;
mod support;
mod traps;
mod vectors;
