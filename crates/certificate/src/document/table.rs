//! Tables while a TOML document is being read: who may still add keys to which table.

use super::cursor::Cursor;
use super::{Entry, MAX_KEYS, Node, Span, SyntaxError, Value};

/// One part of a dotted key.
#[derive(Debug, Clone)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) span: Span,
}

/// How a table came to be; it decides what may be added later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// Only as the parent of a `[header]`: may still be opened by its own header.
    Implicit,
    /// By its own header, or by dotted keys: closed when the next header comes.
    Explicit,
}

/// A table that may still grow.
#[derive(Debug)]
pub(super) struct Growing {
    entries: Vec<(Key, Item)>,
    origin: Origin,
    span: Span,
}

#[derive(Debug)]
enum Item {
    /// Finished: a plain value, a static list or an inline table.
    Value(Node),
    /// Opened by a header or by dotted keys.
    Table(Growing),
    /// `[[key]]`, at least one element.
    Tables(Vec<Growing>, Span),
}

impl Growing {
    pub(super) fn new(span: Span) -> Self {
        Self { entries: Vec::new(), origin: Origin::Explicit, span }
    }

    fn find(&mut self, name: &str) -> Option<&mut Item> {
        self.entries.iter_mut().find(|(key, _)| key.name == name).map(|(_, item)| item)
    }

    fn push(&mut self, key: Key, item: Item) -> Result<(), SyntaxError> {
        if self.entries.len() >= MAX_KEYS || self.find(&key.name).is_some() {
            return Err(duplicate_key(&key.name, key.span, self.entries.len()));
        }
        self.entries.push((key, item));
        Ok(())
    }

    /// Adds `path = node`, where all but the last part of `path` name tables made by dotted keys of this
    /// same section.
    pub(super) fn insert(&mut self, path: Vec<Key>, node: Node) -> Result<(), SyntaxError> {
        let mut table = self;
        let mut parts = path.into_iter().peekable();
        while let Some(key) = parts.next() {
            if parts.peek().is_none() {
                return table.push(key, Item::Value(node));
            }
            let name = key.name.clone();
            if table.find(&name).is_none() {
                let span = key.span;
                table.push(key, Item::Table(Self::new(span)))?;
                table = table.table(&name, span)?;
            } else {
                table = table.table(&name, key.span)?;
            }
        }
        Ok(())
    }

    /// The table `name`, which exists, or the reason why it is not one.
    fn table(&mut self, name: &str, span: Span) -> Result<&mut Self, SyntaxError> {
        match self.find(name) {
            Some(Item::Table(table)) => Ok(table),
            _ => Err(duplicate_key(name, span, 0)),
        }
    }

    /// Adds the section `[path]`, or `[[path]]` if `listed`, with the keys of `body`.
    pub(super) fn attach(&mut self, path: Vec<Key>, listed: bool, body: Self) -> Result<(), SyntaxError> {
        let mut table = self;
        let mut parts = path.into_iter().peekable();
        while let Some(key) = parts.next() {
            let (name, span) = (key.name.clone(), key.span);
            if parts.peek().is_some() {
                if table.find(&name).is_none() {
                    let implicit = Self { entries: Vec::new(), origin: Origin::Implicit, span };
                    table.push(key, Item::Table(implicit))?;
                }
                table = match table.find(&name) {
                    Some(Item::Table(inner)) => inner,
                    Some(Item::Tables(list, _)) => {
                        list.last_mut().ok_or_else(|| duplicate_key(&name, span, 0))?
                    }
                    _ => return Err(duplicate_key(&name, span, 0)),
                };
                continue;
            }
            let header = body.span;
            return match table.find(&name) {
                None if listed => table.push(key, Item::Tables(vec![body], header)),
                None => table.push(key, Item::Table(body)),
                Some(Item::Tables(list, _)) if listed => {
                    list.push(body);
                    Ok(())
                }
                Some(Item::Table(existing)) if !listed && existing.origin == Origin::Implicit => {
                    existing.origin = Origin::Explicit;
                    existing.span = header;
                    body.entries.into_iter().try_for_each(|(key, item)| existing.push(key, item))
                }
                Some(_) => Err(duplicate_key(&name, span, 0)),
            };
        }
        Ok(())
    }

    /// The finished table; recursion is bounded by [`MAX_DEPTH`](super::MAX_DEPTH), which the reader
    /// enforces on every path.
    pub(super) fn finish(self, cursor: &mut Cursor<'_>) -> Result<Node, SyntaxError> {
        let span = self.span;
        let mut entries = Vec::new();
        for (key, item) in self.entries {
            let node = match item {
                Item::Value(node) => node,
                Item::Table(table) => table.finish(cursor)?,
                Item::Tables(tables, span) => {
                    let nodes =
                        tables.into_iter().map(|table| table.finish(cursor)).collect::<Result<_, _>>()?;
                    Node { value: Value::List(nodes), span }
                }
            };
            entries.push(Entry { key: key.name, key_span: key.span, node });
        }
        let mut node = cursor.node(Value::Table(entries), span.start)?;
        node.span = span;
        Ok(node)
    }
}

/// The error for a key that is already there, or for one key too many.
pub(super) fn duplicate_key(name: &str, span: Span, keys: usize) -> SyntaxError {
    if keys >= MAX_KEYS {
        let message = format!("more than {MAX_KEYS} keys in one table");
        return SyntaxError::new(message, span, "").with_code("too-many-values");
    }
    let message = format!("the key `{name}` is given twice");
    SyntaxError::new(message, span, "keep one of the two").with_code("duplicate-key")
}
