//! Explanations as plain text.

use super::Explanation;

/// Title, headings and lines.
#[must_use]
pub fn render(explanation: &Explanation) -> String {
    let mut text = format!("{}\n", plain(&explanation.title));
    for part in &explanation.parts {
        text += &format!("\n{}\n", plain(&part.heading));
        for line in &part.lines {
            text += &format!("  {}\n", plain(line));
        }
    }
    text
}

/// A line without its markup.
#[must_use]
pub fn plain(line: &str) -> String {
    line.chars().filter(|c| !matches!(c, '`' | '«' | '»')).collect()
}
