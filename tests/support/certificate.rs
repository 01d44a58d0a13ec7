//! Certificates as lists of JSON lines, to be spoilt in tests.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A certificate taken apart.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    /// The first line.
    pub(crate) header: Value,
    /// The steps.
    pub(crate) steps: Vec<Value>,
}

impl Parts {
    /// Reads a certificate from its text.
    pub(crate) fn read(text: &str) -> Self {
        let mut lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let end = lines.pop().unwrap();
        assert!(end.get("end").is_some(), "the last line is the end line");
        let header = lines.remove(0);
        Self { header, steps: lines }
    }

    /// The first step of this rule; panics if there is none, so that no corruption misses its target.
    pub(crate) fn first(&mut self, rule: &str) -> &mut Value {
        let position = self.position(rule, 0);
        &mut self.steps[position]["with"]
    }

    /// The position of the step of this rule after `skip` others of it.
    pub(crate) fn position(&self, rule: &str, skip: usize) -> usize {
        let mut found = (0..self.steps.len()).filter(|&index| self.steps[index]["rule"] == rule);
        found.nth(skip).unwrap_or_else(|| panic!("there is no step {rule} number {skip}"))
    }

    /// Gives the steps the numbers of their positions. References stay as they are.
    pub(crate) fn renumber(&mut self) {
        for (index, step) in self.steps.iter_mut().enumerate() {
            step["id"] = json!(index);
        }
    }

    /// Removes a step and moves all references to later steps down by one.
    pub(crate) fn remove(&mut self, position: usize) {
        self.steps.remove(position);
        self.shift(i64::try_from(position).unwrap(), -1);
    }

    /// Inserts a step and moves all references to later steps up by one.
    pub(crate) fn insert(&mut self, position: usize, step: Value) {
        self.shift(i64::try_from(position).unwrap(), 1);
        self.steps.insert(position, step);
        self.renumber();
    }

    fn shift(&mut self, from: i64, by: i64) {
        let moved = |value: &mut Value| {
            if let Some(step) = value.as_i64().filter(|&step| step >= from) {
                *value = json!(step + by);
            }
        };
        for step in &mut self.steps {
            for key in ["point", "member", "global", "by"] {
                if let Some(reference) = step["with"].get_mut(key) {
                    moved(reference);
                }
            }
            if let Some(Value::Array(list)) = step["with"].get_mut("because") {
                list.iter_mut().for_each(moved);
            }
        }
        self.renumber();
    }

    /// The certificate as text, with a right count and digest.
    pub(crate) fn sealed(&self) -> String {
        let mut text = format!("{}\n", self.header);
        for step in &self.steps {
            text += &format!("{step}\n");
        }
        let digest: String =
            Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        text + &format!("{}\n", json!({ "end": { "steps": self.steps.len(), "sha256": digest } }))
    }
}
