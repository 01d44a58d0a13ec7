//! TOML through the `toml` crate: the whole language, with the place of every value.

use ::toml::de::{DeTable, DeValue};
use critcert_certificate::document::{
    Entry, MAX_BYTES, MAX_DEPTH, MAX_KEYS, MAX_NODES, Node, Span, SyntaxError, Value,
};

/// Reads a TOML document into the same tree as the checker's own reader, under the same limits.
///
/// # Errors
/// [`SyntaxError`]: not TOML, a date, an integer that is not decimal, or over a limit.
pub fn read(text: &str) -> Result<Node, SyntaxError> {
    if text.len() > MAX_BYTES {
        let message = format!("a document of {} bytes; at most {MAX_BYTES} are read", text.len());
        return Err(SyntaxError::new(message, Span::default(), "").with_code("too-large"));
    }
    let document = DeTable::parse(text).map_err(|error| {
        let span = error.span().map_or_else(Span::default, |span| Span::new(span.start, span.end));
        let error = SyntaxError::new(error.message().trim(), span, "");
        match error.message.as_str() {
            "duplicate key" => {
                SyntaxError { help: "keep one of the two".to_owned(), ..error.with_code("duplicate-key") }
            }
            message if message.contains("recursion") || message.contains("recurse") => {
                error.with_code("too-deep")
            }
            _ => error,
        }
    })?;
    let mut nodes = 0;
    let value = table(document.get_ref(), 0, &mut nodes)?;
    Ok(Node { value, span: Span::default() })
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
