//! The porcupine problem: vectors of an independent implementation, second methods, refused certificates.

#[path = "../support/certificate.rs"]
mod certificate;
mod gaussian;
mod properties;
mod refused;
mod support;
mod traps;
mod vectors;
