//! `tests/data/extra_neuron.json`: instances with the answers of an independent implementation.

use critcert::extra_neuron::descent::change_bound;
use critcert::extra_neuron::existence::{Existence, existence};
use critcert::extra_neuron::lines::critical_lines;
use critcert::extra_neuron::moments::{first_moment, order};
use critcert::extra_neuron::optimum::{Optimum, derivative, hinge_value_bounds, optimum};
use critcert::extra_neuron::theta::is_flat;
use critcert::extra_neuron::{BasePoint, Proof, better, classify};
use critcert::lp::{Answer as LpAnswer, Relation, System, decide};
use critcert::prove::{Control, Finding, extra_neuron_landscape};
use critcert_certificate::case::Verdict;
use critcert_certificate::case::extra_neuron::{ExtraNeuronProblem, SampleLoss, Unit};
use critcert_certificate::certificate::Answer;
use critcert_certificate::rational::{Rational, ratio};
use critcert_checker::Outcome;
use num_bigint::BigInt;
use num_traits::{Signed, Zero};
use serde_json::Value;

use super::support::{case, cases, certificate, checked, dead, line, number, unit};

fn vectors() -> Value {
    serde_json::from_str(include_str!("../data/extra_neuron.json")).unwrap()
}

fn data(instance: &Value) -> Vec<(i64, i8)> {
    let rows = instance["data"].as_array().unwrap();
    rows.iter()
        .map(|row| (row[0].as_i64().unwrap(), i8::try_from(row[1].as_i64().unwrap()).unwrap()))
        .collect()
}

fn text(value: &Value) -> Rational {
    number(value.as_str().unwrap())
}

/// `-1.515263e-01` as an exact number.
fn scientific(text: &str) -> Rational {
    let (digits, exponent) = text.split_once('e').unwrap();
    let exponent: i32 = exponent.parse().unwrap();
    number(digits) * ratio(10, 1).pow(exponent)
}

fn problem_of(instance: &Value) -> (ExtraNeuronProblem, BasePoint) {
    let problem = line(&data(instance), Some(dead()), Some(1));
    let base = BasePoint::of_case(&problem).unwrap();
    (problem, base)
}

#[test]
fn dead_nets_are_saddles_of_the_stored_order() {
    let vectors = vectors();
    for id in ["one_neuron_A", "one_neuron_B", "one_neuron_C", "one_neuron_D"] {
        let (problem, base) = problem_of(&vectors[id]);
        let expected = &vectors[id]["expected"];
        assert_eq!(base.loss, Some(text(&expected["L_theta"])), "{id}");
        assert_eq!(expected["original_point_is_local_min"], is_flat(&problem, &base), "{id}");
        let better = better::find_better(&problem, &base).unwrap();
        assert_eq!(better.loss, Some(text(&expected["better_original_loss"])), "{id}");
        for (place, sum) in expected["group_coefficients"].as_object().unwrap() {
            let x = number(place);
            let members: Vec<usize> =
                (0..problem.points.len()).filter(|&index| problem.points[index][0].0 == x).collect();
            assert_eq!(base.sum_at(&members).to_rational(), Some(text(sum)), "{id} at {place}");
        }
        let found = classify(&problem, &unit(ratio(0, 1), ratio(0, 1))).unwrap();
        let order = usize::try_from(expected["vanishing_order_at_w0"].as_u64().unwrap()).unwrap();
        assert_eq!((found.verdict, found.order), (Verdict::Saddle, Some(order)), "{id}");
        assert_eq!(expected["saddle_kind"] == "strict", order == 1, "{id}");
        let descent = found.descent.unwrap();
        assert!(descent.change.is_negative());
        let lines = critical_lines(&problem, &base).unwrap();
        let stored: Vec<(usize, usize)> = serde_json::from_value::<Vec<(usize, usize)>>(
            expected["positive_roots_with_multiplicity"].clone(),
        )
        .unwrap();
        let counted: Vec<(usize, usize)> =
            lines.factors.iter().map(|factor| (factor.roots.len(), factor.multiplicity)).collect();
        assert_eq!(counted, stored, "{id}: numbers of roots with their multiplicity");
        assert_eq!(expected["augmented_local_min_for_any_w_b"], base.first_bad_place(&problem).is_none());
    }
}

#[test]
fn stored_polynomials_and_roots_are_found() {
    let vectors = vectors();
    type Line<'a> = (&'a str, &'a [i64], &'a [(Rational, usize)]);
    let expected: [Line<'_>; 4] = [
        ("one_neuron_A", &[1, -1], &[(ratio(1, 1), 1)]),
        ("one_neuron_B", &[1, -2, 1], &[(ratio(1, 1), 2)]),
        ("one_neuron_C", &[1, -3, 2], &[(ratio(1, 2), 1), (ratio(1, 1), 1)]),
        ("one_neuron_D", &[1, -3, 3, -1], &[(ratio(1, 1), 3)]),
    ];
    for (id, polynomial, roots) in expected {
        let (problem, base) = problem_of(&vectors[id]);
        let lines = critical_lines(&problem, &base).unwrap();
        let polynomial: Vec<BigInt> = polynomial.iter().copied().map(BigInt::from).collect();
        assert_eq!(lines.polynomial, polynomial, "{id}");
        let found: Vec<(Rational, usize)> = lines
            .roots()
            .into_iter()
            .map(|((lower, upper), multiplicity)| {
                assert_eq!(lower, upper);
                (lower.clone(), multiplicity)
            })
            .collect();
        assert_eq!(found, roots, "{id}");
    }
}

#[test]
fn stored_descent_witnesses_are_certified() {
    let vectors = vectors();
    for id in ["one_neuron_A", "one_neuron_B", "one_neuron_C", "one_neuron_D"] {
        let (problem, base) = problem_of(&vectors[id]);
        let witness = &vectors[id]["expected"]["descent_witness"];
        let (a, w, b) = (text(&witness["a"]), text(&witness["w"]), text(&witness["b"]));
        let bound = change_bound(&problem, &base, (&a, &[w], &b)).unwrap();
        let stored = scientific(witness["certified_upper_bound_of_decrease"].as_str().unwrap());
        let rounding = stored.abs() * ratio(1, 1_000_000);
        assert!(bound <= &stored + &rounding, "{id}: {bound} against {stored}");
        assert!(bound >= &stored - rounding, "{id}: {bound} against {stored}");
    }
}

/// The stored vectors use rows `<=`, columns c, w, b, per point an activation row and a margin row.
#[test]
fn stored_farkas_vectors_refute_every_pattern() {
    let vectors = vectors();
    let instance = &vectors["one_neuron_vacuous"];
    let data = data(instance);
    let stored = instance["expected"]["farkas"].as_array().unwrap();
    assert_eq!(instance["expected"]["patterns_times_signs"], stored.len());
    for entry in stored {
        let sign = entry["sign"].as_i64().unwrap();
        let mut rows: Vec<([i64; 3], i64)> = Vec::new();
        for (position, (x, y)) in data.iter().enumerate() {
            let on = entry["pattern"][position].as_i64().unwrap();
            let direction = if on == 1 { -1 } else { 1 };
            rows.push(([0, direction * x, direction], 0));
            let y = i64::from(*y);
            rows.push(([-y, -y * sign * on * x, -y * sign * on], -1));
        }
        let mut sums = vec![Rational::zero(); 4];
        for (row, multiplier) in entry["multipliers"].as_object().unwrap() {
            let (coefficients, bound) = rows[row.parse::<usize>().unwrap()];
            let multiplier = text(multiplier);
            assert!(multiplier.is_positive());
            for (sum, value) in sums.iter_mut().zip(coefficients.into_iter().chain([bound])) {
                *sum += &multiplier * ratio(value, 1);
            }
        }
        assert!(sums[..3].iter().all(Zero::is_zero) && sums[3].is_negative(), "{entry}");
        let mut system = System::new(3);
        for (coefficients, bound) in &rows {
            let opposite = coefficients.map(|value| -value);
            system.push(&opposite, -bound, Relation::GreaterEqual).unwrap();
        }
        assert!(matches!(decide(&system), LpAnswer::Infeasible(_)), "{entry}");
    }
    let problem = line(&data, None, Some(1));
    let found = existence(&problem, 1, Control::NONE).unwrap();
    // 11 = 4 * 3 - 1: the six threshold sets with two signs each, but for the empty set.
    assert!(matches!(found, Existence::Refuted(found) if found.cuts.len() == 11));
}

#[test]
fn the_realizable_instance_has_a_local_minimum() {
    let vectors = vectors();
    let data = data(&vectors["one_neuron_realizable"]);
    let problem = line(&data, None, Some(1));
    let Existence::Base { network, .. } = existence(&problem, 1, Control::NONE).unwrap() else {
        panic!("a base with margins 1 exists")
    };
    let base = BasePoint::of_network(&problem, *network).unwrap();
    assert!(base.first_bad_place(&problem).is_none());
    assert_eq!(base.loss, Some(ratio(0, 1)));
}

#[test]
fn duplicates_have_the_stored_optimum() {
    let vectors = vectors();
    let cubic = SampleLoss::Hinge(3);
    for row in vectors["one_neuron_duplicates"]["expected"].as_array().unwrap() {
        let count = |key: &str| usize::try_from(row[key].as_u64().unwrap()).unwrap();
        let (plus, minus) = (count("n_plus"), count("n_minus"));
        match optimum(&cubic, plus, minus) {
            Optimum::Value(value) => {
                assert_eq!(row["rational"], true);
                assert_eq!(value, text(&row["f_at_x"]));
                let (low, high) = hinge_value_bounds(3, plus, minus, &(value.clone(), value));
                assert_eq!((&low, &high), (&text(&row["group_loss"]), &text(&row["group_loss"])));
            }
            Optimum::Algebraic { polynomial, interval } => {
                // 3 - 2 sqrt 2, root of t^2 - 6 t + 1; value 48 - 32 sqrt 2, root of (48 - v)^2 = 2048.
                assert_eq!(row["rational"], false);
                assert_eq!(polynomial, [1, -6, 1].map(BigInt::from));
                assert_eq!(polynomial, derivative(3, plus, minus));
                let (low, high) = hinge_value_bounds(3, plus, minus, &interval);
                let square = |v: &Rational| (ratio(48, 1) - v) * (ratio(48, 1) - v) - ratio(2048, 1);
                assert!(square(&low).is_positive() && square(&high).is_negative());
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn monomial_units_see_the_stored_moments() {
    let vectors = vectors();
    for id in ["monomial_neuron_A", "monomial_neuron_B", "monomial_neuron_D"] {
        let (problem, base) = problem_of(&vectors[id]);
        for row in vectors[id]["expected"].as_array().unwrap() {
            let power = usize::try_from(row["p"].as_u64().unwrap()).unwrap();
            let moments: Vec<Rational> = row["moments"].as_array().unwrap().iter().map(text).collect();
            let first = moments.iter().position(|moment| !moment.is_zero());
            let found = first_moment(&problem, &base, power);
            assert_eq!(found.as_ref().map(|moment| moment.powers[0]), first, "{id} {power}");
            if let (Some(found), Some(first)) = (found, first) {
                assert_eq!(found.sum.to_rational().as_ref(), Some(&moments[first]));
            }
            let problem = ExtraNeuronProblem { unit: Unit::Monomial(power), ..problem.clone() };
            let answer = classify(&problem, &unit(ratio(0, 1), ratio(1, 1))).unwrap();
            let survives = matches!(answer.verdict, Verdict::LocalMinimum);
            assert_eq!(row["bad_local_min_survives"], survives, "{id} {power}");
            if survives {
                assert!(matches!(answer.proof, Proof::MomentsVanish { better: Some(_), .. }));
            } else {
                assert_eq!(
                    answer.order,
                    order(&problem, &base, &unit(ratio(0, 1), ratio(1, 1))).map(|o| o.0)
                );
            }
        }
    }
}

#[test]
fn the_quadratic_regulariser_has_the_stored_hessian() {
    let vectors = vectors();
    let stored = vectors["per_layer_regulariser_power"]["hessian_c_v1_v2_quadratic"].as_str().unwrap();
    let case = case("per-layer-regulariser");
    let (answer, text) = certificate(&case, 0);
    assert_eq!(answer, Answer::Proved);
    let step = text.lines().find(|step| step.contains("extra-quadratic")).unwrap();
    let step: Value = serde_json::from_str(step).unwrap();
    let found: Vec<Vec<i64>> = step["with"]["hessian"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row.as_array().unwrap().iter().map(|v| v.as_str().unwrap().parse().unwrap()).collect())
        .collect();
    assert_eq!(found, serde_json::from_str::<Vec<Vec<i64>>>(stored).unwrap());
}

#[test]
fn every_claim_of_every_case_holds_and_is_accepted() {
    let mut claims = 0;
    for entry in std::fs::read_dir(cases()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let case = case(&name);
        for index in 0..case.claims.len() {
            let (answer, text) = certificate(&case, index);
            assert_eq!(answer, Answer::Proved, "{name} {index}");
            let outcome = checked(&case, &text);
            assert!(matches!(outcome, Outcome::Verified(_)), "{name} {index}: {outcome:?}");
            claims += 1;
        }
    }
    assert!(claims >= 55, "{claims}");
}

#[test]
fn landscapes_are_accepted() {
    for name in [
        "one-neuron-c",
        "one-neuron-d",
        "one-neuron-realizable",
        "twelve-points",
        "logistic",
        "monomial-d-power-4",
    ] {
        let case = case(name);
        let (landscape, bytes) = extra_neuron_landscape(&case, "case.toml", Control::NONE).unwrap();
        let outcome = checked(&case, std::str::from_utf8(&bytes).unwrap());
        assert!(matches!(outcome, Outcome::Verified(_)), "{name}: {outcome:?}");
        let minimum = landscape.has_local_minimum.unwrap();
        assert_eq!(minimum, name == "one-neuron-realizable", "{name}");
        if ["one-neuron-c", "one-neuron-d", "twelve-points"].contains(&name) {
            assert!(landscape.base.unwrap().is_removed(), "{name}");
        }
    }
}

/// lambda = 0: the theorem is refuted, not proved, and nothing about it is decided by guessing.
#[test]
fn without_regulariser_the_theorem_is_refuted() {
    use critcert::prove::prove;
    use critcert_certificate::case::{Claim, ExtraNeuronClaim};
    use critcert_certificate::certificate::Asked;
    let case = case("one-neuron-lambda-0");
    for claim in [ExtraNeuronClaim::ExtraNeuronEliminatesBadMinima, ExtraNeuronClaim::Vacuous] {
        let claim = Claim::ExtraNeuron(claim);
        let mut bytes = Vec::new();
        let settled = prove(&case, &claim, "case.toml", Asked::Command, &mut bytes, Control::NONE).unwrap();
        assert_eq!(settled.answer, Answer::Refuted);
        let outcome = checked(&case, std::str::from_utf8(&bytes).unwrap());
        assert!(matches!(outcome, Outcome::Verified(_)), "{outcome:?}");
    }
    let undetermined = classify(
        &ExtraNeuronProblem {
            lambda: super::support::integer(0),
            ..line(&[(0, 1), (1, -1)], Some(dead()), None)
        },
        &unit(ratio(0, 1), ratio(0, 1)),
    );
    assert_eq!(undetermined.unwrap().verdict, Verdict::Undetermined);
}

/// The step of this rule in the certificate of the claim `refute-without-assumption` of a case, and its base steps.
fn refutation(name: &str, rule: &str) -> (Value, Vec<Value>) {
    let case = case(name);
    let index = case.claims.iter().position(|claim| claim.kind() == "refute-without-assumption").unwrap();
    let (answer, text) = certificate(&case, index);
    assert_eq!(answer, Answer::Proved, "{name}");
    let steps: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of_rule = |rule: &str| {
        let steps = steps.iter().filter(|step| step["rule"] == rule);
        steps.map(|step| step["with"].clone()).collect::<Vec<_>>()
    };
    (of_rule(rule)[0].clone(), of_rule("extra-base"))
}

#[test]
fn counterexamples_have_the_stored_losses() {
    let vectors = vectors();
    let stored = &vectors["one_neuron_lambda0"]["expected"];
    let (escape, bases) = refutation("one-neuron-lambda-0", "extra-escape");
    assert_eq!(bases[0]["loss"], stored["original_loss_at_theta"]);
    let better = usize::try_from(escape["better"].as_u64().unwrap()).unwrap();
    assert_eq!(bases[better]["loss"], stored["original_global"]);
    let lambda_0 = case("one-neuron-lambda-0");
    let (Finding::ExtraNeuronPoint(found), _) = critcert::prove::classify(&lambda_0, "case.toml").unwrap()
    else {
        panic!("a point")
    };
    assert_eq!(stored["augmented_loss"], found.loss);
    assert_eq!(stored["is_global_of_augmented"], found.verdict == Verdict::GlobalMinimum);

    let stored = &vectors["one_neuron_shifted_hinge"];
    let (shifted, bases) = refutation("one-neuron-shifted-hinge", "extra-shifted-hinge");
    assert_eq!(bases[0]["outputs"], stored["f"]);
    assert_eq!(shifted["misclassified"], stored["expected"]["misclassified"]);

    // All features of the hidden layer are 0, so that they form one group, whose coefficients add up to 0.
    let stored = &vectors["exp_neuron_without_skip"];
    let (_, bases) = refutation("exp-without-skip", "extra-without-skip");
    let (problem, base) = problem_of(stored);
    let network = base.network.clone().unwrap();
    for (point, z) in problem.points.iter().zip(stored["z"].as_array().unwrap()) {
        assert_eq!(network.neurons[0].inner(point).max(ratio(0, 1)), text(z));
    }
    assert_eq!(stored["expected"]["sum_by_feature_group"], "0");
    assert!(base.sum_at(&[0, 1]).is_empty());
    assert!(text(&bases[1]["loss"]) < text(&bases[0]["loss"]));
}
