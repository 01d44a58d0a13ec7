//! Explanations: exact texts for small cases, numbers checked again, every rule covered, LaTeX that compiles.

#[path = "support/stored.rs"]
mod stored;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use critcert::explain::{Explanation, knows, of_case, of_certificate, of_step, tex, text};
use critcert::input::{Certificate, load};
use critcert_certificate::rational::{Rational, parse_canonical, ratio};
use critcert_checker::find_case;
use serde_json::Value;
use stored::{certificates, root, run};

fn case(name: &str) -> Explanation {
    let path = format!("cases/{name}.toml");
    of_case(&load(&root().join(&path)).unwrap().case, &path).unwrap()
}

/// The lines of a part, without markup.
fn lines(explanation: &Explanation, heading: &str) -> Vec<String> {
    let part = explanation.parts.iter().find(|part| part.heading.starts_with(heading));
    let part = part.unwrap_or_else(|| panic!("no part {heading}: {explanation:?}"));
    part.lines.iter().map(|line| text::plain(line)).collect()
}

fn cases() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for kind in std::fs::read_dir(root().join("cases")).unwrap() {
        let kind = kind.unwrap().path();
        for entry in std::fs::read_dir(&kind).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(found.len() > 100);
    found
}

/// The rule names in the checker's tables, from their source: the tables themselves are the checker's own.
fn rules() -> BTreeSet<String> {
    let mut names = BTreeSet::from(["conclude".to_owned()]);
    let directory = root().join("crates/checker/src/rules");
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path().join("mod.rs");
        let Ok(source) = std::fs::read_to_string(path) else { continue };
        let (_, table) = source.split_once("const TABLE").expect("a table");
        let table = table.split_once("];").expect("the end of the table").0;
        let pieces: Vec<&str> = table.split('"').collect();
        names.extend(pieces.iter().skip(1).step_by(2).map(|name| (*name).to_owned()));
    }
    assert!(names.len() >= 80 && names.contains("family") && names.contains("porcupine-enclosed-zero"));
    names
}

#[test]
fn every_rule_of_the_checker_has_words() {
    let missing: Vec<String> = rules().into_iter().filter(|rule| !knows(rule)).collect();
    assert!(missing.is_empty(), "no explanation of {missing:?}");
    assert!(!knows("no-such-rule"));
}

#[test]
fn every_step_of_every_stored_certificate_is_explained() {
    let mut rules = BTreeSet::new();
    for path in certificates() {
        let case = load(&find_case(&path, None).unwrap()).unwrap().case;
        let certificate = Certificate::load(&path).unwrap();
        let explanation = of_certificate(&case, &certificate, "a.cert");
        assert_eq!(explanation.parts.len(), certificate.steps.len() + 2);
        for (step, part) in certificate.steps.iter().zip(&explanation.parts[2..]) {
            let place = format!("{}: step {}", path.display(), step.id);
            assert_eq!(part.heading, format!("Step {}: {}", step.id, step.rule), "{place}");
            assert!(!part.lines.is_empty(), "{place}");
            let words = part.lines.join(" ");
            assert!(words.split(' ').count() > 5, "{place}: {words}");
            // A field that is missing, or read under a wrong name, would be shown as absent.
            assert!(!words.contains("(absent)"), "{place}: {words}");
            assert!(words.matches('`').count() % 2 == 0, "{place}: {words}");
            rules.insert(step.rule.clone());
        }
        let tex = tex::render(&explanation);
        assert_sound(&tex, &path);
    }
    assert!(rules.len() >= 75, "{rules:?}");
}

#[test]
fn every_case_is_explained() {
    for path in cases() {
        let loaded = load(&path).unwrap();
        let explanation = of_case(&loaded.case, "case.toml").unwrap();
        let plain = text::render(&explanation);
        assert!(plain.lines().count() > 6, "{plain}");
        assert!(!plain.contains(['`', '«', '»']), "{plain}");
        assert_sound(&tex::render(&explanation), &path);
        if loaded.case.network.is_some() {
            let last = explanation.parts.iter().any(|part| part.heading.starts_with("Verdict: "));
            assert!(last, "{}: {plain}", path.display());
        }
    }
}

/// Balanced braces and dollars, balanced environments, nothing that TeX reads as something else.
fn assert_sound(tex: &str, path: &Path) {
    let (mut depth, mut dollars, mut escaped) = (0, 0, false);
    for c in tex.chars() {
        match c {
            _ if escaped => {
                escaped = false;
                continue;
            }
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' => depth -= 1,
            '$' => dollars += 1,
            '#' | '%' | '&' | '~' => panic!("{}: {c} is not escaped", path.display()),
            '_' | '^' => assert!(dollars % 2 == 1, "{}: {c} outside of a formula: {tex}", path.display()),
            _ => {}
        }
        assert!(depth >= 0, "{}: {tex}", path.display());
    }
    assert_eq!((depth, dollars % 2), (0, 0), "{}: {tex}", path.display());
    assert_eq!(tex.matches("\\begin{itemize}").count(), tex.matches("\\end{itemize}").count());
    // Two indices or exponents in a row do not compile.
    let bytes: Vec<char> = tex.chars().collect();
    for (at, pair) in bytes.windows(2).enumerate() {
        if pair[0] == '}' && pair[1] == '_' {
            let before: String = bytes[at.saturating_sub(12)..at].iter().collect();
            assert!(!before.contains("_{"), "{}: two indices at {before}", path.display());
        }
    }
}

#[test]
fn two_kinks_are_explained_line_by_line() {
    insta::assert_snapshot!("two_kinks", text::render(&case("interval/saddle-b-two-kinks")));
}

#[test]
fn a_kink_minimum_is_explained_line_by_line() {
    insta::assert_snapshot!("kink_minimum", text::render(&case("dataset/kink-minimum")));
}

#[test]
fn the_other_kinds_are_explained_line_by_line() {
    insta::assert_snapshot!("linear_saddle", text::render(&case("linear/saddle-full-rank")));
    insta::assert_snapshot!("porcupine_minimum", text::render(&case("porcupine/axes-d2")));
    insta::assert_snapshot!("extra_neuron_saddle", text::render(&case("extra-neuron/one-neuron-b")));
}

#[test]
fn a_certificate_is_explained_as_tex() {
    let path = "proofs/valid/interval/saddle-b-two-kinks.1.verdict.cert";
    let (stdout, _) = run(&["explain", path, "--tex"], 0);
    insta::assert_snapshot!("two_kinks_certificate_tex", stdout);
}

/// All numbers in parentheses behind a phrase.
fn numbers(line: &str, after: &str) -> Vec<Rational> {
    let (_, rest) = line.split_once(after).unwrap_or_else(|| panic!("{after} is not in {line}"));
    let inner = rest.split_once('(').unwrap().1.split_once(')').unwrap().0;
    inner.split(", ").map(|number| parse_canonical(number).unwrap()).collect()
}

#[test]
fn the_residual_of_an_interval_point_has_the_stated_loss() {
    // The integral of r^2 by Simpson's rule on each piece, exact for a square of an affine function: another formula.
    for name in ["saddle-b-two-kinks", "saddle-b-four-kinks", "near-miss-slope", "not-critical-type-1-active"]
    {
        let explanation = case(&format!("interval/{name}"));
        let residual = lines(&explanation, "Residual");
        let places = numbers(&residual[0], "between the points");
        let heights = numbers(&residual[0], "it has the values");
        assert_eq!(places.len(), heights.len());
        let mut loss = ratio(0, 1);
        for (x, r) in places.windows(2).zip(heights.windows(2)) {
            let middle = (&r[0] + &r[1]) * ratio(1, 2);
            let values = &r[0] * &r[0] + ratio(4, 1) * &middle * &middle + &r[1] * &r[1];
            loss += (&x[1] - &x[0]) * values * ratio(1, 6);
        }
        let stated = residual.last().unwrap().trim_end_matches('.').rsplit(' ').next().unwrap().to_owned();
        assert_eq!(stated, loss.to_string(), "{name}");
    }
}

#[test]
fn the_conditions_say_what_fails() {
    let slope = lines(&case("interval/near-miss-slope"), "The classification theorem");
    assert!(
        slope
            .iter()
            .any(|line| line.contains("sum v w = 2 alpha/(n + 1) is") && line.contains("which fails"))
    );
    let odd = lines(&case("interval/near-miss-odd"), "The classification theorem");
    assert!(odd.iter().any(|line| line.contains("odd, which (IV b) excludes")), "{odd:?}");
    let flat = lines(&case("dataset/flat-saddle"), "Conditions for a local minimum");
    assert!(flat.iter().any(|line| line.starts_with("(2) Neuron") && line.ends_with("fails.")), "{flat:?}");
    let descent = lines(&case("porcupine/not-critical"), "The linear test");
    assert!(descent.iter().any(|line| line.ends_with("fails.")), "{descent:?}");
}

#[test]
fn derivatives_on_rays_and_the_labels_agree_with_a_plain_computation() {
    // D_0 = sum over points off the kink of a_i e_i X_i.delta plus e_3 s(X_3.delta), for the five points of the case.
    let explanation = case("dataset/kink-minimum");
    let e = numbers(&lines(&explanation, "Residual")[0], "e =");
    let derivative = |delta: [i64; 2]| {
        let mut sum = ratio(0, 1);
        for (x, e) in e.iter().enumerate() {
            let product = ratio(delta[0] * i64::try_from(x).unwrap() + delta[1], 1);
            let active = x < 3 || (x == 3 && product > ratio(0, 1));
            if active {
                sum += e * product;
            }
        }
        sum
    };
    let neuron = lines(&explanation, "Neurons");
    for (ray, delta) in
        [("(-1, 3)", [-1, 3]), ("(1, -3)", [1, -3]), ("(-3, -1)", [-3, -1]), ("(3, 1)", [3, 1])]
    {
        let line = format!("On the ray {ray}: D_0 = {}.", derivative(delta));
        assert!(neuron.contains(&line), "{line} is not in {neuron:?}");
    }
}

#[test]
fn cuts_show_rows_that_cancel() {
    // The rows of a cut with their multipliers, read from the words, add up to 0 on the left.
    let path = root().join("proofs/valid/interval/classification-width-4.1.classification.cert");
    let case = load(&find_case(&path, None).unwrap()).unwrap().case;
    let certificate = Certificate::load(&path).unwrap();
    let explanation = of_certificate(&case, &certificate, "a.cert");
    let mut seen = 0;
    for part in explanation.parts.iter().filter(|part| part.heading.ends_with(": cut")) {
        let mut sums: std::collections::BTreeMap<String, Rational> = std::collections::BTreeMap::new();
        let mut positive = false;
        for line in part.lines.iter().filter(|line| line.contains(" times row ")) {
            let plain = text::plain(line);
            let multiplier = parse_canonical(plain.split(' ').next().unwrap()).unwrap();
            let row = plain.split_once(": ").unwrap().1.trim_end_matches(';');
            positive |= row.contains(" > 0") && multiplier > ratio(0, 1);
            let left = row.split_once([' ', '=', '>'].as_slice()).map(|_| row).unwrap();
            let left = left.split(" = ").next().unwrap().split(" > ").next().unwrap();
            let spaced = left.replace(" - ", " + -");
            for term in spaced.split(" + ") {
                let (sign, name) = term.strip_prefix('-').map_or((1, term), |name| (-1, name));
                *sums.entry(name.to_owned()).or_insert_with(|| ratio(0, 1)) += &multiplier * ratio(sign, 1);
            }
        }
        assert!(positive && sums.values().all(|sum| *sum == ratio(0, 1)), "{part:?}: {sums:?}");
        seen += 1;
    }
    assert_eq!(seen, certificate.steps.iter().filter(|step| step.rule == "cut").count());
    assert!(seen > 20, "{seen} cuts");
}

#[test]
fn one_step_names_the_steps_that_use_it() {
    let path = "proofs/valid/interval/saddle-b-two-kinks.1.verdict.cert";
    let (stdout, _) = run(&["explain", path, "--step", "1"], 0);
    assert!(stdout.contains("Step 1: zero-gradient\n"), "{stdout}");
    assert!(stdout.ends_with("  Used by step 3 (interval-verdict).\n"), "{stdout}");
    assert!(!stdout.contains("Step 2"), "{stdout}");
    let (stdout, _) = run(&["explain", path, "--step", "1", "--json"], 0);
    let answer: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(answer["parts"][2]["heading"], "Step 1: zero-gradient");
    assert!(!stdout.contains('`'));
    let (_, error) = run(&["explain", path, "--step", "77"], 2);
    assert!(error.contains("has no step 77; its steps are 0 to 4"), "{error}");
}

#[test]
fn an_unknown_rule_is_shown_with_its_fields() {
    let path = root().join("proofs/valid/interval/saddle-b-two-kinks.1.verdict.cert");
    let text = std::fs::read_to_string(&path).unwrap().replace("\"zero-gradient\"", "\"a-later-rule\"");
    let case = load(&find_case(&path, None).unwrap()).unwrap().case;
    let certificate = Certificate::parse(&text, "test").unwrap();
    let part = of_step(&case, &certificate, "a.cert", 1).unwrap().parts.remove(2);
    assert_eq!(part.heading, "Step 1: a-later-rule");
    assert_eq!(part.lines[..2], ["A step of the rule «a-later-rule», with these fields:", "point: 0"]);
}

#[test]
fn broken_fields_make_no_panic() {
    // Explanations may meet any certificate through the library: every rule on fields that are not its own.
    let path = root().join("proofs/valid/dataset-landscape/two-kinks.1.local-minimum-losses.cert");
    let case = load(&find_case(&path, None).unwrap()).unwrap().case;
    let header = std::fs::read_to_string(&path).unwrap().lines().next().unwrap().to_owned();
    for fields in [
        "{}",
        "{\"point\":99,\"group\":[7],\"multipliers\":[[9,\"1\"]],\"signs\":\"+x\",\"branch\":\"?\"}",
        "null",
    ] {
        let mut text = format!("{header}\n");
        for (id, rule) in rules().iter().enumerate() {
            text += &format!("{{\"id\":{id},\"rule\":\"{rule}\",\"with\":{fields}}}\n");
        }
        text += "{\"end\":{\"steps\":1,\"sha256\":\"0\"}}\n";
        let certificate = Certificate::parse(&text, "test").unwrap();
        let explanation = of_certificate(&case, &certificate, "a.cert");
        assert!(explanation.parts.len() > 80);
        assert_sound(&tex::render(&explanation), &path);
    }
}

#[test]
fn markup_in_titles_is_text() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("case.toml");
    let own = std::fs::read_to_string(root().join("cases/interval/saddle-b-two-kinks.toml")).unwrap();
    let lines: Vec<&str> = own.lines().filter(|line| !line.starts_with("title")).collect();
    std::fs::write(&path, format!("title = \"`50% of $x_1$` & «more» #1 \\\\ {{\"\n{}\n", lines.join("\n")))
        .unwrap();
    let loaded = load(&path).unwrap();
    let tex = tex::render(&of_case(&loaded.case, "case.toml").unwrap());
    assert_sound(&tex, &path);
    assert!(
        tex.starts_with("\\section*{'50\\% of \\$x\\_1\\$' \\& ''more'' \\#1 \\textbackslash{} \\{}\n"),
        "{tex}"
    );
}

#[test]
fn bad_input_is_one_clear_error() {
    let (_, error) = run(&["explain", "no-such.cert"], 2);
    assert!(error.contains("not-found"), "{error}");
    let (_, error) = run(&["explain", "cases/interval/saddle-b-two-kinks.toml", "--step", "1"], 2);
    assert!(error.contains("--case and --step are for certificates"), "{error}");
    let (_, error) = run(&["explain", "proofs/invalid/answer.cert"], 1);
    assert!(error.starts_with("error: refused: proofs/invalid/answer.cert"), "{error}");
    run(&["explain", "--tex", "--json", "cases/interval/saddle-b-two-kinks.toml"], 2);
    let (help, _) = run(&["explain", "--help"], 0);
    assert!(help.contains("Examples:") && help.contains("--step"), "{help}");
}
