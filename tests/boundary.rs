//! The trust boundary, as tests: what the checker depends on, and where floating point may occur.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Every package that the checker may be built from: the project's own two, numbers, serde, one hash, errors.
const ALLOWED: &[&str] = &[
    "critcert-checker",
    "critcert-certificate",
    "num-bigint",
    "num-integer",
    "num-rational",
    "num-traits",
    "serde",
    "serde_core",
    "serde_json",
    "itoa",
    "memchr",
    "zmij",
    "sha2",
    "digest",
    "block-buffer",
    "crypto-common",
    "generic-array",
    "typenum",
    "cfg-if",
    "cpufeatures",
    "libc",
    "thiserror",
];

#[test]
fn the_checker_depends_on_a_short_list_of_packages() {
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--offline",
            "-p",
            "critcert-checker",
            "-e",
            "no-proc-macro,normal",
            "--prefix",
            "none",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let text = String::from_utf8(tree.stdout).unwrap();
    let found: BTreeSet<&str> = text.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(found.contains("critcert-certificate"), "{found:?}");
    let surplus: Vec<_> = found.iter().filter(|name| !ALLOWED.contains(name)).collect();
    assert!(surplus.is_empty(), "not on the list: {surplus:?}");
}

#[test]
fn floating_point_stays_in_hints_and_figures() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "crates/certificate/src", "crates/checker/src"] {
        collect(&root.join(folder), &mut files);
    }
    assert!(files.len() > 50);
    for file in files {
        let relative = file.strip_prefix(root).unwrap();
        let text = fs::read_to_string(&file).unwrap();
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        let floats = words.filter(|word| matches!(*word, "f32" | "f64")).count();
        // Coordinates of figures in src/report are written and never read back.
        let allowed = ["src/hint", "src/report"].iter().any(|folder| relative.starts_with(folder));
        assert!(floats == 0 || allowed, "{} names a float", relative.display());
    }
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn the_checker_never_names_the_prover() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for manifest in ["crates/checker/Cargo.toml", "crates/certificate/Cargo.toml"] {
        let text = fs::read_to_string(root.join(manifest)).unwrap();
        for line in text.lines() {
            assert!(!line.starts_with("critcert.") && !line.starts_with("critcert ="), "{manifest}: {line}");
        }
    }
}
