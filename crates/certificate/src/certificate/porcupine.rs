//! Steps about the porcupine problem: the fields of each rule (`proofs/format/porcupine.md`).

use serde::{Deserialize, Serialize};

use super::{nullable, rule};
use crate::case::Verdict;
use crate::rational::Canonical;

/// A number of Q, or of Q(pi) when the input is Gaussian.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A rational number.
    Rational(Canonical),
    /// A quotient of polynomials in pi.
    Pi(PiFraction),
    /// A number known by bounds only, in the rules about enclosures.
    Between(Bounds),
}

/// Rational bounds of a number: `low <= number <= high`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// The lower bound.
    pub low: Canonical,
    /// The upper bound.
    pub high: Canonical,
}

/// A quotient of two polynomials in pi, constant coefficient first; the denominator is positive at pi.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PiFraction {
    /// Integer coefficients of the numerator.
    pub numerator: Vec<Canonical>,
    /// Integer coefficients of the denominator.
    pub denominator: Vec<Canonical>,
}

impl Value {
    /// The number as text: `p/q`, `(polynomial)/(polynomial)` in `pi`, or `[low, high]`.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Rational(value) => value.to_string(),
            Self::Pi(fraction) => {
                format!("({})/({})", polynomial(&fraction.numerator), polynomial(&fraction.denominator))
            }
            Self::Between(Bounds { low, high }) => format!("[{low}, {high}]"),
        }
    }
}

/// A polynomial in pi as text, highest power first.
fn polynomial(coefficients: &[Canonical]) -> String {
    let mut text = String::new();
    for (power, coefficient) in coefficients.iter().enumerate().rev() {
        let number = coefficient.to_string();
        if number == "0" {
            continue;
        }
        let (negative, size) = number.strip_prefix('-').map_or((false, number.as_str()), |size| (true, size));
        text += match (text.is_empty(), negative) {
            (true, true) => "-",
            (true, false) => "",
            (false, true) => " - ",
            (false, false) => " + ",
        };
        let symbol = match power {
            0 => String::new(),
            1 => "pi".to_owned(),
            _ => format!("pi^{power}"),
        };
        match (size, symbol.as_str()) {
            (size, "") => text += size,
            ("1", symbol) => text += symbol,
            (size, symbol) => text += &format!("{size} {symbol}"),
        }
    }
    if text.is_empty() { "0".to_owned() } else { text }
}

/// A direction on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// Along the line's direction.
    #[serde(rename = "+")]
    Plus,
    /// Against it.
    #[serde(rename = "-")]
    Minus,
}

/// Rule `porcupine-point`: loss and differentiability at a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PorcupinePoint {
    /// The positions, one list per line of the case; absent for the network of the case.
    #[serde(deserialize_with = "nullable")]
    pub t: Option<Vec<Vec<Value>>>,
    /// Its loss.
    pub loss: Value,
    /// Whether the loss is differentiable there.
    pub differentiable: bool,
}
rule!(PorcupinePoint, "porcupine-point");

/// Rule `porcupine-minimum`: the point is a local minimum, by the linear test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PorcupineMinimum {
    /// The point.
    pub point: u64,
}
rule!(PorcupineMinimum, "porcupine-minimum");

/// Rule `porcupine-descent`: a negative one-sided derivative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PorcupineDescent {
    /// The point.
    pub point: u64,
    /// A line of the case.
    pub line: usize,
    /// A neuron of that line.
    pub neuron: usize,
    /// The direction in which the position moves.
    pub direction: Side,
    /// The one-sided derivative.
    pub value: Value,
}
rule!(PorcupineDescent, "porcupine-descent");

/// Rule `porcupine-maximum`: the point is a local maximum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PorcupineMaximum {
    /// The point.
    pub point: u64,
}
rule!(PorcupineMaximum, "porcupine-maximum");

/// Rule `porcupine-global`: the least loss of the problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PorcupineGlobal {
    /// The least loss.
    pub value: Value,
    /// One minimiser for each choice of sides on the lines with a single neuron.
    pub choices: Vec<Choice>,
}
rule!(PorcupineGlobal, "porcupine-global");

/// A minimiser for one choice of sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// One letter `+` or `-` for each line with a single neuron.
    pub sides: String,
    /// The masses, two for each line.
    pub z: Vec<Value>,
}

/// Rule `porcupine-verdict`: what the point is, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PorcupineVerdict {
    /// The point.
    pub point: u64,
    /// What it is.
    pub verdict: Verdict,
    /// The steps that show it.
    pub because: Vec<u64>,
}
rule!(PorcupineVerdict, "porcupine-verdict");

/// What became of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Found {
    /// The masses `z` belong to a local minimum of this loss.
    Holds {
        /// The loss.
        loss: Value,
    },
    /// A mass that must be positive is zero in every minimiser: its derivative is positive.
    Blocked {
        /// The mass.
        feature: usize,
    },
    /// A mass that must be positive is zero in every minimiser, by a vector of the range of the Gram matrix.
    Flat {
        /// The mass.
        feature: usize,
        /// Coefficients of the columns of the Gram matrix, zero outside the pattern.
        multipliers: Vec<Value>,
    },
    /// A line whose single neuron is zero has a negative derivative.
    Descends {
        /// The side.
        feature: usize,
    },
}

/// Rule `porcupine-pattern`: the next of the 3^r patterns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PorcupinePattern {
    /// One letter `+`, `-` or `o` for each line.
    pub pattern: String,
    /// A minimiser over the masses that the pattern allows.
    pub z: Vec<Value>,
    /// Whether the pattern holds a local minimum.
    pub found: Found,
}
rule!(PorcupinePattern, "porcupine-pattern");

/// Rule `porcupine-landscape`: no pattern is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PorcupineLandscape {
    /// The number of patterns.
    pub patterns: u64,
    /// The losses of all local minima, increasing.
    pub losses: Vec<Value>,
}
rule!(PorcupineLandscape, "porcupine-landscape");

/// Rule `porcupine-region`: the local minima of one sign region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PorcupineRegion {
    /// One letter `+`, `-` or `m` for each line.
    pub region: String,
    /// A minimiser over the masses that the region allows.
    pub z: Vec<Value>,
    /// Whether the region holds a local minimum.
    pub found: Found,
    /// The step that shows the least loss, if the region holds a local minimum.
    #[serde(deserialize_with = "nullable")]
    pub global: Option<u64>,
}
rule!(PorcupineRegion, "porcupine-region");

/// Rule `porcupine-empty`: a region without any network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PorcupineEmpty {
    /// A line of the case with one neuron.
    pub line: usize,
}
rule!(PorcupineEmpty, "porcupine-empty");

/// How a closed line lies to the span of the mixed lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Position {
    /// Inside: the coefficients of the mixed lines, in order.
    Inside {
        /// The line.
        line: usize,
        /// One coefficient for each mixed line.
        coefficients: Vec<Canonical>,
    },
    /// Outside: a vector orthogonal to the mixed lines and not to this one.
    Outside {
        /// The line.
        line: usize,
        /// The vector.
        normal: Vec<Canonical>,
    },
}

/// Rule `porcupine-span`: whether the mixed lines span the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PorcupineSpan {
    /// One letter for each line: `m` for mixed, `c` for closed.
    pub region: String,
    /// Every closed line inside, or one outside.
    pub lines: Vec<Position>,
}
rule!(PorcupineSpan, "porcupine-span");

/// Rule `porcupine-span-count`: the sign patterns that the span theorem settles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PorcupineSpanCount {
    /// Strict sign patterns of the neurons in which every local minimum is global by the theorem.
    pub settled: Canonical,
    /// All strict sign patterns.
    pub patterns: Canonical,
}
rule!(PorcupineSpanCount, "porcupine-span-count");

/// Rule `porcupine-zero`: whether t = 0 is a strict local maximum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PorcupineZero {
    /// The moments `E y max(+-<u_l, x>, 0)`, two for each line.
    pub moments: Vec<Value>,
    /// A moment that is not positive, if there is one.
    #[serde(deserialize_with = "nullable")]
    pub violated: Option<usize>,
}
rule!(PorcupineZero, "porcupine-zero");
