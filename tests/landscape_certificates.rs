//! Landscapes of data sets with their certificates: accepted, complete, the same for every number of threads.

use std::io::Cursor;

use critcert::prove::{Control, Finding, prove};
use critcert_certificate::case::{Case, NoDataFiles};
use critcert_certificate::certificate::{Answer, Asked};
use critcert_certificate::document::toml;
use critcert_checker::{Outcome, check};

fn case(problem: &str, claims: &str) -> Case {
    let text = format!("[problem]\nkind = \"dataset\"\n{problem}\n{claims}\n");
    Case::from_node(&toml::read(&text).unwrap(), &NoDataFiles).unwrap()
}

/// Proves all claims of a case and has the certificates checked; the answers.
fn settle(case: &Case) -> Vec<Answer> {
    let mut answers = Vec::new();
    for claim in &case.claims {
        let mut bytes = Vec::new();
        let settled = prove(case, claim, "case.toml", Asked::Case, &mut bytes, Control::NONE).unwrap();
        assert!(matches!(settled.finding, Finding::Strata(_)));
        match check(case, &mut Cursor::new(&bytes)) {
            Outcome::Verified(verified) => assert_eq!(verified.answer(), settled.answer),
            outcome => panic!("{}: {:?}", outcome.word(), outcome.reason()),
        }
        answers.push(settled.answer);
    }
    answers
}

const FOUR: &str = "points = [[0], [1], [2], [3]]\nlabels = [0, 0, 1, 0]\nwidth = 1";
const FIVE: &str = "points = [[-2], [-1], [0], [1], [3]]\nlabels = [0, 2, -1, 1, 0]\nwidth = 2";

#[test]
fn lists_are_proved_and_refuted() {
    use Answer::{Proved, Refuted};
    let claims = r#"
        [[claim]]
        kind = "local-minimum-losses"
        losses = ["3/11", "1/3", "7/20", "3/8"]
        [[claim]]
        kind = "local-minimum-losses"
        losses = ["3/11", "1/3", "7/20"]
        [[claim]]
        kind = "global-minimum-value"
        value = "3/11"
        [[claim]]
        kind = "no-spurious-local-minimum"
        [[claim]]
        kind = "no-spurious-differentiable-minimum"
        [[claim]]
        kind = "no-spurious-differentiable-minimum"
        non_dead = true
    "#;
    let expected = [Proved, Refuted, Proved, Refuted, Refuted, Refuted];
    assert_eq!(settle(&case(FOUR, claims)), expected);
}

#[test]
fn two_neurons() {
    let claims = "[[claim]]\nkind = \"global-minimum-value\"\nvalue = 1\n[[claim]]\nkind = \"global-minimum-value\"\nvalue = 2";
    assert_eq!(settle(&case(FIVE, claims)), [Answer::Proved, Answer::Refuted]);
}

#[test]
fn vectors_have_certificates() {
    #[derive(serde::Deserialize)]
    struct Row {
        points: serde_json::Value,
        labels: serde_json::Value,
        width: usize,
        local_minimum_losses: serde_json::Value,
    }
    let rows: Vec<Row> = serde_json::from_str(include_str!("data/landscape.json")).unwrap();
    for row in rows {
        let problem = format!("points = {}\nlabels = {}\nwidth = {}", row.points, row.labels, row.width);
        let claims =
            format!("[[claim]]\nkind = \"local-minimum-losses\"\nlosses = {}", row.local_minimum_losses);
        assert_eq!(settle(&case(&problem, &claims)), [Answer::Proved]);
    }
}

#[test]
fn leaky_degenerate_and_unbiased_data() {
    let problems = [
        "points = [[1, 0], [1, 1], [0, 1]]\nlabels = [0, 1, 0]\nwidth = 1\nhidden_bias = false\noutput_bias = false\nactivation = { leaky = \"1/2\" }",
        "points = [[1, 0], [1, 1], [0, 1]]\nlabels = [1, -1, 1]\nwidth = 1\nhidden_bias = false\noutput_bias = false\nactivation = { leaky = \"1/2\" }",
        "points = [[1, 0], [1, 1], [0, 1]]\nlabels = [1, 0, 1]\nwidth = 2\nhidden_bias = false\noutput_bias = false",
        "points = [[0], [1], [1], [2]]\nlabels = [0, 1, 0, \"1/2\"]\nwidth = 2\nactivation = { leaky = \"1/4\" }",
        "points = [[0, 0], [1, 0], [2, 0], [0, 1]]\nlabels = [0, 1, 0, 1]\nwidth = 1\nactivation = { leaky = \"1/3\" }",
        "points = [[0], [1], [-1], [2]]\nlabels = [1, 1, 0, -1]\nwidth = 2\nhidden_bias = false",
        "points = [[\"1/2\", \"1/3\"], [1, 0], [\"-1/5\", 2], [0, 1]]\nlabels = [\"1/2\", 1, 0, \"-2/3\"]\nwidth = 1",
    ];
    for problem in problems {
        // Whatever the least value is, the answer is checked.
        let claims = "[[claim]]\nkind = \"global-minimum-value\"\nvalue = 0";
        settle(&case(problem, claims));
    }
}
