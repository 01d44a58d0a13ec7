//! Printing: columns, words, exit codes of several results.

use std::io::Write;

use critcert_certificate::certificate::Answer;

use super::failure::Failure;

/// Prints text to standard output. A reader that has gone away is no failure, and the exit code still tells.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut output = std::io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::output(error)),
        _ => Ok(()),
    }
}

/// Prints a line to standard error, which may be closed.
pub(crate) fn tell(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Rows as lines with aligned columns; the first row is the heading.
pub(crate) fn columns(rows: &[Vec<String>]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}"));
        text += itertools::Itertools::join(&mut cells.into_iter(), "  ").trim_end();
        text.push('\n');
    }
    text
}

/// The word for an answer.
pub(crate) fn answer_word(answer: Answer) -> &'static str {
    match answer {
        Answer::Proved => "proved",
        Answer::Refuted => "refuted",
    }
}

/// The exit code of several results: malformed input first, then refusals, then undecided ones.
pub(crate) fn worst(codes: impl IntoIterator<Item = u8>) -> u8 {
    const ORDER: [u8; 3] = [2, 1, 3];
    let rank = |code: u8| {
        ORDER.iter().position(|&known| known == code).map_or(u8::from(code == 0) * 9, |i| i as u8 + 1)
    };
    codes.into_iter().min_by_key(|&code| rank(code)).unwrap_or(0)
}
