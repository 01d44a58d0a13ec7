//! The lists of local minima of data sets, against the answers of an independent implementation.

use critcert::dataset::landscape::plan::list;
use critcert_certificate::Canonical;
use critcert_certificate::case::DatasetProblem;
use critcert_certificate::case::dataset::Activation;
use critcert_certificate::rational::{parse_canonical, ratio};

#[derive(Debug, serde::Deserialize)]
struct Row {
    points: Vec<Vec<Canonical>>,
    labels: Vec<Canonical>,
    width: usize,
    hidden_bias: bool,
    output_bias: bool,
    local_minimum_losses: Vec<Canonical>,
}

fn losses(problem: &DatasetProblem, width: usize) -> Vec<String> {
    let minima = list(problem, width, &|| false).unwrap();
    minima.iter().map(|minimum| minimum.loss.to_string()).collect()
}

fn line(points: &[i64], labels: &[i64]) -> DatasetProblem {
    DatasetProblem {
        points: points.iter().map(|&x| vec![Canonical(ratio(x, 1))]).collect(),
        labels: labels.iter().map(|&y| Canonical(ratio(y, 1))).collect(),
        width: 1,
        activation: Activation::Relu,
        hidden_bias: true,
        output_bias: true,
    }
}

#[test]
fn vectors_are_reproduced() {
    let rows: Vec<Row> = serde_json::from_str(include_str!("data/landscape.json")).unwrap();
    for (index, row) in rows.into_iter().enumerate() {
        let problem = DatasetProblem {
            points: row.points,
            labels: row.labels,
            width: row.width,
            activation: Activation::Relu,
            hidden_bias: row.hidden_bias,
            output_bias: row.output_bias,
        };
        let mut expected: Vec<_> =
            row.local_minimum_losses.iter().map(|loss| parse_canonical(&loss.to_string()).unwrap()).collect();
        expected.sort();
        let expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
        assert_eq!(losses(&problem, row.width), expected, "row {index}");
    }
}

#[test]
fn the_two_data_sets_on_the_line() {
    let first = line(&[0, 1, 2, 3], &[0, 0, 1, 0]);
    assert_eq!(losses(&first, 1), ["3/11", "1/3", "7/20", "3/8"]);
    let second = line(&[-2, -1, 0, 1, 3], &[0, 2, -1, 1, 0]);
    assert_eq!(losses(&second, 1), ["275/112", "5/2", "375/148", "13/5"]);
    let wider = losses(&second, 2);
    assert_eq!(wider.len(), 11);
    assert_eq!((wider[0].as_str(), wider[10].as_str()), ("1", "13/5"));
}
