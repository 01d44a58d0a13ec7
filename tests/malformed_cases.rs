//! Every way of writing a wrong case gives one clear error at the right place, from both TOML readers.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use critcert::input::{CaseFiles, InputError, load, read_batch_row};
use critcert_certificate::case::Case;
use critcert_certificate::document::{position, toml};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/malformed")
}

fn refusal(name: &str) -> InputError {
    load(&folder().join(name)).expect_err(name)
}

/// `file: code, line:column, message`, the place left out where there is none.
fn summary(name: &str, error: &InputError) -> String {
    let place = error.position().map_or("-".to_owned(), |at| format!("{}:{}", at.line, at.column));
    let message = error.message.replace(&format!("{}/", folder().display()), "");
    format!("{name}: {} {place} {message}", error.code)
}

/// Code and place for each file; the table is complete: a file without a line here fails the test.
const EXPECTED: &str = include_str!("data/malformed/EXPECTED");

#[test]
fn every_malformed_file_has_its_error() {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with(".csv") && name != "EXPECTED")
        .collect();
    names.sort();
    let mut found = String::new();
    for name in &names {
        writeln!(found, "{}", summary(name, &refusal(name))).unwrap();
    }
    assert_eq!(found, EXPECTED, "found:\n{found}");
}

/// Where the checker's reader sees a mistake, it is the same mistake at the same place; for syntax, whose
/// wording is each reader's own, both refuse.
#[test]
fn the_checkers_reader_finds_the_same_mistakes() {
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        if path.extension().is_none_or(|extension| extension != "toml") || text.trim().is_empty() {
            continue;
        }
        let library = load(&path).unwrap_err();
        let own = toml::read(&text)
            .map_err(Into::into)
            .and_then(|node| Case::from_node(&node, &CaseFiles::beside(&path)));
        let own = own.expect_err(&path.display().to_string());
        if library.code != "syntax" && own.file.is_none() && own.code != "too-deep" {
            assert_eq!(own.code, library.code, "{}", path.display());
            assert_eq!(Some(position(&text, own.span.start)), library.position(), "{}", path.display());
        }
    }
}

#[test]
fn files_that_are_no_text_have_their_own_codes() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(load(folder.path()).unwrap_err().code, "directory");
    assert_eq!(load(&folder.path().join("none.toml")).unwrap_err().code, "not-found");
    let large = folder.path().join("large.toml");
    // Sparse: the length is checked before anything is read.
    std::fs::File::create(&large).unwrap().set_len(65 * 1024 * 1024).unwrap();
    assert_eq!(load(&large).unwrap_err().code, "too-large");
}

#[test]
fn rendered_errors_show_the_place_and_the_fix() {
    let shown = |name: &str| {
        let text = refusal(name).render(false).replace(&format!("{}/", folder().display()), "");
        assert!(text.lines().all(|line| line.chars().count() < 240), "{text}");
        text
    };
    insta::assert_snapshot!("unknown_key", shown("unknown-key.toml"));
    insta::assert_snapshot!("bad_number_in_data", shown("bad-number-in-data.toml"));
    insta::assert_snapshot!("missing_key_json", shown("missing-key.json"));
    shown("huge-digits.toml");
    let flat = shown("flat-points.toml");
    assert!(flat.contains("help: write [[0], [1]] for 2 rows, or [[0, 1]] for one\n"), "{flat}");
}

#[test]
fn errors_for_scripts_have_exactly_the_keys_of_the_contract() {
    let error = refusal("float.json").to_json();
    let object = error["error"].as_object().unwrap();
    let mut keys: Vec<&str> = object.keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["code", "column", "file", "line", "message"]);
    assert_eq!((object["line"].as_u64(), object["column"].as_u64()), (Some(2), Some(23)));
    let whole = refusal("case.txt").to_json();
    assert_eq!(whole["error"].as_object().unwrap().len(), 3);
}

#[test]
fn batch_rows_report_their_own_line() {
    let row = r#"{"interval": ["0", "1"], "target": {"slope": "1", "intercept": "0"}, "network": {"w": ["1"], "b": ["1"], "v": [], "c": 0}, "expect": {}}"#;
    let error = read_batch_row(row, "rows.jsonl", 17).unwrap_err();
    assert_eq!((error.code, error.position().unwrap().line), ("wrong-length", 17));
    let good = row.replace("[]", "[\"1/2\"]");
    assert_eq!(read_batch_row(&good, "rows.jsonl", 1).unwrap().problem.kind(), "interval");
    for (row, code) in [
        ("", "syntax"),
        ("{}", "missing-key"),
        ("[]", "wrong-type"),
        (r#"{"problem": {}, "expect": 1}"#, "unknown-key"),
        (r#"{"interval": 1, "network": {"w": []}}"#, "empty-data"),
    ] {
        assert_eq!(read_batch_row(row, "rows.jsonl", 1).unwrap_err().code, code, "{row}");
    }
}
