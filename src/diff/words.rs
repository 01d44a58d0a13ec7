//! Differences for people.

use std::fmt::Write;

use super::{Change, Difference, Fields, Name};

/// Most characters of a value of the statement that are shown.
const SHOWN: usize = 100;

/// The differences between the files `first` and `second`, one on each line; another statement comes first.
#[must_use]
pub fn describe(difference: &Difference, first: &str, second: &str) -> String {
    if difference.equal {
        return format!("{first} and {second} mean the same\n");
    }
    let mut text = String::new();
    if !difference.same_statement {
        let _ = writeln!(text, "another statement: {first} and {second} are not about the same question");
        // The digest says that something differs; where the case was found the parts say what.
        let told = difference.statement.keys().any(|key| key != "digest");
        for (key, change) in difference.statement.iter().filter(|(key, _)| *key != "digest" || !told) {
            let key = if key == "digest" { "digest of problem, network and claim" } else { key };
            let _ = writeln!(text, "  {key}: {}", arrow(change));
        }
    }
    for item in &difference.vanished {
        let _ = writeln!(text, "- {}{}", name(&item.name), fields(&item.fields));
    }
    for item in &difference.appeared {
        let _ = writeln!(text, "+ {}{}", name(&item.name), fields(&item.fields));
    }
    for item in &difference.changed {
        let changes: Vec<String> =
            item.fields.iter().map(|(key, change)| format!("{key} {}", arrow(change))).collect();
        let _ = writeln!(text, "~ {}: {}", name(&item.name), changes.join(", "));
    }
    let counts = [
        ("vanished", difference.vanished.len()),
        ("appeared", difference.appeared.len()),
        ("changed", difference.changed.len()),
    ];
    let counts: Vec<String> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    text + &format!("{}\n", counts.join(", "))
}

fn name(Name { kind, name }: &Name) -> String {
    if name.is_empty() { kind.clone() } else { format!("{kind} {name}") }
}

fn fields(fields: &Fields) -> String {
    if fields.is_empty() {
        return String::new();
    }
    let parts: Vec<String> =
        fields.iter().map(|(key, value)| format!("{key} {}", shortened(value))).collect();
    format!(" ({})", parts.join(", "))
}

fn arrow(Change { from, to }: &Change) -> String {
    let side = |value: &str| if value.is_empty() { "nothing".to_owned() } else { shortened(value) };
    format!("{} -> {}", side(from), side(to))
}

fn shortened(value: &str) -> String {
    if value.chars().count() <= SHOWN {
        return value.to_owned();
    }
    value.chars().take(SHOWN).chain("...".chars()).collect()
}
