//! The documents say what the programs do: examples of the specification, commands of the README.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

#[test]
fn the_running_example_of_the_specification_is_a_stored_certificate() {
    let text = fs::read_to_string(root().join("proofs/FORMAT.md")).unwrap();
    let quoted: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with("{\"id\":"))
        .collect();
    let stored = root().join("proofs/valid/interval/saddle-b-two-kinks-0-3.1.verdict.cert");
    let stored = fs::read_to_string(stored).unwrap();
    let steps: Vec<&str> = stored.lines().filter(|line| line.starts_with("{\"id\":")).collect();
    assert_eq!(quoted, steps);
}

/// Every `$ cargo run --release -- ..` of a console block, run from the root of the project, prints what follows it.
#[test]
fn the_commands_of_the_readme_print_what_it_shows() {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let directory = tempfile::tempdir().unwrap();
    let in_place = directory.path().join("saddle.cert").display().to_string();
    let mut commands = 0;
    for block in text.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap()) {
        for part in block.split("$ cargo run --release -- ").skip(1) {
            let (command, shown) = part.split_once('\n').unwrap();
            let arguments: Vec<String> =
                command.split_whitespace().map(|word| word.replace("saddle.cert", &in_place)).collect();
            let output = Command::new(env!("CARGO_BIN_EXE_critcert"))
                .args(&arguments)
                .current_dir(root())
                .output()
                .unwrap();
            assert!(output.status.success(), "{command}");
            let printed = String::from_utf8(output.stdout).unwrap().replace(&in_place, "saddle.cert");
            assert_eq!(printed, shown, "{command}");
            commands += 1;
        }
    }
    assert!(commands >= 3, "{commands}");
}
