//! Explanations as LaTeX: a fragment for a document that loads `amsmath`.

use super::Explanation;

/// A section with subsections and lists.
#[must_use]
pub fn render(explanation: &Explanation) -> String {
    let mut text = format!("\\section*{{{}}}\n", line(&explanation.title));
    for part in &explanation.parts {
        text += &format!("\\subsection*{{{}}}\n", line(&part.heading));
        if part.lines.is_empty() {
            continue;
        }
        text += "\\begin{itemize}\n";
        for own in &part.lines {
            text += &format!("\\item {}\n", line(own));
        }
        text += "\\end{itemize}\n";
    }
    text
}

/// A line of markup as LaTeX.
#[must_use]
pub fn line(markup: &str) -> String {
    let mut out = String::new();
    let mut rest = markup;
    while let Some(at) = rest.find(['`', '«']) {
        out += &escape(&rest[..at]);
        let (open, close) = if rest[at..].starts_with('`') { ('`', '`') } else { ('«', '»') };
        let inner = &rest[at + open.len_utf8()..];
        let end = inner.find(close).unwrap_or(inner.len());
        let content = &inner[..end];
        out += &if open == '`' {
            format!("${}$", math(content))
        } else {
            format!("\\texttt{{{}}}", literal(content))
        };
        rest = inner.get(end + close.len_utf8()..).unwrap_or("");
    }
    out + &escape(rest)
}

/// Text outside of formulas.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' => out += "\\textbackslash{}",
            '~' => out += "\\textasciitilde{}",
            '^' => out += "\\textasciicircum{}",
            '<' => out += "\\textless{}",
            '>' => out += "\\textgreater{}",
            '|' => out += "\\textbar{}",
            '"' => out += "''",
            '#' | '$' | '%' | '&' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// Signs and words as they stand: two hyphens must not become a dash.
fn literal(text: &str) -> String {
    escape(text).replace('-', "{-}")
}

/// Names that have a command of their own.
const COMMANDS: [(&str, &str); 24] = [
    ("alpha", "\\alpha"),
    ("beta", "\\beta"),
    ("delta", "\\delta"),
    ("eps", "\\varepsilon"),
    ("eta", "\\eta"),
    ("kappa", "\\kappa"),
    ("lambda", "\\lambda"),
    ("mu", "\\mu"),
    ("omega", "\\omega"),
    ("phi", "\\phi"),
    ("pi", "\\pi"),
    ("rho", "\\rho"),
    ("sigma", "\\sigma"),
    ("tau", "\\tau"),
    ("theta", "\\theta"),
    ("Sigma", "\\Sigma"),
    ("Phi", "\\Phi"),
    ("sum", "\\sum"),
    ("int", "\\int"),
    ("max", "\\max"),
    ("min", "\\min"),
    ("log", "\\log"),
    ("sqrt", "\\surd"),
    ("in", "\\in"),
];

/// A formula.
fn math(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while let Some(&c) = characters.get(at) {
        let next = |offset: usize| characters.get(at + offset).copied();
        if c.is_ascii_digit() {
            let (token, end) = number(&characters, at);
            out += &token;
            at = end;
        } else if c.is_ascii_alphabetic() {
            let end = (at..characters.len())
                .find(|&i| !characters[i].is_ascii_alphabetic())
                .unwrap_or(characters.len());
            let word: String = characters[at..end].iter().collect();
            out += &name(&word);
            at = end;
            // W1, T0: a digit behind a single letter is an index.
            if word.len() == 1 && characters.get(at).is_some_and(char::is_ascii_digit) {
                let end = run(&characters, at);
                out += &format!("_{{{}}}", characters[at..end].iter().collect::<String>());
                at = end;
            } else if word.len() > 1 {
                out.push(' ');
            }
        } else if matches!(c, '_' | '^') {
            let end =
                if next(1) == Some('-') { run(&characters, at + 2) } else { script(&characters, at + 1) };
            let inner: String = characters[at + 1..end].iter().collect();
            let bare = inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(&inner);
            out += &format!("{c}{{{}}}", math(bare));
            at = end.max(at + 1);
        } else {
            let (token, length) = match (c, next(1), next(2)) {
                ('>', Some('='), _) => ("\\ge ".to_owned(), 2),
                ('<', Some('='), _) => ("\\le ".to_owned(), 2),
                ('!', Some('='), _) => ("\\ne ".to_owned(), 2),
                ('-', Some('>'), _) => ("\\to ".to_owned(), 2),
                ('+', Some('-'), _) => ("\\pm ".to_owned(), 2),
                ('.', Some('.'), Some('.')) => ("\\dots ".to_owned(), 3),
                ('.', Some('.'), _) => ("\\dots ".to_owned(), 2),
                ('.', ..) => ("\\cdot ".to_owned(), 1),
                ('*', ..) => ("\\cdot ".to_owned(), 1),
                ('{', ..) => ("\\{".to_owned(), 1),
                ('}', ..) => ("\\}".to_owned(), 1),
                ('#' | '$' | '%' | '&', ..) => (format!("\\{c}"), 1),
                ('\\', ..) => ("\\backslash ".to_owned(), 1),
                ('~', ..) => ("\\sim ".to_owned(), 1),
                (c, ..) => (c.to_string(), 1),
            };
            out += &token;
            at += length;
        }
    }
    out
}

/// The end of a run of digits.
fn run(characters: &[char], at: usize) -> usize {
    (at..characters.len()).find(|&i| !characters[i].is_ascii_digit()).unwrap_or(characters.len())
}

/// The end of an index or exponent: digits, or one letter or name.
fn script(characters: &[char], at: usize) -> usize {
    match characters.get(at) {
        Some(c) if c.is_ascii_digit() => run(characters, at),
        Some(c) if c.is_ascii_alphabetic() => {
            (at..characters.len()).find(|&i| !characters[i].is_ascii_alphabetic()).unwrap_or(characters.len())
        }
        Some('(') => {
            let mut depth = 0_usize;
            let closed = (at..characters.len()).find(|&i| {
                match characters[i] {
                    '(' => depth += 1,
                    ')' => depth -= 1,
                    _ => {}
                }
                depth == 0
            });
            closed.map_or(characters.len(), |end| end + 1)
        }
        Some(_) => at + 1,
        None => at,
    }
}

/// `p` or `p/q`.
fn number(characters: &[char], at: usize) -> (String, usize) {
    let end = run(characters, at);
    let top: String = characters[at..end].iter().collect();
    if characters.get(end) == Some(&'/') && characters.get(end + 1).is_some_and(char::is_ascii_digit) {
        let last = run(characters, end + 1);
        let over: String = characters[end + 1..last].iter().collect();
        return (format!("\\tfrac{{{top}}}{{{over}}}"), last);
    }
    (top, end)
}

fn name(word: &str) -> String {
    if word.len() == 1 {
        return word.to_owned();
    }
    let known = COMMANDS.iter().find(|(own, _)| *own == word);
    known.map_or_else(
        || match word {
            // Differentials and products of single letters.
            "dL" | "dc" | "dv" | "dw" | "db" | "vD" | "Gz" => word.to_owned(),
            _ => format!("\\mathrm{{{word}}}"),
        },
        |(_, command)| (*command).to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_latex_and_text_is_escaped() {
        assert_eq!(line("100% of `x - 1/3 >= 0` in a_b"), "100\\% of $x - \\tfrac{1}{3} \\ge  0$ in a\\_b");
        assert_eq!(line("`w_12 x^10`, signs «+--»"), "$w_{12} x^{10}$, signs \\texttt{+{-}{-}}");
        assert_eq!(line("`alpha D^3/(12 (n + 1)^4)`"), "$\\alpha  D^{3}/(12 (n + 1)^{4})$");
        assert_eq!(line("`W1 in {eps}` \\"), "$W_{1} \\in  \\{\\varepsilon \\}$ \\textbackslash{}");
        assert_eq!(line("`open"), "$\\mathrm{open} $");
        assert_eq!(line("`(1/2) e^(-3/2) x_(i + 1)`"), "$(\\tfrac{1}{2}) e^{-\\tfrac{3}{2}} x_{i + 1}$");
    }
}
