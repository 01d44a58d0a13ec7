//! Regions one by one: the answers of an independent implementation, the census, and invariance.

use critcert::answer::stratum::region_answer;
use critcert::dataset::landscape::count::census;
use critcert::dataset::landscape::plan::Plan;
use critcert::dataset::landscape::regions::{Region, regions};
use critcert_certificate::Canonical;
use critcert_certificate::case::DatasetProblem;
use critcert_certificate::case::dataset::Activation;
use critcert_certificate::rational::ratio;
use num_bigint::BigInt;

#[derive(Debug, serde::Deserialize)]
struct Instance {
    id: String,
    #[serde(rename = "X")]
    points: Vec<Vec<Canonical>>,
    #[serde(rename = "y")]
    labels: Vec<Canonical>,
    hidden_neurons: usize,
    leaky_slope: Canonical,
    hidden_bias: bool,
    output_bias: bool,
    regions: Vec<Expected>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
struct Expected {
    pattern: Vec<String>,
    unconstrained_region_loss: String,
    residual: Vec<String>,
    dlm_sign_types: Vec<String>,
}

fn instances() -> Vec<Instance> {
    serde_json::from_str(include_str!("data/regions.json")).unwrap()
}

fn problem(instance: &Instance) -> DatasetProblem {
    let slope = instance.leaky_slope.clone();
    DatasetProblem {
        points: instance.points.clone(),
        labels: instance.labels.clone(),
        width: instance.hidden_neurons,
        activation: if slope == Canonical::zero() { Activation::Relu } else { Activation::Leaky(slope) },
        hidden_bias: instance.hidden_bias,
        output_bias: instance.output_bias,
    }
}

fn listed(problem: &DatasetProblem) -> Vec<Region> {
    let plan = Plan::new(problem, problem.width, &|| false).unwrap();
    regions(&plan.strata, &|| false).unwrap()
}

/// As in the vectors, with the neurons of a pattern, and the signs with them, in a fixed order.
fn sorted(mut rows: Vec<Expected>) -> Vec<Expected> {
    for row in &mut rows {
        let mut order: Vec<usize> = (0..row.pattern.len()).collect();
        order.sort_by_key(|&j| row.pattern[j].clone());
        row.pattern = order.iter().map(|&j| row.pattern[j].clone()).collect();
        for signs in &mut row.dlm_sign_types {
            let letters: Vec<char> = signs.chars().collect();
            *signs = order.iter().map(|&j| letters[j]).collect();
        }
        row.dlm_sign_types.sort();
    }
    rows.sort();
    rows
}

#[test]
fn vectors_are_reproduced() {
    let all = instances();
    assert_eq!(all.len(), 4);
    for instance in all {
        let list = listed(&problem(&instance));
        let found = list.iter().map(region_answer).map(|region| Expected {
            pattern: region.pattern,
            unconstrained_region_loss: region.unconstrained_region_loss,
            residual: region.residual,
            dlm_sign_types: region.dlm_sign_types,
        });
        assert_eq!(sorted(found.collect()), sorted(instance.regions), "{}", instance.id);
    }
}

#[test]
fn the_list_agrees_with_the_census() {
    for instance in instances() {
        let problem = problem(&instance);
        let plan = Plan::new(&problem, problem.width, &|| false).unwrap();
        let (counted, list) = (census(&plan.strata, &|| false).unwrap(), listed(&problem));
        let count = |keep: &dyn Fn(&Region) -> bool| BigInt::from(list.iter().filter(|r| keep(r)).count());
        let zero = ratio(0, 1);
        assert_eq!(counted.regions, count(&|_| true), "{}", instance.id);
        assert_eq!(counted.without, count(&|r| r.signs.is_empty()), "{}", instance.id);
        assert_eq!(counted.zero_loss, count(&|r| !r.signs.is_empty() && r.loss == zero), "{}", instance.id);
        for (loss, regions) in &counted.positive_loss {
            assert_eq!(*regions, count(&|r| !r.signs.is_empty() && r.loss == *loss), "{}", instance.id);
        }
    }
}

#[test]
fn one_positive_factor_for_all_points_changes_nothing() {
    // Without hidden bias: w can take it back.
    for instance in instances().into_iter().filter(|instance| !instance.hidden_bias) {
        let before = problem(&instance);
        let mut after = before.clone();
        let factor = ratio(7, 3);
        after.points.iter_mut().flatten().for_each(|x| x.0 = &x.0 * &factor);
        assert_eq!(listed(&before), listed(&after), "{}", instance.id);
    }
}

#[test]
fn a_zero_residual_does_not_make_a_minimum() {
    let mut seen = false;
    for instance in instances() {
        seen |= listed(&problem(&instance)).iter().any(|r| r.loss == ratio(0, 1) && r.signs.is_empty());
    }
    assert!(seen);
}

#[test]
fn misclassified_points_are_those_on_the_wrong_side_of_one_half() {
    let instance = instances().into_iter().find(|instance| instance.id.starts_with("I8")).unwrap();
    let list = listed(&problem(&instance));
    let counts = |first: &str, second: &str| {
        let names = [first, second];
        let found = list.iter().map(|region| (region_answer(region).pattern, region.misclassified));
        found.into_iter().find(|(pattern, _)| names.iter().all(|name| pattern.iter().any(|p| p == name)))
    };
    // f = (1/3, 2/3, 1/3), (1, 0, 0) and (1, 0, 1) for y = (1, 0, 1).
    assert_eq!(counts("+++", "---").unwrap().1, 3);
    assert_eq!(counts("++-", "---").unwrap().1, 1);
    assert_eq!(counts("+--", "--+").unwrap().1, 0);
    // Every region with a minimum of positive loss misclassifies, none of loss 0 does.
    for region in list.iter().filter(|region| !region.signs.is_empty()) {
        assert_eq!(region.misclassified > 0, region.loss != ratio(0, 1));
    }
}
