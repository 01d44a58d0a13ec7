//! Steps of `proofs/format/patterns.md`.

use serde_json::Value;

use super::{Reader, SHOWN, Table, dataset_problem, entries, length, show};
use crate::pattern::Points;

pub(super) const TABLE: Table = &[
    ("pattern-witnesses", witnesses),
    ("pattern-list", list),
    ("pattern-tree", tree),
    ("pattern-cell", cell),
    ("pattern-cut", cut),
    ("pattern-covered", covered),
    ("pattern-formula", formula),
];

fn numbers(with: &Value) -> String {
    let cells = show(&with["cells"]);
    if with["covectors"].is_null() {
        format!("`{cells}` patterns without zeros")
    } else {
        format!(
            "`{cells}` patterns without zeros and `{}` in all, zeros and the all-zero one included",
            show(&with["covectors"])
        )
    }
}

fn witnesses(_: &Reader<'_>, with: &Value) -> Vec<String> {
    let all: Vec<String> =
        entries(&with["witnesses"]).take(SHOWN).map(|w| format!("`({})`", show(w))).collect();
    let count = length(&with["witnesses"]);
    let more = if count > SHOWN { format!(" and {} more", count - SHOWN) } else { String::new() };
    vec![
        format!("The weight vectors {}{more} have different patterns of signs on the lifted points.", all.join(", ")),
        "Each pattern comes later in the order + before 0 before - than the one before, so none is listed twice; with every pattern its opposite is realized by the opposite vector and not listed.".to_owned(),
    ]
}

fn list(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "The list is complete: it shows {}. That is as many as deletion and restriction of the points' hyperplanes counts, so none is missing.",
        numbers(with)
    )]
}

fn tree(_: &Reader<'_>, with: &Value) -> Vec<String> {
    let zeros = if with["faces"] == true { "+, 0 and -" } else { "+ and -" };
    vec![format!(
        "The tree of sign extensions begins: a branch gives signs to the first classes of points and is extended by {zeros}. Its first sign that is not zero is +, as patterns come in opposite pairs."
    )]
}

fn cell(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "The pattern «{}» is realized: the vector `w = ({})` has these signs on the rows of the classes.",
        show(&with["branch"]),
        show(&with["witness"])
    )]
}

fn cut(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let branch = show(&with["branch"]);
    let mut lines = vec![format!("No weight vector has signs that begin like «{branch}».")];
    let points = dataset_problem(reader).and_then(|problem| Points::of(problem).ok());
    let signs: Vec<char> = branch.chars().collect();
    for term in entries(&with["multipliers"]).take(SHOWN) {
        let index = term[0].as_u64().and_then(|index| usize::try_from(index).ok()).unwrap_or(usize::MAX);
        let row = points.as_ref().and_then(|points| points.rows().get(index));
        let row = row.map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
        let (sign, relation) = match signs.get(index) {
            Some('-') => ("-", ">"),
            Some('0') => ("", "="),
            _ => ("", ">"),
        };
        lines.push(format!(
            "`{}` times row {index}: `{sign}({}) . w {relation} 0`;",
            show(&term[1]),
            row.unwrap_or_default()
        ));
    }
    lines.push("The left sides add up to 0, while the sum would have to be positive.".to_owned());
    lines
}

fn covered(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "No branch is left: the problem has {}, those of the tree and their opposites.",
        numbers(with)
    )]
}

fn formula(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "The problem has {}: the number of cells of an arrangement is that without the last hyperplane plus that of its restriction to it.",
        numbers(with)
    )]
}
