//! `export`: the linear programs of a certificate as SMT-LIB scripts.

use std::collections::BTreeMap;

use critcert::export::{Expected, Export, export, smt};
use critcert::input::InputError;
use serde_json::json;

use super::arguments::{Common, Export as Arguments};
use super::failure::Failure;
use super::{Done, sink, table, verified};

/// Writes the questions of a certificate.
pub(crate) fn run(verb: &Arguments, common: &Common) -> Done {
    if common.json && verb.out.is_none() && verb.directory.is_none() {
        let message = "--json needs -o OUT or --out DIR: standard output cannot carry a script as well";
        return Err(Failure::Usage(message.to_owned()));
    }
    let opened = match verified::open(&verb.certificate, verb.case.as_deref(), common)? {
        Ok(opened) => opened,
        Err(code) => return Ok(code),
    };
    let name = verb.certificate.display().to_string();
    let found = export(&opened.case, &opened.certificate)
        .map_err(|error| InputError::new("malformed-certificate", error.to_string(), &name))?;
    let source = sink::recorded_path(&verb.certificate);
    let mut files = Vec::new();
    if let Some(directory) = &verb.directory {
        let digits = found.leaves.len().to_string().len();
        for (index, leaf) in found.leaves.iter().enumerate() {
            let path = directory.join(format!("{index:0digits$}-step-{}-{}.smt2", leaf.step, leaf.rule));
            sink::write_whole(&path, smt::single(leaf, &source).as_bytes())?;
            files.push(path.display().to_string());
        }
    } else {
        let script = smt::incremental(&found, &source);
        match &verb.out {
            Some(out) => {
                sink::write_whole(out, script.as_bytes())?;
                files.push(out.display().to_string());
            }
            None => table::print(&script)?,
        }
    }
    if common.json {
        table::print(&format!("{}\n", answer(&name, &found, &files)))?;
    } else if !common.quiet {
        notes(&found);
    }
    Ok(0)
}

fn count(found: &Export, expected: Expected) -> usize {
    found.leaves.iter().filter(|leaf| leaf.expected == expected).count()
}

fn answer(name: &str, found: &Export, files: &[String]) -> serde_json::Value {
    let leaf = |leaf: &critcert::export::Leaf| json!({ "step": leaf.step, "rule": leaf.rule, "what": leaf.what, "expected": leaf.expected.word() });
    let left_out = |left: &critcert::export::LeftOut| json!({ "step": left.step, "rule": left.rule, "reason": left.reason });
    json!({
        "certificate": name,
        "files": files,
        "sat": count(found, Expected::Sat),
        "unsat": count(found, Expected::Unsat),
        "leaves": found.leaves.iter().map(leaf).collect::<Vec<_>>(),
        "left_out": found.left_out.iter().map(left_out).collect::<Vec<_>>(),
    })
}

fn notes(found: &Export) {
    let (sat, unsat) = (count(found, Expected::Sat), count(found, Expected::Unsat));
    table::tell(&format!("{} questions: {sat} sat, {unsat} unsat", found.leaves.len()));
    if found.leaves.is_empty() && found.left_out.is_empty() {
        table::tell("note: no step of this certificate rests on a linear program");
    }
    let mut reasons: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for left in &found.left_out {
        *reasons.entry((left.rule.as_str(), left.reason)).or_default() += 1;
    }
    for ((rule, reason), steps) in reasons {
        table::tell(&format!("note: {steps} steps of rule {rule} are left out: {reason}"));
    }
}
