//! Answers about interval problems.

use critcert_certificate::case::Verdict;
use critcert_certificate::case::interval::{IntervalNetwork, IntervalProblem};
use critcert_certificate::rational::{Canonical, Rational};
use itertools::Itertools;
use num_bigint::BigInt;
use num_traits::Zero;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::ClassifyAnswer;
use crate::interval::gradient::Parameter;
use crate::interval::landscape::Family;
use crate::interval::local_minimum::exact_network;
use crate::interval::rays::Ray;
use crate::interval::{Classification, Proof};
use crate::prove::interval::Landscape;

/// The answer about one network.
pub(super) fn classify_answer(found: &Classification) -> ClassifyAnswer {
    let global = match found.verdict {
        Verdict::GlobalMinimum => Some(Some(true)),
        // The proof of a local minimum comes with a better network.
        Verdict::LocalMinimum => Some(Some(false)),
        _ => None,
    };
    let neurons =
        found.neurons.iter().map(|class| json!({ "type": class.kind, "flat": class.flat })).collect();
    ClassifyAnswer {
        verdict: found.verdict,
        loss: found.loss.to_string(),
        differentiable: found.differentiable,
        global,
        order: None,
        neurons,
        evidence: evidence(&found.proof),
        because: because(found),
    }
}

/// The proof in one sentence.
fn because(found: &Classification) -> String {
    match &found.proof {
        Proof::ZeroLoss => "the loss is zero".to_owned(),
        Proof::GradientEntry { parameter, value } => {
            let name = match parameter {
                Parameter::OutputBias => "c".to_owned(),
                Parameter::OutputWeight(neuron) => format!("v of neuron {neuron}"),
                Parameter::HiddenBias(neuron) => format!("b of neuron {neuron}"),
                Parameter::InputWeight(neuron) => format!("w of neuron {neuron}"),
            };
            format!("the derivative of the loss by {name} is {value}")
        }
        Proof::OneSidedDerivative { neuron, direction: (omega, eta), value } => format!(
            "the one-sided derivative is {value} when (w, b) of neuron {neuron} moves in direction ({omega}, {eta})"
        ),
        Proof::DescentRay(ray) => {
            let direction = &ray.direction;
            let list = |values: &[Rational]| values.iter().join(" ");
            format!(
                "the gradient is zero, and along the ray w: {}, b: {}, v: {}, c: {}\n  the loss changes by {}",
                list(&direction.w),
                list(&direction.b),
                list(&direction.v),
                direction.c,
                polynomial(ray.polynomial.coefficients())
            )
        }
        Proof::Radius { delta, .. } => format!(
            "no network is better whose parameters differ by at most {delta}; further away one has loss zero"
        ),
        Proof::None(reason) => reason.to_string(),
    }
}

/// A polynomial in eps, lowest order first.
fn polynomial(coefficients: &[Rational]) -> String {
    let terms = coefficients.iter().enumerate().filter(|(_, coefficient)| !coefficient.is_zero());
    terms.map(|(power, coefficient)| format!("({coefficient}) eps^{power}")).join(" + ")
}

fn evidence(proof: &Proof) -> Value {
    match proof {
        Proof::ZeroLoss => json!({ "kind": "zero-loss" }),
        Proof::GradientEntry { parameter, value } => {
            let (name, neuron) = match parameter {
                Parameter::OutputBias => ("c", None),
                Parameter::OutputWeight(neuron) => ("v", Some(neuron)),
                Parameter::HiddenBias(neuron) => ("b", Some(neuron)),
                Parameter::InputWeight(neuron) => ("w", Some(neuron)),
            };
            json!({ "kind": "gradient-entry", "parameter": name, "neuron": neuron, "value": value.to_string() })
        }
        Proof::OneSidedDerivative { neuron, direction: (omega, eta), value } => json!({
            "kind": "one-sided-derivative",
            "neuron": neuron,
            "direction": [omega.to_string(), eta.to_string()],
            "value": value.to_string(),
        }),
        Proof::DescentRay(ray) => ray_evidence(ray),
        Proof::Radius { delta, better } => {
            json!({ "kind": "radius", "delta": delta.to_string(), "better": better })
        }
        Proof::None(reason) => json!({ "kind": "none", "reason": reason.to_string() }),
    }
}

fn ray_evidence(ray: &Ray) -> Value {
    let texts = |values: &[Rational]| values.iter().map(Rational::to_string).collect_vec();
    let direction = &ray.direction;
    json!({
        "kind": "descent-ray",
        "direction": {
            "w": texts(&direction.w), "b": texts(&direction.b), "v": texts(&direction.v),
            "c": direction.c.to_string(),
        },
        "until": ray.epsilon.to_string(),
        "polynomial": texts(ray.polynomial.coefficients()),
    })
}

/// A count of any size, written as a JSON integer.
#[derive(Debug, Clone)]
pub struct Count(pub BigInt);

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw = serde_json::value::RawValue::from_string(self.0.to_string());
        raw.map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

/// The answer to `landscape`.
#[derive(Debug, Clone, Serialize)]
pub struct LandscapeAnswer {
    /// Always true: an incomplete enumeration is an error.
    pub complete: bool,
    /// The width for which the patterns were enumerated.
    pub width: usize,
    /// The least loss.
    pub global_minimum: String,
    /// All patterns that were decided.
    pub patterns: Count,
    /// Patterns without a critical point of positive loss.
    pub infeasible: Count,
    /// Branches of the tree that were cut and opened.
    pub branches: Branches,
    /// One entry for each verdict and number of kinks, by falling loss, the global minimum last.
    pub families: Vec<FamilyAnswer>,
}

/// Numbers of branches.
#[derive(Debug, Clone, Serialize)]
pub struct Branches {
    /// Split into extensions.
    pub opened: u64,
    /// Cut by multipliers.
    pub cut: u64,
    /// Holding a family.
    pub feasible: usize,
}

/// A family of critical points.
#[derive(Debug, Clone, Serialize)]
pub struct FamilyAnswer {
    /// What its members are.
    pub verdict: Verdict,
    /// Number of kinks.
    pub kinks: usize,
    /// The loss of every member.
    pub loss: String,
    /// The kinks.
    pub breakpoints: Vec<String>,
    /// For each kink, the sum of `v_j w_j` over its neurons.
    pub kink_weight: Option<String>,
    /// A member.
    pub network: IntervalNetwork,
    /// Patterns of the family. Zero for the global minima, which are told by their loss and not by a pattern.
    pub patterns: Count,
}

/// The answer about a landscape.
#[must_use]
pub fn landscape_answer(problem: &IntervalProblem, found: &Landscape) -> LandscapeAnswer {
    let problem = &IntervalProblem { width: found.width, ..problem.clone() };
    let mut families = Vec::new();
    let counted = found.families.iter().zip(&found.tally.families);
    let groups = counted.into_group_map_by(|(family, _)| (family.kinks(), family.verdict()));
    for (_, members) in groups.into_iter().sorted_by_key(|(key, _)| *key) {
        let Some((first, _)) = members.first() else { continue };
        let patterns = members.iter().fold(BigInt::zero(), |sum, (_, count)| sum + *count);
        families.push(family_answer(problem, first, patterns));
    }
    families.push(FamilyAnswer {
        verdict: Verdict::GlobalMinimum,
        kinks: 0,
        loss: "0".to_owned(),
        breakpoints: Vec::new(),
        kink_weight: None,
        network: exact_network(problem),
        patterns: Count(BigInt::zero()),
    });
    LandscapeAnswer {
        complete: true,
        width: found.width,
        global_minimum: "0".to_owned(),
        patterns: Count(found.tally.patterns.clone()),
        infeasible: Count(found.tally.infeasible.clone()),
        branches: Branches {
            opened: found.tally.opened,
            cut: found.tally.cut,
            feasible: found.families.len(),
        },
        families,
    }
}

fn family_answer(problem: &IntervalProblem, family: &Family, patterns: BigInt) -> FamilyAnswer {
    let network = family.member(problem, problem.width);
    let weight = |network: &IntervalNetwork| -> Option<String> {
        let (w, v) = (network.w.first()?, network.v.first()?);
        Some(Canonical(&w.0 * &v.0).to_string())
    };
    FamilyAnswer {
        verdict: family.verdict(),
        kinks: family.kinks(),
        loss: family.loss(problem).to_string(),
        breakpoints: family.breakpoints(problem).iter().map(Rational::to_string).collect(),
        kink_weight: if family.kinks() > 0 { weight(&network) } else { None },
        network,
        patterns: Count(patterns),
    }
}
