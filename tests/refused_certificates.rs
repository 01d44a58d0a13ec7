//! Spoilt certificates: `proofs/invalid` and `proofs/malformed`, each refused for the stated reason.
//!
//! With the environment variable `CRITCERT_UPDATE` set, the files are written anew (read the diff).

#[path = "support/certificate.rs"]
mod certificate;
#[path = "support/corruptions.rs"]
mod corruptions;

use std::fs;
use std::path::{Path, PathBuf};

use certificate::Parts;
use corruptions::{ALL, Corruption};
use critcert_checker::{Outcome, check_file};

fn proofs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("proofs")
}

fn spoil(corruption: &Corruption) -> String {
    let source = proofs().join("valid/interval").join(format!("{}.cert", corruption.source));
    let text = fs::read_to_string(&source).unwrap();
    let mut parts = Parts::read(&text);
    let before = parts.sealed();
    (corruption.spoil)(&mut parts);
    let after = (corruption.after)(parts.sealed());
    assert_ne!(before, after, "{}: nothing is spoilt", corruption.name);
    after
}

fn outcome_line(outcome: &Outcome) -> String {
    format!("{}: {}\n", outcome.word(), outcome.reason().unwrap_or_default())
}

#[test]
fn resealed_certificates_are_still_accepted() {
    // Otherwise a corruption could be refused for the way the test writes certificates.
    let directory = tempfile::tempdir().unwrap();
    for corruption in ALL {
        let source = proofs().join("valid/interval").join(format!("{}.cert", corruption.source));
        let parts = Parts::read(&fs::read_to_string(&source).unwrap());
        let path = directory.path().join("resealed.cert");
        fs::write(&path, parts.sealed()).unwrap();
        let case = Path::new(env!("CARGO_MANIFEST_DIR")).join(parts.header["case"].as_str().unwrap());
        assert!(matches!(check_file(&path, Some(&case)), Outcome::Verified(_)), "{}", corruption.source);
    }
}

#[test]
fn invalid_files_are_up_to_date() {
    let directory = proofs().join("invalid");
    let update = std::env::var_os("CRITCERT_UPDATE").is_some();
    if update {
        fs::create_dir_all(&directory).unwrap();
    }
    for corruption in ALL {
        let path = directory.join(format!("{}.cert", corruption.name));
        let text = spoil(corruption);
        if update {
            fs::write(&path, &text).unwrap();
            let outcome = check_file(&path, None);
            fs::write(path.with_extension("expected"), outcome_line(&outcome)).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), text, "{}", corruption.name);
    }
}

#[test]
fn every_corruption_is_refused_for_its_reason() {
    assert!(ALL.len() >= 25);
    for corruption in ALL {
        let path = proofs().join("invalid").join(format!("{}.cert", corruption.name));
        match check_file(&path, None) {
            Outcome::Refused(refusal) => {
                let debug = format!("{:?}", refusal.reason);
                let variant = debug.split([' ', '{', '(']).next().unwrap();
                assert_eq!(variant, corruption.variant, "{}: {refusal}", corruption.name);
            }
            outcome => panic!("{}: {}", corruption.name, outcome_line(&outcome)),
        }
    }
}

#[test]
fn files_meet_the_outcome_beside_them() {
    for (folder, word) in [("invalid", "refused: "), ("malformed", "malformed: ")] {
        let mut count = 0;
        for entry in fs::read_dir(proofs().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "cert") {
                continue;
            }
            if std::env::var_os("CRITCERT_UPDATE").is_some() {
                fs::write(path.with_extension("expected"), outcome_line(&check_file(&path, None))).unwrap();
            }
            let expected = fs::read_to_string(path.with_extension("expected")).unwrap();
            assert!(expected.starts_with(word), "{}: {expected}", path.display());
            assert_eq!(outcome_line(&check_file(&path, None)), expected, "{}", path.display());
            count += 1;
        }
        assert!(count > 8, "{folder} holds {count} certificates");
    }
}

#[test]
fn valid_files_are_accepted() {
    let directory = proofs().join("valid/interval");
    let mut count = 0;
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let outcome = check_file(&path, None);
        assert!(matches!(outcome, Outcome::Verified(_)), "{}: {outcome:?}", path.display());
        count += 1;
    }
    assert!(count >= 40);
}
