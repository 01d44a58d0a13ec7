//! The interval problem: an affine target on a closed interval, fitted in the true L2 sense.
//!
//! # Source
//! Cheridito, Jentzen, Rossmannek 2021, arXiv 2103.10922 (setting and neuron types).

use serde::Serialize;

use super::claim::{self, Vocabulary};
use super::read::{self, Fields, Read};
use super::{CaseError, Verdict};
use crate::document::Node;
use crate::rational::{Canonical, Rational};

/// Target `slope * x + intercept` on `[start, end]`, a hidden layer of `width` ReLU neurons.
///
/// The loss is the integral of `(f - target)^2` over the interval, without a factor in front.
/// A value read from a case satisfies `start < end` and `width >= 1`; `slope` may be zero, which the
/// theorem excludes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IntervalProblem {
    /// Left end of the interval, T0.
    pub start: Canonical,
    /// Right end of the interval, T1.
    pub end: Canonical,
    /// Slope of the target, alpha.
    pub slope: Canonical,
    /// Intercept of the target, beta.
    pub intercept: Canonical,
    /// Number of hidden neurons, N.
    pub width: usize,
}

impl IntervalProblem {
    /// The value of the target at `x`.
    #[must_use]
    pub fn target(&self, x: &Rational) -> Rational {
        &self.slope.0 * x + &self.intercept.0
    }

    /// The length of the interval, D.
    #[must_use]
    pub fn length(&self) -> Rational {
        &self.end.0 - &self.start.0
    }
}

/// A network `f(x) = c + sum_j v_j max(w_j x + b_j, 0)` with scalar input.
///
/// `w`, `b` and `v` have one entry per neuron, in the same order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntervalNetwork {
    /// Input weights.
    pub w: Vec<Canonical>,
    /// Hidden biases.
    pub b: Vec<Canonical>,
    /// Output weights.
    pub v: Vec<Canonical>,
    /// Output bias.
    pub c: Canonical,
}

impl IntervalNetwork {
    /// The number of neurons, or `None` when `w`, `b`, `v` differ in length.
    #[must_use]
    pub fn width(&self) -> Option<usize> {
        (self.w.len() == self.b.len() && self.b.len() == self.v.len()).then_some(self.w.len())
    }
}

/// The type of a hidden neuron on the interval `[T0, T1]`; exactly one applies.
///
/// Whether a neuron is *flat* (`v = 0`) is a second, independent property.
///
/// # Source
/// Cheridito, Jentzen, Rossmannek 2021, arXiv 2103.10922, the definition of neuron types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize)]
pub enum NeuronType {
    /// `w = 0` and `b = 0`.
    #[serde(rename = "degenerate")]
    Degenerate,
    /// `w x + b < 0` on the whole interval.
    #[serde(rename = "inactive")]
    Inactive,
    /// `w < 0` and `w T0 + b = 0`: zero on the interval, with its breakpoint at the left end.
    #[serde(rename = "semi-inactive-T0")]
    SemiInactiveStart,
    /// `w > 0` and `w T1 + b = 0`: zero on the interval, with its breakpoint at the right end.
    #[serde(rename = "semi-inactive-T1")]
    SemiInactiveEnd,
    /// `w = 0 < b`: a positive constant.
    #[serde(rename = "semi-active")]
    SemiActive,
    /// `w != 0` and `w x + b >= 0` on the whole interval, not zero throughout.
    #[serde(rename = "type-1-active")]
    Type1Active,
    /// `w != 0` and the breakpoint lies in the open interval.
    #[serde(rename = "type-2-active")]
    Type2Active,
}

/// A claim about an interval problem.
///
/// # Source
/// Cheridito, Jentzen, Rossmannek 2021, arXiv 2103.10922.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum IntervalClaim {
    /// The network of the case has this verdict.
    Verdict {
        /// The verdict.
        expect: Verdict,
    },
    /// No network of the problem's width is a local maximum.
    NoLocalMaximum,
    /// The theorem's list of critical points is complete and right at this width.
    Classification {
        /// Number of hidden neurons; by default the problem's.
        width: usize,
    },
}

impl IntervalClaim {
    pub(super) const VOCABULARY: Vocabulary =
        &[("verdict", &["expect"]), ("no-local-maximum", &[]), ("classification", &["width"])];

    /// The `kind` of the claim, as a case spells it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Verdict { .. } => "verdict",
            Self::NoLocalMaximum => "no-local-maximum",
            Self::Classification { .. } => "classification",
        }
    }

    pub(super) fn read(node: &Node, problem: &IntervalProblem, network: bool) -> Read<Self> {
        let (kind, fields) = claim::read_kind(node, "interval", Self::VOCABULARY)?;
        Ok(match kind {
            "verdict" => Self::Verdict { expect: claim::read_expect(&fields, network)? },
            "no-local-maximum" => Self::NoLocalMaximum,
            _ => Self::Classification { width: read::width_or(&fields, problem.width)? },
        })
    }
}

impl IntervalProblem {
    pub(super) fn read(node: &Node) -> Read<Self> {
        let fields = Fields::new(node, "[problem]", &["kind", "interval", "target", "width"])?;
        let width = read::width(fields.required("width")?, "`width`")?;
        Self::of(&fields, width)
    }

    /// The problem of a batch row in its short form, which has the network's width.
    pub(super) fn of(fields: &Fields<'_>, width: usize) -> Read<Self> {
        let interval = fields.required("interval")?;
        let [start, end] =
            <[Canonical; 2]>::try_from(read::numbers(interval, "`interval`")?).map_err(|ends| {
                let message = format!("`interval` has {} entries, but needs its two ends", ends.len());
                CaseError::new(
                    "wrong-length",
                    message,
                    interval.span,
                    "write [\"T0\", \"T1\"], for example [\"0\", \"1\"]",
                )
            })?;
        if start >= end {
            let message = format!("the interval from {start} to {end} is empty or a point");
            return Err(CaseError::new(
                "empty-interval",
                message,
                interval.span,
                "the left end must be smaller",
            ));
        }
        let target = Fields::new(fields.required("target")?, "`target`", &["slope", "intercept"])?;
        let slope = read::number(target.required("slope")?, "`slope`")?;
        let intercept = read::number(target.required("intercept")?, "`intercept`")?;
        Ok(Self { start, end, slope, intercept, width })
    }
}

impl IntervalNetwork {
    /// `width` is the number of neurons, or `None` to take it from `w`.
    pub(super) fn read(node: &Node, width: Option<usize>) -> Read<Self> {
        let fields = Fields::new(node, "[network]", &["w", "b", "v", "c"])?;
        let w = read::numbers(fields.required("w")?, "`w`")?;
        let (width, reason) = match width {
            Some(width) => (width, "the problem's width is"),
            None => (w.len(), "`w` has"),
        };
        read::check_length(fields.required("w")?, "`w`", w.len(), width, reason)?;
        if w.is_empty() {
            let message = "a network needs at least one neuron";
            return Err(CaseError::new(
                "empty-data",
                message,
                node.span,
                "give `w`, `b` and `v` one entry per neuron",
            ));
        }
        let b = read::numbers_of(fields.required("b")?, "`b`", width, reason)?;
        let v = read::numbers_of(fields.required("v")?, "`v`", width, reason)?;
        let c = read::number(fields.required("c")?, "`c`")?;
        Ok(Self { w, b, v, c })
    }
}
