//! The extra-neuron problem: a base network for binary labels, plus one exponential or monomial unit.
//!
//! # Source
//! Liang, Sun, Lee, Srikant 2018, arXiv 1805.08671.

use num_traits::Signed;
use serde::Serialize;

use super::claim::{self, Vocabulary};
use super::dataset::DatasetNetwork;
use super::read::{self, Fields, Read};
use super::{CaseError, Verdict};
use crate::document::{Node, Value};
use crate::rational::{Canonical, ratio};

/// Largest power of a polynomial hinge or of a monomial unit.
pub const MAX_POWER: usize = 1000;

/// Loss `sum_i l(-y_i (f(x_i) + a unit(<w, x_i> + b))) + lambda a^2 / 2`.
///
/// A value read from a case has n >= 1 points of equal dimension d >= 1 and a `base` or a `width`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExtraNeuronProblem {
    /// The points, n rows of d entries.
    pub points: Vec<Vec<Canonical>>,
    /// The labels, -1 or 1.
    pub labels: Vec<i8>,
    /// The loss l of one sample.
    pub loss: SampleLoss,
    /// The factor lambda, at least 0 (0 is what the theorem excludes).
    pub lambda: Canonical,
    /// The extra unit.
    pub unit: Unit,
    /// The base f; `None` when the case is about all bases of a `width`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<Base>,
    /// The number of hidden neurons of the ReLU networks that the case is about, if stated or known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<usize>,
}

/// The loss of one sample, as a function of `z = -y f`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SampleLoss {
    /// `max(z + 1, 0)^p` with p >= 2.
    Hinge(usize),
    /// `(z + 1)^2`, that is `(y - f)^2`.
    Squared,
    /// `log(1 + e^z)`.
    Logistic,
}

/// The extra unit as a function of `<w, x> + b`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// The exponential.
    Exp,
    /// The power p >= 1.
    Monomial(usize),
}

/// The network to which the unit is added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// Frozen, with these outputs at the points: only a, w, b vary.
    Outputs(Vec<Canonical>),
    /// A ReLU network with both biases whose parameters vary too.
    Network(DatasetNetwork),
}

/// The extra unit's parameters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExtraNeuronNetwork {
    /// Output weight.
    pub a: Canonical,
    /// Input weights, d entries.
    pub w: Vec<Canonical>,
    /// Bias.
    pub b: Canonical,
}

impl ExtraNeuronProblem {
    /// The dimension d of the points.
    #[must_use]
    pub fn dimension(&self) -> usize {
        self.points.first().map_or(0, Vec::len)
    }

    pub(super) fn read(node: &Node) -> Read<Self> {
        const KEYS: [&str; 8] = ["kind", "points", "labels", "loss", "lambda", "unit", "base", "width"];
        let fields = Fields::new(node, "[problem]", &KEYS)?;
        let points = read::matrix(fields.required("points")?, "`points`")?;
        let labels_node = fields.required("labels")?;
        let labels: Vec<i8> =
            read::list(labels_node, "`labels`")?.iter().map(read_label).collect::<Read<_>>()?;
        read::check_length(labels_node, "`labels`", labels.len(), points.len(), "the number of points is")?;
        let loss = SampleLoss::read(fields.required("loss")?)?;
        let lambda_node = fields.required("lambda")?;
        let lambda = read::number(lambda_node, "`lambda`")?;
        if lambda.0.is_negative() {
            let message = format!("`lambda` is {lambda}, but a regulariser has a factor of at least 0");
            return Err(CaseError::new("out-of-range", message, lambda_node.span, "write a positive number"));
        }
        let unit = Unit::read(fields.required("unit")?)?;
        let dimension = points.first().map_or(0, Vec::len);
        let mut width = fields.optional("width").map(|node| read::width(node, "`width`")).transpose()?;
        let base = match fields.optional("base") {
            Some(node) => Base::read(node, points.len(), dimension, &mut width)?,
            None if width.is_some() => None,
            None => return Err(fields.missing_either("base", "width")),
        };
        Ok(Self { points, labels, loss, lambda, unit, base, width })
    }
}

fn read_label(node: &Node) -> Read<i8> {
    let label = read::number(node, "a label")?;
    if label.0 == ratio(1, 1) {
        Ok(1)
    } else if label.0 == ratio(-1, 1) {
        Ok(-1)
    } else {
        let message = format!("the label {label} is neither -1 nor 1");
        Err(CaseError::new("wrong-label", message, node.span, "labels of this problem are -1 and 1"))
    }
}

impl SampleLoss {
    fn read(node: &Node) -> Read<Self> {
        match &node.value {
            Value::Text(word) => match word.as_str() {
                "squared" => Ok(Self::Squared),
                "logistic" => Ok(Self::Logistic),
                _ => {
                    let mut error = read::unknown("unknown-value", "a loss", node, word, &[]);
                    error.help = "write \"squared\", \"logistic\" or { hinge = 3 }".to_owned();
                    Err(error)
                }
            },
            _ => {
                let fields = Fields::new(node, "`loss`", &["hinge"])?;
                // Power 1 is not continuously differentiable at margin 1.
                Ok(Self::Hinge(read::count(
                    fields.required("hinge")?,
                    "the power of the hinge",
                    2,
                    MAX_POWER,
                )?))
            }
        }
    }
}

impl Unit {
    fn read(node: &Node) -> Read<Self> {
        match &node.value {
            Value::Text(word) if word == "exp" => Ok(Self::Exp),
            Value::Text(word) => {
                let mut error = read::unknown("unknown-value", "a unit", node, word, &[]);
                error.help = "write \"exp\" or { monomial = 3 }".to_owned();
                Err(error)
            }
            _ => {
                let fields = Fields::new(node, "`unit`", &["monomial"])?;
                Ok(Self::Monomial(read::count(
                    fields.required("monomial")?,
                    "the power of the unit",
                    1,
                    MAX_POWER,
                )?))
            }
        }
    }
}

impl Base {
    /// The base, if `base` says more than a width. `width` is the problem's so far; a width inside
    /// `base`, or the network's, is put there.
    fn read(node: &Node, points: usize, dimension: usize, width: &mut Option<usize>) -> Read<Option<Self>> {
        let fields = Fields::new(node, "`base`", &["outputs", "network", "width"])?;
        if let Some(inner) = fields.optional("width") {
            if width.is_some() {
                fields.forbid("width", "the `width` of the problem")?;
            }
            *width = Some(read::width(inner, "`width`")?);
        }
        if let Some(node) = fields.optional("outputs") {
            fields.forbid("network", "`outputs`")?;
            let outputs = read::numbers_of(node, "`outputs`", points, "the number of points is")?;
            return Ok(Some(Self::Outputs(outputs)));
        }
        let Some(node) = fields.optional("network") else {
            return if width.is_some() { Ok(None) } else { Err(fields.missing("outputs")) };
        };
        let rows = match *width {
            Some(width) => (width, "the stated width is"),
            None => {
                let fields = Fields::any(node, "`network`")?;
                (read::list(fields.required("W")?, "`W`")?.len(), "`W` has one row per neuron,")
            }
        };
        let network = DatasetNetwork::read_shape(node, "`network`", rows, dimension, (true, true))?;
        *width = Some(network.weights.len());
        Ok(Some(Self::Network(network)))
    }
}

impl ExtraNeuronNetwork {
    pub(super) fn read(node: &Node, problem: &ExtraNeuronProblem) -> Read<Self> {
        let fields = Fields::new(node, "[network], here the extra unit,", &["a", "w", "b"])?;
        let dimension = problem.dimension();
        Ok(Self {
            a: read::number(fields.required("a")?, "`a`")?,
            w: read::numbers_of(fields.required("w")?, "`w`", dimension, "the points have dimension")?,
            b: read::number(fields.required("b")?, "`b`")?,
        })
    }
}

/// A claim about an extra-neuron problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ExtraNeuronClaim {
    /// The point of the case has this verdict.
    Verdict {
        /// The verdict.
        expect: Verdict,
        /// The order of the saddle, if that is claimed too.
        #[serde(skip_serializing_if = "Option::is_none")]
        order: Option<usize>,
    },
    /// Every local minimum of the augmented loss has a = 0 and a base of least loss.
    ExtraNeuronEliminatesBadMinima,
    /// The augmented loss has no local minimum at all.
    Vacuous,
    /// A monomial unit of this power does what the exponential does.
    MonomialPowerSuffices {
        /// The power; `None` means the problem's unit, which then is a monomial.
        #[serde(skip_serializing_if = "Option::is_none")]
        power: Option<usize>,
    },
    /// Without this assumption the theorem fails on this instance.
    RefuteWithoutAssumption {
        /// The assumption left out.
        assumption: Assumption,
    },
}

/// An assumption of the theorem that can not be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assumption {
    /// lambda > 0.
    PositiveLambda,
    /// The minimisers of the loss are negative.
    NegativeMinimisers,
    /// The extra unit sees the input itself.
    SkipConnection,
    /// The regulariser per layer has a power that grows with the depth.
    RegulariserPower,
}

impl Assumption {
    const NAMES: [(&'static str, Self); 4] = [
        ("positive-lambda", Self::PositiveLambda),
        ("negative-minimisers", Self::NegativeMinimisers),
        ("skip-connection", Self::SkipConnection),
        ("regulariser-power", Self::RegulariserPower),
    ];

    fn read(node: &Node) -> Read<Self> {
        let word = read::text(node, "`assumption`")?;
        let found = Self::NAMES.iter().find(|(name, _)| *name == word);
        let names = Self::NAMES.map(|(name, _)| name);
        found
            .map(|(_, assumption)| *assumption)
            .ok_or_else(|| read::unknown("unknown-value", "an assumption", node, word, &names))
    }
}

impl ExtraNeuronClaim {
    pub(super) const VOCABULARY: Vocabulary = &[
        ("verdict", &["expect", "order"]),
        ("extra-neuron-eliminates-bad-minima", &[]),
        ("vacuous", &[]),
        ("monomial-power-suffices", &["power"]),
        ("refute-without-assumption", &["assumption"]),
    ];

    /// The `kind` of the claim, as a case spells it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Verdict { .. } => "verdict",
            Self::ExtraNeuronEliminatesBadMinima => "extra-neuron-eliminates-bad-minima",
            Self::Vacuous => "vacuous",
            Self::MonomialPowerSuffices { .. } => "monomial-power-suffices",
            Self::RefuteWithoutAssumption { .. } => "refute-without-assumption",
        }
    }

    pub(super) fn read(node: &Node, problem: &ExtraNeuronProblem, network: bool) -> Read<Self> {
        let (kind, fields) = claim::read_kind(node, "extra-neuron", Self::VOCABULARY)?;
        let power = |key: &str, least| {
            let node = fields.optional(key);
            node.map(|node| read::count(node, &format!("`{key}`"), least, MAX_POWER)).transpose()
        };
        Ok(match kind {
            "verdict" => {
                let expect = claim::read_expect(&fields, network)?;
                if expect != Verdict::Saddle {
                    fields.forbid("order", "`expect`: only a saddle has an order")?;
                }
                Self::Verdict { expect, order: power("order", 1)? }
            }
            "extra-neuron-eliminates-bad-minima" => Self::ExtraNeuronEliminatesBadMinima,
            "vacuous" => Self::Vacuous,
            "monomial-power-suffices" => {
                let power = power("power", 1)?;
                if power.is_none() && problem.unit == Unit::Exp {
                    return Err(fields.missing("power"));
                }
                Self::MonomialPowerSuffices { power }
            }
            _ => Self::RefuteWithoutAssumption {
                assumption: Assumption::read(fields.required("assumption")?)?,
            },
        })
    }
}
