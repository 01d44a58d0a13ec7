//! Differences in meaning between certificates and between answers.

#[path = "support/certificate.rs"]
#[allow(dead_code, reason = "only some of the helpers are used here")]
mod certificate;
#[path = "support/stored.rs"]
mod stored;

use std::path::Path;

use certificate::Parts;
use critcert::diff::{Difference, compare, describe, meaning_of_answers, meaning_of_certificate};
use critcert::input::{Certificate, load};
use critcert_checker::find_case;
use serde_json::{Value, json};
use stored::{certificates, root, run};

fn of_texts(path: &Path, first: &str, second: &str) -> Difference {
    let case = load(&find_case(path, None).unwrap()).unwrap().case;
    let meaning =
        |text: &str| meaning_of_certificate(&Certificate::parse(text, "test").unwrap(), Some(&case));
    compare(&meaning(first), &meaning(second))
}

/// A stored certificate compared with what `spoil` makes of it.
fn changed(file: &str, spoil: impl FnOnce(&mut Parts)) -> Difference {
    let path = root().join("proofs/valid").join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let mut parts = Parts::read(&text);
    spoil(&mut parts);
    of_texts(&path, &text, &parts.sealed())
}

fn answers(first: &Value, second: &Value) -> Difference {
    let meaning = |answer: &Value| meaning_of_answers(&answer.to_string(), "test").unwrap();
    compare(&meaning(first), &meaning(second))
}

fn answer(arguments: &[&str]) -> Value {
    let (stdout, _) = run(&[arguments, &["--json"]].concat(), 0);
    serde_json::from_str(&stdout).unwrap()
}

#[test]
fn nothing_differs_from_itself_and_everything_says_something() {
    for path in certificates() {
        let text = std::fs::read_to_string(&path).unwrap();
        let case = load(&find_case(&path, None).unwrap()).unwrap().case;
        let meaning = meaning_of_certificate(&Certificate::parse(&text, "test").unwrap(), Some(&case));
        assert!(compare(&meaning, &meaning).equal, "{}", path.display());
        // Beside the answer there is what it rests on, an item of its own.
        assert!(meaning.items.len() >= 2, "{}: {:?}", path.display(), meaning.items);
    }
}

#[test]
fn other_multipliers_are_no_difference() {
    let difference = changed("interval/classification-width-2.1.classification.cert", |parts| {
        for step in parts.steps.iter_mut().filter(|step| step["rule"] == "cut") {
            for term in step["with"]["multipliers"].as_array_mut().unwrap() {
                let doubled = 2 * term[1].as_str().unwrap().parse::<i64>().unwrap();
                term[1] = json!(doubled.to_string());
            }
        }
    });
    assert!(difference.equal, "{difference:?}");
}

#[test]
fn another_network_of_loss_zero_is_no_difference_but_its_loss_is_told() {
    let file = "dataset/zero-loss-construction.1.zero-loss-network.cert";
    let weight = |parts: &mut Parts| parts.first("dataset-point")["network"]["v"][0] = json!("7");
    assert!(changed(file, weight).equal);
    let loss = |parts: &mut Parts| parts.first("dataset-point")["loss"] = json!("1/2");
    let difference = changed(file, loss);
    assert_eq!(
        describe(&difference, "A", "B"),
        "~ least loss: loss 0 -> 1/2\n0 vanished, 0 appeared, 1 changed\n"
    );
}

#[test]
fn another_way_of_proof_is_no_difference() {
    let directory = tempfile::tempdir().unwrap();
    let [list, tree] = ["list", "tree"].map(|name| directory.path().join(name).display().to_string());
    let case = "cases/patterns/line.toml";
    run(&["patterns", case, "--faces", "--cert", &list], 0);
    run(&["patterns", case, "--faces", "--tree", "--cert", &tree], 0);
    let (text, _) = run(&["diff", &list, &tree], 0);
    assert_eq!(text, format!("{list} and {tree} mean the same\n"));
    let (text, _) = run(&["diff", &list, &tree, "--json"], 0);
    let difference: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(difference["equal"], true);
    assert_eq!(difference["same_statement"], true);
}

#[test]
fn a_removed_loss_and_a_changed_smoothness_are_told() {
    let file = "dataset-landscape/two-kinks.1.local-minimum-losses.cert";
    let difference = changed(file, |parts| {
        let losses = parts.first("stratum-list")["losses"].as_array_mut().unwrap();
        assert_eq!(losses[1][0], "1/3");
        losses.remove(1);
    });
    let names: Vec<_> = difference.vanished.iter().map(|item| item.name.name.as_str()).collect();
    assert_eq!(names, ["of loss 1/3"]);
    assert!(difference.appeared.is_empty() && difference.changed.is_empty() && difference.same_statement);
    let difference = changed(file, |parts| parts.first("stratum-list")["losses"][1][1] = json!("kink"));
    assert_eq!(
        describe(&difference, "A", "B"),
        "~ local minimum of loss 1/3: differentiable true -> false, smoothness live -> kink\n\
         0 vanished, 0 appeared, 1 changed\n"
    );
}

#[test]
fn families_points_and_claims_are_compared() {
    let difference = changed("interval/classification-width-2.1.classification.cert", |parts| {
        let families = parts.steps.iter_mut().filter(|step| step["rule"] == "family");
        let saddle = families.filter(|step| step["with"]["breakpoints"] != json!([])).last().unwrap();
        saddle["with"]["loss"] = json!("1/7");
        parts.first("classification")["infeasible"] = json!("126");
    });
    assert_eq!(
        describe(&difference, "A", "B"),
        "~ count infeasible: number 127 -> 126\n~ family saddle with 2 kinks: loss 175/7776 -> 1/7\n\
         0 vanished, 0 appeared, 2 changed\n"
    );
    let difference = changed("interval/saddle-b-two-kinks.1.verdict.cert", |parts| {
        parts.first("interval-verdict")["verdict"] = json!("not-critical");
        parts.first("interval-point")["neurons"][1]["flat"] = json!(true);
        parts.first("conclude")["answer"] = json!("refuted");
    });
    assert_eq!(
        describe(&difference, "A", "B"),
        "~ claim: answer proved -> refuted\n~ neuron 1: flat false -> true\n\
         ~ point: verdict saddle -> not-critical\n0 vanished, 0 appeared, 3 changed\n"
    );
}

#[test]
fn another_statement_is_told_first() {
    let first = "proofs/valid/interval/saddle-b-two-kinks.1.verdict.cert";
    let second = "proofs/valid/interval/saddle-b-four-kinks.1.verdict.cert";
    let (text, _) = run(&["diff", first, second], 1);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], format!("another statement: {first} and {second} are not about the same question"));
    assert!(lines.contains(&"  problem width: 2 -> 4"), "{text}");
    assert!(lines.iter().any(|line| line.starts_with("+ neuron 3")), "{text}");
    let (text, _) = run(&["diff", first, second, "--json"], 1);
    let difference: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(difference["same_statement"], false);
    assert_eq!(difference["statement"]["problem width"], json!({ "from": "2", "to": "4" }));
    // Without the case the digest tells.
    let directory = tempfile::tempdir().unwrap();
    let copies = [first, second].map(|file| {
        let text = std::fs::read_to_string(root().join(file)).unwrap();
        let path = directory.path().join(Path::new(file).file_name().unwrap());
        std::fs::write(&path, text.replace("cases/interval/", "cases/moved/")).unwrap();
        path.display().to_string()
    });
    let (text, _) = run(&["diff", &copies[0], &copies[1]], 1);
    assert!(text.starts_with("another statement"), "{text}");
    assert!(text.contains("  digest of problem, network and claim: "), "{text}");
    assert!(!text.contains("problem width"), "{text}");
}

#[test]
fn landscapes_of_all_kinds_are_compared() {
    for (case, kind, place, value, line) in [
        (
            "cases/dataset-landscape/two-kinks.toml",
            "local minimum",
            "/local_minima/1/spurious",
            json!(false),
            "~ local minimum of loss 1/3: spurious true -> false\n",
        ),
        (
            "cases/interval/classification-width-2.toml",
            "family",
            "/families/2/loss",
            json!("1/2"),
            "~ family saddle with 2 kinks: loss 175/7776 -> 1/2\n",
        ),
        (
            "cases/linear/critical-values-rational.toml",
            "critical value",
            "/critical_values/1/index",
            json!(3),
            "~ critical value 1/2: index 1 -> 3\n",
        ),
        (
            "cases/porcupine/axes-d2.toml",
            "local minimum",
            "/local_minima/2/differentiable",
            json!(false),
            "~ local minimum of loss 15/16: differentiable true -> false\n",
        ),
        (
            "cases/extra-neuron/one-neuron-a.toml",
            "local minimum of the augmented loss",
            "/has_local_minimum",
            json!(false),
            "~ local minimum of the augmented loss: exists true -> false\n",
        ),
    ] {
        let own = answer(&["landscape", case]);
        assert!(answers(&own, &own).equal, "{case}");
        let mut other = own.clone();
        *other.pointer_mut(place).unwrap() = value;
        let difference = answers(&own, &other);
        assert_eq!(difference.changed[0].name.kind, kind);
        assert_eq!(describe(&difference, "A", "B"), format!("{line}0 vanished, 0 appeared, 1 changed\n"));
    }
}

#[test]
fn a_loss_missing_from_an_answer_is_told_and_a_witness_is_not() {
    let own = answer(&["landscape", "cases/dataset-landscape/two-kinks.toml"]);
    let mut other = own.clone();
    other["local_minima"].as_array_mut().unwrap().remove(2);
    other["local_minima"][0]["witness"] = json!("elsewhere");
    assert_eq!(
        describe(&answers(&own, &other), "A", "B"),
        "- local minimum of loss 7/20 (differentiable true, smoothness live, spurious true)\n\
         1 vanished, 0 appeared, 0 changed\n"
    );
    let mut wide = own.clone();
    wide["width"] = json!(2);
    assert_eq!(
        describe(&answers(&own, &wide), "A", "B"),
        "another statement: A and B are not about the same question\n  width: 1 -> 2\n\
         0 vanished, 0 appeared, 0 changed\n"
    );
}

#[test]
fn numbers_known_by_bounds_are_compared_as_they_are_stated() {
    let landscape = |loss: Value| {
        json!({ "complete": true, "sign_patterns": { "all": "4" }, "global_minimum": "0",
            "local_minima": [{ "loss": "0", "spurious": false }, { "loss": loss, "spurious": true }] })
    };
    let bounds = |low: &str, high: &str| json!({ "low": low, "high": high });
    // Overlapping bounds, and a number within bounds.
    let own = landscape(bounds("1/10000", "1/5000"));
    assert!(answers(&own, &landscape(bounds("3/20000", "1/1000"))).equal);
    assert!(answers(&own, &landscape(json!("3/20000"))).equal);
    // Near to each other, and apart.
    assert_eq!(
        describe(&answers(&own, &landscape(bounds("3/10000", "1/2500"))), "A", "B"),
        "- local minimum of loss between 1/10000 and 1/5000 (spurious true)\n\
         + local minimum of loss between 3/10000 and 1/2500 (spurious true)\n\
         1 vanished, 1 appeared, 0 changed\n"
    );
    assert!(!answers(&own, &landscape(json!("1/4000"))).equal);
    let mut other = landscape(bounds("3/20000", "1/1000"));
    other["local_minima"][1]["spurious"] = json!(false);
    assert_eq!(
        describe(&answers(&own, &other), "A", "B"),
        "~ local minimum of loss between 1/10000 and 1/5000: spurious true -> false\n\
         0 vanished, 0 appeared, 1 changed\n"
    );
}

#[test]
fn volumes_of_regions_are_compared() {
    let case = "cases/dataset/volumes-plane.toml";
    let before = answer(&["landscape", case, "--cells-only", "--volumes"]);
    let mut after = before.clone();
    // The angle of the first cell is known by bounds; wider ones say the same, others do not.
    after["volumes"]["cells"][0]["volume"]["low"] = json!("3/10");
    assert!(answers(&before, &after).equal);
    after["volumes"]["cells"][0]["volume"] = json!({ "low": "1/10", "high": "1/5" });
    after["volumes"]["positive_loss"] = json!("1/2");
    let told: Vec<String> =
        answers(&before, &after).changed.into_iter().map(|changed| changed.name.name).collect();
    assert_eq!(told, ["of the cell ++++", "positive loss"]);
}

#[test]
fn counts_of_any_length_are_compared_to_the_last_digit() {
    let own = |last: u8| {
        format!(
            "{{\"complete\":true,\"width\":50,\"global_minimum\":\"0\",\"patterns\":12345678901234567890123456789{last},\
             \"infeasible\":7,\"families\":[],\"note\":\"1234567890123456789\\\"\"}}"
        )
    };
    let [first, second] = [0, 1].map(|last| meaning_of_answers(&own(last), "test").unwrap());
    let difference = compare(&first, &second);
    assert_eq!(
        describe(&difference, "A", "B"),
        "~ count patterns: number 123456789012345678901234567890 -> 123456789012345678901234567891\n\
         0 vanished, 0 appeared, 1 changed\n"
    );
}

#[test]
fn batches_and_audits_are_compared_line_by_line_and_claim_by_claim() {
    let directory = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = directory.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let cases = ["cases/interval/saddle-b-two-kinks.toml", "cases/interval/local-minimum-inactive.toml"];
    let (both, _) = run(&["classify", "--json", cases[0], cases[1]], 0);
    let (swapped, _) = run(&["classify", "--json", cases[0], cases[0]], 0);
    let (both, swapped) = (write("both", &both), write("swapped", &swapped));
    run(&["diff", &both, &both], 0);
    let (text, _) = run(&["diff", &both, &swapped], 1);
    assert!(text.contains("~ point row 1: "), "{text}");
    assert!(text.contains("verdict local-minimum -> saddle"), "{text}");
    assert!(!text.contains("row 0"), "{text}");
    let (audit, _) = run(&["audit", "--json", "cases/patterns/line.toml"], 0);
    let refuted = write("refuted", &audit.replace("\"proved\"", "\"refuted\""));
    let audit = write("audit", &audit);
    let (text, _) = run(&["diff", &audit, &refuted, "--json"], 1);
    let difference: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(difference["changed"][0]["kind"], "claim");
    assert_eq!(difference["changed"][0]["fields"]["verdict"], json!({ "from": "proved", "to": "refuted" }));
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let directory = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = directory.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let certificate = "proofs/valid/interval/saddle-b-two-kinks.1.verdict.cert";
    let answer = write("answer", "{\"cells\":8,\"complete\":true}");
    let (_, error) = run(&["diff", certificate, &answer], 2);
    assert!(error.contains("compare like with like"), "{error}");
    for (name, text, message) in [
        ("empty", "", "is empty"),
        ("words", "these are words\n", "not a line of JSON"),
        ("other", "{\"hello\":1}", "no answer of critcert"),
        ("second", "{\"cells\":8}\n{\"cells\":\n", "not a line of JSON"),
        ("header", "{\"format\":\"critcert\"}\n", "not a line of a certificate"),
    ] {
        let path = write(name, text);
        let (_, error) = run(&["diff", &path, &path], 2);
        let flat = error.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(message), "{name}: {error}");
    }
    let (out, _) = run(&["diff", "--json", "no-such-file", certificate], 2);
    let out: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(out["error"]["code"], "not-found");
    let second = directory.path().join("second").display().to_string();
    let (out, _) = run(&["diff", "--json", &second, &second], 2);
    let out: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (out["error"]["code"].as_str(), out["error"]["line"].as_u64()),
        (Some("not-an-answer"), Some(2))
    );
}
