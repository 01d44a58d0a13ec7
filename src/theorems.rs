//! The theorems behind the claims: what is cited, and what a claim says in words.

use critcert_certificate::case::{
    Claim, DatasetClaim, ExtraNeuronClaim, IntervalClaim, LinearClaim, PorcupineClaim, Verdict,
};

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

/// Zhu, Soudry, Eldar, Wakin 2018, on the landscape of shallow linear networks.
const ZHU_SOUDRY_ELDAR_WAKIN: &str = "arXiv 1805.04938";
/// The theorems behind porcupine claims: own, sharper than those of Feizi, Javadi, Zhang, Tse, arXiv 1710.02196.
const PORCUPINE: &str = "own, after arXiv 1710.02196";
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
        Claim::Dataset(DatasetClaim::Verdict { .. }) => ("own", "first-order conditions, kinks included"),
        Claim::Dataset(DatasetClaim::NoLocalMaximum) => ("own", "growth along c; silent neurons without c"),
        Claim::Dataset(DatasetClaim::PatternCount { .. }) => ("Zaslavsky 1975", "Theorems A and B"),
        Claim::Linear(_) => (ZHU_SOUDRY_ELDAR_WAKIN, "own proof, without assumptions on the data"),
        Claim::Dataset(
            DatasetClaim::NoSpuriousLocalMinimum { .. }
            | DatasetClaim::NoSpuriousDifferentiableMinimum { .. }
            | DatasetClaim::LocalMinimumLosses { .. }
            | DatasetClaim::GlobalMinimumValue { .. },
        ) => ("own", "proofs/format/landscape.md"),
        Claim::Porcupine(claim) => {
            let part = match claim {
                PorcupineClaim::Verdict { .. } => "linear test",
                PorcupineClaim::NoSpuriousLocalMinimum { .. } => "landscape theorem, corrected",
                PorcupineClaim::SpanTheorem { .. } => "span theorem",
                PorcupineClaim::LocalMinimumLosses { .. } => "all 3^r patterns",
                PorcupineClaim::ZeroIsStrictLocalMaximum => "zero theorem",
                PorcupineClaim::DistanceToTeacher { .. } => "least loss",
            };
            (PORCUPINE, part)
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
        Claim::Dataset(DatasetClaim::Verdict { expect }) => format!("verdict {}", expect.name()),
        Claim::Interval(IntervalClaim::Classification { width }) => format!("classification, width {width}"),
        Claim::Dataset(DatasetClaim::PatternCount { cells, covectors: None }) => format!("{cells} cells"),
        Claim::Dataset(DatasetClaim::PatternCount { cells, covectors: Some(covectors) }) => {
            format!("{cells} cells, {covectors} covectors")
        }
        Claim::Linear(LinearClaim::Verdict { expect }) => format!("verdict {}", expect.name()),
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
        claim => claim.kind().to_owned(),
    }
}
