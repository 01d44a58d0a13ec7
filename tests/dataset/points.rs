//! Points with answers that were computed elsewhere, exactly.

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
    assert_eq!((found.verdict, &found.loss), (Verdict::LocalMinimum, &ratio(3, 11)));
    assert_eq!(found.residual, values("-1/11 2/11 -6/11 5/11"));
    assert!(!found.differentiable);
    assert!(matches!(found.proof, Proof::LocalMinimum { better: None, .. }), "nothing is better");
    let claim = |expect| Claim::Dataset(DatasetClaim::Verdict { expect });
    let asked =
        case(&problem, Some(&network), vec![claim(Verdict::LocalMinimum), claim(Verdict::GlobalMinimum)]);
    assert_eq!(settled(&asked).0, Answer::Proved);
    // Whether it is global is not decided here, so neither answer may be given.
    let mut bytes = Vec::new();
    let question = &asked.claims[1];
    let control = critcert::prove::Control::NONE;
    let asked_by = critcert_certificate::certificate::Asked::Case;
    let result = critcert::prove::prove(&asked, question, "case.toml", asked_by, &mut bytes, control);
    assert!(matches!(result, Err(critcert::prove::ProveError::Undetermined(_))), "{result:?}");
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
