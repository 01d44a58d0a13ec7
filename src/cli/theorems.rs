//! `critcert theorems`: what can be tested, and by which claims.

use serde_json::json;

use super::arguments::{Common, Theorems};
use super::failure::Failure;
use super::{Done, table};
use critcert::theorems::{ClaimName, THEOREMS, Theorem};

/// Runs the verb.
pub(crate) fn run(verb: &Theorems, common: &Common) -> Done {
    let chosen: Vec<&Theorem> = THEOREMS.iter().filter(|theorem| is_chosen(theorem, verb)).collect();
    if let (true, Some(word)) = (chosen.is_empty(), &verb.word) {
        let message =
            format!("no theorem, problem kind or claim contains `{word}`; leave it out to list all");
        return Err(Failure::Usage(message));
    }
    if common.json {
        table::print(&format!("{}\n", json!({ "theorems": chosen })))?;
    } else if verb.word.is_some() {
        table::print(&itertools::Itertools::join(&mut chosen.into_iter().map(in_full), "\n"))?;
    } else {
        let heading = ["theorem", "problem", "source", "claims", "statement"].map(str::to_owned).to_vec();
        let row = |theorem: &Theorem| {
            let (id, problem) = (theorem.id.to_owned(), theorem.problem.to_owned());
            vec![id, problem, theorem.citation(), claims(theorem), theorem.statement.to_owned()]
        };
        let rows: Vec<_> = std::iter::once(heading).chain(chosen.into_iter().map(row)).collect();
        table::print(&table::columns(&rows))?;
    }
    Ok(0)
}

fn is_chosen(theorem: &Theorem, verb: &Theorems) -> bool {
    let Some(word) = &verb.word else { return true };
    let word = word.to_lowercase();
    let contains = |text: &str| text.to_lowercase().contains(&word);
    contains(theorem.id)
        || contains(theorem.problem)
        || theorem.claims.iter().any(|name| contains(&name.text()))
}

fn claims(theorem: &Theorem) -> String {
    match theorem.claims {
        [] => "-".to_owned(),
        names => names.iter().map(ClaimName::text).collect::<Vec<_>>().join(", "),
    }
}

fn in_full(theorem: &Theorem) -> String {
    let rows = [
        ("statement", theorem.statement.to_owned()),
        ("problem", theorem.problem.to_owned()),
        ("source", theorem.citation()),
        ("claims", claims(theorem)),
        ("proved", theorem.proves.to_owned()),
        ("not decided", theorem.cannot_decide.to_owned()),
    ];
    let lines = rows.map(|(name, text)| format!("  {name:<12} {text}\n"));
    format!("{}\n{}", theorem.id, lines.concat())
}
