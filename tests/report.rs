//! Reports: well-formed, without anything from elsewhere, with the exact values, the same every time.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use roxmltree::{Document, Node, ParsingOptions};

fn report(subject: &str, out: &Path, more: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_critcert"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["report", subject, "-o"]).arg(out).args(more);
    let output = command.output().unwrap();
    let code = output.status.code().unwrap();
    (code, fs::read_to_string(out).unwrap_or_else(|_| String::from_utf8(output.stderr).unwrap()))
}

fn parse(text: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).unwrap_or_else(|error| panic!("{error}"))
}

fn words(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// What every page must be.
fn check_page(text: &str) {
    let document = parse(text);
    for node in document.descendants().filter(Node::is_element) {
        for attribute in node.attributes() {
            assert!(!matches!(attribute.name(), "src" | "srcset"), "{node:?}");
            let inside = attribute.value().starts_with("data:") || attribute.value().starts_with('#');
            assert!(attribute.name() != "href" || inside, "{node:?}");
        }
        let name = node.tag_name().name();
        let children = || node.children().filter(Node::is_element);
        match name {
            "table" => assert_eq!(children().next().unwrap().tag_name().name(), "caption"),
            "th" => assert!(node.attribute("scope").is_some()),
            "svg" => {
                assert_eq!(node.attribute("role"), Some("img"));
                assert!(!node.attribute("aria-label").unwrap().is_empty());
                assert_eq!(children().next().unwrap().tag_name().name(), "title");
            }
            "style" => assert!(!words(node).contains("url(") && !words(node).contains("@import")),
            _ => {}
        }
    }
    let mut level = 0;
    for node in document.descendants() {
        if let Some(next) =
            node.tag_name().name().strip_prefix('h').and_then(|rest| rest.parse::<usize>().ok())
        {
            assert!(next <= level + 1, "heading {next} below {level}: {}", words(node));
            level = next;
        }
    }
}

const CASES: &[(&str, &[&str], &[&str])] = &[
    (
        "cases/interval/saddle-b-two-kinks.toml",
        &["1/972", "-1/48", "5/576", "85/128", "type-2-active"],
        &["network", "residual", "ray"],
    ),
    ("cases/interval/classification-width-4.toml", &["9/4", "1/36", "9/2500", "3/5"], &[]),
    (
        "cases/dataset-landscape/five-points-width-2.toml",
        &[
            "53/28",
            "25/12",
            "223/91",
            "13/5",
            "loss 5/2 = 2.5, strata: 73",
            "The least loss at width 1 is 275/112, reached in no cell: at kinks only.",
            "a global minimum",
            "spurious local minima only",
            "no differentiable local minimum",
        ],
        &["losses", "minima", "arrangement"],
    ),
    (
        "cases/linear/critical-values-irrational.toml",
        &["root of (-9, 90, -72, 8)", "28697/262144", "about 0.109471, index 0", "≈ 7.52"],
        &["spectrum"],
    ),
    ("cases/porcupine/axes-d2.toml", &["15/56", "15/16", "15/14", "141/64"], &["lines"]),
    (
        "cases/extra-neuron/one-neuron-a.toml",
        &["spurious minimum removed by the unit", "label -1", "order 1", "u = 1, w about 0.0000"],
        &["margins", "critical-lines"],
    ),
];

#[test]
fn each_kind_has_its_exact_values_and_figures() {
    for (case, values, figures) in CASES {
        let directory = tempfile::tempdir().unwrap();
        let (out, drawn) = (directory.path().join("out.html"), directory.path().join("figures"));
        let (code, text) = report(case, &out, &["--figures", drawn.to_str().unwrap()]);
        assert_eq!(code, 0, "{case}: {text}");
        check_page(&text);
        let page = parse(&text);
        let shown = words(page.root());
        for value in *values {
            assert!(shown.contains(value), "{case}: {value}");
        }
        assert!(shown.contains("proved") && shown.contains("verified in "), "{case}");
        for name in *figures {
            let figure = fs::read_to_string(drawn.join(name).with_extension("svg")).unwrap();
            assert_eq!(Document::parse(&figure).unwrap().root_element().tag_name().name(), "svg");
        }
        assert_eq!(fs::read_dir(&drawn).map_or(0, Iterator::count), figures.len(), "{case}");
        let (_, again) = report(case, &directory.path().join("again.html"), &["--threads", "1"]);
        assert!(again == text, "{case}: not the same twice");
    }
}

#[test]
fn the_decimals_of_fractions_are_titles_that_take_focus() {
    let directory = tempfile::tempdir().unwrap();
    let (_, text) = report(CASES[0].0, &directory.path().join("out.html"), &[]);
    let page = parse(&text);
    let loss = page.descendants().find(|node| node.is_element() && node.text() == Some("1/972")).unwrap();
    // 1/972 = 0.00102880658...
    assert_eq!(loss.attribute("title"), Some("≈ 0.00102880…"));
    assert_eq!(loss.attribute("tabindex"), Some("0"));
}

/// The colours of the cells are those of a table made by hand from the losses at width 1.
#[test]
fn cells_have_the_colour_of_what_they_hold() {
    let directory = tempfile::tempdir().unwrap();
    let (code, text) =
        report("cases/dataset-landscape/affine-labels-line.toml", &directory.path().join("out.html"), &[]);
    assert_eq!(code, 0, "{text}");
    let page = parse(&text);
    let polygons = page.descendants().filter(|node| node.tag_name().name() == "polygon");
    let mut global = 0;
    for polygon in polygons {
        let (class, title) = (polygon.attribute("class").unwrap(), words(polygon));
        let expected = match title.as_str() {
            title if title.contains("a global minimum") => "c0",
            title if title.contains("spurious") => "c1",
            _ => "c2",
        };
        assert_eq!(class, expected, "{title}");
        global += usize::from(title.contains("cell 0: +") && title.ends_with("a global minimum, of loss 0"));
    }
    // Affine labels are fitted by a neuron that is on at all points.
    assert_eq!(global, 1);
}

#[test]
fn irrational_numbers_show_the_decimals_of_their_bounds() {
    let directory = tempfile::tempdir().unwrap();
    let title = |case: &str, start: &str| -> Vec<String> {
        let (_, text) = report(case, &directory.path().join("out.html"), &[]);
        let page = parse(&text);
        let chosen = page.descendants().filter(|node| node.is_element() && node.text() == Some(start));
        chosen.filter_map(|node| node.attribute("title").map(str::to_owned)).collect()
    };
    // Roots of 8 x^3 - 72 x^2 + 90 x - 9 in the order of the page: 0.10947.., 1.36571.., 7.52481..
    let roots = title("cases/linear/critical-values-irrational.toml", "root of (-9, 90, -72, 8)");
    let starts: Vec<&str> = roots.iter().map(|root| &root[.."≈ 0.109".len()]).collect();
    assert_eq!(starts, ["≈ 0.109", "≈ 1.365", "≈ 7.524"]);
    // 5.14159265.../4.14159265... = 1.2414530070...
    let pi = title("cases/porcupine/gaussian-axes-1.toml", "(pi + 2)/(pi + 1)");
    assert!(pi.len() > 4 && pi.iter().all(|title| title == "≈ 1.24145…"), "{pi:?}");
}

#[test]
fn names_are_escaped() {
    let directory = tempfile::tempdir().unwrap();
    let case = directory.path().join("a<b>&\".toml");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(CASES[0].0)).unwrap();
    let hostile = "</title><script>alert(1)</script> & \\\"quotes\\\"";
    let rest = text.lines().filter(|line| !line.starts_with("title")).collect::<Vec<_>>().join("\n");
    fs::write(&case, format!("title = \"{hostile}\"\n{rest}\n")).unwrap();
    let (code, page) = report(case.to_str().unwrap(), &directory.path().join("out.html"), &[]);
    assert_eq!(code, 0, "{page}");
    check_page(&page);
    assert!(!page.contains("<script>alert"));
    let document = parse(&page);
    let heading = document
        .descendants()
        .find(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "h1")))
        .unwrap();
    assert_eq!(words(heading), hostile.replace("\\\"", "\""));
    assert!(words(document.root()).contains("a<b>&\".toml"));
}

#[test]
fn a_certificate_is_checked_and_its_steps_are_shown() {
    let directory = tempfile::tempdir().unwrap();
    let certificate = directory.path().join("saddle.cert");
    let mut command = Command::new(env!("CARGO_BIN_EXE_critcert"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["classify", CASES[0].0, "--cert"])
        .arg(&certificate);
    command.assert().success();
    let out = directory.path().join("out.html");
    let (code, page) = report(certificate.to_str().unwrap(), &out, &["--case", CASES[0].0]);
    assert_eq!(code, 0, "{page}");
    check_page(&page);
    for word in ["verified in 5 steps", "Step 0: interval-point", "Step 4: conclude"] {
        assert!(page.contains(word), "{word}");
    }
    let spoilt = fs::read_to_string(&certificate).unwrap().replace("1/972", "1/973");
    fs::write(&certificate, spoilt).unwrap();
    let (code, page) = report(certificate.to_str().unwrap(), &out, &["--case", CASES[0].0]);
    assert_eq!(code, 1, "{page}");
    assert!(page.contains("refused: "), "the refusal is shown");
    assert!(!page.contains("verified in"));
}

#[test]
fn nothing_is_written_for_bad_input() {
    let directory = tempfile::tempdir().unwrap();
    let out = directory.path().join("out.html");
    assert_eq!(report("cases/absent.toml", &out, &[]).0, 2);
    assert_eq!(report("tests/data/malformed/float.json", &out, &[]).0, 2);
    assert_eq!(report("proofs/malformed/not-json.cert", &out, &["--case", CASES[0].0]).0, 2);
    assert!(!out.exists());
}
