//! Networks of loss 0: the stored construction, random data evaluated from the definition, labels that no network meets
//! against the span of many neurons.

use critcert::dataset::Lifted;
use critcert::dataset::zero_loss::{ZeroLoss, construct};
use critcert::exact::Matrix;
use critcert::prove::{Control, ProveError, prove};
use critcert_certificate::case::dataset::{DatasetNetwork, DatasetProblem};
use critcert_certificate::case::{Case, Claim, DatasetClaim};
use critcert_certificate::certificate::{Answer, Asked};
use critcert_certificate::rational::ratio;
use critcert_certificate::{Canonical, Rational};
use itertools::Itertools;
use num_traits::{Signed, Zero};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::refused::Parts;
use super::support::{case, numbers, problem, settled};
use super::vectors::{problem_of, vector};

pub(crate) fn asked(problem: &DatasetProblem, width: usize) -> Case {
    let problem = DatasetProblem { width, ..problem.clone() };
    case(&problem, None, vec![Claim::Dataset(DatasetClaim::ZeroLossNetwork)])
}

/// The network of a proof that the checker accepts.
fn proved(problem: &DatasetProblem, width: usize) -> DatasetNetwork {
    let (answer, text) = settled(&asked(problem, width));
    assert_eq!(answer, Answer::Proved);
    let network = Parts::read(&text).first("dataset-point")["network"].take();
    serde_json::from_value(network).unwrap()
}

/// The factors of a refutation that the checker accepts.
fn factors(points: &str, labels: &str, slope: &str, biases: (bool, bool)) -> Value {
    let (answer, text) = settled(&asked(&problem(points, labels, slope, biases), 40));
    assert_eq!(answer, Answer::Refuted);
    Parts::read(&text).first("zero-loss-contradiction")["factors"].take()
}

fn undecided(problem: &DatasetProblem, width: usize) -> String {
    let case = asked(problem, width);
    let settled = prove(&case, &case.claims[0], "case.toml", Asked::Case, Vec::new(), Control::NONE);
    match settled {
        Err(ProveError::Undetermined(reason)) => reason,
        other => panic!("{other:?}"),
    }
}

fn lift(problem: &DatasetProblem, point: &[Canonical]) -> Vec<Rational> {
    point.iter().map(|x| x.0.clone()).chain(problem.hidden_bias.then(|| ratio(1, 1))).collect()
}

fn product(w: &[Rational], x: &[Rational]) -> Rational {
    w.iter().zip(x).map(|(w, x)| w * x).sum()
}

/// s(u), written in another way than in the program.
fn activation(slope: &Rational, u: &Rational) -> Rational {
    u.clone().max(slope * u)
}

/// Whether a network meets all labels, and no nonzero lifted point is on a kink; from the definitions.
fn fits(problem: &DatasetProblem, network: &DatasetNetwork) -> bool {
    let slope = problem.activation.slope();
    problem.points.iter().zip(&problem.labels).all(|(point, label)| {
        let x = lift(problem, point);
        let mut output = network.c.as_ref().map_or_else(Rational::zero, |c| c.0.clone());
        let mut on_kink = false;
        for (index, row) in network.weights.iter().enumerate() {
            let bias = network.b.as_ref().map(|b| &b[index]);
            let w: Vec<Rational> = row.iter().chain(bias).map(|w| w.0.clone()).collect();
            assert_eq!(w.len(), x.len());
            let u = product(&w, &x);
            on_kink |= u.is_zero() && x.iter().any(|x| !x.is_zero());
            output += &network.v[index].0 * activation(&slope, &u);
        }
        output == label.0 && !on_kink
    })
}

pub(crate) fn i14() -> (Value, DatasetProblem) {
    let row = vector("I14_");
    let problem = problem_of(&row);
    (row, problem)
}

#[test]
fn the_stored_network_is_constructed() {
    let (row, data) = i14();
    assert_eq!(row["hidden_neurons"], 9);
    let network = proved(&data, 9);
    assert_eq!(json!(network.weights), row["W"]);
    assert_eq!(json!(network.v), row["v"]);
    assert_eq!((&network.b, &network.c), (&None, &None));
    assert!(fits(&data, &network));
}

#[test]
fn a_slope_divides_the_output_weights() {
    let (row, data) = i14();
    let leaky = problem("1 2, 3 -1, -2 1, 1 1", "2 -1 0 3", "1/3", (false, false));
    let network = proved(&leaky, 9);
    assert_eq!(json!(network.weights), row["W"]);
    let relu = proved(&data, 9);
    let scaled: Vec<_> = relu.v.iter().map(|v| Canonical(&v.0 * ratio(3, 2))).collect();
    assert_eq!(network.v, scaled);
    assert!(fits(&leaky, &network) && !fits(&data, &network));
}

#[test]
fn surplus_neurons_are_idle_and_off_all_kinks() {
    let (row, data) = i14();
    let network = proved(&data, 11);
    assert_eq!(json!(network.weights[..9]), row["W"]);
    assert_eq!(network.v[9..], numbers("0 0"));
    assert!(fits(&data, &network));
    let all_zero = problem("0, 0", "0 0", "0", (false, false));
    assert_eq!(proved(&all_zero, 2).v, numbers("0 0"));
}

/// Neurons that the construction needs.
fn needed(problem: &DatasetProblem) -> usize {
    match construct(&Lifted::new(problem).unwrap(), 0).unwrap() {
        ZeroLoss::TooNarrow { needed } => needed,
        other => panic!("{other:?}"),
    }
}

#[test]
fn groups_hold_one_point_less_than_the_dimension() {
    // D = 3, four positive and three negative labels: two groups each.
    let points = "1 0, 0 1, 2 3, -1 4, 5 -2, 3 7, -4 -9, 8 8";
    let data = problem(points, "1 1/2 -1 2 -3 1 -1 0", "0", (true, true));
    assert_eq!(needed(&data), 12);
    assert!(fits(&data, &proved(&data, 12)));
}

#[test]
fn special_positions_only_make_groups_smaller() {
    // Four points on a line in the plane: no two of them share a group, whose span would hold the others.
    let data = problem("0 0, 1 1, 2 2, 3 3, 0 1", "1 1 1 1 0", "1/4", (true, false));
    assert_eq!(needed(&data), 12);
    assert!(fits(&data, &proved(&data, 12)));
    // Points of a line that has no third one do.
    let data = problem("0 0, 1 1, 2 2, 0 1", "1 0 0 1", "1/4", (true, false));
    assert_eq!(needed(&data), 3);
    assert!(fits(&data, &proved(&data, 3)));
}

#[test]
fn points_on_one_line_share_a_neuron() {
    // Positive multiples with proportional labels, a duplicate, and a negative multiple of the same height.
    let data = problem("1 2, 2 4, 1 2, -3 -6, 1 1", "2 4 2 6 -1", "0", (false, false));
    let network = proved(&data, 6);
    assert!(fits(&data, &network));
    assert_eq!(network.weights[..3], super::support::rows("-91/45 43/45, -89/45 47/45, -88/45 49/45"));
}

#[test]
fn opposite_points_get_a_linear_part() {
    // Odd labels alone: two neurons and no group, four where the linear part has a point on its kink.
    let data = problem("1 1, -1 -1", "1 -1", "1/3", (false, false));
    assert_eq!(needed(&data), 2);
    assert!(fits(&data, &proved(&data, 2)));
    let data = problem("1 0, -1 0, 0 1, 0 -1", "1 -1 0 0", "0", (false, false));
    assert_eq!(needed(&data), 4);
    assert!(fits(&data, &proved(&data, 4)));
    // Both parts, and an output bias that the origin asks for.
    let data = problem("1 0, -1 0, 0 0, 1 2", "3 0 1 5", "0", (false, true));
    let network = proved(&data, needed(&data));
    assert_eq!(network.c, Some(numbers("1").remove(0)));
    assert!(fits(&data, &network));
}

#[test]
fn one_dimension_takes_two_neurons() {
    for slope in ["0", "1/3"] {
        let data = problem("1, 2, -1, -3", "2 4 1 3", slope, (false, false));
        assert_eq!(needed(&data), 2);
        assert!(fits(&data, &proved(&data, 2)));
        let data = problem("1, 2, 0, -2", "3 5 1 1", slope, (false, true));
        assert!(fits(&data, &proved(&data, 3)));
    }
}

#[test]
fn contradictory_labels_are_refuted_by_their_factors() {
    assert_eq!(factors("1 2, 3 1, 1 2", "1 0 2", "0", (true, true)), json!([[0, "1"], [2, "-1"]]));
    assert_eq!(factors("1 2, 2 4", "1 3", "1/2", (false, false)), json!([[0, "2"], [1, "-1"]]));
    assert_eq!(factors("1 2, 0 0", "1 3", "0", (false, false)), json!([[1, "1"]]));
    // With an output bias two points on a ray fix it, a third one or the origin contradicts.
    assert_eq!(factors("1, 2, 3", "0 1 0", "0", (false, true)), json!([[0, "1"], [1, "-2"], [2, "1"]]));
    assert_eq!(factors("0, 1, 2", "1 1 2", "0", (false, true)), json!([[0, "1"], [1, "-2"], [2, "1"]]));
    assert_eq!(
        factors("1 0, 2 0, 0 1, 0 2", "1 1 2 2", "0", (false, true)),
        json!([[0, "2"], [1, "-1"], [2, "-2"], [3, "1"]])
    );
    // Odd parts are linear: f(X) - f(-X) is additive.
    let odd = "1 0, -1 0, 0 1, 0 -1, 1 1, -1 -1";
    assert_eq!(
        factors(odd, "1 0 1 0 1 0", "1/3", (false, false)),
        json!([[0, "1"], [1, "-1"], [2, "1"], [3, "-1"], [4, "-1"], [5, "1"]])
    );
    assert!(fits(&problem(odd, "1 0 1 0 2 0", "1/3", (false, false)), &{
        let data = problem(odd, "1 0 1 0 2 0", "1/3", (false, false));
        proved(&data, needed(&data))
    }));
}

#[test]
fn narrow_widths_are_settled_by_all_local_minima_or_stay_open() {
    let (_, data) = i14();
    let reason = undecided(&data, 8);
    assert!(reason.contains("needs 9 neurons and the width is 8"), "{reason}");
    let (answer, text) = settled(&asked(&data, 1));
    assert_eq!(answer, Answer::Refuted);
    let least = Parts::read(&text).first("stratum-list")["losses"][0][0].take();
    assert!(!least.as_str().unwrap().starts_with('-') && least != json!("0"), "{least}");
    // max(2 x - 3, 0) has its kink between the points.
    let hinge = problem("0, 1, 2, 3", "0 0 1 3", "0", (true, false));
    assert!(needed(&hinge) > 1);
    assert!(fits(&hinge, &proved(&hinge, 1)));
    // max(x - 1, 0) is the only one and has its kink on a point.
    let kink = problem("0, 1, 2, 3", "0 0 1 2", "0", (true, false));
    let reason = undecided(&kink, 1);
    assert!(reason.contains("only with a point on a kink"), "{reason}");
}

#[test]
fn a_network_larger_than_certificates_hold_is_left_open() {
    let (_, data) = i14();
    assert!(undecided(&data, 5000).contains("at most 4096 neurons"));
}

#[test]
fn the_program_says_what_is_undecided() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("narrow.toml");
    let text = "[problem]\nkind = \"dataset\"\npoints = [[1, 2], [3, -1], [-2, 1], [1, 1]]\nlabels = [2, -1, 0, 3]\n\
                width = 7\nhidden_bias = false\noutput_bias = false\n[[claim]]\nkind = \"zero-loss-network\"\n";
    std::fs::write(&path, text).unwrap();
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_critcert"));
    let output = command.arg("audit").arg(&path).output().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(3), "{shown}");
    assert!(shown.contains("undecided") && shown.contains("zero-loss construction"), "{shown}");
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("needs 9 neurons and the width is 7"), "{error}");
}

#[test]
fn two_points_on_a_ray_fix_the_output_bias() {
    let data = problem("1 2, 2 4, 1 1", "1 3 0", "0", (false, true));
    let network = proved(&data, needed(&data));
    assert_eq!(network.c, Some(numbers("-1").remove(0)));
    assert!(fits(&data, &network));
}

/// Points and labels of a problem.
fn data(points: Vec<Vec<i64>>, labels: &[i64], leaky: bool, biases: (bool, bool)) -> DatasetProblem {
    let number = |value: &i64| Canonical(ratio(*value, 1));
    let empty = problem("1", "1", if leaky { "1/3" } else { "0" }, biases);
    DatasetProblem {
        points: points.iter().map(|point| point.iter().map(number).collect()).collect(),
        labels: labels[..points.len()].iter().map(|y| Canonical(ratio(*y, 2))).collect(),
        ..empty
    }
}

/// Whether any D lifted points are independent.
fn in_general_position(problem: &DatasetProblem) -> bool {
    let lifted: Vec<Vec<Rational>> = problem.points.iter().map(|point| lift(problem, point)).collect();
    let dimension = lifted[0].len();
    lifted.iter().combinations(dimension.min(lifted.len())).all(|chosen| {
        let size = chosen.len();
        Matrix::from_fn(size, dimension, |row, column| chosen[row][column].clone()).rank() == size
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// In general position the width of the theorem suffices, and the network is right by another evaluation.
    #[test]
    fn general_positions_take_the_stated_width(
        points in proptest::collection::vec(proptest::collection::vec(-30_i64..=30, 3), 1..8),
        labels in proptest::collection::vec(-3_i64..=3, 8),
        dimension in 2_usize..=3,
        surplus in 0_usize..3,
        leaky in any::<bool>(),
        hidden_bias in any::<bool>(),
        output_bias in any::<bool>(),
    ) {
        let d = dimension - usize::from(hidden_bias);
        let points = points.into_iter().map(|point| point[..d].to_vec()).collect();
        let problem = data(points, &labels, leaky, (hidden_bias, output_bias));
        prop_assume!(in_general_position(&problem));
        let count = |sign: fn(&Rational) -> bool| problem.labels.iter().filter(|y| sign(&y.0)).count();
        let groups = |count: usize| count.div_ceil(dimension - 1);
        let width = 3 * (groups(count(Rational::is_positive)) + groups(count(Rational::is_negative)));
        prop_assume!(width + surplus > 0);
        let network = proved(&problem, width + surplus);
        prop_assert_eq!(network.v.len(), width + surplus);
        prop_assert!(fits(&problem, &network));
        if width > 0 {
            prop_assert_eq!(needed(&problem), width);
        }
    }

    /// In any position: proved iff the labels are a combination of the outputs of many neurons.
    #[test]
    fn labels_are_met_iff_neurons_span_them(
        points in proptest::collection::vec(proptest::collection::vec(-2_i64..=2, 2), 1..7),
        labels in proptest::collection::vec(-1_i64..=1, 7),
        d in 1_usize..=2,
        leaky in any::<bool>(),
        hidden_bias in any::<bool>(),
        output_bias in any::<bool>(),
    ) {
        let points: Vec<Vec<i64>> = points.into_iter().map(|point| point[..d].to_vec()).collect();
        let problem = data(points, &labels, leaky, (hidden_bias, output_bias));
        let slope = problem.activation.slope();
        let lifted: Vec<Vec<Rational>> = problem.points.iter().map(|point| lift(&problem, point)).collect();
        let grid = std::iter::repeat_n(-3_i64..=3, lifted[0].len()).multi_cartesian_product();
        let mut columns: Vec<Vec<Rational>> = grid
            .map(|w| {
                let w: Vec<Rational> = w.into_iter().map(|entry| ratio(entry, 1)).collect();
                lifted.iter().map(|x| activation(&slope, &product(&w, x))).collect()
            })
            .collect();
        columns.extend(output_bias.then(|| vec![ratio(1, 1); lifted.len()]));
        let rank = Matrix::from_columns(lifted.len(), &columns).rank();
        columns.push(problem.labels.iter().map(|y| y.0.clone()).collect());
        let spanned = Matrix::from_columns(lifted.len(), &columns).rank() == rank;
        let (answer, text) = settled(&asked(&problem, 3 * 7 + 4));
        prop_assert_eq!(answer == Answer::Proved, spanned, "{}", text);
        if answer == Answer::Proved {
            let network = Parts::read(&text).first("dataset-point")["network"].take();
            prop_assert!(fits(&problem, &serde_json::from_value(network).unwrap()));
        }
    }
}
