//! The theorems behind the claims: what is cited, and what a claim says in words.

use critcert_certificate::case::{Claim, ExtraNeuronClaim, IntervalClaim, Verdict};

/// Where a claim's theorem comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theorem {
    /// The paper, or `own` with the place of the proof.
    pub paper: &'static str,
    /// Which part of it.
    pub part: &'static str,
}

impl Theorem {
    /// Paper and part, for a table.
    #[must_use]
    pub fn citation(&self) -> String {
        if self.part.is_empty() { self.paper.to_owned() } else { format!("{}, {}", self.paper, self.part) }
    }
}

/// Cheridito, Jentzen, Rossmannek 2021; its classification theorem for ReLU has the parts (I) to (VI).
const CHERIDITO_JENTZEN_ROSSMANNEK: &str = "arXiv 2103.10922";

/// Liang, Sun, Lee, Srikant 2018; what is proved is the sharper own form in `proofs/format/extra-neuron.md`.
const LIANG_SUN_LEE_SRIKANT: &str = "arXiv 1805.08671";

/// The theorem that a claim instantiates.
#[must_use]
pub fn of_claim(claim: &Claim) -> Theorem {
    let (paper, part) = match claim {
        Claim::Interval(IntervalClaim::Verdict { expect }) => {
            let part = match expect {
                Verdict::GlobalMinimum => "(VI), proved at the point",
                Verdict::LocalMinimum => "(III), proved at the point",
                Verdict::Saddle => "(IV), proved at the point",
                _ => "(II), proved at the point",
            };
            (CHERIDITO_JENTZEN_ROSSMANNEK, part)
        }
        Claim::Interval(IntervalClaim::NoLocalMaximum) => (CHERIDITO_JENTZEN_ROSSMANNEK, "(I)"),
        Claim::Interval(IntervalClaim::Classification { .. }) => {
            (CHERIDITO_JENTZEN_ROSSMANNEK, "(I) to (VI)")
        }
        Claim::ExtraNeuron(claim) => {
            let part = match claim {
                ExtraNeuronClaim::Verdict { .. } => "own form N1, N2, N5 at the point",
                ExtraNeuronClaim::ExtraNeuronEliminatesBadMinima => "Theorem 1 in the own form N1",
                ExtraNeuronClaim::Vacuous => "own form N1, N4",
                ExtraNeuronClaim::MonomialPowerSuffices { .. } => "monomial variant, own form N5",
                ExtraNeuronClaim::RefuteWithoutAssumption { .. } => "assumptions, own counterexamples",
            };
            (LIANG_SUN_LEE_SRIKANT, part)
        }
        _ => ("", ""),
    };
    Theorem { paper, part }
}

/// A claim in a few words, for a table.
#[must_use]
pub fn describe(claim: &Claim) -> String {
    match claim {
        Claim::Interval(IntervalClaim::Verdict { expect }) => format!("verdict {}", expect.name()),
        Claim::Interval(IntervalClaim::Classification { width }) => format!("classification, width {width}"),
        Claim::ExtraNeuron(ExtraNeuronClaim::Verdict { expect, order }) => {
            let order = order.map(|order| format!(" of order {order}")).unwrap_or_default();
            format!("verdict {}{order}", expect.name())
        }
        claim => claim.kind().to_owned(),
    }
}
