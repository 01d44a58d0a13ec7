//! Problems and networks from short texts, and the loss along a ray by plain arithmetic of germs.

use critcert::prove::{Control, Finding, classify as certify, prove};
use critcert_certificate::case::dataset::{Activation, DatasetNetwork, DatasetProblem};
use critcert_certificate::case::{Case, Claim, Network, Problem};
use critcert_certificate::certificate::Asked;
use critcert_certificate::rational::{parse_input, ratio};
use critcert_certificate::{Canonical, Rational};
use critcert_checker::{Outcome, check};
use num_traits::{Signed, Zero};

/// Numbers separated by spaces.
pub(crate) fn numbers(text: &str) -> Vec<Canonical> {
    text.split_whitespace().map(|word| Canonical(parse_input(word).unwrap())).collect()
}

/// Rows separated by commas.
pub(crate) fn rows(text: &str) -> Vec<Vec<Canonical>> {
    text.split(',').map(numbers).collect()
}

/// A problem; `slope` 0 is ReLU, `biases` says hidden and output.
pub(crate) fn problem(points: &str, labels: &str, slope: &str, biases: (bool, bool)) -> DatasetProblem {
    let slope = numbers(slope).remove(0);
    let activation = if slope.0.is_zero() { Activation::Relu } else { Activation::Leaky(slope) };
    let (points, labels) = (rows(points), numbers(labels));
    DatasetProblem { points, labels, width: 1, activation, hidden_bias: biases.0, output_bias: biases.1 }
}

/// A network for a problem, whose width becomes the network's; the hidden bias is the last weight of each row.
pub(crate) fn network(
    problem: &mut DatasetProblem,
    weights: &str,
    v: &str,
    c: Option<&str>,
) -> DatasetNetwork {
    let mut weights = rows(weights);
    problem.width = weights.len();
    let b = problem.hidden_bias.then(|| weights.iter_mut().map(|row| row.pop().unwrap()).collect());
    DatasetNetwork { weights, b, v: numbers(v), c: c.map(|c| numbers(c).remove(0)) }
}

pub(crate) fn case(problem: &DatasetProblem, network: Option<&DatasetNetwork>, claims: Vec<Claim>) -> Case {
    Case {
        title: None,
        source: None,
        problem: Problem::Dataset(problem.clone()),
        network: network.cloned().map(Network::Dataset),
        claims,
    }
}

/// Classifies a network and has the checker accept the certificate.
pub(crate) fn accepted(
    problem: &DatasetProblem,
    network: &DatasetNetwork,
) -> critcert::dataset::Classification {
    let case = case(problem, Some(network), Vec::new());
    let (finding, bytes) = certify(&case, "case.toml").unwrap();
    let bytes = bytes.expect("a verdict");
    let outcome = check(&case, &mut std::io::Cursor::new(&bytes));
    assert!(matches!(outcome, Outcome::Verified(_)), "{outcome:?}\n{}", String::from_utf8_lossy(&bytes));
    match finding {
        Finding::DatasetPoint(point) => point.classification,
        other => panic!("{other:?}"),
    }
}

/// Settles the first claim of a case; the answer and the certificate, which the checker accepts.
pub(crate) fn settled(case: &Case) -> (critcert_certificate::certificate::Answer, String) {
    let mut bytes = Vec::new();
    let settled = prove(case, &case.claims[0], "case.toml", Asked::Case, &mut bytes, Control::NONE).unwrap();
    let outcome = check(case, &mut std::io::Cursor::new(&bytes));
    let text = String::from_utf8(bytes).unwrap();
    assert!(matches!(outcome, Outcome::Verified(_)), "{outcome:?}\n{text}");
    (settled.answer, text)
}

/// A polynomial in eps, constant first.
type Germ = Vec<Rational>;

fn times(left: &Germ, right: &Germ) -> Germ {
    let mut product = vec![Rational::zero(); left.len() + right.len() - 1];
    for (i, a) in left.iter().enumerate() {
        for (j, b) in right.iter().enumerate() {
            product[i + j] += a * b;
        }
    }
    product
}

fn plus(mut left: Germ, right: &Germ) -> Germ {
    if left.len() < right.len() {
        left.resize(right.len(), Rational::zero());
    }
    for (entry, other) in left.iter_mut().zip(right) {
        *entry += other;
    }
    left
}

/// The lowest nonzero coefficient.
pub(crate) fn leading(germ: &Germ) -> Option<(usize, Rational)> {
    germ.iter().enumerate().find(|(_, entry)| !entry.is_zero()).map(|(order, entry)| (order, entry.clone()))
}

/// `L(network + eps direction) - L(network)` for small eps > 0, straight from the definition of f.
pub(crate) fn change(problem: &DatasetProblem, network: &DatasetNetwork, direction: &DatasetNetwork) -> Germ {
    let slope = problem.activation.slope();
    let linear = |a: &Canonical, b: &Canonical| vec![a.0.clone(), b.0.clone()];
    let mut total = vec![Rational::zero()];
    for (x, y) in problem.points.iter().zip(&problem.labels) {
        let mut f = vec![-&y.0];
        if let (Some(c), Some(d)) = (&network.c, &direction.c) {
            f = plus(f, &linear(c, d));
        }
        for j in 0..network.v.len() {
            let mut u = match (&network.b, &direction.b) {
                (Some(b), Some(d)) => linear(&b[j], &d[j]),
                _ => vec![Rational::zero()],
            };
            for (k, coordinate) in x.iter().enumerate() {
                let term = linear(&network.weights[j][k], &direction.weights[j][k]);
                u = plus(u, &times(&term, &vec![coordinate.0.clone()]));
            }
            if leading(&u).is_some_and(|(_, entry)| entry.is_negative()) {
                u = times(&u, &vec![slope.clone()]);
            }
            f = plus(f, &times(&u, &linear(&network.v[j], &direction.v[j])));
        }
        total = plus(total, &times(&times(&f, &f), &vec![ratio(1, 2)]));
    }
    total[0] = Rational::zero();
    total
}

/// The direction that changes nothing.
pub(crate) fn still(network: &DatasetNetwork) -> DatasetNetwork {
    let zeros = |list: &Vec<Canonical>| vec![Canonical::zero(); list.len()];
    DatasetNetwork {
        weights: network.weights.iter().map(zeros).collect(),
        b: network.b.as_ref().map(zeros),
        v: zeros(&network.v),
        c: network.c.as_ref().map(|_| Canonical::zero()),
    }
}

/// Sets input weights and hidden bias of a neuron from a lifted vector.
pub(crate) fn set_lifted(direction: &mut DatasetNetwork, neuron: usize, lifted: &[Rational]) {
    let mut entries: Vec<Canonical> = lifted.iter().cloned().map(Canonical).collect();
    if let Some(b) = &mut direction.b {
        b[neuron] = entries.pop().unwrap();
    }
    direction.weights[neuron] = entries;
}
