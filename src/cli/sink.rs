//! Certificate files, written whole or not at all.

use std::io::Write;
use std::path::Path;

use super::failure::Failure;

/// Writes `bytes` to `path` through a temporary file beside it, so that no half-written file is ever seen.
///
/// Directories above `path` are made.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let draft = Draft::beside(path)?;
    draft.file().write_all(bytes).map_err(|error| Failure::write(path, error))?;
    draft.publish()
}

/// A certificate too long for memory, while it is written and checked: a temporary file beside its place.
pub(crate) struct Draft<'p> {
    path: &'p Path,
    file: tempfile::NamedTempFile,
}

impl<'p> Draft<'p> {
    /// An empty draft of `path`; directories above are made.
    pub(crate) fn beside(path: &'p Path) -> Result<Self, Failure> {
        let failed = |error| Failure::write(path, error);
        let directory = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        std::fs::create_dir_all(directory).map_err(failed)?;
        let file = tempfile::Builder::new().prefix(".critcert-").tempfile_in(directory).map_err(failed)?;
        Ok(Self { path, file })
    }

    /// The file, to write and to read.
    pub(crate) fn file(&self) -> &std::fs::File {
        self.file.as_file()
    }

    /// Moves the draft to its place.
    pub(crate) fn publish(self) -> Result<(), Failure> {
        persist(self.file, self.path)
    }
}

/// Moves a finished temporary file, in the directory of `path`, to its place.
pub(crate) fn persist(file: tempfile::NamedTempFile, path: &Path) -> Result<(), Failure> {
    let failed = |error| Failure::write(path, error);
    // A temporary file is private; a certificate is for everyone whom the directory lets in.
    make_readable(file.as_file()).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

#[cfg(unix)]
fn make_readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_file: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

/// How a case's path is recorded in certificates: relative to the current directory where that is possible,
/// with forward slashes.
pub(crate) fn recorded_path(path: &Path) -> String {
    let relative =
        std::env::current_dir().ok().and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    let path = relative.as_deref().unwrap_or(path);
    let parts = path.components().filter(|part| !matches!(part, std::path::Component::CurDir));
    let text = parts.collect::<std::path::PathBuf>().display().to_string();
    text.replace(std::path::MAIN_SEPARATOR, "/")
}
