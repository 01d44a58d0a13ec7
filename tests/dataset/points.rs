//! Points with answers that were computed elsewhere, exactly.

use critcert::dataset::landscape::plan::list;
use critcert::dataset::landscape::small::{Landscapes, MAX_GROUPS, groups_at_most};
use critcert::dataset::{Classification, Evaluation, Lifted, Node, Proof};
use critcert_certificate::Rational;
use critcert_certificate::case::dataset::{DatasetNetwork, DatasetProblem};
use critcert_certificate::case::{Claim, DatasetClaim, Verdict};
use critcert_certificate::certificate::Answer;
use critcert_certificate::rational::{parse_input, ratio};

use super::support::{accepted, case, network, numbers, problem, settled};

fn values(text: &str) -> Vec<Rational> {
    numbers(text).into_iter().map(|entry| entry.0).collect()
}

fn bump() -> DatasetProblem {
    problem("0, 1, 2, 3", "0 0 1 0", "0", (true, true))
}

fn better_is_better(problem: &DatasetProblem, found: &Classification) -> DatasetNetwork {
    let Proof::LocalMinimum { better: Some(better), .. } = &found.proof else { panic!("{:?}", found.proof) };
    let evaluated = Evaluation::new(&Lifted::new(problem).unwrap(), better).unwrap();
    assert!(evaluated.loss < found.loss);
    (**better).clone()
}

#[test]
fn the_spurious_minimum_on_the_first_point() {
    let mut problem = bump();
    let network = network(&mut problem, "-2/3 1/3", "-1", Some("1/3"));
    let found = accepted(&problem, &network);
    assert_eq!((found.verdict, &found.loss), (Verdict::LocalMinimum, &ratio(1, 3)));
    assert_eq!(found.neurons[0].covector.to_string(), "+---");
    assert!(found.differentiable);
    assert_eq!(found.residual, values("0 1/3 -2/3 1/3"));
    better_is_better(&problem, &found);
}

#[test]
fn every_differentiable_minimum_of_the_bump() {
    // Pattern, R, c and sign from the unconstrained optimum of the region.
    for (weights, v, c, pattern, loss) in [
        ("1/10 3", "1", "-29/10", "++++", "7/20"),
        ("2/3 -5/3", "-1", "1/3", "---+", "1/3"),
        ("0 -1", "1", "1/4", "----", "3/8"),
        ("1 -4", "-1", "1/4", "----", "3/8"),
        ("1 -4", "0", "1/4", "----", "3/8"),
    ] {
        let mut problem = bump();
        let network = network(&mut problem, weights, v, Some(c));
        let found = accepted(&problem, &network);
        assert_eq!(found.neurons[0].covector.to_string(), pattern);
        assert_eq!(found.loss, parse_input(loss).unwrap(), "{pattern}");
        assert_eq!(found.verdict, Verdict::LocalMinimum, "{pattern} {v}");
        better_is_better(&problem, &found);
    }
}

#[test]
fn the_best_network_of_the_bump_has_a_kink_on_a_point() {
    let mut problem = bump();
    let network = network(&mut problem, "-3/11 6/11", "-1", Some("5/11"));
    let found = accepted(&problem, &network);
    assert_eq!((found.verdict, &found.loss), (Verdict::GlobalMinimum, &ratio(3, 11)));
    assert_eq!(found.residual, values("-1/11 2/11 -6/11 5/11"));
    assert!(!found.differentiable);
    assert_eq!(found.proof, Proof::LeastLoss);
    for (expect, answer) in
        [(Verdict::GlobalMinimum, Answer::Proved), (Verdict::LocalMinimum, Answer::Refuted)]
    {
        let claim = Claim::Dataset(DatasetClaim::Verdict { expect });
        let (settled, text) = settled(&case(&problem, Some(&network), vec![claim]));
        assert_eq!(settled, answer);
        assert!(text.contains(r#""rule":"stratum-list""#));
    }
}

#[test]
fn a_landscape_finds_the_better_network_that_quick_attempts_miss() {
    // Of all local minima of five points, one neuron or two: the first is global, for all others the certificate has a better one.
    for width in [1, 2] {
        let mut problem = problem("-2, -1, 0, 1, 3", "0 2 -1 1 0", "0", (true, true));
        problem.width = width;
        let minima = list(&problem, width, &|| false).unwrap();
        assert!(minima.len() >= 4);
        for (index, minimum) in minima.iter().enumerate() {
            let found = accepted(&problem, &minimum.network);
            assert_eq!(found.loss, minimum.loss);
            if index == 0 {
                assert_eq!((found.verdict, found.proof), (Verdict::GlobalMinimum, Proof::LeastLoss));
            } else {
                assert_eq!(found.verdict, Verdict::LocalMinimum);
                better_is_better(&problem, &found);
            }
        }
    }
}

#[test]
fn beyond_the_limit_globality_stays_open() {
    // 24 points at width 2: at most 97 covectors, 4754 groups. At width 3 there are too many.
    let points: Vec<String> = (0..24).map(|x| x.to_string()).collect();
    let labels = vec!["0"; 23].join(" ") + " 1";
    let mut problem = problem(&points.join(", "), &labels, "0", (true, true));
    for (width, groups) in [(1, 98), (2, 4754)] {
        problem.width = width;
        assert_eq!(groups_at_most(&problem), Some(groups.into()));
    }
    problem.width = 3;
    assert!(groups_at_most(&problem).unwrap() > MAX_GROUPS.into());
    assert!(Landscapes::default().of(&problem).unwrap().is_none());
    // Duplicates and parallel points count once.
    let mut doubled = self::problem("0, 1, 1, 0", "0 1 3 0", "0", (true, true));
    assert_eq!(groups_at_most(&doubled), Some(10.into()));
    doubled.hidden_bias = false;
    assert_eq!(groups_at_most(&doubled), Some(4.into()));
}

#[test]
fn the_minimum_with_output_weight_zero() {
    let mut problem = problem("1 0, 1 1, 0 1", "1 -1 1", "1/2", (false, false));
    let network = network(&mut problem, "1 1", "0", None);
    let found = accepted(&problem, &network);
    assert_eq!((found.verdict, &found.loss), (Verdict::LocalMinimum, &ratio(3, 2)));
    assert_eq!(found.residual, values("-1 1 -1"));
    better_is_better(&problem, &found);
}

#[test]
fn the_strict_saddle_with_output_weight_zero() {
    let mut problem = problem("0 1, -1 -2, -2 0", "1 1 -1", "0", (false, false));
    let network = network(&mut problem, "-2 -1", "0", None);
    let found = accepted(&problem, &network);
    assert_eq!(found.verdict, Verdict::Saddle);
    let Proof::Saddle { ray, .. } = &found.proof else { panic!("{:?}", found.proof) };
    assert_eq!((ray.delta.as_slice(), &ray.output), (values("1 -2").as_slice(), &ratio(5, 32)));
    assert_eq!(&ray.coefficient * ratio(2, 1), ratio(-25, 32));
}

#[test]
fn the_weak_local_maximum_without_output_bias() {
    let mut problem = problem("1", "1", "0", (false, false));
    let network = network(&mut problem, "0", "1", None);
    let found = accepted(&problem, &network);
    assert_eq!((found.verdict, &found.loss), (Verdict::LocalMaximum, &ratio(1, 2)));
    let claim = Claim::Dataset(DatasetClaim::NoLocalMaximum);
    let without = case(&problem, None, vec![claim.clone()]);
    assert_eq!(settled(&without).0, Answer::Refuted);
    problem.output_bias = true;
    assert_eq!(settled(&case(&problem, None, vec![claim])).0, Answer::Proved);
}

#[test]
fn the_construction_reaches_loss_zero() {
    let mut problem = problem("1 2, 3 -1, -2 1, 1 1", "2 -1 0 3", "0", (false, false));
    let weights = "-31/15 13/15, -29/15 17/15, -28/15 19/15, 9/10 91/30, 11/10 89/30, 6/5 44/15, \
                   -10/9 8/9, -8/9 10/9, -7/9 11/9";
    let network = network(&mut problem, weights, "6 -18 12 -3 9 -6 27/2 -81/2 27", None);
    let found = accepted(&problem, &network);
    assert_eq!((found.verdict, &found.loss), (Verdict::GlobalMinimum, &ratio(0, 1)));
    assert!(found.neurons.iter().all(|neuron| neuron.covector.is_cell()));
}

#[test]
fn the_spurious_minimum_that_exists_only_at_a_kink() {
    let mut problem = problem("0, 1, 2, 3, 4", "0 2 2 -2 2", "0", (true, true));
    let network = network(&mut problem, "-1 3", "3/17", Some("10/17"));
    let found = accepted(&problem, &network);
    assert_eq!((found.verdict, &found.loss), (Verdict::LocalMinimum, &ratio(107, 17)));
    assert_eq!(found.residual, values("19/17 -18/17 -21/17 44/17 -24/17"));
    assert_eq!(found.neurons[0].covector.to_string(), "+++0-");
    let Proof::LocalMinimum { stationary, .. } = &found.proof else { panic!("{:?}", found.proof) };
    let leaf = Node::Leaf { slopes: vec![(0, ratio(5, 11))], cone: Vec::new() };
    assert_eq!(stationary[0].as_ref().unwrap().nodes, [leaf]);
    assert_eq!(&found.residual[3] * ratio(5, 11), ratio(20, 17));
    better_is_better(&problem, &found);
}

#[test]
fn regions_of_two_neurons_without_biases() {
    // A zero-loss point of (+--, --+), a positive-loss minimum of (+++, ---), a point between them.
    let points = "1 0, 1 1, 0 1";
    for (weights, v, verdict, loss) in [
        ("1 -2, -2 1", "1 1", Verdict::GlobalMinimum, "0"),
        ("1/3 1/3, -1 -1", "1 1", Verdict::LocalMinimum, "2/3"),
        ("1 2, -1 -1", "1 1", Verdict::NotCritical, "5"),
    ] {
        let mut problem = problem(points, "1 0 1", "0", (false, false));
        let network = network(&mut problem, weights, v, None);
        let found = accepted(&problem, &network);
        assert_eq!(found.verdict, verdict, "{weights}");
        assert_eq!(found.loss, parse_input(loss).unwrap(), "{weights}");
    }
}

#[test]
fn a_wrong_expectation_is_refuted() {
    let mut problem = bump();
    let network = network(&mut problem, "-2/3 1/3", "-1", Some("1/3"));
    for expect in [Verdict::GlobalMinimum, Verdict::Saddle, Verdict::NotCritical, Verdict::LocalMaximum] {
        let claim = Claim::Dataset(DatasetClaim::Verdict { expect });
        assert_eq!(settled(&case(&problem, Some(&network), vec![claim])).0, Answer::Refuted);
    }
}
