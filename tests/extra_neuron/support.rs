//! Cases, certificates and small problems for the tests.

use std::path::{Path, PathBuf};

use critcert::input::load;
use critcert::prove::{Control, prove};
use critcert_certificate::case::dataset::DatasetNetwork;
use critcert_certificate::case::extra_neuron::{
    Base, ExtraNeuronNetwork, ExtraNeuronProblem, SampleLoss, Unit,
};
use critcert_certificate::case::{Case, Network, Problem};
use critcert_certificate::certificate::{Answer, Asked};
use critcert_certificate::rational::{Canonical, Rational, parse_input, ratio};
use critcert_checker::{Outcome, check};

/// The directory of the cases.
pub(crate) fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/extra-neuron")
}

/// A case of that directory.
pub(crate) fn case(name: &str) -> Case {
    load(&cases().join(format!("{name}.toml"))).unwrap().case
}

/// The certificate of a claim of a case, as a text, with the answer.
pub(crate) fn certificate(case: &Case, claim: usize) -> (Answer, String) {
    let mut bytes = Vec::new();
    let settled =
        prove(case, &case.claims[claim], "case.toml", Asked::Case, &mut bytes, Control::NONE).unwrap();
    (settled.answer, String::from_utf8(bytes).unwrap())
}

/// What the checker says.
pub(crate) fn checked(case: &Case, text: &str) -> Outcome {
    check(case, &mut std::io::Cursor::new(text.as_bytes()))
}

/// A number.
pub(crate) fn number(text: &str) -> Rational {
    parse_input(text).unwrap()
}

/// A canonical integer.
pub(crate) fn integer(value: i64) -> Canonical {
    Canonical(ratio(value, 1))
}

/// A one-dimensional problem with the cubic hinge, the exponential and lambda = 1.
pub(crate) fn line(data: &[(i64, i8)], base: Option<Base>, width: Option<usize>) -> ExtraNeuronProblem {
    ExtraNeuronProblem {
        points: data.iter().map(|(x, _)| vec![integer(*x)]).collect(),
        labels: data.iter().map(|(_, y)| *y).collect(),
        loss: SampleLoss::Hinge(3),
        lambda: integer(1),
        unit: Unit::Exp,
        base,
        width,
    }
}

/// The base max(-x - 1, 0), dead at x >= 0.
pub(crate) fn dead() -> Base {
    Base::Network(DatasetNetwork {
        weights: vec![vec![integer(-1)]],
        b: Some(vec![integer(-1)]),
        v: vec![integer(1)],
        c: Some(integer(0)),
    })
}

/// A unit with a = 0 on the line.
pub(crate) fn unit(w: Rational, b: Rational) -> ExtraNeuronNetwork {
    ExtraNeuronNetwork { a: integer(0), w: vec![Canonical(w)], b: Canonical(b) }
}

/// A case without claims.
pub(crate) fn bare(problem: ExtraNeuronProblem, unit: Option<ExtraNeuronNetwork>) -> Case {
    Case {
        title: None,
        source: None,
        problem: Problem::ExtraNeuron(problem),
        network: unit.map(Network::ExtraNeuron),
        claims: Vec::new(),
    }
}
