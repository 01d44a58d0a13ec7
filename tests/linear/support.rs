//! Cases from matrices, certificates from cases.

use std::io::Cursor;

use critcert::exact::Matrix;
use critcert::prove::{Control, prove};
use critcert_certificate::case::linear::{LinearNetwork, LinearProblem};
use critcert_certificate::case::{Case, Claim, LinearClaim, Network, Problem};
use critcert_certificate::certificate::{Answer, Asked};
use critcert_certificate::{Canonical, Rational};
use critcert_checker::{Outcome, check};

pub(crate) fn problem(x: &Matrix, y: &Matrix, width: usize, mu: Rational) -> LinearProblem {
    LinearProblem { x: x.to_rows(), y: y.to_rows(), width, mu: Canonical(mu) }
}

pub(crate) fn network(w1: &Matrix, w2: &Matrix) -> LinearNetwork {
    LinearNetwork { w1: w1.to_rows(), w2: w2.to_rows() }
}

pub(crate) fn case(
    problem: &LinearProblem,
    network: Option<&LinearNetwork>,
    claims: Vec<LinearClaim>,
) -> Case {
    Case {
        title: None,
        source: None,
        problem: Problem::Linear(problem.clone()),
        network: network.cloned().map(Network::Linear),
        claims: claims.into_iter().map(Claim::Linear).collect(),
    }
}

/// Settles the first claim of the case; the certificate must be accepted.
pub(crate) fn settled(case: &Case) -> (Answer, String) {
    let mut bytes = Vec::new();
    let settled = prove(case, &case.claims[0], "case.toml", Asked::Case, &mut bytes, Control::NONE).unwrap();
    let outcome = check(case, &mut Cursor::new(&bytes));
    assert!(matches!(outcome, Outcome::Verified(_)), "{outcome:?}\n{}", String::from_utf8_lossy(&bytes));
    (settled.answer, String::from_utf8(bytes).unwrap())
}
