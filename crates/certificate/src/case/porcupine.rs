//! The porcupine problem: every hidden neuron lives on a fixed line, output weights are 1.
//!
//! # Source
//! Feizi, Javadi, Zhang, Tse 2017, arXiv 1710.02196.

use num_traits::{Signed, Zero};
use serde::Serialize;

use super::claim::{self, Vocabulary};
use super::dataset_claim::read_losses;
use super::read::{self, Fields, Read};
use super::{CaseError, Verdict};
use crate::document::{Node, Value};
use crate::rational::{Canonical, Rational, ratio};

/// Network `h(x; t) = sum_(l,k) max(t_(l,k) <u_l, x>, 0)`, loss `E (h(x; t) - y)^2` without a factor.
///
/// A value read from a case has r >= 1 nonzero lines of equal dimension d >= 1; proportional lines are
/// kept as given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PorcupineProblem {
    /// The lines' directions u_l, r rows of d entries, none of them zero, of any length.
    pub lines: Vec<Vec<Canonical>>,
    /// The number of neurons on each line, at least 1 each.
    pub neurons_per_line: Vec<usize>,
    /// The law of the input x.
    pub input: PorcupineInput,
    /// The neurons of the teacher, if the targets come from one; otherwise empty.
    pub teacher: Vec<TeacherNeuron>,
}

/// The law of the input, and with a finite law the targets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PorcupineInput {
    /// Independent standard normal coordinates; y is the teacher's output.
    Gaussian,
    /// Finitely many points.
    Finite {
        /// The points, m >= 1 rows of d entries.
        points: Vec<Vec<Canonical>>,
        /// Their probabilities: at least 0, sum 1.
        weights: Vec<Canonical>,
        /// Their targets y; already evaluated when the case gives a teacher.
        targets: Vec<Canonical>,
    },
}

/// One neuron `max(t <line, x>, 0)` of a teacher; its line need not be one of the network's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TeacherNeuron {
    /// Direction, d entries.
    pub line: Vec<Canonical>,
    /// Position on the line.
    pub t: Canonical,
}

/// The positions of all neurons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PorcupineNetwork {
    /// One list per line, one entry per neuron of that line.
    pub t: Vec<Vec<Canonical>>,
}

impl PorcupineProblem {
    /// The dimension d of lines and points.
    #[must_use]
    pub fn dimension(&self) -> usize {
        self.lines.first().map_or(0, Vec::len)
    }

    pub(super) fn read(node: &Node) -> Read<Self> {
        const KEYS: [&str; 8] =
            ["kind", "lines", "neurons_per_line", "points", "weights", "targets", "teacher", "input"];
        let fields = Fields::new(node, "[problem]", &KEYS)?;
        let lines_node = fields.required("lines")?;
        let lines = read::matrix(lines_node, "`lines`")?;
        for (line, node) in lines.iter().zip(read::list(lines_node, "`lines`")?) {
            if line.iter().all(|entry| entry.0.is_zero()) {
                let message = "the zero vector spans no line";
                return Err(CaseError::new("zero-line", message, node.span, "give a direction"));
            }
        }
        let counts = fields.required("neurons_per_line")?;
        let neurons_per_line: Vec<usize> = read::list(counts, "`neurons_per_line`")?
            .iter()
            .map(|node| read::width(node, "a number of neurons"))
            .collect::<Read<_>>()?;
        read::check_length(
            counts,
            "`neurons_per_line`",
            neurons_per_line.len(),
            lines.len(),
            "the lines number",
        )?;
        let dimension = lines.first().map_or(0, Vec::len);
        let teacher = match fields.optional("teacher") {
            None => Vec::new(),
            Some(node) => {
                fields.forbid("targets", "`teacher`, which gives the targets")?;
                let neurons = read::list(node, "`teacher`")?;
                neurons.iter().map(|node| TeacherNeuron::read(node, dimension)).collect::<Read<_>>()?
            }
        };
        let input = match fields.optional("input") {
            None => read_points(&fields, dimension, &teacher)?,
            Some(node) => {
                let word = read::text(node, "`input`")?;
                if word != "gaussian" {
                    return Err(read::unknown("unknown-value", "an input law", node, word, &["gaussian"]));
                }
                for key in ["points", "weights", "targets"] {
                    fields.forbid(key, "`input = \"gaussian\"`")?;
                }
                fields.required("teacher")?;
                PorcupineInput::Gaussian
            }
        };
        Ok(Self { lines, neurons_per_line, input, teacher })
    }
}

fn read_points(fields: &Fields<'_>, dimension: usize, teacher: &[TeacherNeuron]) -> Read<PorcupineInput> {
    let node = fields.optional("points").ok_or_else(|| fields.missing_either("points", "input"))?;
    let points = read::matrix(node, "`points`")?;
    let found = points.first().map_or(0, Vec::len);
    read::check_length(node, "a point", found, dimension, "the lines have dimension")?;
    let count = "the number of points is";
    let weights = match fields.optional("weights") {
        None => {
            let uniform = i64::try_from(points.len()).map_or_else(|_| Rational::zero(), |m| ratio(1, m));
            points.iter().map(|_| Canonical(uniform.clone())).collect()
        }
        Some(node) => {
            let weights = read::numbers_of(node, "`weights`", points.len(), count)?;
            if let Some((_, item)) =
                weights.iter().zip(read::list(node, "`weights`")?).find(|(w, _)| w.0.is_negative())
            {
                let message = "a probability is not negative";
                return Err(CaseError::new(
                    "out-of-range",
                    message,
                    item.span,
                    "write 0 or a positive number",
                ));
            }
            let sum = weights.iter().fold(Rational::zero(), |sum, weight| sum + &weight.0);
            if sum != ratio(1, 1) {
                let message = format!("the weights have sum {sum}, not 1");
                return Err(CaseError::new(
                    "wrong-sum",
                    message,
                    node.span,
                    "divide every weight by the sum",
                ));
            }
            weights
        }
    };
    let targets = if fields.optional("teacher").is_some() {
        points
            .iter()
            .map(|point| Canonical(teacher.iter().map(|neuron| neuron.output(point)).sum()))
            .collect()
    } else {
        let node = fields.optional("targets").ok_or_else(|| fields.missing_either("targets", "teacher"))?;
        read::numbers_of(node, "`targets`", points.len(), count)?
    };
    Ok(PorcupineInput::Finite { points, weights, targets })
}

impl TeacherNeuron {
    fn read(node: &Node, dimension: usize) -> Read<Self> {
        let fields = Fields::new(node, "a teacher neuron", &["line", "t"])?;
        let line = fields.required("line")?;
        Ok(Self {
            line: read::numbers_of(line, "`line`", dimension, "the lines have dimension")?,
            t: read::number(fields.required("t")?, "`t`")?,
        })
    }

    /// `max(t <line, x>, 0)`.
    fn output(&self, x: &[Canonical]) -> Rational {
        let product: Rational = self.line.iter().zip(x).map(|(u, x)| &u.0 * &x.0).sum();
        let value = product * &self.t.0;
        if value.is_positive() { value } else { Rational::zero() }
    }
}

impl PorcupineNetwork {
    pub(super) fn read(node: &Node, problem: &PorcupineProblem) -> Read<Self> {
        let fields = Fields::new(node, "[network]", &["t"])?;
        let node = fields.required("t")?;
        let nodes = read::list(node, "`t`")?;
        read::check_length(node, "`t`", nodes.len(), problem.lines.len(), "the lines number")?;
        let lines = nodes.iter().zip(&problem.neurons_per_line);
        let read_line = |(node, count): (&Node, &usize)| {
            if !matches!(node.value, Value::List(_)) {
                let message = "`t` must hold one list for each line, with one number for each neuron of it";
                let help = "write for example t = [[1, -2], [0]] for two neurons on the first line, one on the second";
                return Err(CaseError::new("wrong-type", message, node.span, help));
            }
            read::numbers_of(node, "a list of `t`", *count, "`neurons_per_line` says")
        };
        Ok(Self { t: lines.map(read_line).collect::<Read<_>>()? })
    }
}

/// A claim about a porcupine problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum PorcupineClaim {
    /// The network of the case has this verdict.
    Verdict {
        /// The verdict.
        expect: Verdict,
    },
    /// Every local minimum in these sign regions is global.
    NoSpuriousLocalMinimum {
        /// The regions.
        regions: Regions,
    },
    /// The span theorem: if the mixed lines span the others, every local minimum there is global.
    SpanTheorem {
        /// The regions.
        regions: Regions,
    },
    /// The losses of all local minima are exactly these.
    LocalMinimumLosses {
        /// The losses, increasing and without repetition, whatever order the case has.
        losses: Vec<Canonical>,
    },
    /// The point t = 0 is a strict local maximum.
    ZeroIsStrictLocalMaximum,
    /// The least loss, that is the squared distance of the network class to the teacher, is exactly this.
    DistanceToTeacher {
        /// The loss.
        value: Canonical,
    },
}

/// Sign regions of the positions t.
/// Serialized as a case spells them: `"all"`, `"mixed"`, or the word of the signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Regions {
    /// All of them; the default.
    All,
    /// Those in which every line has neurons of both signs.
    Mixed,
    /// One region, one sign per line.
    Named(Vec<LineSign>),
}

impl Serialize for Regions {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => serializer.serialize_str("all"),
            Self::Mixed => serializer.serialize_str("mixed"),
            Self::Named(signs) => {
                serializer.collect_str(&signs.iter().map(|sign| sign.letter()).collect::<String>())
            }
        }
    }
}

impl LineSign {
    /// The letter of the sign.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Plus => '+',
            Self::Minus => '-',
            Self::Mixed => 'm',
        }
    }
}

/// The signs of the neurons on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum LineSign {
    /// All positive, written `+`.
    #[serde(rename = "+")]
    Plus,
    /// All negative, written `-`.
    #[serde(rename = "-")]
    Minus,
    /// Both signs occur, written `m`.
    #[serde(rename = "m")]
    Mixed,
}

impl Regions {
    /// `"all"`, `"mixed"`, or a word over `+`, `-`, `m` with one letter per line.
    fn read(fields: &Fields<'_>, lines: usize) -> Read<Self> {
        let Some(node) = fields.optional("regions") else { return Ok(Self::All) };
        let word = match &node.value {
            Value::Text(word) => word.as_str(),
            _ => return Err(read::wrong_type(node, "`regions`", "a string")),
        };
        let signs: Option<Vec<LineSign>> = word
            .chars()
            .map(|letter| match letter {
                '+' => Some(LineSign::Plus),
                '-' => Some(LineSign::Minus),
                'm' => Some(LineSign::Mixed),
                _ => None,
            })
            .collect();
        match (word, signs) {
            ("all", _) => Ok(Self::All),
            ("mixed", _) => Ok(Self::Mixed),
            (_, Some(signs)) => {
                read::check_length(node, "the region", signs.len(), lines, "the lines number")?;
                Ok(Self::Named(signs))
            }
            _ => {
                let mut error =
                    read::unknown("unknown-value", "a set of regions", node, word, &["all", "mixed"]);
                error.help =
                    "write \"all\", \"mixed\", or one of `+`, `-`, `m` per line, such as \"+m\"".to_owned();
                Err(error)
            }
        }
    }
}

impl PorcupineClaim {
    pub(super) const VOCABULARY: Vocabulary = &[
        ("verdict", &["expect"]),
        ("no-spurious-local-minimum", &["regions"]),
        ("span-theorem", &["regions"]),
        ("local-minimum-losses", &["losses"]),
        ("zero-is-strict-local-maximum", &[]),
        ("distance-to-teacher", &["value"]),
    ];

    /// The `kind` of the claim, as a case spells it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Verdict { .. } => "verdict",
            Self::NoSpuriousLocalMinimum { .. } => "no-spurious-local-minimum",
            Self::SpanTheorem { .. } => "span-theorem",
            Self::LocalMinimumLosses { .. } => "local-minimum-losses",
            Self::ZeroIsStrictLocalMaximum => "zero-is-strict-local-maximum",
            Self::DistanceToTeacher { .. } => "distance-to-teacher",
        }
    }

    pub(super) fn read(node: &Node, problem: &PorcupineProblem, network: bool) -> Read<Self> {
        let (kind, fields) = claim::read_kind(node, "porcupine", Self::VOCABULARY)?;
        let regions = || Regions::read(&fields, problem.lines.len());
        Ok(match kind {
            "verdict" => Self::Verdict { expect: claim::read_expect(&fields, network)? },
            "no-spurious-local-minimum" => Self::NoSpuriousLocalMinimum { regions: regions()? },
            "span-theorem" => Self::SpanTheorem { regions: regions()? },
            "local-minimum-losses" => Self::LocalMinimumLosses { losses: read_losses(&fields)? },
            "zero-is-strict-local-maximum" => Self::ZeroIsStrictLocalMaximum,
            _ => Self::DistanceToTeacher { value: read::number(fields.required("value")?, "`value`")? },
        })
    }
}
