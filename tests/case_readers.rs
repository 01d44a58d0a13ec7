//! Two readers of TOML, one of JSON: they agree on good cases and survive everything else.

use std::path::{Path, PathBuf};

use critcert::input::Format;
use critcert::input::{CaseFiles, load, parse, read_batch_row, toml as library};
use critcert_certificate::case::{Case, NoDataFiles};
use critcert_certificate::document::{Node, Value, json, toml as own};
use proptest::prelude::*;

fn samples() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cases");
    let mut samples: Vec<(PathBuf, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()))
        .collect();
    samples.sort();
    samples
}

/// The same tree as JSON text.
fn as_json(node: &Node) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    match &node.value {
        Value::Text(text) => quoted(text),
        Value::Integer(text) | Value::Float(text) => text.clone(),
        Value::Boolean(value) => value.to_string(),
        Value::List(nodes) => format!("[{}]", nodes.iter().map(as_json).collect::<Vec<_>>().join(", ")),
        Value::Table(entries) => {
            let pairs =
                entries.iter().map(|entry| format!("{}: {}", quoted(&entry.key), as_json(&entry.node)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(",\n"))
        }
    }
}

#[test]
fn all_readers_agree_on_all_samples() {
    let samples = samples();
    assert!(samples.len() >= 9);
    for (path, text) in samples {
        let case = load(&path).unwrap_or_else(|error| panic!("{}", error.render(false))).case;
        let tree = own::read(&text).unwrap();
        let files = CaseFiles::beside(&path);
        let from_own = Case::from_node(&tree, &files).unwrap();
        let from_json = parse(&as_json(&tree), Format::Json, &files).unwrap();
        let canonical = serde_json::to_string(&case).unwrap();
        assert_eq!(serde_json::to_string(&from_own).unwrap(), canonical, "{}", path.display());
        assert_eq!(serde_json::to_string(&from_json).unwrap(), canonical, "{}", path.display());
        assert_eq!(case, from_own);
    }
}

#[test]
fn canonical_texts_are_complete_and_in_order() {
    let read = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cases").join(name);
        load(&path).unwrap_or_else(|error| panic!("{}", error.render(false))).case
    };
    let text = |name| serde_json::to_string(&read(name).problem).unwrap();
    assert_eq!(
        text("interval.toml"),
        r#"{"kind":"interval","start":"0","end":"1","slope":"1","intercept":"0","width":2}"#
    );
    assert_eq!(
        text("dataset-file.toml"),
        r#"{"kind":"dataset","points":[["1","2"],["-1","0"]],"labels":["1/2","1/2"],"width":2,"activation":{"leaky":"1/4"},"hidden_bias":false,"output_bias":false}"#
    );
    // x1 + x2/3 - 1 at the two points.
    assert!(text("dataset-affine.toml").contains(r#""labels":["1/6","-4/3"],"width":3,"activation":"relu""#));
    // max(x1, 0) + max(-2(x1 + x2), 0) at the four points.
    assert!(text("porcupine.toml").contains(r#""targets":["1","0","1","0"]"#));
    assert!(text("porcupine-gaussian.toml").contains(r#""input":"gaussian""#));
    let dataset = read("dataset.toml");
    assert_eq!(
        serde_json::to_string(&dataset.network).unwrap(),
        r#"{"W":[["-2/3"]],"b":["1/3"],"v":["-1"],"c":"1/3"}"#
    );
    let claims: Vec<String> =
        dataset.claims.iter().map(|claim| serde_json::to_string(claim).unwrap()).collect();
    assert_eq!(claims[0], r#"{"kind":"no-spurious-local-minimum","width":1}"#);
    assert_eq!(
        claims[2],
        r#"{"kind":"local-minimum-losses","losses":["3/11","1/3","7/20","3/8"],"width":1}"#
    );
    assert_eq!(
        claims[6],
        r#"{"kind":"region-volumes","zero_loss":["1/32","1/32"],"positive_loss":["1/4","1/2"],"epsilon":"0"}"#
    );
    for claim in &dataset.claims {
        assert!(
            serde_json::to_string(claim).unwrap().starts_with(&format!(r#"{{"kind":"{}""#, claim.kind()))
        );
    }
}

/// What one reader of TOML takes the other takes, with the same meaning. (The prover takes what both take: the
/// library lets a few texts pass that the specification forbids.)
fn compare(text: &str) {
    let (own, library) = (own::read(text), library::read(text));
    let _ = json::read(text);
    let _ = read_batch_row(text, "row", 1).map_err(|error| error.render(false));
    let case = |tree: &Node| Case::from_node(tree, &NoDataFiles);
    match (&own, &library) {
        (Ok(own), Ok(library)) => {
            assert_eq!(own.clone().sorted(), library.clone().sorted(), "{text}");
            if let (Ok(own), Ok(library)) = (case(own), case(library)) {
                assert_eq!(own, library);
            }
        }
        (Ok(_), Err(error)) => panic!("only the own reader takes {text:?}: {error}"),
        (Err(error), Ok(_)) => panic!("only the library takes {text:?}: {error}"),
        (Err(_), Err(_)) => {}
    }
}

/// Trees without places, keys in order.
trait Sorted {
    fn sorted(self) -> Self;
}

impl Sorted for Node {
    fn sorted(self) -> Self {
        let value = match self.value {
            Value::List(nodes) => Value::List(nodes.into_iter().map(Sorted::sorted).collect()),
            Value::Table(mut entries) => {
                entries.sort_by(|a, b| a.key.cmp(&b.key));
                for entry in &mut entries {
                    entry.key_span = Default::default();
                    entry.node = entry.node.clone().sorted();
                }
                Value::Table(entries)
            }
            Value::Float(text) => Value::Float(text.replace(['_', '+'], "").to_lowercase()),
            value => value,
        };
        Self { value, span: Default::default() }
    }
}

#[test]
fn corners_of_toml_are_read_alike() {
    for text in [
        "",
        "\u{feff}a = 1",
        "a.b.c = 1\na.d = 2",
        "[a.b]\nx = 1\n[a]\ny = 2",
        "[a]\nb.c = 1\n[a.b]\n",
        "[a.b.c]\n[a]\nb.x = 1",
        "[a]\nb.c = 1\n[a.b.d]\n",
        "a = { b = 1 }\n[a.c]\n",
        "a = [{}]\n[[a]]\n",
        "[[a]]\nb = 1\n[[a]]\n[a.c]\nd = 2",
        "[[a]]\n[a]\n",
        "a = { b.c = 1, b.d = 2 }",
        "a = { b = 1, b.c = 2 }",
        "a = 1_000",
        "a = 1__0",
        "a = +5",
        "a = -0",
        "a = 05",
        "a = 1e5",
        "a = 1.",
        "a = .5",
        "a = 1.5e-3",
        "a = inf",
        "a = -nan",
        "a = 0x1f",
        "a = 1979-05-27",
        "a = \"\\u00e9\\x41\\e\"",
        "a = \"\\q\"",
        "a = '''\nx\n'''",
        "a = \"\"\"x\\\n   y\"\"\"",
        "a = \"\"\"\"\"\"\"",
        "a = \"\"\"x\"\"\"\"\"",
        "a = ''''x'''",
        "a = [1, 2,]",
        "a = [,]",
        "a = [1 2]",
        "a = {b = 1,}",
        "a = {\n b = 1\n}",
        "a = 1 b = 2",
        "a = 1\rb = 2",
        "a = 1 # \u{1}",
        "\"\" = 1",
        "a. b = 1",
        "a..b = 1",
        "[]",
        "[ a . b ]",
        "[[a] ]",
        "a = tru",
        "a = \"\u{7f}\"",
        "a = 'x\ny'",
        "'a\\n' = 1",
        "é = 1",
        "[a]\n[a]",
        "[a.b]\n[a.b.c]\n[a]\n[a]",
        "a.b = 1\n[a]\n",
        "a = 99999999999999999999999999",
        "[[a.b]]\n[[a.b]]\n[a]\nx=1",
        "a=\"\\ud800\"",
        "a = \"\"\"\\  \n\"\"\"",
        "a = \"\"\"\\ x\"\"\"",
        "[a]\nb = 1\nb.c = 2",
        "= 1",
        "a =",
        "a",
        "a = \"x\"y",
        "1.2 = 3",
        "a = [\n# c\n1 # d\n,\n2]",
        "a = 1.0_1",
        "a = 1e0_1",
        "a = 0e0",
        "a = 00e0",
        "a = +nan",
        "a = \"\"\"\r\nx\r\ny\"\"\"",
    ] {
        compare(text);
    }
}

#[test]
fn depth_is_bounded_in_every_direction() {
    let long = 100_000;
    for text in [
        format!("a = {}", "[".repeat(long)),
        format!("a = {}", "{a=".repeat(long)),
        format!("{}b = 1", "a.".repeat(long)),
        format!("[{}b]", "a.".repeat(long)),
        format!("[[{}b]]", "a.".repeat(long)),
        format!("a = {}1", "{ a.a.a.a.a.a.a.a.a = ".repeat(60)),
        "[".repeat(long),
        "{\"a\":".repeat(long),
    ] {
        assert!(own::read(&text).is_err() && library::read(&text).is_err() && json::read(&text).is_err());
    }
}

#[test]
fn the_vectors_of_points_are_batch_rows() {
    let tree = json::read(include_str!("data/vectors/interval_points.json")).unwrap();
    let Value::List(rows) = tree.value else { panic!("not a list") };
    assert_eq!(rows.len(), 150);
    for row in &rows {
        assert!(Case::from_batch_row(row, &NoDataFiles).is_ok());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn arbitrary_text_never_panics(text in "\\PC{0,60}") {
        compare(&text);
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        compare(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn syntax_soup_is_read_alike(parts in proptest::collection::vec(
        prop::sample::select(vec!["a", "b", ".", "=", "[", "]", "{", "}", ",", "\n", " ", "\"", "'", "#", "1", "-", "\"\"\"", "\\", "1.5", "true", "[a]\n", "[[a]]\n", "[a.b]\n", "a.b = 1\n", "b = 2\n", "a = {}\n"]), 0..14,
    )) {
        compare(&parts.concat());
    }

    #[test]
    fn mutated_cases_never_panic(
        which in 0_usize..9,
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0_usize..4, prop::sample::select(vec!["\"", "[", "]", "=", "1/0", "\n", "{", "}", ",", "0.5", "-", "é", "x"])), 1..4),
    ) {
        let samples = samples();
        let (path, text) = &samples[which];
        let mut characters: Vec<String> = text.chars().map(String::from).collect();
        for (index, action, insertion) in edits {
            if characters.is_empty() {
                break;
            }
            let at = index.index(characters.len());
            match action {
                0 => drop(characters.remove(at)),
                1 => characters.truncate(at.max(1)),
                _ => characters.insert(at, insertion.to_owned()),
            }
        }
        let text = characters.concat();
        compare(&text);
        let files = CaseFiles::beside(path);
        let own = own::read(&text).map_err(Into::into).and_then(|tree| Case::from_node(&tree, &files));
        let library = parse(&text, Format::Toml, &files);
        prop_assert_eq!(own.is_ok(), library.is_ok());
        if let (Ok(own), Ok(library)) = (own, library) {
            prop_assert_eq!(own, library);
        }
    }
}
