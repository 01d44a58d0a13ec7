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
const COMMANDS: [(&str, &str); 25] = [
    ("tr", "\\operatorname{tr}"),
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
            // W1, T0, dW1: a digit behind a letter is an index.
            if is_letters(&word) && characters.get(at).is_some_and(char::is_ascii_digit) {
                let end = run(&characters, at);
                out += &format!("_{{{}}}", characters[at..end].iter().collect::<String>());
                at = end;
            } else if !is_letters(&word) {
                out.push(' ');
            }
        } else if matches!(c, '_' | '^') {
            let scripted = |at: usize| match characters.get(at + 1) {
                Some('-') => run(&characters, at + 2),
                _ => script(&characters, at + 1),
            };
            let mut end = scripted(at);
            let mut parts = vec![inner(&characters[at + 1..end])];
            // w_0_1 has one index with two parts.
            while c == '_' && characters.get(end) == Some(&'_') {
                let start = end + 1;
                end = scripted(end);
                parts.push(inner(&characters[start..end]));
            }
            out += &format!("{c}{{{}}}", parts.join(","));
            at = end.max(at + 1);
        } else {
            let (token, length) = match (c, next(1), next(2)) {
                ('>', Some('='), _) => ("\\ge ".to_owned(), 2),
                ('<', Some('='), _) => ("\\le ".to_owned(), 2),
                ('!', Some('='), _) => ("\\ne ".to_owned(), 2),
                ('-', Some('>'), _) => ("\\to ".to_owned(), 2),
                ('<', Some(next), _) if next != ' ' => ("\\langle ".to_owned(), 1),
                ('>', ..) if at > 0 && characters[at - 1] != ' ' => ("\\rangle ".to_owned(), 1),
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

/// An index or exponent without parentheses around it.
fn inner(characters: &[char]) -> String {
    let text: String = characters.iter().collect();
    math(text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(&text))
}

fn command(word: &str) -> Option<&'static str> {
    COMMANDS.iter().find(|(own, _)| *own == word).map(|(_, command)| *command)
}

/// A variable, or two of them: a product or a differential such as `dL`.
fn is_letters(word: &str) -> bool {
    word.len() <= 2 && command(word).is_none()
}

fn name(word: &str) -> String {
    match command(word) {
        Some(command) => command.to_owned(),
        None if is_letters(word) => word.to_owned(),
        None => format!("\\mathrm{{{word}}}"),
    }
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
        assert_eq!(line("`w_0_1 > <u_i, x>`"), "$w_{0,1} > \\langle u_{i}, x\\rangle $");
        assert_eq!(line("`dL/dW1 = X^T S^+`"), "$dL/dW_{1} = X^{T} S^{+}$");
        assert_eq!(line("`open"), "$\\mathrm{open} $");
        assert_eq!(line("`(1/2) e^(-3/2) x_(i + 1)`"), "$(\\tfrac{1}{2}) e^{-\\tfrac{3}{2}} x_{i + 1}$");
    }
}
