//! Random networks: the prover's certificate is accepted, spoilt ones never panic and never change the verdict.

#[path = "support/interval.rs"]
mod support;

use std::io::Cursor;

use critcert::prove::{Finding, classify};
use critcert_certificate::case::{Case, Network, Problem};
use critcert_checker::{Outcome, check};
use proptest::prelude::*;
use support::{Sample, any_sample};

fn case(sample: &Sample) -> Case {
    Case {
        title: None,
        source: None,
        problem: Problem::Interval(sample.problem.clone()),
        network: Some(Network::Interval(sample.network.clone())),
        claims: Vec::new(),
    }
}

fn certificate(case: &Case) -> (Finding, Vec<u8>) {
    let (finding, bytes) = classify(case, "case.toml").unwrap();
    (finding, bytes.expect("the verdict is determined"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_certificate_is_accepted(sample in any_sample()) {
        let case = case(&sample);
        let (_, bytes) = certificate(&case);
        let outcome = check(&case, &mut Cursor::new(&bytes));
        prop_assert!(matches!(outcome, Outcome::Verified(_)), "{:?}", outcome);
    }

    /// A changed byte is refused or malformed: the digest sees it even where the mathematics does not.
    #[test]
    fn a_changed_byte_is_never_accepted(sample in any_sample(), place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let case = case(&sample);
        let (_, mut bytes) = certificate(&case);
        let index = place.index(bytes.len());
        prop_assume!(bytes[index] != byte);
        bytes[index] = byte;
        let outcome = check(&case, &mut Cursor::new(&bytes));
        prop_assert!(!matches!(outcome, Outcome::Verified(_)));
    }

    /// The certificate of one network is not a certificate of another one.
    #[test]
    fn a_certificate_does_not_fit_another_network(first in any_sample(), second in any_sample()) {
        let (first, second) = (case(&first), case(&second));
        prop_assume!(first.problem != second.problem || first.network != second.network);
        let (_, bytes) = certificate(&first);
        let outcome = check(&second, &mut Cursor::new(&bytes));
        prop_assert!(matches!(outcome, Outcome::Refused(_)), "{:?}", outcome);
    }

    #[test]
    fn arbitrary_bytes_are_malformed(sample in any_sample(), bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let outcome = check(&case(&sample), &mut Cursor::new(&bytes));
        prop_assert!(matches!(outcome, Outcome::Malformed { .. }), "{:?}", outcome);
    }

    /// Lines of the format in any order, any number of times, with a right digest: never a panic, and verified
    /// only as the certificate itself.
    #[test]
    fn shuffled_lines_are_not_accepted(sample in any_sample(), order in prop::collection::vec(any::<prop::sample::Index>(), 1..12)) {
        use sha2::{Digest, Sha256};
        let case = case(&sample);
        let text = String::from_utf8(certificate(&case).1).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let steps = &lines[1..lines.len() - 1];
        let chosen: Vec<&str> = order.iter().map(|index| steps[index.index(steps.len())]).collect();
        prop_assume!(chosen != steps);
        let mut spoilt = format!("{}\n", lines[0]);
        for line in &chosen {
            spoilt += &format!("{line}\n");
        }
        let digest: String =
            Sha256::digest(spoilt.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        spoilt += &format!("{{\"end\":{{\"steps\":{},\"sha256\":\"{digest}\"}}}}\n", chosen.len());
        let outcome = check(&case, &mut Cursor::new(spoilt.as_bytes()));
        prop_assert!(matches!(outcome, Outcome::Refused(_)), "{:?}", outcome);
    }
}
