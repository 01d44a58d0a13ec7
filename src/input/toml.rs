//! TOML through the `toml` crate, with this project's own reader as a second opinion.
//!
//! The checker reads a case with its own reader only. So that prover and checker can never mean different
//! cases, a text is taken here only if both readers take it and agree on every value.

use ::toml::de::{DeTable, DeValue};
use critcert_certificate::document::{
    Entry, MAX_BYTES, MAX_DEPTH, MAX_KEYS, MAX_NODES, Node, Span, SyntaxError, Value, toml as own,
};

/// Reads a TOML document into the same tree as the checker's own reader, under the same limits.
///
/// # Errors
/// [`SyntaxError`]: not TOML, a date, an integer that is not decimal, or over a limit. Code
/// `readers-disagree`: a defect in one of the two readers, and a case that is better written differently.
pub fn read(text: &str) -> Result<Node, SyntaxError> {
    if text.len() > MAX_BYTES {
        let message = format!("a document of {} bytes; at most {MAX_BYTES} are read", text.len());
        return Err(SyntaxError::new(message, Span::default(), "").with_code("too-large"));
    }
    let document = DeTable::parse(text).map_err(|error| syntax_error(text, &error))?;
    let mut nodes = 0;
    let value = table(document.get_ref(), 0, &mut nodes)?;
    let root = Node { value, span: Span::default() };
    match differing(&root, &own::read(text)?) {
        None => Ok(root),
        Some(span) => {
            let help = "write this value in a simpler way, and please report it";
            Err(SyntaxError::new("two readers of TOML disagree", span, help).with_code("readers-disagree"))
        }
    }
}

/// A place where the trees hold different values; the order of keys and the spelling of floats, which a
/// case may not hold anyway, do not count. Recursion is bounded by [`MAX_DEPTH`].
fn differing(library: &Node, own: &Node) -> Option<Span> {
    let here = Some(library.span);
    match (&library.value, &own.value) {
        (Value::Table(a), Value::Table(b)) if a.len() == b.len() => {
            a.iter().find_map(|entry| match b.iter().find(|other| other.key == entry.key) {
                Some(other) => differing(&entry.node, &other.node),
                None => Some(entry.key_span),
            })
        }
        (Value::List(a), Value::List(b)) if a.len() == b.len() => {
            a.iter().zip(b).find_map(|(a, b)| differing(a, b))
        }
        (Value::Float(_), Value::Float(_)) => None,
        (a, b) => {
            if a == b {
                None
            } else {
                here
            }
        }
    }
}

/// The library's error, with the hint that this project's own reader has for the same place.
fn syntax_error(text: &str, error: &::toml::de::Error) -> SyntaxError {
    let span = error.span().map_or_else(Span::default, |span| Span::new(span.start, span.end));
    let message = error.message().trim();
    if message == "duplicate key" {
        let key = text.get(span.start..span.end).unwrap_or_default();
        let message = format!("the key `{key}` is given twice");
        return SyntaxError::new(message, span, "keep one of the two").with_code("duplicate-key");
    }
    let own = own::read(text).err();
    let help = own.filter(|own| own.span.start == span.start).map(|own| own.help);
    let help = help.filter(|help| !help.is_empty()).unwrap_or_else(|| {
        "a case is TOML: lines `key = value` below [problem], [network], [[claim]], strings in \"..\""
            .to_owned()
    });
    let code = if message.contains("recurs") { "too-deep" } else { "syntax" };
    SyntaxError::new(message, span, help).with_code(code)
}

/// One table; recursion is bounded by [`MAX_DEPTH`].
fn table(table: &DeTable<'_>, depth: usize, nodes: &mut usize) -> Result<Value, SyntaxError> {
    let mut entries = Vec::new();
    for (key, value) in table {
        let key_span = Span::new(key.span().start, key.span().end);
        if entries.len() >= MAX_KEYS {
            let message = format!("more than {MAX_KEYS} keys in one table");
            return Err(SyntaxError::new(message, key_span, "").with_code("too-many-values"));
        }
        let span = Span::new(value.span().start, value.span().end);
        let node = node(value.get_ref(), span, depth + 1, nodes)?;
        entries.push(Entry { key: key.get_ref().to_string(), key_span, node });
    }
    // The crate sorts by name; errors are reported in the order of the text.
    entries.sort_by_key(|entry| entry.key_span);
    Ok(Value::Table(entries))
}

/// One value; recursion is bounded by [`MAX_DEPTH`].
fn node(value: &DeValue<'_>, span: Span, depth: usize, nodes: &mut usize) -> Result<Node, SyntaxError> {
    *nodes += 1;
    if *nodes > MAX_NODES {
        let message = format!("more than {MAX_NODES} values in one document");
        return Err(SyntaxError::new(message, span, "").with_code("too-many-values"));
    }
    if depth > MAX_DEPTH {
        let message = format!("nested deeper than {MAX_DEPTH} levels");
        return Err(SyntaxError::new(message, span, "").with_code("too-deep"));
    }
    let value = match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(integer) if integer.radix() == 10 => {
            Value::Integer(integer.as_str().replace('_', "").trim_start_matches('+').to_owned())
        }
        DeValue::Integer(_) => {
            let message = "an integer that is not decimal";
            return Err(SyntaxError::new(message, span, "write it with decimal digits"));
        }
        DeValue::Float(float) => Value::Float(float.as_str().to_owned()),
        DeValue::Boolean(value) => Value::Boolean(*value),
        DeValue::Datetime(_) => {
            return Err(SyntaxError::new("a case holds no dates", span, "write it as a string, in quotes"));
        }
        DeValue::Array(list) => {
            let items = list.iter().map(|item| {
                let span = Span::new(item.span().start, item.span().end);
                node(item.get_ref(), span, depth + 1, nodes)
            });
            Value::List(items.collect::<Result<_, _>>()?)
        }
        DeValue::Table(inner) => table(inner, depth, nodes)?,
    };
    Ok(Node { value, span })
}
