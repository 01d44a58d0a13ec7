//! The command line: verbs, exit codes, JSON, streams.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

fn critcert() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_critcert"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

fn output(command: &mut Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn json(command: &mut Command) -> (i32, Value) {
    let (code, stdout, _) = output(command.arg("--json"));
    (code, serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error}: {stdout}")))
}

const SADDLE: &str = "cases/interval/saddle-b-two-kinks.toml";

#[test]
fn classify_answers_in_the_shape_of_the_contract() {
    let (code, answer) = json(critcert().args(["classify", SADDLE]));
    assert_eq!(code, 0);
    assert_eq!(answer["verdict"], "saddle");
    assert_eq!(answer["loss"], "1/972");
    assert_eq!(answer["differentiable"], true);
    assert_eq!(answer["neurons"][0]["type"], "type-2-active");
    assert_eq!(answer["neurons"][0]["flat"], false);
    assert_eq!(answer["evidence"]["kind"], "descent-ray");
    assert_eq!(answer.get("global"), None);
    let (_, answer) = json(critcert().args(["classify", "cases/interval/local-minimum-inactive.toml"]));
    assert_eq!(answer["global"], false);
    let (_, answer) = json(critcert().args(["classify", "cases/interval/global-minimum-one-neuron.toml"]));
    assert_eq!(answer["global"], true);
}

#[test]
fn classify_prints_one_line_for_each_of_several_cases() {
    let (code, stdout, _) = output(critcert().args(["classify", "--json", SADDLE, SADDLE]));
    assert_eq!((code, stdout.lines().count()), (0, 2));
}

#[test]
fn a_batch_agrees_with_all_expected_rows_in_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rows = fs::read_to_string(root.join("tests/data/interval_points.json")).unwrap();
    let rows: Vec<Value> = serde_json::from_str(&rows).unwrap();
    assert_eq!(rows.len(), 150);
    let input: String = rows.iter().map(|row| format!("{row}\n")).collect();
    let (code, stdout, _) =
        output(critcert().args(["classify", "-", "--json", "--threads", "2"]).write_stdin(input));
    assert_eq!(code, 0);
    let answers: Vec<Value> = stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), rows.len());
    for (row, answer) in rows.iter().zip(&answers) {
        let expect = &row["expect"];
        assert_eq!(answer["verdict"], expect["verdict"], "{row}");
        assert_eq!(answer["loss"], expect["loss"], "{row}");
        assert_eq!(answer["differentiable"], expect["differentiable"], "{row}");
        let neurons = answer["neurons"].as_array().unwrap();
        let types: Vec<&Value> = neurons.iter().map(|neuron| &neuron["type"]).collect();
        let flat: Vec<&Value> = neurons.iter().map(|neuron| &neuron["flat"]).collect();
        assert!(types.into_iter().eq(expect["types"].as_array().unwrap()), "{row}");
        assert!(flat.into_iter().eq(expect["flat"].as_array().unwrap()), "{row}");
    }
}

#[test]
fn a_bad_row_is_answered_in_its_place_and_the_others_are_not_lost() {
    let good = r#"{"interval":["0","1"],"target":{"slope":"1","intercept":"0"},"network":{"w":["1"],"b":["0"],"v":["1"],"c":"0"}}"#;
    let input = format!("{good}\n{{\"interval\": 3}}\n\n{good}\n");
    let (code, stdout, _) = output(critcert().args(["classify", "-", "--json"]).write_stdin(input));
    let answers: Vec<Value> = stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((code, answers.len()), (2, 3));
    assert_eq!(answers[0]["verdict"], "global-minimum");
    assert_eq!(answers[1]["error"]["line"], 2);
    assert_eq!(answers[2]["verdict"], "global-minimum");
}

#[test]
fn landscape_lists_exactly_the_families_of_the_theorem() {
    let case = "cases/interval/classification-width-8.toml";
    let (code, answer) = json(critcert().args(["landscape", case]));
    assert_eq!((code, &answer["complete"]), (0, &Value::Bool(true)));
    let families: Vec<(String, u64, String)> = answer["families"]
        .as_array()
        .unwrap()
        .iter()
        .map(|family| {
            let text = |key: &str| family[key].as_str().unwrap().to_owned();
            (text("verdict"), family["kinks"].as_u64().unwrap(), text("loss"))
        })
        .collect();
    let expected = [
        ("local-minimum", 0, "1/12"),
        ("saddle", 0, "1/12"),
        ("saddle", 2, "1/972"),
        ("saddle", 4, "1/7500"),
        ("saddle", 6, "1/28812"),
        ("saddle", 8, "1/78732"),
        ("global-minimum", 0, "0"),
    ];
    let expected: Vec<_> =
        expected.map(|(verdict, kinks, loss)| (verdict.to_owned(), kinks, loss.to_owned())).to_vec();
    assert_eq!(families, expected);
}

#[test]
fn brute_force_prints_the_same_landscape() {
    let case = "cases/interval/classification-width-4.toml";
    let (_, pruned) = json(critcert().args(["landscape", case]));
    let (code, brute) = json(critcert().args(["landscape", case, "--brute-force"]));
    assert_eq!(code, 0);
    for key in ["patterns", "infeasible", "families", "width"] {
        assert_eq!(pruned[key], brute[key], "{key}");
    }
    let (code, error) = json(critcert().args(["landscape", case, "--brute-force", "--width", "40"]));
    assert_eq!((code, &error["error"]["code"]), (2, &Value::from("hypothesis")));
}

#[test]
fn a_constant_target_is_refused_by_the_theorem_and_decided_point_by_point() {
    let case = "cases/interval/constant-target.toml";
    let (code, answer) = json(critcert().args(["classify", case]));
    assert_eq!((code, &answer["verdict"]), (0, &Value::from("not-critical")));
    let (code, stdout, stderr) = output(critcert().args(["landscape", case]));
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.contains("nonzero slope"), "{stderr}");
}

#[test]
fn audit_writes_the_stored_certificates_for_any_number_of_threads() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for threads in ["1", "3"] {
        let directory = tempfile::tempdir().unwrap();
        let out = directory.path().to_str().unwrap();
        let (code, stdout, stderr) =
            output(critcert().args(["audit", "cases/interval", "--out", out, "--threads", threads]));
        assert_eq!(code, 0, "{stdout}{stderr}");
        let mut names: Vec<PathBuf> =
            fs::read_dir(directory.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.sort();
        let stored = root.join("proofs/valid/interval");
        assert_eq!(names.len(), fs::read_dir(&stored).unwrap().count());
        for path in names {
            let name = path.file_name().unwrap();
            assert!(fs::read(&path).unwrap() == fs::read(stored.join(name)).unwrap(), "{name:?} differs");
        }
    }
}

#[test]
fn audit_says_what_is_refuted_and_exits_with_one() {
    let directory = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(SADDLE)).unwrap();
    let path = directory.path().join("case.toml");
    fs::write(&path, text.replace("expect = \"saddle\"", "expect = \"local-minimum\"")).unwrap();
    let out = directory.path().join("out");
    let (code, answer) = json(critcert().arg("audit").arg(&path).arg("--out").arg(&out));
    assert_eq!(code, 1);
    let claim = &answer["claims"][0];
    assert_eq!((&claim["verdict"], &claim["checked"]), (&Value::from("refuted"), &Value::Bool(true)));
    let certificate = claim["certificate"].as_str().unwrap();
    let (code, line, _) = output(critcert().args(["check", certificate]));
    assert_eq!(code, 0);
    assert!(line.starts_with("verified: ") && line.contains("refuted"), "{line}");
}

#[test]
fn audit_goes_on_after_an_unreadable_case_and_exits_with_two() {
    let directory = tempfile::tempdir().unwrap();
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join(SADDLE);
    fs::copy(&good, directory.path().join("b.toml")).unwrap();
    fs::write(directory.path().join("a.toml"), "[problem]\nkind = \"interval\"\n").unwrap();
    let (code, answer) = json(critcert().arg("audit").arg(directory.path()));
    assert_eq!(code, 2);
    assert_eq!(answer["claims"].as_array().unwrap().len(), 1);
    assert_eq!(answer["errors"][0]["code"], "missing-key");
}

#[test]
fn check_answers_for_each_certificate() {
    let (code, stdout, _) = output(critcert().args([
        "check",
        "--json",
        "proofs/valid/interval/saddle-b-two-kinks.1.verdict.cert",
        "proofs/invalid/loss-digit.cert",
        "proofs/malformed/empty.cert",
    ]));
    assert_eq!(code, 2);
    let words: Vec<Value> =
        stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["verdict"].clone()).collect();
    assert_eq!(words, ["verified", "refused", "malformed"]);
    let (code, _, _) = output(critcert().args(["check", "proofs/invalid/loss-digit.cert"]));
    assert_eq!(code, 1);
}

#[test]
fn a_certificate_is_checked_against_the_named_case() {
    let certificate = "proofs/valid/interval/saddle-b-two-kinks.1.verdict.cert";
    let (code, _, _) = output(critcert().args(["check", certificate, "--case", SADDLE]));
    assert_eq!(code, 0);
    let other = "cases/interval/saddle-b-four-kinks.toml";
    let (code, stdout, _) = output(critcert().args(["check", certificate, "--case", other]));
    assert_eq!(code, 1);
    assert!(stdout.starts_with("refused: "), "{stdout}");
}

#[test]
fn mistakes_give_one_error_and_exit_code_two() {
    for arguments in [
        vec!["classify", "cases/no-such-case.toml"],
        vec!["classify", "cases"],
        vec!["classify", "cases/interval/classification-width-1.toml"],
        vec!["classify", SADDLE, SADDLE, "--cert", "nowhere.cert"],
        vec!["landscape", SADDLE, "--width", "0"],
        vec!["landscape", SADDLE, "--cells-only"],
        vec!["landscape", SADDLE, "--count-strata"],
        vec!["landscape", "cases/linear/least-squares.toml", "--cells-only", "--regions"],
        vec!["landscape", "cases/linear/least-squares.toml", "--brute-force"],
        vec!["landscape", "cases/linear/least-squares.toml", "--width", "77"],
        vec!["landscape", "cases/porcupine/axes-d2.toml", "--count-strata"],
        vec!["landscape", "cases/porcupine/axes-d2.toml", "--width", "2"],
        vec!["landscape", "cases/extra-neuron/one-neuron-a.toml", "--cells-only"],
        vec!["landscape", "cases/extra-neuron/one-neuron-a.toml", "--width", "9"],
        vec!["landscape", "cases/dataset-landscape/two-kinks.toml", "--brute-force"],
        vec!["explain", "cases/no-such.cert"],
        vec!["export", SADDLE],
        vec!["diff", SADDLE, SADDLE],
        vec!["audit", "docs-that-do-not-exist"],
        vec!["check", "no-such.cert"],
        vec!["clasify", SADDLE],
        vec!["classify"],
        vec!["classify", SADDLE, "--threads", "0"],
    ] {
        let (code, stdout, stderr) = output(critcert().args(&arguments));
        assert_eq!(code, 2, "{arguments:?}: {stdout}{stderr}");
        if arguments[0] != "check" && arguments[0] != "audit" {
            assert_eq!(stdout, "", "{arguments:?}");
            assert!(!stderr.is_empty(), "{arguments:?}");
            let (code, error) = json(critcert().args(&arguments));
            assert_eq!(code, 2);
            assert!(error["error"]["message"].is_string(), "{arguments:?}: {error}");
        }
    }
}

/// What a reader that goes away at once leaves a program to do.
fn into_closed_pipe(program: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = std::process::Command::new(program)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .stdout(writer)
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_reader_that_goes_away_is_no_failure_and_hides_no_refusal() {
    let program = env!("CARGO_BIN_EXE_critcert");
    for (arguments, expected) in [
        (vec!["classify", SADDLE], 0),
        (vec!["theorems"], 0),
        (vec!["man"], 0),
        (vec!["--help"], 0),
        (vec!["check", "proofs/invalid/loss-digit.cert"], 1),
        (vec!["classify", "--json", "no-such.toml"], 2),
    ] {
        let (code, stderr) = into_closed_pipe(program, &arguments);
        assert_eq!((code, stderr.as_str()), (Some(expected), ""), "{arguments:?}");
    }
}

#[test]
fn every_malformed_case_gives_one_error_through_every_verb() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/malformed");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml" && extension != "json") {
            continue;
        }
        for verb in ["classify", "landscape"] {
            let (code, answer) = json(critcert().arg(verb).arg(&path));
            assert_eq!(code, 2, "{verb} {}", path.display());
            assert!(answer["error"]["code"].is_string(), "{verb} {}: {answer}", path.display());
        }
        count += 1;
    }
    assert!(count > 30, "{count}");
}

#[test]
fn a_certificate_is_written_whole_or_not_at_all() {
    let directory = tempfile::tempdir().unwrap();
    let out = directory.path().join("deep/point.cert");
    let (code, _, _) = output(critcert().args(["classify", SADDLE, "--cert"]).arg(&out));
    assert_eq!(code, 0);
    let (code, stdout, _) = output(critcert().arg("check").arg(&out).args(["--case", SADDLE]));
    assert_eq!(code, 0, "{stdout}");
    // A directory in the way: an error, and no temporary file is left behind.
    let blocked = directory.path().join("blocked");
    fs::create_dir(&blocked).unwrap();
    fs::write(blocked.join("file"), "").unwrap();
    let (code, _, stderr) = output(critcert().args(["classify", SADDLE, "--cert"]).arg(&blocked));
    assert_eq!(code, 2, "{stderr}");
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 2);
}

#[test]
fn completions_and_manual_pages_know_every_verb() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (code, script, _) = output(critcert().args(["completions", shell]));
        assert_eq!(code, 0, "{shell}");
        for verb in ["classify", "landscape", "patterns", "audit", "check"] {
            assert!(script.contains(verb), "{shell}: {verb}");
        }
    }
    let (code, page, _) = output(critcert().arg("man"));
    assert!(code == 0 && page.contains(".TH critcert 1"), "{page}");
    let directory = tempfile::tempdir().unwrap();
    let (code, stdout, _) = output(critcert().arg("man").arg(directory.path()));
    assert!(code == 0 && stdout.is_empty(), "{stdout}");
    for verb in ["classify", "landscape", "patterns", "audit", "check", "completions", "man"] {
        let page = std::fs::read_to_string(directory.path().join(format!("critcert-{verb}.1"))).unwrap();
        assert!(page.contains(&format!(".TH critcert-{verb} 1")), "{page}");
        assert!(page.contains("Example"), "{verb}");
    }
}

#[test]
fn a_misspelt_verb_key_or_claim_gets_the_nearest_name() {
    let (code, _, stderr) = output(critcert().args(["landscpe", SADDLE]));
    assert!(code == 2 && stderr.contains("'landscape'"), "{stderr}");
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("case.toml");
    let problem =
        "[problem]\nkind = \"interval\"\ninterval = [0, 1]\ntarget = { slope = 1, intercept = 0 }\n";
    for (rest, hint) in [
        ("wdith = 2\n", "did you mean `width`?"),
        ("width = 2\n[[claim]]\nkind = \"no-local-maximun\"\n", "did you mean `no-local-maximum`?"),
        ("width = 2\n[[claims]]\nkind = \"no-local-maximum\"\n", "did you mean `claim`?"),
    ] {
        std::fs::write(&file, format!("{problem}{rest}")).unwrap();
        let (code, _, stderr) = output(critcert().arg("audit").arg(&file));
        assert!(code == 2 && stderr.contains(hint), "{stderr}");
    }
    std::fs::write(&file, "kind = \"interval\"\n").unwrap();
    let (code, _, stderr) = output(critcert().arg("audit").arg(&file));
    assert!(code == 2 && stderr.contains("[problem]"), "{stderr}");
    std::fs::write(&file, format!("{problem}width = 2\n")).unwrap();
    let (code, _, stderr) = output(critcert().arg("audit").arg(&file));
    assert!(code == 0 && stderr.contains("has no [[claim]]"), "{stderr}");
}

/// Numbers of 8,000 digits, as close as their lengths allow: comparing them takes 40,000 steps of Euclid's algorithm.
#[test]
fn long_numbers_near_each_other_do_not_exhaust_the_stack() {
    let mut numbers = vec![num_bigint::BigInt::from(1), num_bigint::BigInt::from(1)];
    while numbers.len() < 38_000 {
        let next = &numbers[numbers.len() - 1] + &numbers[numbers.len() - 2];
        numbers.push(next);
    }
    let [first, second, third] = &numbers[numbers.len() - 3..] else { panic!("three numbers") };
    // The ends of the interval in the wrong order, which the reader has to see.
    let (mut low, mut high) = ((first, second), (second, third));
    if low.0 * high.1 < high.0 * low.1 {
        std::mem::swap(&mut low, &mut high);
    }
    let text = |(top, over): (&num_bigint::BigInt, &num_bigint::BigInt)| format!("{top}/{over}");
    let row = serde_json::json!({
        "interval": [text(low), text(high)],
        "target": { "slope": "1", "intercept": "0" },
        "network": { "w": ["0"], "b": ["0"], "v": ["0"], "c": "0" },
    });
    let (code, stdout, stderr) =
        output(critcert().args(["classify", "-", "--json"]).write_stdin(format!("{row}\n")));
    assert_eq!(code, 2, "{stderr}");
    let answer: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(answer["error"]["code"], "empty-interval", "{answer}");
}
