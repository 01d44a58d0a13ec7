//! Problems, landscapes and certificates for the tests.

use std::io::Cursor;

use critcert::porcupine::{Classification, Landscape};
use critcert::prove::porcupine::{classify_network, find_landscape};
use critcert::prove::{Control, prove};
use critcert_certificate::Canonical;
use critcert_certificate::case::porcupine::{PorcupineInput, PorcupineNetwork, PorcupineProblem};
use critcert_certificate::case::{Case, Claim, Network, PorcupineClaim, Problem};
use critcert_certificate::certificate::{Answer, Asked};
use critcert_certificate::rational::{Rational, ratio};
use critcert_checker::{Outcome, check};

/// Integers as canonical numbers.
pub(crate) fn numbers(values: &[i64]) -> Vec<Canonical> {
    values.iter().map(|&value| Canonical(ratio(value, 1))).collect()
}

/// A problem with equal weights.
pub(crate) fn problem(
    lines: &[Vec<i64>],
    neurons: &[usize],
    points: &[Vec<i64>],
    targets: &[i64],
) -> PorcupineProblem {
    let weight = Canonical(Rational::new(1.into(), points.len().into()));
    PorcupineProblem {
        lines: lines.iter().map(|line| numbers(line)).collect(),
        neurons_per_line: neurons.to_vec(),
        input: PorcupineInput::Finite {
            points: points.iter().map(|point| numbers(point)).collect(),
            weights: vec![weight; points.len()],
            targets: numbers(targets),
        },
        teacher: Vec::new(),
    }
}

pub(crate) fn landscape(problem: &PorcupineProblem) -> Landscape {
    find_landscape(problem, Control::NONE).unwrap()
}

pub(crate) fn classify(problem: &PorcupineProblem, t: Vec<Vec<Rational>>) -> Classification {
    let t = t.into_iter().map(|line| line.into_iter().map(Canonical).collect()).collect();
    classify_network(problem, &PorcupineNetwork { t }).unwrap()
}

/// A case with one claim.
pub(crate) fn case(
    problem: &PorcupineProblem,
    t: Option<Vec<Vec<Rational>>>,
    claim: &PorcupineClaim,
) -> Case {
    let network = t.map(|t| {
        let t = t.into_iter().map(|line| line.into_iter().map(Canonical).collect()).collect();
        Network::Porcupine(PorcupineNetwork { t })
    });
    Case {
        title: None,
        source: None,
        problem: Problem::Porcupine(problem.clone()),
        network,
        claims: vec![Claim::Porcupine(claim.clone())],
    }
}

/// Settles a claim, has the checker verify the certificate, and returns the answer.
pub(crate) fn settled(case: &Case, claim: &Claim) -> Answer {
    let mut bytes = Vec::new();
    let found = prove(case, claim, "case.toml", Asked::Case, &mut bytes, Control::NONE).unwrap();
    let outcome = check(case, &mut Cursor::new(&bytes));
    match outcome {
        Outcome::Verified(verified) => assert_eq!(verified.answer(), found.answer),
        outcome => panic!("{outcome:?}\n{}", String::from_utf8(bytes).unwrap()),
    }
    found.answer
}
