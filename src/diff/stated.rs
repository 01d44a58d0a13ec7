//! Values as they are stated: texts in which a number known by bounds only stands as `between LOW and HIGH`.

use critcert_certificate::Rational;
use critcert_certificate::rational::parse_canonical;
use serde_json::Value;

use super::answer::text;

/// The number between two bounds, as text: itself if they are equal.
pub(super) fn between(low: &Value, high: &Value) -> String {
    let [below, above] = [low, high].map(|end| text(end).unwrap_or_default());
    if below == above { below } else { format!("between {below} and {above}") }
}

/// Whether two texts may state the same: equal words, and numbers whose bounds have a point in common. Where both
/// state a number exactly, that is equality.
pub(super) fn agree(first: &str, second: &str) -> bool {
    first == second || parts(first) == parts(second)
}

/// A word, or a number with its bounds and the brackets and commas around it.
#[derive(Debug)]
enum Part<'t> {
    Word(&'t str),
    Number { before: &'t str, low: Rational, high: Rational, after: &'t str },
}

impl PartialEq for Part<'_> {
    /// Overlap is no equivalence, so there is no `Eq`.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Word(one), Self::Word(two)) => one == two,
            (
                Self::Number { before, low, high, after },
                Self::Number { before: before_two, low: low_two, high: high_two, after: after_two },
            ) => before == before_two && after == after_two && low <= high_two && low_two <= high,
            _ => false,
        }
    }
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let words: Vec<&str> = text.split(' ').collect();
    let (mut parts, mut at) = (Vec::new(), 0);
    while let Some(word) = words.get(at) {
        let bounds = match words.get(at..at + 4) {
            Some([between, low, "and", high]) if between.trim_start_matches('[') == "between" => {
                let (before, _) = split_start(between);
                let (high, after) = split_end(high);
                parse_canonical(low).ok().zip(parse_canonical(high).ok()).map(|ends| (before, ends, after))
            }
            _ => None,
        };
        if let Some((before, (low, high), after)) = bounds {
            parts.push(Part::Number { before, low, high, after });
            at += 4;
            continue;
        }
        let (before, rest) = split_start(word);
        let (number, after) = split_end(rest);
        parts.push(match parse_canonical(number) {
            Ok(value) => Part::Number { before, low: value.clone(), high: value, after },
            Err(_) => Part::Word(word),
        });
        at += 1;
    }
    parts
}

/// Opening brackets, and the rest.
fn split_start(word: &str) -> (&str, &str) {
    word.split_at(word.len() - word.trim_start_matches('[').len())
}

/// All but closing brackets and commas, and those.
fn split_end(word: &str) -> (&str, &str) {
    word.split_at(word.trim_end_matches([']', ',']).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_agree_where_they_overlap_and_exact_numbers_where_they_are_equal() {
        for (first, second, expected) in [
            ("1/3", "1/3", true),
            ("1/3", "2/3", false),
            ("of loss between 1/3 and 1/2", "of loss between 1/2 and 2/3", true),
            ("of loss between 1/3 and 1/2", "of loss between 501/1000 and 2/3", false),
            ("of loss between 1/3 and 1/2", "of loss 2/5", true),
            ("of loss between 1/3 and 1/2", "of loss 3/5", false),
            // Nearer than a thousandth, and yet not the same.
            ("between 1/10000 and 1/5000", "between 3/10000 and 1/2500", false),
            ("[between 1/3 and 1/2, 4]", "[between 2/5 and 3/5, 4]", true),
            ("[between 1/3 and 1/2, 4]", "[between 2/5 and 3/5, 5]", false),
            ("[between 1/3 and 1/2, 4]", "[between 2/5 and 3/5]", false),
            ("the root between 1 and 2 of [-2, 0, 1]", "the root between 7/5 and 3/2 of [-2, 0, 1]", true),
            ("the root between 1 and 2 of [-2, 0, 1]", "the root between 7/5 and 3/2 of [-3, 0, 1]", false),
            ("saddle with 2 kinks", "saddle with 4 kinks", false),
        ] {
            assert_eq!(agree(first, second), expected, "{first}; {second}");
            assert_eq!(agree(second, first), expected, "{second}; {first}");
        }
    }
}
