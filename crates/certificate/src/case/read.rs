//! Reading values out of a document with an error that says where and how to fix it.

use super::CaseError;
use crate::document::{Entry, Node, Span, Value};
use crate::rational::{Canonical, parse_input};

pub(super) type Read<T> = Result<T, CaseError>;

/// Most neurons a case may ask for.
pub const MAX_WIDTH: usize = 100_000;
/// Largest number of things, such as patterns, that a claim may state.
pub(super) const MAX_COUNT: usize = usize::MAX / 2;

/// The entries of one table, of which all keys are known to be expected ones.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'n> {
    what: &'n str,
    span: Span,
    entries: &'n [Entry],
}

impl<'n> Fields<'n> {
    /// The table `node`, called `what` in messages; refuses keys outside `known`.
    pub(super) fn new(node: &'n Node, what: &'n str, known: &[&str]) -> Read<Self> {
        let fields = Self::any(node, what)?;
        for entry in fields.entries {
            if !known.contains(&entry.key.as_str()) {
                let message = format!("{what} has no key `{}`", entry.key);
                let help = did_you_mean(&entry.key, known);
                return Err(CaseError::new("unknown-key", message, entry.key_span, help));
            }
        }
        Ok(fields)
    }

    /// The table `node` with whatever keys it has, for looking at its `kind` first.
    pub(super) fn any(node: &'n Node, what: &'n str) -> Read<Self> {
        match &node.value {
            Value::Table(entries) => Ok(Self { what, span: node.span, entries }),
            _ => Err(wrong_type(node, what, "a table")),
        }
    }

    /// The place of the whole table.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    /// The entry of `key`, if it is given.
    pub(super) fn entry(&self, key: &str) -> Option<&'n Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The value of `key`, if it is given.
    pub(super) fn optional(&self, key: &str) -> Option<&'n Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// The value of `key`.
    pub(super) fn required(&self, key: &str) -> Read<&'n Node> {
        self.optional(key).ok_or_else(|| self.missing(key))
    }

    /// The error that `key` is missing.
    pub(super) fn missing(&self, key: &str) -> CaseError {
        let message = format!("{} needs the key `{key}`", self.what);
        CaseError::new("missing-key", message, self.span, format!("add `{key} = ...` to {}", self.what))
    }

    /// The error that both `first` and `second` are missing, of which one is needed.
    pub(super) fn missing_either(&self, first: &str, second: &str) -> CaseError {
        let message = format!("{} needs the key `{first}` or the key `{second}`", self.what);
        let help = format!("add `{first} = ...` or `{second} = ...` to {}", self.what);
        CaseError::new("missing-key", message, self.span, help)
    }

    /// Refuses `key`, because of `reason`, if it is given.
    pub(super) fn forbid(&self, key: &str, reason: &str) -> Read<()> {
        match self.entry(key) {
            None => Ok(()),
            Some(entry) => {
                let message = format!("`{key}` contradicts {reason}");
                Err(CaseError::new("contradictory-keys", message, entry.key_span, "remove one of the two"))
            }
        }
    }
}

pub(super) fn wrong_type(node: &Node, what: &str, wanted: &str) -> CaseError {
    let message = format!("{what} must be {wanted}, not {}", node.value.description());
    CaseError::new("wrong-type", message, node.span, format!("write {wanted} here"))
}

pub(super) fn text<'n>(node: &'n Node, what: &str) -> Read<&'n str> {
    match &node.value {
        Value::Text(text) => Ok(text),
        _ => Err(wrong_type(node, what, "a string")),
    }
}

pub(super) fn boolean(node: &Node, what: &str) -> Read<bool> {
    match node.value {
        Value::Boolean(value) => Ok(value),
        _ => Err(wrong_type(node, what, "`true` or `false`")),
    }
}

pub(super) fn list<'n>(node: &'n Node, what: &str) -> Read<&'n [Node]> {
    match &node.value {
        Value::List(nodes) => Ok(nodes),
        _ => Err(wrong_type(node, what, "a list")),
    }
}

/// An exact number: text, or an integer.
pub(super) fn number(node: &Node, what: &str) -> Read<Canonical> {
    match &node.value {
        Value::Text(text) | Value::Integer(text) => {
            parse_input(text).map(Canonical).map_err(|error| CaseError::number(&error, node.span))
        }
        Value::Float(text) => {
            let message = format!("{what} is a floating-point number, which is not exact");
            // The digits as written are exact; an exponent or nan has no such spelling.
            let help = match parse_input(text) {
                Ok(_) => format!("write it as a string, \"{text}\""),
                Err(_) => "write an exact rational as a string, for example \"1/3\" or \"0.125\"".to_owned(),
            };
            Err(CaseError::new("float", message, node.span, help))
        }
        _ => Err(wrong_type(node, what, "a number (a string such as \"1/2\", or an integer)")),
    }
}

pub(super) fn numbers(node: &Node, what: &str) -> Read<Vec<Canonical>> {
    let entry = format!("an entry of {what}");
    list(node, what)?.iter().map(|item| number(item, &entry)).collect()
}

/// A list of exactly `length` numbers; `reason` says where the length comes from.
pub(super) fn numbers_of(node: &Node, what: &str, length: usize, reason: &str) -> Read<Vec<Canonical>> {
    let numbers = numbers(node, what)?;
    check_length(node, what, numbers.len(), length, reason)?;
    Ok(numbers)
}

pub(super) fn check_length(node: &Node, what: &str, found: usize, wanted: usize, reason: &str) -> Read<()> {
    if found == wanted {
        return Ok(());
    }
    let message = format!("{what} has {found} {}, but {reason} {wanted}", plural(found, "entry", "entries"));
    let help = if found < wanted {
        format!("add {} more", wanted - found)
    } else {
        format!("remove {}", found - wanted)
    };
    Err(CaseError::new("wrong-length", message, node.span, help))
}

/// A matrix as a list of rows of equal length, at least one row and one column.
pub(super) fn matrix(node: &Node, what: &str) -> Read<Vec<Vec<Canonical>>> {
    let nodes = list(node, what)?;
    let mut rows: Vec<Vec<Canonical>> = Vec::with_capacity(nodes.len());
    for row in nodes {
        let numbers = match &row.value {
            Value::List(_) => numbers(row, &format!("a row of {what}"))?,
            _ => return Err(flat(node, row, what)),
        };
        if let Some(first) = rows.first()
            && first.len() != numbers.len()
        {
            let index = rows.len() + 1;
            let message = format!(
                "row {index} of {what} has {} {}, row 1 has {}",
                numbers.len(),
                plural(numbers.len(), "entry", "entries"),
                first.len()
            );
            return Err(CaseError::new("ragged", message, row.span, "give all rows the same length"));
        }
        rows.push(numbers);
    }
    if rows.first().is_none_or(Vec::is_empty) {
        return Err(CaseError::new(
            "empty-data",
            format!("{what} is empty"),
            node.span,
            "give at least one row and one column",
        ));
    }
    Ok(rows)
}

/// The error for a matrix `node` of which `row` is no list. Where all rows are plain numbers, the help shows them as
/// rows of one entry each, and as one row.
fn flat(node: &Node, row: &Node, what: &str) -> CaseError {
    const SHOWN: usize = 4;
    let nodes = match &node.value {
        Value::List(nodes) => nodes.as_slice(),
        _ => &[],
    };
    let number = |node: &Node| match &node.value {
        Value::Integer(text) => Some(text.clone()),
        Value::Text(text) | Value::Float(text) => Some(format!("\"{text}\"")),
        _ => None,
    };
    let Some(numbers) = nodes.iter().map(number).collect::<Option<Vec<_>>>() else {
        return wrong_type(row, &format!("a row of {what}"), "a list");
    };
    let more = if numbers.len() > SHOWN { ", .." } else { "" };
    let shown = || numbers.iter().take(SHOWN);
    let columns = shown().map(|number| format!("[{number}]")).collect::<Vec<_>>().join(", ");
    let one_row = shown().cloned().collect::<Vec<_>>().join(", ");
    let help = match numbers.len() {
        1 => format!("write [{columns}]"),
        count => format!("write [{columns}{more}] for {count} rows, or [[{one_row}{more}]] for one"),
    };
    let message = format!("{what} must be a list of rows, each of them a list of numbers");
    CaseError::new("wrong-type", message, row.span, help)
}

/// A matrix with `rows` rows and `columns` columns; the reasons say where those numbers come from.
pub(super) fn matrix_of(
    node: &Node,
    what: &str,
    rows: (usize, &str),
    columns: (usize, &str),
) -> Read<Vec<Vec<Canonical>>> {
    let matrix = matrix(node, what)?;
    check_length(node, what, matrix.len(), rows.0, rows.1)?;
    let first = list(node, what)?.first().unwrap_or(node);
    check_length(
        first,
        &format!("a row of {what}"),
        matrix.first().map_or(0, Vec::len),
        columns.0,
        columns.1,
    )?;
    Ok(matrix)
}

/// Numbers in a list that must not be empty.
pub(super) fn some_numbers(node: &Node, what: &str) -> Read<Vec<Canonical>> {
    let numbers = numbers(node, what)?;
    if numbers.is_empty() {
        return Err(CaseError::new(
            "empty-data",
            format!("{what} is empty"),
            node.span,
            "give at least one number",
        ));
    }
    Ok(numbers)
}

/// An integer from `least` to `most`.
pub(super) fn count(node: &Node, what: &str, least: usize, most: usize) -> Read<usize> {
    let out_of_range = || {
        let message = format!("{what} must be a whole number from {least} to {most}");
        CaseError::new("out-of-range", message, node.span, "change the number")
    };
    match &node.value {
        Value::Integer(digits) | Value::Text(digits)
            if digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') =>
        {
            let value = digits.parse::<usize>().map_err(|_| out_of_range())?;
            if (least..=most).contains(&value) { Ok(value) } else { Err(out_of_range()) }
        }
        Value::Float(_) => Err(out_of_range()),
        _ => Err(wrong_type(node, what, "an integer")),
    }
}

/// The number of hidden neurons.
pub(super) fn width(node: &Node, what: &str) -> Read<usize> {
    count(node, what, 1, MAX_WIDTH)
}

/// The key `width` of a claim, by default the problem's.
pub(super) fn width_or(fields: &Fields<'_>, default: usize) -> Read<usize> {
    fields.optional("width").map_or(Ok(default), |node| width(node, "`width`"))
}

/// The error for a word outside a fixed vocabulary.
pub(super) fn unknown(code: &'static str, what: &str, node: &Node, word: &str, known: &[&str]) -> CaseError {
    let shown: String = word.chars().take(40).collect();
    CaseError::new(code, format!("`{shown}` is not {what}"), node.span, did_you_mean(word, known))
}

/// A help text: the closest known word, or all of them.
pub(super) fn did_you_mean(word: &str, known: &[&str]) -> String {
    let closest = known.iter().map(|candidate| (distance(word, candidate), *candidate)).min();
    let quoted: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    match closest {
        // A word of one letter is no misspelling of another one.
        Some((distance, candidate)) if distance <= (candidate.len() / 2).min(candidate.len().div_ceil(3)) => {
            format!("did you mean `{candidate}`?")
        }
        _ if known.is_empty() => "nothing can stand here".to_owned(),
        _ => format!("possible here: {}", quoted.join(", ")),
    }
}

/// The number of single-character insertions, deletions and replacements between two words, case
/// ignored; words over 40 characters count as far from everything.
fn distance(a: &str, b: &str) -> usize {
    const LONGEST: usize = 40;
    if a.len() > LONGEST || b.len() > LONGEST {
        return usize::MAX;
    }
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.to_lowercase().chars().enumerate() {
        let mut left = i + 1;
        let mut next = vec![left];
        for (to, pair) in b.iter().zip(row.windows(2)) {
            let (diagonal, above) = match pair {
                [diagonal, above] => (*diagonal, *above),
                _ => (0, 0),
            };
            left = (diagonal + usize::from(from != *to)).min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

pub(super) fn plural<'w>(count: usize, one: &'w str, many: &'w str) -> &'w str {
    if count == 1 { one } else { many }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_edit_distances() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("Width", "width"), 0);
    }

    #[test]
    fn suggestions_are_close_or_complete() {
        assert_eq!(did_you_mean("widht", &["interval", "width"]), "did you mean `width`?");
        assert_eq!(did_you_mean("w", &["b", "W"]), "did you mean `W`?");
        assert_eq!(did_you_mean("z", &["x", "y"]), "possible here: `x`, `y`");
        assert_eq!(did_you_mean("colour", &["w", "b"]), "possible here: `w`, `b`");
    }
}
