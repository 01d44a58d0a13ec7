//! Coverage of all sign vectors by leaves in lexicographic order, `+` before `0` before `-`.

use crate::outcome::Reason;

/// The first sign vector that no step has covered yet.
pub(crate) struct Cover {
    /// `None` when all are covered.
    frontier: Option<Vec<u8>>,
}

fn text(signs: &[u8]) -> String {
    signs.iter().map(|&byte| char::from(byte)).collect()
}

impl Cover {
    pub(crate) fn new(points: usize) -> Self {
        Self { frontier: Some(vec![b'+'; points]) }
    }

    /// Refuses unless all is covered.
    pub(crate) fn complete(&self) -> Result<(), Reason> {
        match &self.frontier {
            None => Ok(()),
            Some(signs) => Err(Reason::Incomplete { branch: text(signs) }),
        }
    }

    /// Covers all sign vectors that begin with `signs`, which must be the next ones.
    pub(crate) fn take(&mut self, signs: &str) -> Result<(), Reason> {
        let wrong = |expected: String| Reason::Branch { expected, got: signs.to_owned() };
        let Some(frontier) = &mut self.frontier else { return Err(wrong("no further branch".to_owned())) };
        let begins = frontier.strip_prefix(signs.as_bytes());
        if signs.is_empty() || !begins.is_some_and(|rest| rest.iter().all(|&byte| byte == b'+')) {
            return Err(wrong(text(frontier)));
        }
        let length = frontier.len();
        frontier.truncate(signs.len());
        while frontier.last() == Some(&b'-') {
            frontier.pop();
        }
        match frontier.last_mut() {
            None => self.frontier = None,
            Some(last) => {
                *last = if *last == b'+' { b'0' } else { b'-' };
                frontier.resize(length, b'+');
            }
        }
        Ok(())
    }
}

/// Signs as numbers; `None` for another character.
pub(crate) fn read_signs(signs: &str) -> Option<Vec<i8>> {
    let sign = |character| match character {
        '+' => Some(1),
        '0' => Some(0),
        '-' => Some(-1),
        _ => None,
    };
    signs.chars().map(sign).collect()
}
