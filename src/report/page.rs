//! Pages: escaping, exact numbers, tables, figures, and the frame of a report.

use std::fmt::Write;

use critcert_certificate::Rational;
use critcert_certificate::rational::parse_canonical;

use super::svg::Figure;
use crate::exact::decimal::{shared, significant};

/// Text as the contents of an element or attribute of XML.
#[must_use]
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\'' => out += "&#39;",
            // Control characters may not occur in XML at all.
            letter if letter.is_control() && !matches!(letter, '\n' | '\t') => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

/// An exact number; fractions show their decimals when pointed at or focused. Other texts are shown as they are.
#[must_use]
pub(super) fn number(text: &str) -> String {
    match parse_canonical(text) {
        Ok(value) if !value.is_integer() => fraction(text, &significant(&value)),
        _ => format!("<span class=\"n\">{}</span>", escape(text)),
    }
}

/// A text with its decimals.
#[must_use]
pub(super) fn fraction(text: &str, decimal: &str) -> String {
    // A long formula may break, a number may not.
    const LONG: usize = 40;
    let class = if text.chars().count() > LONG { "q" } else { "n q" };
    let (text, decimal) = (escape(text), escape(decimal));
    format!("<span class=\"{class}\" tabindex=\"0\" title=\"≈ {decimal}\">{text}</span>")
}

/// A number that is written as `text` and lies between two bounds; its decimals are those that the bounds share.
#[must_use]
pub(super) fn enclosed(text: &str, low: &Rational, high: &Rational) -> String {
    if low == high { number(text) } else { fraction(text, &shared(low, high)) }
}

/// Several exact numbers.
#[must_use]
pub(super) fn numbers<T: ToString>(values: impl IntoIterator<Item = T>) -> String {
    values.into_iter().map(|value| number(&value.to_string())).collect::<Vec<_>>().join(", ")
}

/// A table; cells are markup, the first of each row is its heading. It scrolls on its own when it is wide.
#[must_use]
pub(super) fn table(caption: &str, heading: &[&str], rows: &[Vec<String>]) -> String {
    let caption = escape(caption);
    let mut out = format!(
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{caption}\"><table>\
         <caption><span>{caption}</span></caption><thead><tr>"
    );
    for cell in heading {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escape(cell));
    }
    out += "</tr></thead><tbody>";
    for row in rows {
        out += "<tr>";
        for (index, cell) in row.iter().enumerate() {
            let (open, close) = if index == 0 { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
            let _ = write!(out, "{open}{cell}{close}");
        }
        out += "</tr>";
    }
    out + "</tbody></table></div>"
}

/// A paragraph of plain text.
#[must_use]
pub(super) fn paragraph(text: &str) -> String {
    format!("<p>{}</p>", escape(text))
}

/// Something that can be opened.
#[must_use]
pub(super) fn details(summary: &str, body: &str) -> String {
    format!("<details><summary>{}</summary><div>{body}</div></details>", escape(summary))
}

/// The parts of a report, in order, and its figures.
#[derive(Debug, Default)]
pub(super) struct Page {
    body: String,
    /// The figures shown so far.
    pub(super) figures: Vec<Figure>,
}

impl Page {
    /// Starts a section.
    pub(super) fn section(&mut self, title: &str) {
        let _ = write!(self.body, "<h2>{}</h2>", escape(title));
    }

    /// Starts a part of a section.
    pub(super) fn part(&mut self, title: &str) {
        let _ = write!(self.body, "<h3>{}</h3>", escape(title));
    }

    /// Adds markup.
    pub(super) fn add(&mut self, markup: &str) {
        self.body += markup;
    }

    /// Adds a figure with its caption.
    pub(super) fn figure(&mut self, figure: Figure, caption: &str) {
        let label = escape(&figure.title);
        let number = self.figures.len() + 1;
        let _ = write!(
            self.body,
            "<figure><div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">{}</div>\
             <figcaption>Figure {number}. {}</figcaption></figure>",
            figure.inline(),
            escape(caption)
        );
        self.figures.push(figure);
    }

    /// The whole document.
    #[must_use]
    pub(super) fn finish(&self, title: &str) -> String {
        let title = escape(title);
        format!(
            "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head><meta charset=\"utf-8\"/>\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\
             <link rel=\"icon\" href=\"data:,\"/><title>{title}</title><style>{STYLE}</style></head><body>\
             <header><p class=\"tool\">critcert report</p><button type=\"button\" id=\"theme\" hidden=\"hidden\">Change theme</button></header>\
             <main><h1>{title}</h1>{}</main><script>{SCRIPT}</script></body></html>\n",
            self.body
        )
    }
}

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
