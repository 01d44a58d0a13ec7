//! Certificates about numbers of patterns: accepted as written, refused when spoilt, independent of threads.

#[path = "support/certificate.rs"]
mod certificate;

use std::io::Cursor;

use certificate::Parts;
use critcert::prove::pattern::{Method, prove_by};
use critcert::prove::{Control, ProveError};
use critcert_certificate::case::{Case, NoDataFiles};
use critcert_certificate::certificate::{Answer, Asked};
use critcert_certificate::document::toml;
use critcert_checker::{Outcome, Reason, check};
use serde_json::{Value, json};

const METHODS: [Method; 3] = [Method::Witnesses, Method::Tree, Method::Formula];

/// The square with its centre, with hidden bias: 14 cells of the corners, 4 of them split by the centre; on flats
/// of dimension 2 there are 4 * 6 + 4 faces, of dimension 1 there are 6 * 2, and the zero one.
const SQUARE: &str = r#"[["0","0"],["2","0"],["0","2"],["2","2"],["1","1"]]"#;

fn case(points: &str, claim: &str) -> Case {
    let labels: Value = serde_json::from_str(points).unwrap();
    let labels = vec!["\"0\""; labels.as_array().unwrap().len()].join(",");
    let text = format!(
        "[problem]\nkind = \"dataset\"\npoints = {points}\nlabels = [{labels}]\nwidth = 1\n[[claim]]\nkind = \
         \"pattern-count\"\n{claim}\n"
    );
    Case::from_node(&toml::read(&text).unwrap(), &NoDataFiles).unwrap()
}

fn square(faces: bool) -> Case {
    case(SQUARE, if faces { "cells = 18\ncovectors = 59" } else { "cells = 18" })
}

fn prove(case: &Case, method: Method) -> (Answer, String) {
    let mut bytes = Vec::new();
    let claim = &case.claims[0];
    let settled = prove_by(case, claim, method, "case.toml", Asked::Case, &mut bytes, Control::NONE).unwrap();
    (settled.answer, String::from_utf8(bytes).unwrap())
}

fn verdict(case: &Case, text: &str) -> Outcome {
    check(case, &mut Cursor::new(text.as_bytes()))
}

/// The reason for which a spoilt certificate is refused.
fn refusal(case: &Case, method: Method, spoil: impl FnOnce(&mut Parts)) -> Reason {
    let (_, text) = prove(case, method);
    let mut parts = Parts::read(&text);
    assert!(matches!(verdict(case, &parts.sealed()), Outcome::Verified(_)), "resealed");
    let before = parts.sealed();
    spoil(&mut parts);
    let spoilt = parts.sealed();
    assert_ne!(before, spoilt);
    match verdict(case, &spoilt) {
        Outcome::Refused(refusal) => refusal.reason,
        outcome => panic!("{outcome:?}"),
    }
}

fn condition(reason: &Reason) -> &'static str {
    match reason {
        Reason::Condition { condition } => condition,
        reason => panic!("{reason}"),
    }
}

#[test]
fn all_three_methods_prove_and_refute() {
    let wrong =
        [("cells = 20", false), ("cells = 18\ncovectors = 57", true), ("cells = 16\ncovectors = 59", true)];
    for method in METHODS {
        for faces in [false, true] {
            let case = square(faces);
            let (answer, text) = prove(&case, method);
            assert_eq!(answer, Answer::Proved, "{method:?}");
            assert!(matches!(verdict(&case, &text), Outcome::Verified(_)), "{:?}", verdict(&case, &text));
        }
        for (claim, faces) in wrong {
            let case = case(SQUARE, claim);
            let (answer, text) = prove(&case, method);
            assert_eq!(answer, Answer::Refuted, "{method:?} {faces}");
            let Outcome::Verified(verified) = verdict(&case, &text) else { panic!("{method:?}") };
            assert_eq!(verified.answer(), Answer::Refuted);
        }
    }
}

#[test]
fn bytes_do_not_depend_on_the_number_of_threads() {
    let case = case(
        r#"[["0","0","1"],["2","1","0"],["0","2","5"],["-2","2","3"],["1","1","1"],["4","-1","2"],["7","3","-5"],["1/2","9","2"],["3","3","-1"],["5","-4","1"]]"#,
        "cells = 1\ncovectors = 1",
    );
    for method in METHODS {
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| prove(&case, method))
        };
        assert_eq!(with(1), with(4), "{method:?}");
    }
}

#[test]
fn the_examples_of_the_specification_are_steps_of_certificates() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("proofs/format/patterns.md")).unwrap();
    let examples: Vec<&str> =
        text.lines().map(str::trim_start).filter(|line| line.starts_with("{\"id\":")).collect();
    assert!(examples.len() >= 6);
    let line = r#"[["0"],["1"],["2"],["3"]]"#;
    let cases = [case(line, "cells = 8"), case(line, "cells = 8\ncovectors = 17")];
    let written: String = cases.iter().flat_map(|case| METHODS.map(|method| prove(case, method).1)).collect();
    for example in examples {
        assert!(written.lines().any(|line| line == example), "{example}");
    }
}

#[test]
fn an_interruption_ends_the_run() {
    let case = square(true);
    for method in METHODS {
        let control = Control { interrupted: &|| true, ..Control::NONE };
        let run = prove_by(&case, &case.claims[0], method, "case.toml", Asked::Case, Vec::new(), control);
        assert!(matches!(run, Err(ProveError::Interrupted)), "{method:?}");
    }
}

#[test]
fn a_zero_point_without_hidden_bias_is_an_error() {
    let mut case = case(r#"[["1"],["0"]]"#, "cells = 2");
    if let critcert_certificate::case::Problem::Dataset(problem) = &mut case.problem {
        problem.hidden_bias = false;
    }
    let run = prove_by(&case, &case.claims[0], Method::Formula, "c", Asked::Case, Vec::new(), Control::NONE);
    assert!(matches!(run, Err(ProveError::Hypothesis(_))));
}

fn witnesses(parts: &mut Parts) -> &mut Vec<Value> {
    parts.first("pattern-witnesses")["witnesses"].as_array_mut().unwrap()
}

#[test]
fn a_missing_witness_is_refused() {
    let spoil = |parts: &mut Parts| drop(witnesses(parts).remove(3));
    let reason = refusal(&square(false), Method::Witnesses, spoil);
    assert!(
        matches!(&reason, Reason::Value { what, expected, got } if what == "number of cells" && expected == "16" && got == "18"),
        "{reason}"
    );
}

#[test]
fn a_missing_witness_with_the_number_made_to_fit_is_refused() {
    let reason = refusal(&square(false), Method::Witnesses, |parts| {
        witnesses(parts).remove(3);
        parts.first("pattern-list")["cells"] = json!("16");
    });
    assert!(
        matches!(&reason, Reason::Value { expected, got, .. } if expected == "18" && got == "16"),
        "{reason}"
    );
}

#[test]
fn a_witness_listed_twice_is_refused() {
    let reason = refusal(&square(false), Method::Witnesses, |parts| {
        let list = witnesses(parts);
        list[4] = list[3].clone();
    });
    assert_eq!(condition(&reason), "a pattern is listed twice or out of order");
}

#[test]
fn witnesses_out_of_order_are_refused() {
    let reason = refusal(&square(true), Method::Witnesses, |parts| witnesses(parts).swap(0, 1));
    assert_eq!(condition(&reason), "a pattern is listed twice or out of order");
}

#[test]
fn an_opposite_witness_is_refused() {
    let reason = refusal(&square(false), Method::Witnesses, |parts| {
        let opposite = witnesses(parts)[0]
            .as_str()
            .unwrap()
            .split(' ')
            .map(|entry| {
                if entry == "0" {
                    entry.to_owned()
                } else {
                    entry.strip_prefix('-').map_or(format!("-{entry}"), str::to_owned)
                }
            })
            .collect::<Vec<_>>()
            .join(" ");
        witnesses(parts)[0] = json!(opposite);
    });
    assert_eq!(condition(&reason), "the first sign that is not zero is negative");
}

#[test]
fn a_witness_on_a_hyperplane_is_refused() {
    let reason = refusal(&square(false), Method::Witnesses, |parts| witnesses(parts)[0] = json!("-1 0 2"));
    assert_eq!(condition(&reason), "a witness of a cell lies on a hyperplane");
}

#[test]
fn a_zero_witness_is_refused() {
    let reason = refusal(&square(true), Method::Witnesses, |parts| witnesses(parts).push(json!("0 0 0")));
    assert_eq!(condition(&reason), "a witness of the all-zero pattern is listed");
}

#[test]
fn a_witness_of_another_length_is_refused() {
    let reason = refusal(&square(false), Method::Witnesses, |parts| witnesses(parts)[0] = json!("1 0"));
    assert_eq!(condition(&reason), "a witness has another length than the lifted points");
}

#[test]
fn a_list_that_changes_its_kind_is_refused() {
    let reason = refusal(&square(false), Method::Witnesses, |parts| {
        let last = witnesses(parts).pop().unwrap();
        let step =
            json!({"id": 0, "rule": "pattern-witnesses", "with": {"faces": true, "witnesses": [last]}});
        parts.insert(1, step);
    });
    assert_eq!(condition(&reason), "the list changes between cells and all patterns");
}

#[test]
fn covectors_without_their_list_are_refused() {
    let reason = refusal(&square(false), Method::Witnesses, |parts| {
        parts.first("pattern-list")["covectors"] = json!("59");
    });
    assert_eq!(condition(&reason), "covectors are stated and were not counted");
}

#[test]
fn a_claim_about_covectors_needs_their_number() {
    let reason = refusal(&square(true), Method::Formula, |parts| {
        parts.first("pattern-formula")["covectors"] = Value::Null;
    });
    assert_eq!(condition(&reason), "the claim is about covectors, which were not counted");
}

#[test]
fn a_wrong_number_by_the_formula_is_refused() {
    let reason = refusal(&square(true), Method::Formula, |parts| {
        parts.first("pattern-formula")["covectors"] = json!("61");
    });
    assert!(matches!(&reason, Reason::Value { what, .. } if what == "number of covectors"), "{reason}");
}

#[test]
fn a_wrong_answer_is_refused() {
    let reason = refusal(&square(false), Method::Formula, |parts| {
        parts.first("conclude")["answer"] = json!("refuted");
    });
    assert!(matches!(&reason, Reason::Value { what, .. } if what == "answer"), "{reason}");
}

#[test]
fn an_integer_that_is_not_canonical_is_malformed() {
    for bad in ["1 0 01", "+1 0 1", "1  0 1", "1 0 -0", "1 0 1 ", "1 0 1/2"] {
        let case = square(false);
        let mut parts = Parts::read(&prove(&case, Method::Witnesses).1);
        witnesses(&mut parts)[0] = json!(bad);
        assert!(matches!(verdict(&case, &parts.sealed()), Outcome::Malformed { .. }), "{bad}");
    }
}

#[test]
fn a_missing_leaf_is_refused() {
    for (rule, skip) in [("pattern-cell", 2), ("pattern-cut", 1), ("pattern-cell", 0)] {
        let reason = refusal(&square(true), Method::Tree, |parts| parts.remove(parts.position(rule, skip)));
        assert!(matches!(reason, Reason::Branch { .. }), "{reason}");
    }
}

#[test]
fn a_missing_last_leaf_is_refused() {
    let reason = refusal(&square(true), Method::Tree, |parts| {
        let end = parts.position("pattern-covered", 0);
        parts.remove(end - 1);
    });
    assert!(matches!(reason, Reason::Incomplete { .. }), "{reason}");
}

#[test]
fn a_doubled_leaf_is_refused() {
    let reason = refusal(&square(false), Method::Tree, |parts| {
        let position = parts.position("pattern-cell", 1);
        let step = parts.steps[position].clone();
        parts.insert(position, step);
    });
    assert!(matches!(reason, Reason::Branch { .. }), "{reason}");
}

#[test]
fn an_invented_branch_is_refused() {
    for branch in ["-++++", "++++++", "", "+x", "0++++", "+++-+"] {
        let reason = refusal(&square(false), Method::Tree, |parts| {
            parts.first("pattern-cell")["branch"] = json!(branch);
        });
        assert!(matches!(reason, Reason::Branch { .. }), "{branch}: {reason}");
    }
}

#[test]
fn a_witness_of_another_leaf_is_refused() {
    let reason = refusal(&square(false), Method::Tree, |parts| {
        let other = parts.steps[parts.position("pattern-cell", 1)]["with"]["witness"].clone();
        parts.first("pattern-cell")["witness"] = other;
    });
    assert!(matches!(&reason, Reason::Value { what, .. } if what == "pattern of the witness"), "{reason}");
}

#[test]
fn an_inner_branch_is_no_leaf() {
    let reason = refusal(&square(false), Method::Tree, |parts| {
        parts.first("pattern-cell")["branch"] = json!("+");
    });
    assert_eq!(condition(&reason), "the branch does not have a sign for every class");
}

#[test]
fn a_feasible_branch_cannot_be_cut() {
    let reason = refusal(&square(false), Method::Tree, |parts| {
        let position = parts.position("pattern-cell", 0);
        let branch = parts.steps[position]["with"]["branch"].clone();
        parts.steps[position] = json!({"id": position, "rule": "pattern-cut", "with": {"branch": branch, "multipliers": [[0, "1"]]}});
    });
    assert!(matches!(reason, Reason::Combination { .. }), "{reason}");
}

/// Spoils the multipliers of the first cut.
fn spoilt_cut(faces: bool, spoil: impl FnOnce(&mut Vec<Value>)) -> Reason {
    refusal(&square(faces), Method::Tree, |parts| {
        spoil(parts.first("pattern-cut")["multipliers"].as_array_mut().unwrap());
    })
}

#[test]
fn spoilt_multipliers_are_refused() {
    let reason = spoilt_cut(false, |list| list[0][1] = json!("7"));
    assert!(matches!(reason, Reason::Combination { .. }), "{reason}");
    let reason = spoilt_cut(false, |list| list[0][1] = json!("-1"));
    assert!(matches!(reason, Reason::Sign { .. }), "{reason}");
    let reason = spoilt_cut(false, |list| list[0][1] = json!("1/2"));
    assert_eq!(condition(&reason), "a multiplier is zero or not an integer");
    let reason = spoilt_cut(false, |list| list.swap(0, 1));
    assert_eq!(condition(&reason), "the rows of the multipliers do not increase");
    let reason = spoilt_cut(false, |list| list[0][0] = json!(99));
    assert_eq!(condition(&reason), "a multiplier for a row that does not exist");
    let reason = spoilt_cut(true, Vec::clear);
    assert_eq!(condition(&reason), "no strict row has a multiplier");
}

#[test]
fn a_second_tree_is_refused() {
    let reason = refusal(&square(false), Method::Tree, |parts| {
        let step = parts.steps[0].clone();
        parts.insert(1, step);
    });
    assert_eq!(condition(&reason), "a second tree");
}

#[test]
fn a_certificate_about_other_points_is_refused() {
    let (_, text) = prove(&square(false), Method::Witnesses);
    let other = case(r#"[["0","0"],["2","0"],["0","2"],["2","2"],["1","0"]]"#, "cells = 18");
    let Outcome::Refused(refusal) = verdict(&other, &text) else { panic!("accepted") };
    assert!(matches!(refusal.reason, Reason::Statement { .. }), "{refusal}");
}
