//! The export of linear programs: scripts are read back and decided again by two other methods.

#[path = "support/certificate.rs"]
#[allow(dead_code, reason = "only some of the helpers are used here")]
mod certificate;
#[path = "lp/fourier_motzkin.rs"]
mod fourier_motzkin;
#[path = "support/smt.rs"]
mod smt;
#[path = "support/stored.rs"]
mod stored;

use std::collections::BTreeMap;
use std::path::Path;

use certificate::Parts;
use critcert::export::{Expected, Export, Formula, export, smt as writer};
use critcert::input::{Certificate, load};
use critcert::lp::{Answer, Relation, Solver, Status, System, decide};
use critcert::pattern::Points;
use critcert_certificate::case::Problem;
use critcert_checker::find_case;
use serde_json::{Value, json};
use stored::{certificates, root, run};

fn exported(path: &Path, text: &str) -> Export {
    let case = load(&find_case(path, None).unwrap()).unwrap().case;
    let certificate = Certificate::parse(text, "test").unwrap();
    export(&case, &certificate).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Whether a formula has a solution: one row of each clause after the other, with the project's linear programs.
fn is_satisfiable(formula: &Formula) -> bool {
    let mut solver = Solver::new(formula.unknowns.len());
    for row in &formula.rows {
        if push(&mut solver, formula, row) == Status::Infeasible {
            return false;
        }
    }
    branch(&mut solver, formula, &formula.clauses)
}

fn branch(solver: &mut Solver, formula: &Formula, clauses: &[Vec<critcert::export::Row>]) -> bool {
    let Some((clause, rest)) = clauses.split_first() else { return true };
    clause.iter().any(|row| {
        let found = push(solver, formula, row) == Status::Feasible && branch(solver, formula, rest);
        solver.pop();
        found
    })
}

fn push(solver: &mut Solver, formula: &Formula, row: &critcert::export::Row) -> Status {
    let mut dense = vec![num_bigint::BigInt::ZERO; formula.unknowns.len()];
    row.terms.iter().for_each(|(unknown, entry)| dense[*unknown] += entry);
    solver.push_big(&dense, &row.bound, row.relation).unwrap()
}

/// The rows of a formula without clauses, small enough for elimination.
fn small_system(formula: &Formula) -> Option<System> {
    let small = formula.clauses.is_empty() && formula.unknowns.len() <= 4 && formula.rows.len() <= 12;
    small.then(|| {
        let mut system = System::new(formula.unknowns.len());
        for row in &formula.rows {
            let mut dense = vec![num_bigint::BigInt::ZERO; formula.unknowns.len()];
            row.terms.iter().for_each(|(unknown, entry)| dense[*unknown] += entry);
            system.push_big(&dense, &row.bound, row.relation).unwrap();
        }
        system
    })
}

#[test]
fn scripts_of_all_stored_certificates_are_read_back_and_decided_again() {
    let mut asked: BTreeMap<(String, &str), usize> = BTreeMap::new();
    let mut eliminated = 0;
    for path in certificates() {
        let export = exported(&path, &std::fs::read_to_string(&path).unwrap());
        let questions = smt::read(&writer::incremental(&export, "name"));
        assert_eq!(questions.len(), export.leaves.len());
        for (leaf, question) in export.leaves.iter().zip(&questions) {
            let place = format!("{}: step {}, {}", path.display(), leaf.step, leaf.what);
            assert_eq!(question.formula, leaf.formula, "{place}");
            assert_eq!(question.status, leaf.expected.word(), "{place}");
            let expected = leaf.expected == Expected::Sat;
            assert_eq!(is_satisfiable(&question.formula), expected, "{place}");
            if let Some(system) = small_system(&question.formula) {
                assert_eq!(fourier_motzkin::is_feasible(&system), expected, "{place}, by elimination");
                eliminated += 1;
            }
            *asked.entry((leaf.rule.clone(), leaf.expected.word())).or_default() += 1;
        }
    }
    assert!(eliminated > 1000, "{eliminated} questions were small enough for elimination");
    // Every rule that rests on linear programs has its questions.
    for (rule, word) in [
        ("cut", "unsat"),
        ("family", "sat"),
        ("family", "unsat"),
        ("pattern-witnesses", "sat"),
        ("stratum-covector", "sat"),
        ("stratum-void", "unsat"),
        ("stratum-minimum", "sat"),
        ("stratum-minimum", "unsat"),
        ("stratum-cut", "unsat"),
        ("dataset-stationary", "unsat"),
        ("dataset-local-maximum", "unsat"),
        ("dataset-saddle-ray", "sat"),
        ("dataset-no-maximum", "sat"),
        ("dataset-no-maximum", "unsat"),
        ("porcupine-pattern", "sat"),
        ("porcupine-pattern", "unsat"),
        ("porcupine-region", "unsat"),
        ("porcupine-global", "sat"),
        ("porcupine-global", "unsat"),
        ("porcupine-span", "sat"),
        ("porcupine-span", "unsat"),
        ("extra-cells", "sat"),
        ("extra-cut", "unsat"),
    ] {
        assert!(asked.contains_key(&(rule.to_owned(), word)), "no question {rule} {word}: {asked:?}");
    }
    let all =
        |rule: &str| asked.iter().filter(|((own, _), _)| own == rule).map(|(_, count)| count).sum::<usize>();
    assert_eq!(all("stratum-covector"), 266);
    assert_eq!(all("extra-cut"), 1257);
    assert_eq!(all("cut"), 309);
}

#[test]
fn the_tree_of_patterns_is_exported_cell_by_cell_and_cut_by_cut() {
    let directory = tempfile::tempdir().unwrap();
    let certificate = directory.path().join("tree.cert");
    let case = "cases/patterns/plane-degenerate.toml";
    run(&["patterns", case, "--tree", "--faces", "--cert", certificate.to_str().unwrap()], 0);
    let text = std::fs::read_to_string(&certificate).unwrap();
    let case = load(&root().join(case)).unwrap().case;
    let export = export(&case, &Certificate::parse(&text, "test").unwrap()).unwrap();
    let count = |rule: &str| export.leaves.iter().filter(|leaf| leaf.rule == rule).count();
    assert_eq!(count("pattern-cell"), text.matches("\"pattern-cell\"").count());
    assert_eq!(count("pattern-cut"), text.matches("\"pattern-cut\"").count());
    assert!(count("pattern-cut") > 0 && count("pattern-cell") > 0);
    for leaf in &export.leaves {
        assert_eq!(is_satisfiable(&leaf.formula), leaf.rule == "pattern-cell", "{}", leaf.what);
    }
    // One unknown for each lifted coordinate, one row for each class of points in a cell.
    let Problem::Dataset(problem) = &case.problem else { panic!("a data set") };
    let points = Points::of(problem).unwrap();
    let cell = export.leaves.iter().find(|leaf| leaf.rule == "pattern-cell").unwrap();
    assert_eq!(
        (cell.formula.unknowns.len(), cell.formula.rows.len()),
        (points.dimension(), points.rows().len())
    );
}

#[test]
fn a_branch_is_written_as_its_system() {
    // Width 1, one kink of a neuron with w > 0: T = u_0 and T = u_0 - u_1 with u_1 > 0 contradict each other.
    let path = root().join("proofs/valid/interval/classification-width-1.1.classification.cert");
    let export = exported(&path, &std::fs::read_to_string(&path).unwrap());
    let leaf = export.leaves.iter().find(|leaf| leaf.what == "branch free none + none close").unwrap();
    assert_eq!(
        writer::single(leaf, "a|b"),
        format!(
            "(set-info :smt-lib-version 2.6)\n\
             (set-info :source |critcert, certificate a b|)\n\
             (set-logic QF_LRA)\n\
             ; step {}, cut: branch free none + none close\n\
             (set-info :status unsat)\n\
             (declare-const T Real)\n\
             (declare-const u_0 Real)\n\
             (declare-const u_1 Real)\n\
             (assert (> u_0 0))\n\
             (assert (= (+ T (* (- 1) u_0)) 0))\n\
             (assert (> u_1 0))\n\
             (assert (= (+ T (* (- 1) u_0) u_1) 0))\n\
             (check-sat)\n\
             (exit)\n",
            leaf.step
        )
    );
}

#[test]
fn questions_do_not_depend_on_multipliers_witnesses_and_fits() {
    for (file, fields) in [
        ("interval/classification-width-2.1.classification.cert", vec!["multipliers", "equal"]),
        (
            "dataset-landscape/two-kinks.1.local-minimum-losses.cert",
            vec!["multipliers", "fit", "basis", "rays", "witness"],
        ),
        ("extra-neuron/one-neuron-vacuous.1.vacuous.cert", vec!["multipliers"]),
    ] {
        let path = root().join("proofs/valid").join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        let mut parts = Parts::read(&text);
        for step in &mut parts.steps {
            for field in &fields {
                if let Some(value) = step["with"].get_mut(*field) {
                    *value = json!([]);
                }
            }
            if let Some(cuts) = step["with"].get_mut("cuts").and_then(Value::as_array_mut) {
                cuts.iter_mut().for_each(|cut| cut["multipliers"] = json!([]));
            }
        }
        assert_eq!(exported(&path, &parts.sealed()), exported(&path, &text), "{file}");
    }
}

#[test]
fn a_leaf_that_is_wrong_is_decided_the_other_way() {
    // The feasible branch `free none close` put in place of a cut one: a solver contradicts the certificate.
    let path = root().join("proofs/valid/interval/classification-width-2.1.classification.cert");
    let mut parts = Parts::read(&std::fs::read_to_string(&path).unwrap());
    parts.first("cut")["branch"] = json!("free none close");
    let export = exported(&path, &parts.sealed());
    let wrong: Vec<_> = export
        .leaves
        .iter()
        .filter(|leaf| is_satisfiable(&leaf.formula) != (leaf.expected == Expected::Sat))
        .map(|leaf| leaf.rule.as_str())
        .collect();
    assert_eq!(wrong, ["cut"]);
    // The same with a stated loss.
    let path = root().join("proofs/valid/porcupine/axes-d2.2.local-minimum-losses.cert");
    let mut parts = Parts::read(&std::fs::read_to_string(&path).unwrap());
    let held = parts.steps.iter_mut().find(|step| step["with"]["found"].get("holds").is_some()).unwrap();
    held["with"]["found"]["holds"]["loss"] = json!("12345/7");
    let export = exported(&path, &parts.sealed());
    let wrong =
        export.leaves.iter().filter(|leaf| is_satisfiable(&leaf.formula) != (leaf.expected == Expected::Sat));
    let answers: Vec<_> = wrong.map(|leaf| (leaf.rule.as_str(), leaf.expected)).collect();
    assert_eq!(answers, [("porcupine-pattern", Expected::Sat), ("porcupine-pattern", Expected::Unsat)]);
}

#[test]
fn engine_and_formula_agree_on_a_row() {
    let mut formula = Formula::default();
    let x = formula.unknown("x");
    formula.require(&x.times(&critcert_certificate::rational::ratio(2, 3)), Relation::Greater);
    assert_eq!(formula.rows[0].terms, [(0, 2.into())]);
    let system = small_system(&formula).unwrap();
    assert!(matches!(decide(&system), Answer::Feasible(_)));
    formula.require_sign(&x, -1);
    assert!(!is_satisfiable(&formula));
}

const CERTIFICATE: &str = "proofs/valid/interval/classification-width-2.1.classification.cert";

#[test]
fn the_verb_writes_one_script_or_one_for_each_question() {
    let directory = tempfile::tempdir().unwrap();
    let whole = directory.path().join("all.smt2");
    let parts = directory.path().join("parts");
    let (script, note) = run(&["export", "--format", "smt2", CERTIFICATE], 0);
    let (answer, _) = run(&["export", CERTIFICATE, "-o", whole.to_str().unwrap(), "--json"], 0);
    assert_eq!(std::fs::read_to_string(&whole).unwrap(), script);
    let answer: Value = serde_json::from_str(&answer).unwrap();
    let leaves = answer["leaves"].as_array().unwrap();
    assert_eq!(leaves.len(), smt::read(&script).len());
    let (sat, unsat) = (answer["sat"].as_u64().unwrap(), answer["unsat"].as_u64().unwrap());
    assert_eq!(sat + unsat, leaves.len() as u64);
    assert_eq!(note, format!("{} questions: {sat} sat, {unsat} unsat\n", leaves.len()));
    run(&["export", CERTIFICATE, "--out", parts.to_str().unwrap(), "--quiet"], 0);
    let mut files: Vec<_> = std::fs::read_dir(&parts).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), leaves.len());
    for (file, question) in files.iter().zip(smt::read(&script)) {
        assert_eq!(smt::read(&std::fs::read_to_string(file).unwrap()), [question]);
    }
}

#[test]
fn numbers_outside_the_rationals_are_left_out_and_named() {
    let path = "proofs/valid/porcupine/gaussian-axes-2.2.distance-to-teacher.cert";
    let (script, note) = run(&["export", path], 0);
    assert_eq!(smt::read(&script), []);
    assert!(note.contains("left out: its numbers are quotients of polynomials in pi"), "{note}");
}

#[test]
fn bad_certificates_are_errors() {
    let (_, error) = run(&["export", "no-such.cert"], 2);
    assert!(error.contains("not-found") && error.contains("no-such.cert"), "{error}");
    let (_, error) = run(&["export", CERTIFICATE, "--json"], 2);
    assert!(error.is_empty());
    let (_, error) = run(&["export", "--format", "tptp", CERTIFICATE], 2);
    assert!(error.contains("smt2"), "{error}");
    let (out, _) = run(&["export", "cases/interval/saddle-b-two-kinks.toml", "-o", "x", "--json"], 2);
    let out: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(out["error"]["code"], "malformed-certificate");
    assert!(out["error"]["message"].as_str().unwrap().ends_with("is a case, no certificate"), "{out}");
    let (out, _) = run(&["export", "proofs/malformed/not-json.cert", "-o", "x", "--json"], 2);
    let out: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&out["error"]["code"], &out["error"]["line"]), (&json!("malformed-certificate"), &json!(1)));
    let (_, error) = run(&["export", "proofs/invalid/feasible-branch-cut.cert"], 1);
    assert!(error.starts_with("error: refused: proofs/invalid/feasible-branch-cut.cert"), "{error}");
    assert!(!root().join("x").exists());
}
