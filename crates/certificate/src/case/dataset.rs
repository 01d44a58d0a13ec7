//! The data-set problem: finitely many labelled points, fitted in the sense of least squares.
//!
//! # Source
//! Soudry, Hoffer 2017, arXiv 1702.05777; Liu 2020, arXiv 2002.04763.

use num_traits::{One, Signed, Zero};
use serde::{Deserialize, Deserializer, Serialize};

use super::CaseError;
use super::data::{DataFiles, DataTable};
use super::read::{self, Fields, Read};
use crate::document::{Node, Value};
use crate::rational::{Canonical, Rational};

/// n points in Q^d with labels, a hidden layer of `width` neurons; exactly as given, nothing merged.
///
/// The network is `f(x) = c + sum_j v_j s(W_j . x + b_j)`, the loss `1/2 sum_i (f(x_i) - y_i)^2`.
/// A value read from a case has n >= 1, d >= 1, points all of length d, and n labels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DatasetProblem {
    /// The points, n rows of d coordinates.
    pub points: Vec<Vec<Canonical>>,
    /// The labels, one per point; already evaluated when the case gives an affine target.
    pub labels: Vec<Canonical>,
    /// Number of hidden neurons, N.
    pub width: usize,
    /// The activation s.
    pub activation: Activation,
    /// Whether the hidden layer has biases b.
    pub hidden_bias: bool,
    /// Whether there is an output bias c.
    pub output_bias: bool,
}

/// The activation `s(u) = u` for `u > 0` and `s(u) = slope * u` for `u <= 0`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Activation {
    /// Slope 0.
    Relu,
    /// Slope in the open interval (0, 1); a case that says `leaky = "0"` means [`Activation::Relu`].
    Leaky(Canonical),
}

impl Activation {
    /// The slope on negative arguments.
    #[must_use]
    pub fn slope(&self) -> Rational {
        match self {
            Self::Relu => Rational::zero(),
            Self::Leaky(slope) => slope.0.clone(),
        }
    }

    fn read(node: &Node) -> Read<Self> {
        if let Value::Text(word) = &node.value {
            return match word.as_str() {
                "relu" => Ok(Self::Relu),
                _ => {
                    let mut error = read::unknown("unknown-value", "an activation", node, word, &["relu"]);
                    error.help = "write \"relu\" or { leaky = \"1/4\" }".to_owned();
                    Err(error)
                }
            };
        }
        let fields = Fields::new(node, "`activation`", &["leaky"])?;
        let node = fields.required("leaky")?;
        let slope = read::number(node, "`leaky`")?;
        if slope.0.is_zero() {
            return Ok(Self::Relu);
        }
        if slope.0.is_negative() || slope.0 >= Rational::one() {
            let message =
                format!("the slope of a leaky activation is at least 0 and less than 1, not {slope}");
            return Err(CaseError::new("out-of-range", message, node.span, "write a slope such as \"1/4\""));
        }
        Ok(Self::Leaky(slope))
    }
}

/// A network with N neurons on d inputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatasetNetwork {
    /// Input weights, one row of d entries per neuron.
    #[serde(rename = "W")]
    pub weights: Vec<Vec<Canonical>>,
    /// Hidden biases, one per neuron; `None` exactly when the problem has none.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub b: Option<Vec<Canonical>>,
    /// Output weights, one per neuron.
    pub v: Vec<Canonical>,
    /// Output bias; `None` exactly when the problem has none.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub c: Option<Canonical>,
}

/// Reads an optional value whose key may be missing, but not `null`.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl DatasetProblem {
    /// The dimension d of the points.
    #[must_use]
    pub fn dimension(&self) -> usize {
        self.points.first().map_or(0, Vec::len)
    }

    pub(super) fn read(node: &Node, files: &dyn DataFiles) -> Read<Self> {
        const KEYS: [&str; 10] = [
            "kind",
            "points",
            "data",
            "label",
            "labels",
            "target",
            "width",
            "activation",
            "hidden_bias",
            "output_bias",
        ];
        let fields = Fields::new(node, "[problem]", &KEYS)?;
        let flag = |key: &str| {
            fields.optional(key).map_or(Ok(true), |node| read::boolean(node, &format!("`{key}`")))
        };
        let width = read::width(fields.required("width")?, "`width`")?;
        let activation = fields.optional("activation").map_or(Ok(Activation::Relu), Activation::read)?;
        let (hidden_bias, output_bias) = (flag("hidden_bias")?, flag("output_bias")?);
        let (points, labels) = read_data(&fields, files)?;
        Ok(Self { points, labels, width, activation, hidden_bias, output_bias })
    }
}

/// Points and labels, from whichever of the four places the case names.
fn read_data(fields: &Fields<'_>, files: &dyn DataFiles) -> Read<(Vec<Vec<Canonical>>, Vec<Canonical>)> {
    if fields.optional("target").is_some() {
        fields.forbid("labels", "`target`, which gives the labels")?;
        fields.forbid("label", "`target`, which gives the labels")?;
    }
    let (points, labels) = if let Some(node) = fields.optional("data") {
        fields.forbid("points", "`data`, which gives the points")?;
        fields.forbid("labels", "`data`, which gives the labels")?;
        let name = read::text(node, "`data`")?;
        let text = files.read(name).map_err(|reason| {
            let message = format!("the data file `{name}` can not be read: {reason}");
            CaseError::new("unreadable-data", message, node.span, "paths are relative to the case")
        })?;
        let table = DataTable::read(name, &text)?;
        match (fields.optional("target"), fields.optional("label")) {
            (Some(_), _) => (table.rows, None),
            (None, None) => table.split_labels(None).map(|(points, labels)| (points, Some(labels)))?,
            (None, Some(label)) => {
                let column = read::text(label, "`label`")?;
                let (points, labels) = table.split_labels(Some((column, label.span)))?;
                (points, Some(labels))
            }
        }
    } else {
        fields.forbid("label", "`points`: it names a column of a data file")?;
        let node = fields.optional("points").ok_or_else(|| fields.missing_either("points", "data"))?;
        (read::matrix(node, "`points`")?, None)
    };
    if let Some(labels) = labels {
        return Ok((points, labels));
    }
    if let Some(node) = fields.optional("target") {
        let dimension = points.first().map_or(0, Vec::len);
        let target = Fields::new(node, "`target`", &["slope", "intercept"])?;
        let slope =
            read::numbers_of(target.required("slope")?, "`slope`", dimension, "the points have dimension")?;
        let intercept = read::number(target.required("intercept")?, "`intercept`")?;
        let label = |point: &Vec<Canonical>| {
            let terms = slope.iter().zip(point).map(|(a, x)| &a.0 * &x.0);
            Canonical(terms.fold(intercept.0.clone(), |sum, term| sum + term))
        };
        let labels = points.iter().map(label).collect();
        return Ok((points, labels));
    }
    let labels_node = fields.optional("labels").ok_or_else(|| fields.missing_either("labels", "target"))?;
    let labels = read::numbers_of(labels_node, "`labels`", points.len(), "the number of points is")?;
    Ok((points, labels))
}

impl DatasetNetwork {
    pub(super) fn read(node: &Node, problem: &DatasetProblem) -> Read<Self> {
        let (width, dimension) = (problem.width, problem.dimension());
        let biases = (problem.hidden_bias, problem.output_bias);
        Self::read_shape(node, "[network]", (width, "the problem's width is"), dimension, biases)
    }

    /// A network of a stated shape; `biases` says whether there are hidden biases and an output bias.
    pub(super) fn read_shape(
        node: &Node,
        what: &str,
        (width, reason): (usize, &str),
        dimension: usize,
        (hidden_bias, output_bias): (bool, bool),
    ) -> Read<Self> {
        let fields = Fields::new(node, what, &["W", "b", "v", "c"])?;
        let columns = (dimension, "the points have dimension");
        let weights = read::matrix_of(fields.required("W")?, "`W`", (width, reason), columns)?;
        let b = if hidden_bias {
            Some(read::numbers_of(fields.required("b")?, "`b`", width, reason)?)
        } else {
            fields.forbid("b", "`hidden_bias = false`")?;
            None
        };
        let v = read::numbers_of(fields.required("v")?, "`v`", width, reason)?;
        let c = if output_bias {
            Some(read::number(fields.required("c")?, "`c`")?)
        } else {
            fields.forbid("c", "`output_bias = false`")?;
            None
        };
        Ok(Self { weights, b, v, c })
    }
}
