//! Landscapes of data sets on the command line: the answer, data files, and runs that are stopped and continued.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use critcert::dataset::landscape::jobs::run;
use critcert::dataset::landscape::plan::Plan;
use critcert_certificate::Canonical;
use critcert_certificate::case::DatasetProblem;
use critcert_certificate::case::dataset::Activation;
use critcert_certificate::rational::ratio;

const CASE: &str = r#"[problem]
kind = "dataset"
points = [[-4], [-3], [-1], [0], [2], [3], [5], [6]]
labels = [1, -2, 0, 3, -1, 2, 0, 1]
width = 3
"#;

fn start(case: &Path, out: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_critcert"))
        .args(["landscape", "--quiet", "--json", "--threads", "2", "--cert"])
        .args([out, case])
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// The names in a directory.
fn names(directory: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut names: Vec<String> = fs::read_dir(directory).unwrap().map(name).collect();
    names.sort();
    names
}

#[test]
fn a_run_killed_at_ten_moments_ends_with_the_same_bytes() {
    let directory = tempfile::tempdir().unwrap();
    let case = directory.path().join("case.toml");
    fs::write(&case, CASE).unwrap();
    let whole = directory.path().join("whole.cert");
    let began = Instant::now();
    assert!(start(&case, &whole).wait().unwrap().success());
    let duration = began.elapsed();
    let expected = fs::read(&whole).unwrap();

    // Moments spread over the run in an order of their own: 1/12, 8/12, 3/12, ..
    let mut killed = 0;
    for moment in [1_u32, 8, 3, 10, 5, 2, 7, 4, 9, 6] {
        let out = directory.path().join(format!("killed-{moment}.cert"));
        let mut child = start(&case, &out);
        std::thread::sleep(duration * moment / 12);
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
        // Nothing half-written takes the certificate's name.
        assert!(!out.exists() || fs::read(&out).unwrap() == expected, "moment {moment}");
        assert!(start(&case, &out).wait().unwrap().success());
        assert!(fs::read(&out).unwrap() == expected, "moment {moment}");
    }
    assert!(killed > 0, "every run had ended before it was killed");
    // Neither jobs nor temporary files stay behind.
    assert_eq!(names(directory.path()).len(), 12, "{:?}", names(directory.path()));

    // One run killed again and again goes on from where it was.
    let out = directory.path().join("often.cert");
    for _ in 0..10 {
        let mut child = start(&case, &out);
        std::thread::sleep(Duration::max(duration / 6, Duration::from_millis(5)));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert!(start(&case, &out).wait().unwrap().success());
    assert!(fs::read(&out).unwrap() == expected);
}

fn problem(labels: &[i64]) -> DatasetProblem {
    let number = |value: i64| Canonical(ratio(value, 1));
    DatasetProblem {
        points: [-2, -1, 0, 1, 3].iter().map(|&x| vec![number(x)]).collect(),
        labels: labels.iter().map(|&y| number(y)).collect(),
        width: 2,
        activation: Activation::Relu,
        hidden_bias: true,
        output_bias: true,
    }
}

/// Computes what is missing in a directory; the names of the results with their texts.
fn finish(problem: &DatasetProblem, directory: &Path) -> Vec<(PathBuf, String)> {
    let plan = Plan::new(problem, problem.width, &|| false).unwrap();
    let results = run(&plan, directory, &|| false, &|_, _| {}).unwrap();
    results.for_each(&mut |_| Ok(())).unwrap();
    assert_eq!(results.minima(&plan.seeds).unwrap().len(), 11);
    let names = names(directory);
    names
        .into_iter()
        .map(|name| (directory.join(&name), fs::read_to_string(directory.join(name)).unwrap()))
        .collect()
}

#[test]
fn spoilt_and_foreign_results_are_computed_anew() {
    let directory = tempfile::tempdir().unwrap();
    let problem_here = problem(&[0, 2, -1, 1, 0]);
    let whole = finish(&problem_here, directory.path());
    let (path, text) = &whole[3];
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.len() > 5, "{text}");
    let without = |left_out: usize| -> String {
        let kept = lines.iter().enumerate().filter(|&(index, _)| index != left_out);
        kept.map(|(_, line)| format!("{line}\n")).collect()
    };
    let other = tempfile::tempdir().unwrap();
    let plan = Plan::new(&problem(&[0, 2, -1, 1, 1]), 2, &|| false).unwrap();
    run(&plan, other.path(), &|| false, &|_, _| {}).unwrap();
    let foreign = fs::read_to_string(other.path().join(path.file_name().unwrap())).unwrap();
    let (_, neighbour) = &whole[4];
    for (name, spoilt) in [
        ("empty", String::new()),
        ("cut in a line", text[..text.len() / 2].to_owned()),
        ("without its end", without(lines.len() - 1)),
        ("without a group", without(2)),
        ("changed", text.replacen("[3", "[4", 1)),
        ("of another job", neighbour.clone()),
        ("of another problem", foreign),
        ("longer", format!("{text}{}\n", lines[2])),
        ("no text of a job", "{}\n".to_owned()),
    ] {
        assert_ne!(&spoilt, text, "{name}");
        fs::write(path, spoilt).unwrap();
        assert_eq!(finish(&problem_here, directory.path()), whole, "{name}");
    }
}

/// The answer of `critcert VERB --json` and what it says on standard error.
fn answer(directory: &Path, arguments: &[&str]) -> (Option<i32>, serde_json::Value, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_critcert"))
        .current_dir(directory)
        .args(arguments)
        .arg("--json")
        .output()
        .unwrap();
    let (text, errors) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    (output.status.code(), serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}\n{errors}")), errors)
}

#[test]
fn the_landscape_of_a_data_file() {
    let directory = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(directory.path().join(name), text).unwrap();
    // The label first and by its name; last and without header; tabs.
    write("named.csv", "y,x\n0,0\n0,1\n1,2\n0,3\n");
    write("last.csv", "0,0\n1,0\n2,1\n3,0\n");
    write("tabs.tsv", "x\ty\n0\t0\n1\t0\n2\t1\n3\t0\n");
    let mut answers = Vec::new();
    for (file, label) in [("named.csv", "label = \"y\"\n"), ("last.csv", ""), ("tabs.tsv", "label = \"y\"\n")]
    {
        write("case.toml", &format!("[problem]\nkind = \"dataset\"\ndata = \"{file}\"\n{label}width = 1\n"));
        let (code, answer, errors) = answer(directory.path(), &["landscape", "case.toml", "--count-strata"]);
        assert_eq!((code, errors.as_str()), (Some(0), ""));
        answers.push(answer);
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    let answer = &answers[0];
    assert_eq!(answer["complete"], true);
    assert_eq!(answer["global_minimum"], "3/11");
    // 17 covectors with three signs.
    assert_eq!((answer["strata"].as_u64(), answer["covectors"].as_u64()), (Some(51), Some(17)));
    let minima = answer["local_minima"].as_array().unwrap();
    let losses: Vec<&str> = minima.iter().map(|minimum| minimum["loss"].as_str().unwrap()).collect();
    assert_eq!(losses, ["3/11", "1/3", "7/20", "3/8"]);
    for (minimum, differentiable) in minima.iter().zip([false, true, true, true]) {
        assert_eq!(minimum["spurious"], minimum["loss"] != "3/11");
        assert_eq!(minimum["differentiable"], differentiable);
        assert!(minimum["strata"].as_u64() > Some(0) && minimum["dimension"].is_u64(), "{minimum}");
        // Each witness has the loss that is stated, and its globality is decided.
        let row = serde_json::json!({
            "problem": {"kind": "dataset", "points": [["0"], ["1"], ["2"], ["3"]], "labels": ["0", "0", "1", "0"], "width": 1},
            "network": minimum["witness"],
        });
        write("row.jsonl", &format!("{row}\n"));
        let (_, found, _) = self::answer(directory.path(), &["classify", "row.jsonl"]);
        assert_eq!(
            (&found["loss"], &found["global"]),
            (&minimum["loss"], &(minimum["spurious"] == false).into())
        );
        let verdict = if minimum["spurious"] == true { "local-minimum" } else { "global-minimum" };
        assert_eq!(found["verdict"], verdict);
    }
}

#[test]
fn merged_points_are_noted() {
    let directory = tempfile::tempdir().unwrap();
    let points = "points = [[0], [1], [1], [2]]\nlabels = [0, 1, 3, 0]\nwidth = 1\n";
    fs::write(directory.path().join("case.toml"), format!("[problem]\nkind = \"dataset\"\n{points}"))
        .unwrap();
    let (code, _, errors) = answer(directory.path(), &["landscape", "case.toml"]);
    assert_eq!(code, Some(0));
    assert_eq!(errors, "note: points 1, 2 are equal and are treated as one row\n");
    let (_, _, errors) = answer(directory.path(), &["landscape", "case.toml", "--quiet"]);
    assert_eq!(errors, "");
}
