//! Cases: what is asked, about which problem and which network.
//!
//! [`Case::from_node`] reads a [document](crate::document) strictly: unknown keys, floats, wrong lengths
//! and contradictions are a [`CaseError`] with its place and a way to fix it. What comes out is complete
//! (defaults filled in, data files loaded, targets evaluated) and canonical: `serde_json::to_string` of a
//! [`Problem`], [`Network`] or [`Claim`] has a fixed key order and canonical numbers, so that it can be
//! hashed into a certificate. Title and source do not enter those texts.

pub mod claim;
mod data;
pub mod dataset;
pub mod dataset_claim;
mod error;
pub mod extra_neuron;
pub mod interval;
pub mod linear;
pub mod porcupine;
mod read;

pub use claim::Claim;
pub use data::{DataFiles, NoDataFiles};
pub use dataset::{DatasetNetwork, DatasetProblem};
pub use dataset_claim::DatasetClaim;
pub use error::CaseError;
pub use extra_neuron::{ExtraNeuronClaim, ExtraNeuronNetwork, ExtraNeuronProblem};
pub use interval::{IntervalClaim, IntervalNetwork, IntervalProblem};
pub use linear::{LinearClaim, LinearNetwork, LinearProblem};
pub use porcupine::{PorcupineClaim, PorcupineNetwork, PorcupineProblem};
pub use read::MAX_WIDTH;

use serde::{Deserialize, Serialize};

use crate::document::{Node, json};
use read::{Fields, Read};

/// A case: a problem, perhaps one network for it, and claims to prove or refute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Case {
    /// A title for people.
    pub title: Option<String>,
    /// Where the case comes from: a paper and number, or a derivation.
    pub source: Option<String>,
    /// The problem.
    pub problem: Problem,
    /// A point of the problem's parameter space.
    pub network: Option<Network>,
    /// The claims, in the order of the case.
    pub claims: Vec<Claim>,
}

/// The five kinds of problems; serialized with `kind` as its first key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Problem {
    /// An affine target on an interval.
    Interval(IntervalProblem),
    /// Finitely many labelled points.
    Dataset(DatasetProblem),
    /// A shallow linear network.
    Linear(LinearProblem),
    /// Weights on lines.
    Porcupine(PorcupineProblem),
    /// One extra unit.
    ExtraNeuron(ExtraNeuronProblem),
}

/// A network, of the kind of its problem; serialized without a tag, since the problem has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Network {
    /// For an interval problem.
    Interval(IntervalNetwork),
    /// For a data-set problem.
    Dataset(DatasetNetwork),
    /// For a linear problem.
    Linear(LinearNetwork),
    /// For a porcupine problem.
    Porcupine(PorcupineNetwork),
    /// For an extra-neuron problem: the extra unit.
    ExtraNeuron(ExtraNeuronNetwork),
}

const KINDS: [&str; 5] = ["interval", "dataset", "linear", "porcupine", "extra-neuron"];

impl Case {
    /// Reads a whole case; data files come from `files`.
    ///
    /// # Errors
    /// [`CaseError`], for the first mistake found.
    ///
    /// ```
    /// use critcert_certificate::case::{Case, NoDataFiles};
    /// use critcert_certificate::document::toml;
    ///
    /// let text = r#"
    ///     [problem]
    ///     kind = "interval"
    ///     interval = ["0", "1"]
    ///     target = { slope = "1", intercept = "0" }
    ///     width = 2
    /// "#;
    /// let case = Case::from_node(&toml::read(text)?, &NoDataFiles)?;
    /// assert_eq!(case.problem.kind(), "interval");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_node(node: &Node, files: &dyn DataFiles) -> Read<Self> {
        if let Some(entry) = Fields::any(node, "a case")?.entry("kind") {
            let help = "start the file, or the section, with the line [problem]";
            return Err(CaseError::new("unknown-key", "a case has no key `kind`", entry.key_span, help));
        }
        let fields = Fields::new(node, "a case", &["title", "source", "problem", "network", "claim"])?;
        let text = |key: &str| {
            let node = fields.optional(key);
            node.map(|node| read::text(node, &format!("`{key}`")).map(str::to_owned)).transpose()
        };
        let (title, source) = (text("title")?, text("source")?);
        let problem = Problem::read(fields.required("problem")?, files)?;
        let network = fields.optional("network").map(|node| Network::read(node, &problem)).transpose()?;
        let with_network = network.is_some();
        let read_claim = |node: &Node| Claim::read(node, &problem, with_network);
        let claims = claim::read_all(fields.entry("claim"), read_claim)?;
        Ok(Self { title, source, problem, network, claims })
    }

    /// Reads one row of a batch: `{"problem": .., "network": ..}`, or for interval problems the short form
    /// `{"interval": .., "target": .., "network": ..}` whose width is the network's.
    ///
    /// A row has a network and no claims. The short form may carry a key `expect` of any kind, which is
    /// ignored: files of expected answers are made of such rows.
    ///
    /// # Errors
    /// [`CaseError`], for the first mistake found.
    pub fn from_batch_row(node: &Node, files: &dyn DataFiles) -> Read<Self> {
        let fields = Fields::any(node, "a row")?;
        let (problem, network) = if fields.optional("problem").is_some() {
            let fields = Fields::new(node, "a row", &["problem", "network"])?;
            let problem = Problem::read(fields.required("problem")?, files)?;
            let network = Network::read(fields.required("network")?, &problem)?;
            (problem, network)
        } else {
            if fields.optional("interval").is_none() {
                // Knowing neither form, ask for the general one.
                Fields::new(node, "a row", &["problem", "network", "interval", "target", "expect"])?;
                return Err(fields.missing("problem"));
            }
            let fields = Fields::new(node, "a row", &["interval", "target", "network", "expect"])?;
            let network = IntervalNetwork::read(fields.required("network")?, None)?;
            let problem = IntervalProblem::of(&fields, network.w.len())?;
            (Problem::Interval(problem), Network::Interval(network))
        };
        Ok(Self { title: None, source: None, problem, network: Some(network), claims: Vec::new() })
    }

    /// Reads a claim about this case from JSON: the claim in the header of a certificate.
    ///
    /// # Errors
    /// [`CaseError`], for the first mistake found.
    pub fn read_claim(&self, text: &str) -> Read<Claim> {
        Claim::read(&json::read(text)?, &self.problem, self.network.is_some())
    }
}

impl Problem {
    /// The `kind` of the problem, as a case spells it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Interval(_) => "interval",
            Self::Dataset(_) => "dataset",
            Self::Linear(_) => "linear",
            Self::Porcupine(_) => "porcupine",
            Self::ExtraNeuron(_) => "extra-neuron",
        }
    }

    fn read(node: &Node, files: &dyn DataFiles) -> Read<Self> {
        let kind = Fields::any(node, "[problem]")?.required("kind")?;
        let word = read::text(kind, "the kind of a problem")?;
        match word {
            "interval" => IntervalProblem::read(node).map(Self::Interval),
            "dataset" => DatasetProblem::read(node, files).map(Self::Dataset),
            "linear" => LinearProblem::read(node).map(Self::Linear),
            "porcupine" => PorcupineProblem::read(node).map(Self::Porcupine),
            "extra-neuron" => ExtraNeuronProblem::read(node).map(Self::ExtraNeuron),
            _ => Err(read::unknown("unknown-kind", "a kind of problem", kind, word, &KINDS)),
        }
    }
}

impl Network {
    fn read(node: &Node, problem: &Problem) -> Read<Self> {
        match problem {
            Problem::Interval(problem) => {
                IntervalNetwork::read(node, Some(problem.width)).map(Self::Interval)
            }
            Problem::Dataset(problem) => DatasetNetwork::read(node, problem).map(Self::Dataset),
            Problem::Linear(problem) => LinearNetwork::read(node, problem).map(Self::Linear),
            Problem::Porcupine(problem) => PorcupineNetwork::read(node, problem).map(Self::Porcupine),
            Problem::ExtraNeuron(problem) => ExtraNeuronNetwork::read(node, problem).map(Self::ExtraNeuron),
        }
    }
}

impl Claim {
    fn read(node: &Node, problem: &Problem, network: bool) -> Read<Self> {
        match problem {
            Problem::Interval(problem) => IntervalClaim::read(node, problem, network).map(Self::Interval),
            Problem::Dataset(problem) => DatasetClaim::read(node, problem, network).map(Self::Dataset),
            Problem::Linear(_) => LinearClaim::read(node, network).map(Self::Linear),
            Problem::Porcupine(problem) => PorcupineClaim::read(node, problem, network).map(Self::Porcupine),
            Problem::ExtraNeuron(problem) => {
                ExtraNeuronClaim::read(node, problem, network).map(Self::ExtraNeuron)
            }
        }
    }
}

/// What a point of parameter space is, in the order in which the questions are asked.
///
/// *Critical* means: the loss is differentiable there with zero gradient (for problems with kinks each
/// problem kind says what replaces it). A *saddle* is critical and neither a local minimum nor a local
/// maximum. `LocalMinimum` is used for local minima that are not known to be global.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// No network of this width has a smaller loss.
    GlobalMinimum,
    /// A local minimum.
    LocalMinimum,
    /// Critical, and every neighbourhood holds points of smaller and of larger loss.
    Saddle,
    /// Some one-sided directional derivative is negative.
    NotCritical,
    /// A local maximum (impossible when the output bias is trained).
    LocalMaximum,
    /// Not decided; only with a stated reason.
    Undetermined,
}

impl Verdict {
    /// The verdict's name in cases, certificates and answers.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::GlobalMinimum => "global-minimum",
            Self::LocalMinimum => "local-minimum",
            Self::Saddle => "saddle",
            Self::NotCritical => "not-critical",
            Self::LocalMaximum => "local-maximum",
            Self::Undetermined => "undetermined",
        }
    }
}
