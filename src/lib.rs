//! Exact, certified statements about the loss landscape of small neural networks.
//!
//! A [case](critcert_certificate::case) states a problem, perhaps one network for it, and claims.
//! [`prove::prove`] settles a claim in exact arithmetic and writes a certificate, which the package
//! `critcert-checker` validates on its own. The main path through the code is [`input`] (read a case),
//! [`prove`] (dispatch), the module of the problem kind (mathematics), [`answer`] (JSON).

pub mod answer;
pub mod dataset;
pub mod diff;
pub mod exact;
pub mod explain;
pub mod export;
pub mod extra_neuron;
pub mod hint;
pub mod input;
pub mod interval;
pub mod linear;
pub mod lp;
pub mod pattern;
pub mod porcupine;
pub mod prove;
pub mod report;
pub mod theorems;
