//! Comparing certificates, or answers, by what they mean.
//!
//! [`Meaning`] is what a certificate or an answer says: the statement it is about, and named items (a point with its verdict and loss,
//! local minima, families, critical values, counts, claims) with fields. Witnesses, multipliers, the order of keys and the way of
//! a proof do not belong to it. [`compare`] tells which items appeared, vanished or changed. Nothing is verified.

mod answer;
mod certificate;
mod stated;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

pub use answer::meaning_of_answers;
pub use certificate::meaning_of_certificate;
pub use words::describe;

/// What a certificate or an answer says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meaning {
    /// What it is about, part by part: the kind of answer, the problem, the network, the claim.
    pub statement: BTreeMap<String, String>,
    /// What it says, by kind and name.
    pub items: BTreeMap<Name, Fields>,
}

/// Kind and name of an item: `local minimum`, `1/3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Name {
    /// The kind.
    pub kind: String,
    /// Which one of its kind; may be empty.
    pub name: String,
}

/// The fields of an item.
pub type Fields = BTreeMap<String, String>;

impl Meaning {
    /// Adds an item; fields that are absent are left out.
    fn add<const N: usize>(
        &mut self,
        kind: &str,
        name: impl Into<String>,
        fields: [(&str, Option<String>); N],
    ) {
        let name = Name { kind: kind.to_owned(), name: name.into() };
        let fields = fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
        self.items.entry(name).or_default().extend(fields);
    }

    /// Adds everything of another meaning, the names of its items after `prefix`.
    fn absorb(&mut self, other: Self, prefix: &str) {
        for (Name { kind, name }, fields) in other.items {
            let name = if prefix.is_empty() || name.is_empty() {
                format!("{prefix}{name}")
            } else {
                format!("{prefix}, {name}")
            };
            self.items.insert(Name { kind, name }, fields);
        }
        for (key, value) in other.statement {
            let key = if prefix.is_empty() { key } else { format!("{prefix}, {key}") };
            self.statement.insert(key, value);
        }
    }
}

/// A value before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// In the first.
    pub from: String,
    /// In the second.
    pub to: String,
}

/// An item with fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Which item.
    #[serde(flatten)]
    pub name: Name,
    /// Its fields.
    pub fields: Fields,
}

/// An item of both with other values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// Which item.
    #[serde(flatten)]
    pub name: Name,
    /// The fields that changed.
    pub fields: BTreeMap<String, Change>,
}

/// All differences in meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// There is none.
    pub equal: bool,
    /// Both are about the same problem, network and claim, as far as they say.
    pub same_statement: bool,
    /// Parts of the statement that differ; a part that one of the two lacks is empty there.
    pub statement: BTreeMap<String, Change>,
    /// Items of the second only.
    pub appeared: Vec<Item>,
    /// Items of the first only.
    pub vanished: Vec<Item>,
    /// Items of both, with other values. A field that one of the two does not state is not compared.
    pub changed: Vec<Changed>,
}

/// What changes from one meaning to another.
///
/// Numbers known by bounds only are the same where the bounds overlap; those known exactly where they are equal.
#[must_use]
pub fn compare(first: &Meaning, second: &Meaning) -> Difference {
    let mut statement = BTreeMap::new();
    for key in first.statement.keys().chain(second.statement.keys()) {
        let (from, to) = (first.statement.get(key), second.statement.get(key));
        if from != to {
            let text = |value: Option<&String>| value.cloned().unwrap_or_default();
            statement.insert(key.clone(), Change { from: text(from), to: text(to) });
        }
    }
    let (mut vanished, mut changed) = (Vec::new(), Vec::new());
    let mut others: BTreeMap<&Name, &Fields> = second.items.iter().collect();
    let mut rest = Vec::new();
    let mut settle = |name: &Name, before: &Fields, after: &Fields| {
        let fields: BTreeMap<String, Change> = before
            .iter()
            .filter_map(|(key, from)| {
                let to = after.get(key).filter(|to| !stated::agree(from, to))?;
                Some((key.clone(), Change { from: from.clone(), to: to.clone() }))
            })
            .collect();
        if !fields.is_empty() {
            changed.push(Changed { name: name.clone(), fields });
        }
    };
    // Equal names first, so that one known by bounds never takes the partner of another.
    for (name, before) in &first.items {
        match others.remove(name) {
            Some(after) => settle(name, before, after),
            None => rest.push((name, before)),
        }
    }
    for (name, before) in rest {
        let same = |other: &&Name| other.kind == name.kind && stated::agree(&name.name, &other.name);
        match others.keys().copied().find(same).and_then(|other| others.remove(other)) {
            Some(after) => settle(name, before, after),
            None => vanished.push(Item { name: name.clone(), fields: before.clone() }),
        }
    }
    let appeared: Vec<Item> = others
        .into_iter()
        .map(|(name, fields)| Item { name: name.clone(), fields: fields.clone() })
        .collect();
    let same_statement = statement.is_empty();
    let equal = same_statement && appeared.is_empty() && vanished.is_empty() && changed.is_empty();
    Difference { equal, same_statement, statement, appeared, vanished, changed }
}
