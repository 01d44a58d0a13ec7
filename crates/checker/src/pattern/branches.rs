//! The tree of sign extensions: which branch comes next.

use crate::outcome::Reason;

/// Where the tree is.
#[derive(Debug)]
pub(crate) struct Branches {
    faces: bool,
    classes: usize,
    /// The next branch, a prefix of every pattern not dealt with up to its end; none when all are.
    next: Option<Vec<i8>>,
}

impl Branches {
    /// The tree over this many classes, with its first branch still to come.
    pub(crate) fn new(classes: usize, faces: bool) -> Self {
        Self { faces, classes, next: Some(Vec::new()) }
    }

    pub(crate) fn faces(&self) -> bool {
        self.faces
    }

    /// Accepts a branch that is the next one, or that extends it by +, and moves on.
    pub(crate) fn take(&mut self, stated: &str) -> Result<Vec<i8>, Reason> {
        let other = |expected: String| Reason::Branch { expected, got: stated.to_owned() };
        let Some(next) = &self.next else { return Err(other("no further branch".to_owned())) };
        let expected = || other(text(next));
        let branch = signs(stated).ok_or_else(expected)?;
        let extension = branch.strip_prefix(next.as_slice()).ok_or_else(expected)?;
        let extends = extension.iter().all(|&sign| sign == 1);
        if branch.is_empty() || !extends || branch.len() > self.classes {
            return Err(expected());
        }
        self.next = self.after(branch.clone());
        Ok(branch)
    }

    /// The first branch that has not been dealt with.
    pub(crate) fn missing(&self) -> Option<String> {
        self.next.as_deref().map(text)
    }

    /// The next branch in depth-first order; + comes before 0 before -.
    fn after(&self, mut branch: Vec<i8>) -> Option<Vec<i8>> {
        loop {
            let last = branch.pop()?;
            // As long as all signs are 0, only + and 0 may follow: the first sign that is not 0 is positive.
            let opened = branch.iter().any(|&sign| sign != 0);
            let following = match (last, self.faces, opened) {
                (1, true, _) => Some(0),
                (1, false, true) | (0, _, true) => Some(-1),
                _ => None,
            };
            if let Some(sign) = following {
                branch.push(sign);
                // The all-zero pattern is realized by w = 0.
                if branch.len() < self.classes || opened {
                    return Some(branch);
                }
                branch.pop();
            }
        }
    }
}

/// A branch as text.
pub(crate) fn text(branch: &[i8]) -> String {
    branch
        .iter()
        .map(|sign| {
            if *sign == 0 {
                '0'
            } else if *sign > 0 {
                '+'
            } else {
                '-'
            }
        })
        .collect()
}

fn signs(text: &str) -> Option<Vec<i8>> {
    let sign = |symbol| match symbol {
        '+' => Some(1),
        '0' => Some(0),
        '-' => Some(-1),
        _ => None,
    };
    text.chars().map(sign).collect()
}
