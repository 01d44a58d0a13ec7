//! Nouns shared by prover and checker: exact numbers as text, cases, certificates.
//!
//! Nothing here decides anything. The modules say what a number, a case and a certificate *are*, read
//! them strictly and write them canonically; the mathematics is done twice, once in the prover (package
//! `critcert`) and once, by other means, in the checker (package `critcert-checker`).

pub mod case;
pub mod certificate;
pub mod document;
pub mod rational;

pub use rational::{Canonical, Rational};
