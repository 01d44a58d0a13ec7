//! The verb `patterns`: answers, certificates, errors, interruption.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const PLANE: &str = "cases/patterns/plane-six.toml";

fn critcert() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_critcert"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

fn run(arguments: &[&str]) -> (i32, String) {
    let output = critcert().args(arguments).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

fn answer(arguments: &[&str]) -> Value {
    let (code, stdout) = run(&[&["patterns", "--json"], arguments].concat());
    assert_eq!((code, stdout.lines().count()), (0, 1), "{stdout}");
    serde_json::from_str(&stdout).unwrap()
}

#[test]
fn answers_have_the_shape_of_the_contract() {
    for more in [&[][..], &["--count"], &["--tree"], &["--no-check"], &["--count", "--no-check"]] {
        let cells = answer(&[&[PLANE], more].concat());
        assert_eq!(cells["cells"], 32, "{more:?}");
        assert_eq!(cells["expected_by_formula"], 32);
        assert_eq!(cells["complete"], true);
        assert_eq!(cells.get("covectors"), None);
        let all = answer(&[&[PLANE, "--faces"], more].concat());
        assert_eq!((&all["cells"], &all["covectors"]), (&Value::from(32), &Value::from(123)), "{more:?}");
    }
}

#[test]
fn lists_show_every_pattern_of_the_points_once() {
    for more in [&[][..], &["--tree"]] {
        let listed = answer(&[&[PLANE, "--faces", "--list"], more].concat());
        let mut patterns: Vec<&str> = listed["patterns"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["pattern"].as_str().unwrap())
            .collect();
        assert_eq!(patterns.len(), 123);
        patterns.sort_unstable();
        patterns.dedup();
        assert_eq!(patterns.len(), 123);
        assert!(patterns.contains(&"000000") && patterns.iter().all(|pattern| pattern.len() == 6));
    }
    let (code, text) = run(&["patterns", PLANE, "--list"]);
    assert_eq!((code, text.lines().filter(|line| line.starts_with(['+', '-'])).count()), (0, 32));
}

#[test]
fn certificates_are_accepted_and_do_not_depend_on_threads() {
    let directory = tempfile::tempdir().unwrap();
    for method in [&[][..], &["--tree"], &["--count"], &["--faces"], &["--faces", "--tree"]] {
        let write = |threads: &str| {
            let out = directory.path().join(format!("below/{threads}.cert"));
            let out = out.to_str().unwrap();
            let (code, _) =
                run(&[&["patterns", PLANE, "--cert", out, "--threads", threads], method].concat());
            assert_eq!(code, 0);
            let (code, verdict) = run(&["check", "--strict", out]);
            assert!(code == 0 && verdict.starts_with("verified: "), "{verdict}");
            fs::read(out).unwrap()
        };
        assert_eq!(write("1"), write("3"), "{method:?}");
    }
}

#[test]
fn other_problems_and_bad_points_are_errors() {
    let (code, stdout) = run(&["patterns", "--json", "cases/interval/classification-width-1.toml"]);
    let error: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((code, &error["error"]["code"]), (2, &Value::from("unsupported")));
    assert!(error["error"]["message"].as_str().unwrap().contains("data set"));
    let directory = tempfile::tempdir().unwrap();
    let case = directory.path().join("zero.toml");
    let text = "[problem]\nkind = \"dataset\"\npoints = [[\"1\"], [\"0\"]]\nlabels = [0, 0]\nwidth = 1\nhidden_bias = false\n";
    fs::write(&case, text).unwrap();
    let (code, stdout) = run(&["patterns", "--json", case.to_str().unwrap()]);
    assert!(code == 2 && stdout.contains("\"hypothesis\"") && stdout.contains("point 1"), "{stdout}");
    assert_eq!(run(&["patterns", PLANE, "--count", "--list"]).0, 2);
}

#[test]
fn stored_certificates_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let directory = tempfile::tempdir().unwrap();
    let out = directory.path().to_str().unwrap();
    assert_eq!(run(&["audit", "cases/patterns", "--out", out]).0, 0);
    let mut names = 0;
    for entry in fs::read_dir(directory.path()).unwrap() {
        let path = entry.unwrap().path();
        let stored = root.join("proofs/valid/patterns").join(path.file_name().unwrap());
        assert_eq!(fs::read(&path).unwrap(), fs::read(&stored).unwrap(), "{}", stored.display());
        names += 1;
    }
    assert_eq!(names, fs::read_dir(root.join("proofs/valid/patterns")).unwrap().count());
    assert!(names >= 11);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_ends_with_3_and_leaves_no_file() {
    use std::process::{Command, Stdio};
    let directory = tempfile::tempdir().unwrap();
    let case = directory.path().join("many.toml");
    let point = |i: i64| {
        let entries: Vec<String> =
            (1..8).map(|k| format!("\"{}\"", (i * i * k + 7 * i + k * k * k) % 101)).collect();
        format!("[{}]", entries.join(","))
    };
    let points: Vec<String> = (1..70).map(point).collect();
    let text = format!(
        "[problem]\nkind = \"dataset\"\npoints = [{}]\nlabels = [{}]\nwidth = 1\n",
        points.join(","),
        vec!["0"; 69].join(",")
    );
    fs::write(&case, text).unwrap();
    for more in [&["--tree"][..], &["--count"], &["--faces"]] {
        let out = directory.path().join("out/many.cert");
        let run = Command::new(env!("CARGO_BIN_EXE_critcert"))
            .arg("patterns")
            .args([&case, Path::new("--cert"), &out])
            .args(more)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(400));
        let signalled = Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap();
        assert!(signalled.success());
        assert_eq!(run.wait_with_output().unwrap().status.code(), Some(3), "{more:?}");
        let left = fs::read_dir(directory.path().join("out")).map_or(0, Iterator::count);
        assert_eq!(left, 0);
    }
}
