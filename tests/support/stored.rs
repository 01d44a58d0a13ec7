//! The repository as tests see it: its root, its stored certificates, the program run in it.

use std::path::PathBuf;

use assert_cmd::Command;

/// The repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All certificates below `proofs/valid`, sorted.
pub(crate) fn certificates() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for kind in std::fs::read_dir(root().join("proofs/valid")).unwrap() {
        for entry in std::fs::read_dir(kind.unwrap().path()).unwrap() {
            found.push(entry.unwrap().path());
        }
    }
    found.sort();
    assert!(found.len() > 300, "{} certificates", found.len());
    found
}

/// Standard output and standard error of `critcert`, which must exit with this code.
pub(crate) fn run(arguments: &[&str], code: i32) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_critcert"));
    let output = command.current_dir(root()).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (stdout, stderr) = (text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {stdout}{stderr}");
    (stdout, stderr)
}
