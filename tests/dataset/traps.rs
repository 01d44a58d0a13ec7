//! What is easy to get wrong, one test each.

use critcert::dataset::landscape::count::census;
use critcert::dataset::landscape::plan::{Plan, list};
use critcert::dataset::landscape::search::Category;
use critcert::dataset::{Lifted, Node, Proof};
use critcert::pattern::{Points, count, cover};
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

#[test]
fn a_global_minimum_may_sit_on_a_kink_with_no_region_that_contains_one() {
    let data = problem("0, 1, 2, 3", "0 0 1 0", "0", (true, true));
    let minima = list(&data, 1, &|| false).unwrap();
    assert_eq!((&minima[0].loss, minima[0].category), (&ratio(3, 11), Category::Kink));
    // Region by region the best is 1/3: every differentiable minimum is spurious.
    let plan = Plan::new(&data, 1, &|| false).unwrap();
    let regions = census(&plan.strata, &|| false).unwrap();
    assert_eq!(regions.zero_loss, 0.into());
    assert_eq!(regions.positive_loss.keys().next(), Some(&ratio(1, 3)));
}

#[test]
fn duplicates_break_the_number_of_cover() {
    for (points, cells) in [("0 0, 1 1, 2 2, 0 1, 0 0", 12), ("0 0, 1 0, 0 1, 3 5, 2 -7", 22)] {
        let data = problem(points, "0 0 0 0 0", "0", (true, true));
        assert_eq!(cover(5, 3), 22.into());
        let counts = count(&Points::of(&data).unwrap(), false, &|| false).unwrap();
        assert_eq!(counts.cells, cells.into(), "{points}");
        let plan = Plan::new(&data, 1, &|| false).unwrap();
        assert_eq!(plan.strata.kinds.iter().filter(|kind| !kind.is_kink()).count(), cells);
    }
}

#[test]
fn certificates_tell_a_stationary_point_from_a_local_minimum() {
    let claim = |expect| vec![Claim::Dataset(DatasetClaim::Verdict { expect })];
    let mut data = problem("0 1, -1 -2, -2 0", "1 1 -1", "0", (false, false));
    let saddle = network(&mut data, "-2 -1", "0", None);
    let (_, text) = settled(&case(&data, Some(&saddle), claim(Verdict::Saddle)));
    assert!(text.contains(r#""rule":"dataset-stationary""#));
    assert!(!text.contains(r#""rule":"dataset-local-minimum""#));
    let mut data = problem("0, 1, 2, 3, 4", "0 2 2 -2 2", "0", (true, true));
    let minimum = network(&mut data, "-1 3", "3/17", Some("10/17"));
    let (_, text) = settled(&case(&data, Some(&minimum), claim(Verdict::LocalMinimum)));
    assert!(text.contains(r#""rule":"dataset-local-minimum""#));
}

#[test]
fn a_kink_minimum_may_bound_differentiable_ones_of_the_same_loss() {
    // The dead region of the bump has loss 3/8; its boundary, where the neuron touches a point, too.
    let mut data = problem("0, 1, 2, 3", "0 0 1 0", "0", (true, true));
    let boundary = network(&mut data, "-1 0", "1", Some("1/4"));
    let inside = network(&mut data, "-1 -1/1000", "1", Some("1/4"));
    let (boundary, inside) = (accepted(&data, &boundary), accepted(&data, &inside));
    assert_eq!((boundary.neurons[0].covector.is_cell(), inside.neurons[0].covector.is_cell()), (false, true));
    for found in [boundary, inside] {
        assert_eq!((found.verdict, found.loss), (Verdict::LocalMinimum, ratio(3, 8)));
    }
    // So the list has one entry for both, the smoother one.
    let minima = list(&data, 1, &|| false).unwrap();
    let same: Vec<_> = minima.iter().filter(|minimum| minimum.loss == ratio(3, 8)).collect();
    assert_eq!(same.len(), 1);
    assert_eq!(same[0].category, Category::Dead);
}

#[test]
fn minima_are_never_isolated() {
    // w -> t w, b -> t b, v -> v / t keeps everything, so what is listed are polyhedra in R = v w.
    let mut data = problem("-2, -1, 0, 1, 3", "0 2 -1 1 0", "0", (true, true));
    data.width = 2;
    for minimum in list(&data, 2, &|| false).unwrap() {
        let mut scaled = minimum.network.clone();
        for (t, neuron) in [(ratio(3, 1), 0), (ratio(1, 7), 1)] {
            scaled.weights[neuron].iter_mut().for_each(|entry| entry.0 *= &t);
            scaled.b.as_mut().unwrap()[neuron].0 *= &t;
            scaled.v[neuron].0 /= &t;
        }
        assert_ne!(scaled, minimum.network);
        let (one, other) = (accepted(&data, &minimum.network), accepted(&data, &scaled));
        assert_eq!((one.loss, one.verdict, one.neurons), (other.loss, other.verdict, other.neurons));
    }
}
