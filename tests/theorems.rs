//! The list of theorems: complete against the vocabularies of claims, and what the verb prints.

use std::collections::BTreeSet;
use std::path::Path;

use assert_cmd::Command;
use critcert::input::load;
use critcert::theorems::{THEOREMS, describe, of_claim};
use critcert_certificate::case::porcupine::{LineSign, Regions};
use critcert_certificate::case::{Claim, PorcupineClaim, Verdict, claim};
use critcert_certificate::rational::Canonical;
use serde_json::Value;

fn output(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_critcert"));
    let output = command.args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_list_names_exactly_the_claims_of_the_five_vocabularies() {
    let known: BTreeSet<_> = claim::kinds().collect();
    let problems: BTreeSet<_> = known.iter().map(|(problem, _)| *problem).collect();
    assert_eq!(problems, BTreeSet::from(["dataset", "extra-neuron", "interval", "linear", "porcupine"]));
    let listed: BTreeSet<_> = THEOREMS
        .iter()
        .flat_map(|theorem| theorem.claims.iter().map(|name| (theorem.problem, name.kind)))
        .collect();
    let missing: Vec<_> = known.difference(&listed).collect();
    assert!(missing.is_empty(), "claims without theorem: {missing:?}");
    let unknown: Vec<_> = listed.difference(&known).collect();
    assert!(unknown.is_empty(), "theorems with claims that no case can make: {unknown:?}");
}

#[test]
fn every_entry_is_complete_and_named_once() {
    let names: BTreeSet<_> = THEOREMS.iter().map(|theorem| theorem.id).collect();
    assert_eq!(names.len(), THEOREMS.len());
    for theorem in THEOREMS {
        for text in [theorem.paper, theorem.part, theorem.statement, theorem.proves, theorem.cannot_decide] {
            assert!(!text.is_empty() && !text.contains('\n'), "{}", theorem.id);
        }
        assert!(theorem.id.starts_with(theorem.problem), "{}", theorem.id);
        for name in theorem.claims.iter().filter(|name| name.expect.is_some()) {
            assert_eq!(name.kind, "verdict", "{}", theorem.id);
        }
    }
}

#[test]
fn every_claim_of_every_case_has_a_citation() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut claims = 0;
    for folder in std::fs::read_dir(root).unwrap() {
        for entry in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                for claim in load(&path).unwrap().case.claims {
                    assert!(of_claim(&claim).is_some(), "{}: {}", path.display(), claim.kind());
                    claims += 1;
                }
            }
        }
    }
    assert!(claims > 100, "{claims}");
}

#[test]
fn citations_follow_the_expected_verdict() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let citation = |case: &str, index: usize| {
        let case = load(&root.join(case)).unwrap().case;
        of_claim(&case.claims[index]).unwrap().citation()
    };
    assert_eq!(
        citation("interval/saddle-b-two-kinks.toml", 0),
        "arXiv 2103.10922, (IV), proved at the point"
    );
    assert_eq!(
        citation("interval/global-minimum-one-neuron.toml", 0),
        "arXiv 2103.10922, (VI), proved at the point"
    );
    assert_eq!(citation("extra-neuron/one-neuron-vacuous.toml", 0), "arXiv 1805.08671, own form N1, N4");
}

#[test]
fn claims_about_porcupine_problems_are_told_apart_in_words() {
    let named = || Regions::Named(vec![LineSign::Plus, LineSign::Mixed, LineSign::Minus]);
    let no_spurious = |regions| PorcupineClaim::NoSpuriousLocalMinimum { regions };
    let losses = vec![Canonical::zero(), Canonical::zero()];
    let expected = [
        (PorcupineClaim::Verdict { expect: Verdict::LocalMinimum }, "verdict local-minimum"),
        (no_spurious(Regions::All), "no-spurious-local-minimum, all regions"),
        (no_spurious(Regions::Mixed), "no-spurious-local-minimum, all lines mixed"),
        (no_spurious(named()), "no-spurious-local-minimum, region +m-"),
        (PorcupineClaim::SpanTheorem { regions: named() }, "span-theorem, region +m-"),
        (PorcupineClaim::LocalMinimumLosses { losses }, "2 local-minimum-losses"),
        (PorcupineClaim::ZeroIsStrictLocalMaximum, "zero-is-strict-local-maximum"),
        (PorcupineClaim::DistanceToTeacher { value: Canonical::zero() }, "distance-to-teacher 0"),
    ];
    for (claim, words) in expected {
        assert_eq!(describe(&Claim::Porcupine(claim)), words);
    }
}

#[test]
fn the_verb_lists_them_as_a_table_and_as_one_object() {
    let (code, text, _) = output(&["theorems"]);
    assert_eq!((code, text.lines().count()), (0, THEOREMS.len() + 1));
    let (code, text, _) = output(&["theorems", "--json"]);
    let answer: Value = serde_json::from_str(&text).unwrap();
    let list = answer["theorems"].as_array().unwrap();
    assert_eq!((code, list.len()), (0, THEOREMS.len()));
    let keys = ["cannot_decide", "claims", "id", "paper", "part", "problem", "proves", "statement"];
    for theorem in list {
        let found: Vec<&String> = theorem.as_object().unwrap().keys().collect();
        assert_eq!(found.iter().copied().collect::<BTreeSet<_>>(), keys.map(str::to_owned).iter().collect());
    }
    let fourth = list.iter().find(|theorem| theorem["id"] == "interval-IV").unwrap();
    assert_eq!(fourth["claims"][0], serde_json::json!({ "kind": "verdict", "expect": "saddle" }));
}

#[test]
fn a_word_selects_theorems_and_an_unknown_one_is_an_error() {
    let (code, text, _) = output(&["theorems", "monomial-power"]);
    assert_eq!(code, 0);
    assert!(text.starts_with("extra-neuron-N5\n  statement "), "{text}");
    assert!(text.contains("\n  not decided "), "{text}");
    let (code, text, message) = output(&["theorems", "perpetuum"]);
    assert_eq!((code, text.as_str()), (2, ""));
    assert!(message.contains("no theorem, problem kind or claim contains `perpetuum`"), "{message}");
}
