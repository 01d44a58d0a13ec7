//! A dictionary that can go back to earlier states of itself.

use super::dictionary::{Dictionary, Label, Workspace};
use super::number::Number;

/// The current dictionary in one number type, saved earlier ones, and buffers for the next pivot.
#[derive(Debug, Clone)]
pub(super) struct Track<T> {
    pub(super) current: Dictionary<T>,
    pub(super) workspace: Workspace<T>,
    /// The first `used` are saved states; the rest are buffers for later ones.
    saved: Vec<Dictionary<T>>,
    used: usize,
    /// The current state is to be saved before it changes.
    guarded: bool,
}

impl<T: Number> Track<T> {
    pub(super) fn new(current: Dictionary<T>) -> Self {
        Self { current, workspace: Workspace::default(), saved: Vec::new(), used: 0, guarded: false }
    }

    /// From now on the first change saves the state before it.
    pub(super) fn guard(&mut self) {
        self.guarded = true;
    }

    /// Ends [`Track::guard`]; true if the state has been saved meanwhile.
    pub(super) fn release(&mut self) -> bool {
        !std::mem::replace(&mut self.guarded, false)
    }

    /// Saves the state if it is guarded and has not been saved yet.
    pub(super) fn save_if_guarded(&mut self) {
        if !std::mem::replace(&mut self.guarded, false) {
            return;
        }
        match self.saved.get_mut(self.used) {
            Some(buffer) => buffer.copy_from(&self.current),
            None => self.saved.push(self.current.clone()),
        }
        self.used += 1;
    }

    /// Goes back to the state saved last, if there is one.
    pub(super) fn restore(&mut self) {
        if let Some(top) = self.used.checked_sub(1) {
            std::mem::swap(&mut self.current, &mut self.saved[top]);
            self.used = top;
        }
    }

    /// Writes the slack of a row into the workspace, see [`Dictionary::express`].
    pub(super) fn express(&mut self, row: &[T::Entry], strict: bool) -> Option<()> {
        self.current.express(row, strict, &mut self.workspace)
    }

    /// Exchanges column k for the row expressed last, see [`Dictionary::pivot`].
    pub(super) fn pivot(&mut self, k: usize, label: Label) -> Option<()> {
        self.save_if_guarded();
        self.current.pivot(k, label, &mut self.workspace)
    }
}
