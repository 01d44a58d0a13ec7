//! Claims: statements about a case that can be proved or refuted.

use serde::Serialize;

use super::dataset_claim::DatasetClaim;
use super::extra_neuron::ExtraNeuronClaim;
use super::interval::IntervalClaim;
use super::linear::LinearClaim;
use super::porcupine::PorcupineClaim;
use super::read::{Fields, Read, text, unknown, wrong_type};
use super::{CaseError, Verdict};
use crate::document::{Entry, Node, Value};

/// One claim; which kinds of claims there are depends on the kind of the problem.
///
/// Serialized as the claim inside, a map whose first key is `kind`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Claim {
    /// About an interval problem.
    Interval(IntervalClaim),
    /// About a data-set problem.
    Dataset(DatasetClaim),
    /// About a linear problem.
    Linear(LinearClaim),
    /// About a porcupine problem.
    Porcupine(PorcupineClaim),
    /// About an extra-neuron problem.
    ExtraNeuron(ExtraNeuronClaim),
}

impl Claim {
    /// The `kind` of the claim, as a case spells it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Interval(claim) => claim.kind(),
            Self::Dataset(claim) => claim.kind(),
            Self::Linear(claim) => claim.kind(),
            Self::Porcupine(claim) => claim.kind(),
            Self::ExtraNeuron(claim) => claim.kind(),
        }
    }
}

/// Every kind of claim, as (problem kind, kind of the claim), in the order of the vocabularies.
pub fn kinds() -> impl Iterator<Item = (&'static str, &'static str)> {
    let vocabularies = [
        ("interval", IntervalClaim::VOCABULARY),
        ("dataset", DatasetClaim::VOCABULARY),
        ("linear", LinearClaim::VOCABULARY),
        ("porcupine", PorcupineClaim::VOCABULARY),
        ("extra-neuron", ExtraNeuronClaim::VOCABULARY),
    ];
    let of_problem = |(problem, vocabulary): (&'static str, Vocabulary)| {
        vocabulary.iter().map(move |(kind, _)| (problem, *kind))
    };
    vocabularies.into_iter().flat_map(of_problem)
}

/// The claim kinds of one problem kind, each with its keys besides `kind`.
pub(super) type Vocabulary = &'static [(&'static str, &'static [&'static str])];

/// The kind of the claim `node` and its keys, all of them expected ones.
pub(super) fn read_kind<'n>(
    node: &'n Node,
    problem: &str,
    vocabulary: Vocabulary,
) -> Read<(&'static str, Fields<'n>)> {
    let fields = Fields::any(node, "a claim")?;
    let kind = fields.required("kind")?;
    let word = text(kind, "the kind of a claim")?;
    let Some((name, keys)) = vocabulary.iter().find(|(name, _)| *name == word) else {
        let names: Vec<&str> = vocabulary.iter().map(|(name, _)| *name).collect();
        let what = format!("a claim about {problem} problems");
        return Err(unknown("unknown-claim", &what, kind, word, &names));
    };
    let known: Vec<&str> = std::iter::once("kind").chain(keys.iter().copied()).collect();
    Ok((name, Fields::new(node, "a claim of this kind", &known)?))
}

/// The `expect` of a claim about one network, which must be there.
pub(super) fn read_expect(fields: &Fields<'_>, network: bool) -> Read<Verdict> {
    const VERDICTS: [Verdict; 5] = [
        Verdict::GlobalMinimum,
        Verdict::LocalMinimum,
        Verdict::Saddle,
        Verdict::NotCritical,
        Verdict::LocalMaximum,
    ];
    let node = fields.required("expect")?;
    let word = text(node, "`expect`")?;
    let verdict = VERDICTS.into_iter().find(|verdict| verdict.name() == word);
    let names = VERDICTS.map(Verdict::name);
    let verdict =
        verdict.ok_or_else(|| unknown("unknown-value", "a verdict to expect", node, word, &names))?;
    if network { Ok(verdict) } else { Err(without_network(fields)) }
}

/// The error that a claim about one network stands in a case without one.
pub(super) fn without_network(fields: &Fields<'_>) -> CaseError {
    let message = "this claim is about a network, and the case has none";
    CaseError::new("missing-key", message, fields.span(), "add a [network] section")
}

/// The claims of a case.
pub(super) fn read_all(entry: Option<&Entry>, read: impl Fn(&Node) -> Read<Claim>) -> Read<Vec<Claim>> {
    let Some(entry) = entry else { return Ok(Vec::new()) };
    match &entry.node.value {
        Value::List(nodes) => nodes.iter().map(read).collect(),
        _ => Err(wrong_type(&entry.node, "`claim`", "a list of tables ([[claim]] in TOML)")),
    }
}
