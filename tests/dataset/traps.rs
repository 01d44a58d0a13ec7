//! What is easy to get wrong, one test each.

use critcert::dataset::{Lifted, Node, Proof};
use critcert_certificate::case::{Claim, DatasetClaim, Verdict};
use critcert_certificate::certificate::Answer;
use critcert_certificate::rational::ratio;

use super::support::{accepted, case, network, problem, settled};

#[test]
fn a_flat_neuron_needs_its_whole_derivative_zero_not_only_along_its_weights() {
    let mut data = problem("0 1, -1 -2, -2 0", "1 1 -1", "0", (false, false));
    let saddle = network(&mut data, "-2 -1", "0", None);
    assert_eq!(accepted(&data, &saddle).verdict, Verdict::Saddle);
    // On the other side of every point the neuron is dead: no derivative at all.
    let mut data = problem("0 1, -1 -2", "1 1", "0", (true, true));
    let dead = network(&mut data, "0 0 -1", "0", Some("1"));
    assert_eq!(accepted(&data, &dead).verdict, Verdict::GlobalMinimum);
}

#[test]
fn a_pattern_that_could_fit_everything_need_not_hold_a_minimum() {
    // The region --++ of the bump has an exact fit among all functions of its form, none of them in the region.
    let mut data = problem("0, 1, 2, 3", "0 0 1 0", "0", (true, true));
    let inside = network(&mut data, "2 -3", "1/7", Some("-1/28"));
    assert_eq!(accepted(&data, &inside).verdict, Verdict::NotCritical);
}

#[test]
fn a_kink_is_not_an_obstacle_when_duplicates_cancel() {
    // Two points at the kink with opposite residuals: class weight 0, the loss is differentiable there.
    let mut data = problem("1, 1, 2, 3", "1 -1 1 3", "0", (true, true));
    let network = network(&mut data, "1 -1", "3/2", Some("0"));
    let found = accepted(&data, &network);
    assert_eq!(found.neurons[0].covector.to_string(), "00++");
    assert!(found.differentiable);
}

#[test]
fn opposite_points_merge_with_the_slope_of_the_activation() {
    // X and -X at the kink of w = 0, leaky: D(delta) = e_1 s(u) + e_2 s(-u) = (e_1 + e_2) s(u) - (1 + rho) e_2 u.
    let mut data = problem("1, -1", "-1 -2", "1/2", (false, false));
    let convex = network(&mut data, "0", "1", None);
    // u > 0: 1 - 2/2 = 0; u < 0: (3/2 - 3)|u|.. falls only where the derivative is negative.
    let found = accepted(&data, &convex);
    assert_eq!(found.loss, ratio(5, 2));
    assert_eq!(found.verdict, Verdict::LocalMinimum);
    let mut data = problem("1, -1", "-1 -3", "1/2", (false, false));
    let network = network(&mut data, "0", "1", None);
    assert_eq!(accepted(&data, &network).verdict, Verdict::NotCritical);
}

#[test]
fn a_clarke_critical_point_may_have_a_descent_direction() {
    // One point at a concave kink: the derivative in b is 0 on one side and -1 on the other, so 0 is a Clarke subgradient.
    let mut data = problem("-1, 0, 1", "-1 1 1", "0", (true, true));
    let network = network(&mut data, "1 0", "1", Some("0"));
    let found = accepted(&data, &network);
    assert_eq!(found.verdict, Verdict::NotCritical);
    assert!(!found.differentiable);
}

#[test]
fn a_dead_neuron_that_touches_a_point_belongs_to_its_region_or_not_by_the_sign_of_v() {
    for (v, verdict) in [("1", Verdict::LocalMinimum), ("-1", Verdict::NotCritical), ("0", Verdict::Saddle)] {
        let mut data = problem("0, 1, 2, 3", "0 0 1 0", "0", (true, true));
        let network = network(&mut data, "-1 0", v, Some("1/4"));
        let found = accepted(&data, &network);
        assert_eq!(found.neurons[0].covector.to_string(), "0---");
        assert_eq!(found.verdict, verdict, "v = {v}");
        assert_eq!(found.loss, ratio(3, 8));
    }
}

#[test]
fn locally_constant_is_a_minimum_in_a_verdict_and_a_weak_maximum_in_the_claim() {
    let mut data = problem("0, 1", "1 2", "0", (true, false));
    let dead = network(&mut data, "0 -1", "1", None);
    assert_eq!(accepted(&data, &dead).verdict, Verdict::LocalMinimum);
    let claim = Claim::Dataset(DatasetClaim::NoLocalMaximum);
    assert_eq!(settled(&case(&data, None, vec![claim])).0, Answer::Refuted);
}

#[test]
fn the_origin_is_seen_by_no_neuron_without_hidden_bias() {
    let mut data = problem("0 0, 1 0", "5 1", "0", (false, false));
    let network = network(&mut data, "1 0", "1", None);
    let found = accepted(&data, &network);
    assert_eq!(found.neurons[0].covector.to_string(), "0+");
    assert_eq!((found.verdict, found.loss), (Verdict::GlobalMinimum, ratio(25, 2)));
    assert_eq!(Lifted::new(&data).unwrap().notes().len(), 1);
}

#[test]
fn dependent_kinks_need_cells_when_some_are_concave() {
    // Three points in the plane at the kink of w = 0, one of them concave: no choice of slopes works for all cells alone.
    let mut data = problem("1 0, 0 1, 1 1", "-1 -1 1", "0", (false, false));
    let network = network(&mut data, "0 0", "1", None);
    let found = accepted(&data, &network);
    assert_eq!(found.verdict, Verdict::LocalMinimum);
    let Proof::LocalMinimum { stationary, .. } = &found.proof else { panic!("{:?}", found.proof) };
    let nodes = &stationary[0].as_ref().unwrap().nodes;
    assert_eq!(nodes[0], Node::Split(2));
    assert_eq!(nodes.len(), 3);
}

#[test]
fn means_of_contradictory_labels_are_global_minima() {
    let mut data = problem("0, 1, 1, 0", "0 1 3 0", "0", (true, true));
    let best = network(&mut data, "1 0", "2", Some("0"));
    let found = accepted(&data, &best);
    assert_eq!((found.verdict, found.loss), (Verdict::GlobalMinimum, ratio(1, 1)));
}
