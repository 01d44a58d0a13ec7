//! Every claim of every case in `cases/linear` is proved, and the checker accepts the proof.

use std::path::Path;

use critcert::input::load;
use critcert::prove::linear_landscape;
use critcert_certificate::certificate::Answer;
use critcert_checker::{Outcome, check};

use crate::support::settled;

#[test]
fn every_claim_is_proved_and_accepted() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/linear");
    let (mut cases, mut claims) = (0, 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let mut case = load(&entry.unwrap().path()).unwrap().case;
        cases += 1;
        for claim in case.claims.clone() {
            case.claims = vec![claim];
            let (answer, _) = settled(&case);
            assert_eq!(answer, Answer::Proved, "{:?}: {:?}", case.title, case.claims);
            claims += 1;
        }
    }
    assert!(cases >= 16 && claims >= 50, "{cases} cases, {claims} claims");
}

#[test]
fn irrational_sums_that_are_equal_are_found_equal() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/linear/critical-values-equal-sums.toml");
    let case = load(&path).unwrap().case;
    let (found, certificate) = linear_landscape(&case, "case.toml", critcert::prove::Control::NONE).unwrap();
    let outcome = check(&case, &mut std::io::Cursor::new(&certificate));
    assert!(matches!(outcome, Outcome::Verified(_)), "{outcome:?}");
    // 16 vectors; with s = sqrt 5: 2 + (3 +- s)/2 = (7 +- s)/2, and both mixed pairs of conjugates give 5.
    assert_eq!(found.landscape.vectors, 16);
    let sizes: Vec<usize> = found.landscape.values.iter().map(|value| value.vectors.len()).collect();
    assert_eq!(sizes.iter().filter(|&&size| size == 2).count(), 3, "{sizes:?}");
    assert_eq!(found.landscape.values.len(), 13);
}
