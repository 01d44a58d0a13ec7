//! Reading text files with one clear error for everything that is not a readable text file.

use std::cell::RefCell;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use critcert_certificate::case::{CaseError, DataFiles};
use critcert_certificate::document::{MAX_BYTES, Span};

use super::InputError;

/// The text of the file `path`.
///
/// # Errors
/// [`InputError`] of code `not-found`, `directory`, `unreadable`, `too-large` (over
/// [`MAX_BYTES`]), `empty-file` or `not-text` (not UTF-8).
pub fn read_text(path: &Path) -> Result<String, InputError> {
    let name = path.display().to_string();
    let fail = |code, message: String, help: &str| InputError::new(code, message, &name).with_help(help);
    let unreadable = |error: std::io::Error| InputError::unreadable(&name, &error);
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(fail("directory", format!("`{name}` is a directory"), "name a file in it"));
    }
    // The length is checked first, and once more while reading: a pipe has none.
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    if metadata.len() <= limit {
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    }
    if metadata.len() > limit || bytes.len() > MAX_BYTES {
        let message = format!("`{name}` has more than {MAX_BYTES} bytes, the most that is read");
        return Err(fail("too-large", message, "a case is small; split the data"));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        let help = "a case has at least a [problem] section";
        return Err(fail("empty-file", format!("`{name}` is empty"), help));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let message = format!("`{name}` is not a text file: byte {} is not UTF-8", valid + 1);
        let help = "save it as UTF-8 text";
        let text = String::from_utf8_lossy(error.as_bytes().get(..valid).unwrap_or_default());
        InputError::in_text(
            CaseError::new("not-text", message, Span::new(valid, valid), help),
            &name,
            &text,
            1,
        )
    })
}

/// The data files of a case: paths relative to the folder of the case.
#[derive(Debug)]
pub struct CaseFiles {
    folder: PathBuf,
    /// The last file read, by the name the case gives it, for errors inside it.
    last: RefCell<Option<(String, String)>>,
}

impl CaseFiles {
    /// Files beside the case `path`.
    #[must_use]
    pub fn beside(path: &Path) -> Self {
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Self { folder, last: RefCell::new(None) }
    }

    /// Path and text of the data file that the case calls `name`, if it was read.
    pub(super) fn text_of(&self, name: Option<&str>) -> Option<(String, String)> {
        let last = self.last.borrow();
        let (file, text) = last.as_ref().filter(|(file, _)| Some(file.as_str()) == name)?;
        Some((self.folder.join(file).display().to_string(), text.clone()))
    }
}

impl DataFiles for CaseFiles {
    fn read(&self, name: &str) -> Result<String, String> {
        let text = read_text(&self.folder.join(name)).map_err(|error| error.to_string())?;
        *self.last.borrow_mut() = Some((name.to_owned(), text.clone()));
        Ok(text)
    }
}
