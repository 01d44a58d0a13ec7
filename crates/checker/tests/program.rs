//! The program `critcert-check` when nobody reads what it prints.

use std::path::Path;
use std::process::Command;

fn into_closed_pipe(arguments: &[&str]) -> (Option<i32>, String) {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut command = Command::new(env!("CARGO_BIN_EXE_critcert-check"));
    let output = command.current_dir(root).args(arguments).stdout(writer).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_reader_that_goes_away_is_no_failure_and_hides_no_refusal() {
    let certificate = "proofs/valid/interval/saddle-b-two-kinks.1.verdict.cert";
    assert_eq!(into_closed_pipe(&["--help"]), (Some(0), String::new()));
    assert_eq!(into_closed_pipe(&[certificate, certificate]), (Some(0), String::new()));
    assert_eq!(into_closed_pipe(&[certificate, "proofs/invalid/loss-digit.cert"]), (Some(1), String::new()));
    assert_eq!(into_closed_pipe(&["--json", "no-such.cert", certificate]), (Some(2), String::new()));
}
