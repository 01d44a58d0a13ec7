//! All rows of the independent implementation's answers, by both paths.

#[path = "support/vectors.rs"]
mod vectors;

use critcert::interval::{Proof, classify, classify_by_theorem};
use critcert_certificate::case::Verdict;

#[test]
fn every_row_agrees_by_both_paths() {
    for (number, row) in vectors::interval_points().into_iter().enumerate() {
        let (problem, network, expect) = (row.problem(), &row.network, &row.expect);
        let answer = classify(&problem, network).unwrap();
        assert_eq!(answer.verdict, expect.verdict, "row {number}: {:?}", answer.proof);
        assert_eq!(classify_by_theorem(&problem, network), Ok(expect.verdict), "row {number}");
        assert_eq!(answer.loss, expect.loss.0, "row {number}");
        assert_eq!(answer.differentiable, expect.differentiable, "row {number}");
        let types: Vec<_> = answer.neurons.iter().map(|class| class.kind).collect();
        let flat: Vec<_> = answer.neurons.iter().map(|class| class.flat).collect();
        assert_eq!((types, flat), (expect.types.clone(), expect.flat.clone()), "row {number}");
        let proof_fits = match &answer.proof {
            Proof::ZeroLoss => expect.verdict == Verdict::GlobalMinimum,
            Proof::GradientEntry { .. } | Proof::OneSidedDerivative { .. } => {
                expect.verdict == Verdict::NotCritical
            }
            Proof::DescentRay(_) => expect.verdict == Verdict::Saddle,
            Proof::Radius { .. } => expect.verdict == Verdict::LocalMinimum,
            Proof::None(_) => false,
        };
        assert!(proof_fits, "row {number}: {:?}", answer.proof);
    }
}
