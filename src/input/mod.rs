//! Input: case files and batch rows, from the file system to a [`Case`].
//!
//! The rules of what a case may say are in [`critcert_certificate::case`]; here are the file system, the
//! second reader of TOML (the `toml` crate, in [`toml`]) and the errors that people and scripts see
//! ([`InputError`]).

pub mod certificate;
pub mod error;
mod files;
pub mod toml;

use std::path::{Path, PathBuf};

use critcert_certificate::case::{Case, CaseError, DataFiles, NoDataFiles};
use critcert_certificate::document::{Node, SyntaxError, json};

pub use certificate::Certificate;
pub use error::InputError;
pub use files::{CaseFiles, read_text};

/// A case and the file it came from.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The case.
    pub case: Case,
    /// The text of the file, for messages about it.
    pub text: String,
    /// The file, as given.
    pub path: PathBuf,
}

/// The language of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// TOML.
    Toml,
    /// JSON.
    Json,
}

impl Format {
    /// The language that a file's extension promises.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "toml" => Some(Self::Toml),
            "json" => Some(Self::Json),
            _ => None,
        }
    }

    /// The tree that `text` spells in this language.
    ///
    /// # Errors
    /// [`SyntaxError`], for the first mistake found.
    pub fn read(self, text: &str) -> Result<Node, SyntaxError> {
        match self {
            Self::Toml => toml::read(text),
            Self::Json => json::read(text),
        }
    }
}

/// Reads the case in the file `path`, which ends in `.toml` or `.json`; data files are looked up relative
/// to it.
///
/// # Errors
/// [`InputError`], one for every way in which a file can fail to be a case.
pub fn load(path: &Path) -> Result<Loaded, InputError> {
    let format = Format::of(path);
    // A directory or a missing file is that first, whatever its name.
    let text = read_text(path)?;
    let name = path.display().to_string();
    let format = format.ok_or_else(|| {
        InputError::new("unknown-extension", format!("`{name}` is neither .toml nor .json"), &name)
            .with_help("name a case case.toml, or case.json if it is JSON")
    })?;
    let files = CaseFiles::beside(path);
    match parse(&text, format, &files) {
        Ok(case) => {
            tracing::info!("{name}: kind {}, {} claims", case.problem.kind(), case.claims.len());
            Ok(Loaded { case, text, path: path.to_owned() })
        }
        Err(error) => Err(match files.text_of(error.file.as_deref()) {
            Some((file, data)) => InputError::in_text(error, &file, &data, 1),
            None => InputError::in_text(error, &name, &text, 1),
        }),
    }
}

/// Reads a case from its text.
///
/// # Errors
/// [`CaseError`], for the first mistake found.
pub fn parse(text: &str, format: Format, files: &dyn DataFiles) -> Result<Case, CaseError> {
    Case::from_node(&format.read(text)?, files)
}

/// Reads one row of a batch, the line `number` (from 1) of `file`; see [`Case::from_batch_row`].
///
/// # Errors
/// [`InputError`] with that line number.
pub fn read_batch_row(row: &str, file: &str, number: usize) -> Result<Case, InputError> {
    json::read(row)
        .map_err(CaseError::from)
        .and_then(|node| Case::from_batch_row(&node, &NoDataFiles))
        .map_err(|error| InputError::in_text(error, file, row, number))
}
