//! The theorems behind the claims: what is cited, and what a claim says in words.
//!
//! [`THEOREMS`] is the one table; [`of_claim`] looks a citation up in it.

mod list;

use critcert_certificate::case::porcupine::Regions;
use critcert_certificate::case::{
    Claim, DatasetClaim, ExtraNeuronClaim, IntervalClaim, LinearClaim, PorcupineClaim, Verdict,
};
use serde::Serialize;

pub use list::THEOREMS;

/// A theorem that can be tested on an instance, or what is left of it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Theorem {
    /// Its name in this program.
    pub id: &'static str,
    /// The paper, or `own`.
    pub paper: &'static str,
    /// Which part of it: a number, or for an own theorem its name or where its proof is.
    pub part: &'static str,
    /// The problem kind.
    pub problem: &'static str,
    /// The statement in one line.
    pub statement: &'static str,
    /// The claims that test it.
    pub claims: &'static [ClaimName],
    /// What a certificate proves.
    pub proves: &'static str,
    /// What an instance can not decide.
    pub cannot_decide: &'static str,
}

/// A kind of claim, perhaps only with one verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ClaimName {
    /// The `kind` of the claim, as a case spells it.
    pub kind: &'static str,
    /// The `expect` of a verdict claim; `None` for all verdicts, and for other claims.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expect: Option<&'static str>,
}

impl ClaimName {
    /// Kind and verdict, for a table.
    #[must_use]
    pub fn text(&self) -> String {
        self.expect.map_or_else(|| self.kind.to_owned(), |expect| format!("{} {expect}", self.kind))
    }
}

impl Theorem {
    /// Paper and part, for a table.
    #[must_use]
    pub fn citation(&self) -> String {
        format!("{}, {}", self.paper, self.part)
    }
}

/// The theorem that a claim instantiates: the first one in the list that names the claim.
///
/// `None` only for a kind of claim that the list lacks, which the tests exclude.
#[must_use]
pub fn of_claim(claim: &Claim) -> Option<&'static Theorem> {
    let (problem, expect) = match claim {
        Claim::Interval(claim) => match claim {
            IntervalClaim::Verdict { expect } => ("interval", Some(*expect)),
            _ => ("interval", None),
        },
        Claim::Dataset(claim) => match claim {
            DatasetClaim::Verdict { expect } => ("dataset", Some(*expect)),
            _ => ("dataset", None),
        },
        Claim::Linear(claim) => match claim {
            LinearClaim::Verdict { expect } => ("linear", Some(*expect)),
            _ => ("linear", None),
        },
        Claim::Porcupine(claim) => match claim {
            PorcupineClaim::Verdict { expect } => ("porcupine", Some(*expect)),
            _ => ("porcupine", None),
        },
        Claim::ExtraNeuron(claim) => match claim {
            ExtraNeuronClaim::Verdict { expect, .. } => ("extra-neuron", Some(*expect)),
            _ => ("extra-neuron", None),
        },
    };
    let expect = expect.map(Verdict::name);
    let names =
        |name: &ClaimName| name.kind == claim.kind() && (name.expect.is_none() || name.expect == expect);
    THEOREMS.iter().find(|theorem| theorem.problem == problem && theorem.claims.iter().any(names))
}

/// A claim in a few words, for a table.
#[must_use]
pub fn describe(claim: &Claim) -> String {
    match claim {
        Claim::Interval(IntervalClaim::Verdict { expect }) => format!("verdict {}", expect.name()),
        Claim::Dataset(DatasetClaim::Verdict { expect }) => format!("verdict {}", expect.name()),
        Claim::Interval(IntervalClaim::Classification { width }) => format!("classification, width {width}"),
        Claim::Dataset(DatasetClaim::PatternCount { cells, covectors: None }) => format!("{cells} cells"),
        Claim::Dataset(DatasetClaim::PatternCount { cells, covectors: Some(covectors) }) => {
            format!("{cells} cells, {covectors} covectors")
        }
        Claim::Linear(LinearClaim::Verdict { expect })
        | Claim::Porcupine(PorcupineClaim::Verdict { expect }) => format!("verdict {}", expect.name()),
        Claim::Linear(LinearClaim::GlobalMinimumValue { value }) => format!("global minimum {value}"),
        Claim::Dataset(DatasetClaim::LocalMinimumLosses { losses, width }) => {
            format!("{} local-minimum-losses, width {width}", losses.len())
        }
        Claim::Dataset(DatasetClaim::GlobalMinimumValue { value, width }) => {
            format!("global-minimum-value {value}, width {width}")
        }
        Claim::ExtraNeuron(ExtraNeuronClaim::Verdict { expect, order }) => {
            let order = order.map(|order| format!(" of order {order}")).unwrap_or_default();
            format!("verdict {}{order}", expect.name())
        }
        Claim::Porcupine(
            PorcupineClaim::NoSpuriousLocalMinimum { regions } | PorcupineClaim::SpanTheorem { regions },
        ) if *regions != Regions::All => {
            let regions = serde_json::to_value(regions).unwrap_or_default();
            format!("{}, regions {}", claim.kind(), regions.as_str().unwrap_or_default())
        }
        claim => claim.kind().to_owned(),
    }
}
