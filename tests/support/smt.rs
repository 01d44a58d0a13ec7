//! A reader for the part of SMT-LIB that the export writes: push, pop, real constants, linear comparisons, `or`.

use critcert::export::{Formula, Row};
use critcert::lp::Relation;
use num_bigint::BigInt;

/// A question with the status stated before it.
#[derive(Debug, PartialEq)]
pub(crate) struct Question {
    pub(crate) status: String,
    pub(crate) formula: Formula,
}

#[derive(Debug, Clone, PartialEq)]
enum Term {
    Word(String),
    List(Vec<Term>),
}

impl Term {
    fn word(&self) -> &str {
        match self {
            Self::Word(word) => word,
            Self::List(list) => panic!("a word is expected, not {list:?}"),
        }
    }
}

/// The questions of a script; panics on anything that the export does not write.
pub(crate) fn read(script: &str) -> Vec<Question> {
    let mut questions = Vec::new();
    let (mut status, mut formula, mut depth) = (None, Formula::default(), 0);
    for command in terms(script) {
        let Term::List(parts) = command else { panic!("a command is expected") };
        let words: Vec<&str> = parts
            .iter()
            .filter_map(|part| match part {
                Term::Word(word) => Some(word.as_str()),
                Term::List(_) => None,
            })
            .collect();
        match words.as_slice() {
            ["set-info", ":status", word] => status = Some((*word).to_owned()),
            ["set-info", ..] => {}
            ["set-logic", logic] => assert_eq!(*logic, "QF_LRA"),
            ["push", "1"] => depth += 1,
            ["pop", "1"] => {
                depth -= 1;
                formula = Formula::default();
            }
            ["declare-const", name, "Real"] => {
                assert!(!formula.unknowns.contains(&(*name).to_owned()), "{name} is declared twice");
                formula.unknowns.push((*name).to_owned());
            }
            ["assert"] => assertion(&mut formula, &parts[1]),
            ["check-sat"] => {
                let status = status.take().expect("a status before each question");
                questions.push(Question { status, formula: formula.clone() });
            }
            ["exit"] => {}
            _ => panic!("unknown command {parts:?}"),
        }
    }
    assert_eq!(depth, 0, "push and pop are balanced");
    questions
}

fn assertion(formula: &mut Formula, term: &Term) {
    match term {
        Term::List(parts) if parts[0] == Term::Word("or".to_owned()) => {
            let clause = parts[1..].iter().map(|part| comparison(formula, part)).collect();
            formula.clauses.push(clause);
        }
        term => {
            let row = comparison(formula, term);
            formula.rows.push(row);
        }
    }
}

fn comparison(formula: &Formula, term: &Term) -> Row {
    let Term::List(parts) = term else { panic!("a comparison is expected") };
    let [symbol, left, right] = parts.as_slice() else { panic!("two sides are expected: {parts:?}") };
    let relation = match symbol.word() {
        ">" => Relation::Greater,
        ">=" => Relation::GreaterEqual,
        "=" => Relation::Equal,
        other => panic!("unknown comparison {other}"),
    };
    let summands = match left {
        Term::List(parts) if parts[0] == Term::Word("+".to_owned()) => parts[1..].to_vec(),
        Term::Word(word) if word == "0" => Vec::new(),
        term => vec![term.clone()],
    };
    let unknown =
        |name: &str| formula.unknowns.iter().position(|own| own == name).expect("a declared unknown");
    let term = |summand: &Term| match summand {
        Term::Word(name) => (unknown(name), BigInt::from(1)),
        Term::List(parts) => {
            assert_eq!((parts[0].word(), parts.len()), ("*", 3));
            (unknown(parts[2].word()), integer(&parts[1]))
        }
    };
    Row { terms: summands.iter().map(term).collect(), relation, bound: integer(right) }
}

fn integer(term: &Term) -> BigInt {
    match term {
        Term::Word(word) => word.parse().unwrap(),
        Term::List(parts) => {
            assert_eq!((parts[0].word(), parts.len()), ("-", 2));
            -integer(&parts[1])
        }
    }
}

fn terms(script: &str) -> Vec<Term> {
    let mut stack: Vec<Vec<Term>> = vec![Vec::new()];
    let mut rest = script;
    while let Some(symbol) = rest.chars().next() {
        match symbol {
            ';' => rest = rest.split_once('\n').map_or("", |(_, rest)| rest),
            '(' => {
                stack.push(Vec::new());
                rest = &rest[1..];
            }
            ')' => {
                let list = stack.pop().unwrap();
                stack.last_mut().unwrap().push(Term::List(list));
                rest = &rest[1..];
            }
            '|' => {
                let end = 1 + rest[1..].find('|').unwrap();
                stack.last_mut().unwrap().push(Term::Word(rest[..=end].to_owned()));
                rest = &rest[end + 1..];
            }
            symbol if symbol.is_whitespace() => rest = &rest[symbol.len_utf8()..],
            _ => {
                let end = rest.find(|c: char| c.is_whitespace() || "()".contains(c)).unwrap_or(rest.len());
                stack.last_mut().unwrap().push(Term::Word(rest[..end].to_owned()));
                rest = &rest[end..];
            }
        }
    }
    assert_eq!(stack.len(), 1, "parentheses are balanced");
    stack.pop().unwrap()
}
