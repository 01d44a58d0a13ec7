//! Data files: tables of numbers that a case names instead of listing its points.

use super::CaseError;
use super::read::{Read, did_you_mean, plural};
use crate::document::{MAX_BYTES, MAX_NODES, Span};
use crate::rational::{Canonical, parse_input};

/// Where the data files of a case come from.
pub trait DataFiles {
    /// The text of the file that the case calls `name`.
    ///
    /// # Errors
    /// Why it can not be read, in a few words.
    fn read(&self, name: &str) -> Result<String, String>;
}

/// No data files at all, for cases that arrive without a place of their own.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoDataFiles;

impl DataFiles for NoDataFiles {
    fn read(&self, _name: &str) -> Result<String, String> {
        Err("this case may not refer to files".to_owned())
    }
}

/// A cell of a data file and where it stands.
#[derive(Debug, Clone, Copy)]
struct Cell<'t> {
    text: &'t str,
    span: Span,
}

/// A data file: rows of equally many numbers, and the names of the columns if there is a header.
#[derive(Debug)]
pub(super) struct DataTable<'t> {
    name: &'t str,
    header: Option<Vec<Cell<'t>>>,
    /// At least one row, each with the same number of entries, at least one.
    pub(super) rows: Vec<Vec<Canonical>>,
}

impl<'t> DataTable<'t> {
    /// Reads comma- or tab-separated numbers.
    ///
    /// Tabs separate if the first line holds one or the name ends in `.tsv`. Space around a cell and
    /// double quotes around a cell are dropped (a quoted cell must not hold the separator), blank lines
    /// are skipped. The first row is a header if none of its cells is a number.
    pub(super) fn read(name: &'t str, text: &'t str) -> Read<Self> {
        let fail = |code, message: String, span, help: &str| CaseError {
            file: Some(name.to_owned()),
            ..CaseError::new(code, format!("{name}{message}"), span, help)
        };
        if text.len() > MAX_BYTES {
            return Err(fail("too-large", format!(" has more than {MAX_BYTES} bytes"), Span::default(), ""));
        }
        let tabs = name.ends_with(".tsv") || text.lines().next().is_some_and(|line| line.contains('\t'));
        let separator = if tabs { '\t' } else { ',' };
        let mut header = None;
        let mut rows: Vec<Vec<Canonical>> = Vec::new();
        let mut width = None;
        let mut values = 0_usize;
        for (line, (start, row)) in lines(text).enumerate().map(|(index, row)| (index + 1, row)) {
            if row.trim().is_empty() {
                continue;
            }
            let cells = cells(row, start, separator);
            let expected = *width.get_or_insert(cells.len());
            let last = cells.last().map_or(Span::new(start, start), |cell| cell.span);
            if cells.len() != expected {
                let found = cells.len();
                let message = format!(
                    ", row {line}: {found} {}, the first row has {expected}",
                    plural(found, "column", "columns")
                );
                return Err(fail("ragged", message, last, "give every row the same number of columns"));
            }
            values = values.saturating_add(cells.len());
            if values > MAX_NODES {
                let message = format!(" holds more than {MAX_NODES} numbers");
                return Err(fail("too-many-values", message, last, "use less data"));
            }
            if rows.is_empty() && header.is_none() && cells.iter().all(|cell| parse_input(cell.text).is_err())
            {
                header = Some(cells);
                continue;
            }
            let mut numbers = Vec::with_capacity(cells.len());
            for (column, cell) in cells.iter().enumerate().map(|(index, cell)| (index + 1, cell)) {
                if cell.text.is_empty() {
                    let message = format!(", row {line}, column {column}: the cell is empty");
                    return Err(fail("not-a-number", message, cell.span, "give every cell a number"));
                }
                let number = parse_input(cell.text).map_err(|error| {
                    let error = CaseError::number(&error, cell.span);
                    let message = format!(", row {line}, column {column}: {}", error.message);
                    fail(error.code, message, cell.span, &error.help)
                })?;
                numbers.push(Canonical(number));
            }
            rows.push(numbers);
        }
        if rows.is_empty() {
            return Err(fail(
                "empty-data",
                " holds no numbers".to_owned(),
                Span::default(),
                "give at least one row",
            ));
        }
        Ok(Self { name, header, rows })
    }

    /// Splits off the label column: the one called `label`, a name of the header, or the last.
    ///
    /// `at` is the place of the name in the case.
    pub(super) fn split_labels(
        self,
        label: Option<(&str, Span)>,
    ) -> Read<(Vec<Vec<Canonical>>, Vec<Canonical>)> {
        let columns = self.rows.first().map_or(0, Vec::len);
        let index = match label {
            None => columns.saturating_sub(1),
            Some((label, at)) => self.column(label, at)?,
        };
        if columns < 2 {
            let message = format!("{} has one column; points and labels need two", self.name);
            let error = CaseError::new("empty-data", message, Span::default(), "add a column");
            return Err(CaseError { file: Some(self.name.to_owned()), ..error });
        }
        let mut labels = Vec::with_capacity(self.rows.len());
        let mut points = Vec::with_capacity(self.rows.len());
        for row in self.rows {
            let mut point = Vec::with_capacity(columns);
            for (column, value) in row.into_iter().enumerate() {
                if column == index { labels.push(value) } else { point.push(value) }
            }
            points.push(point);
        }
        Ok((points, labels))
    }

    fn column(&self, label: &str, at: Span) -> Read<usize> {
        let names: Vec<&str> = self.header.iter().flatten().map(|cell| cell.text).collect();
        let mut found = names.iter().enumerate().filter(|(_, name)| **name == label).map(|(index, _)| index);
        match (found.next(), found.next()) {
            (Some(index), None) => Ok(index),
            (Some(_), Some(_)) => {
                let message = format!("{} has two columns `{label}`", self.name);
                Err(CaseError::new("unknown-column", message, at, "rename one of them"))
            }
            (None, _) if names.is_empty() => {
                let message = format!("{} has no header, so no column `{label}`", self.name);
                Err(CaseError::new(
                    "unknown-column",
                    message,
                    at,
                    "add a header line, or drop `label` to use the last column",
                ))
            }
            (None, _) => {
                let message = format!("{} has no column `{label}`", self.name);
                Err(CaseError::new("unknown-column", message, at, did_you_mean(label, &names)))
            }
        }
    }
}

/// The lines of a text with the offsets of their starts; a byte order mark is dropped.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut start = text.len() - body.len();
    body.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line.trim_end_matches(['\n', '\r']))
    })
}

fn cells(row: &str, start: usize, separator: char) -> Vec<Cell<'_>> {
    let mut at = start;
    row.split(separator)
        .map(|raw| {
            let left = at + (raw.len() - raw.trim_start().len());
            at += raw.len() + separator.len_utf8();
            let text = raw.trim();
            let span = Span::new(left, left + text.len());
            let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
            Cell { text, span }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(rows: &[Vec<Canonical>]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    }

    #[test]
    fn headers_and_separators_are_found() {
        let table = DataTable::read("d.csv", "x, \"y\"\r\n1,0.5\r\n\r\n2,3/6\r\n").unwrap();
        assert_eq!(texts(&table.rows), [["1", "1/2"], ["2", "1/2"]]);
        let (points, labels) = table.split_labels(Some(("x", Span::default()))).unwrap();
        assert_eq!(texts(&points), [["1/2"], ["1/2"]]);
        assert_eq!(texts(&[labels]), [["1", "2"]]);
        assert_eq!(texts(&DataTable::read("d.tsv", "1\t2\n").unwrap().rows), [["1", "2"]]);
    }

    #[test]
    fn errors_name_row_and_column() {
        let text = "x,y\n1,2\n3,four\n";
        let error = DataTable::read("d.csv", text).unwrap_err();
        assert_eq!(error.code, "not-a-number");
        assert_eq!(error.message, "d.csv, row 3, column 2: `four` is not a rational number");
        assert_eq!(text.get(error.span.start..error.span.end), Some("four"));
        assert_eq!(error.file.as_deref(), Some("d.csv"));
        assert_eq!(DataTable::read("d.csv", "1,2\n3\n").unwrap_err().code, "ragged");
        assert_eq!(DataTable::read("d.csv", "x,y\n").unwrap_err().code, "empty-data");
        let empty = DataTable::read("d.csv", "x,y\n1,\n").unwrap_err();
        assert_eq!(empty.message, "d.csv, row 2, column 2: the cell is empty");
        for (text, help) in [
            ("x;y\n1;2\n", "write one number here; in a data file separate the columns by commas or by tabs"),
            ("x y\n1 2\n", "write one number here; in a data file separate the columns by commas or by tabs"),
            ("1,1e-3\n", "write it without exponent, for example 1e-3 as \"0.001\" or \"1/1000\""),
            ("1,1_000\n", "write it without spaces and underscores, for example \"1/2\" or \"1000\""),
            ("1,nan\n", "write a rational such as \"3\", \"-1/2\" or \"0.125\""),
        ] {
            assert_eq!(DataTable::read("d.csv", text).unwrap_err().help, help, "{text:?}");
        }
        // A first row with one number and one word is a mistake, not a header.
        assert_eq!(DataTable::read("d.csv", "1,x\n3,4\n").unwrap_err().code, "not-a-number");
    }
}
