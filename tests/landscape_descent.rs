//! Gradient descent in floating point, from random starts: it ends on losses of the list and on no other.

use critcert::dataset::landscape::plan::list;
use critcert_certificate::Canonical;
use critcert_certificate::case::DatasetProblem;
use critcert_certificate::case::dataset::Activation;
use critcert_certificate::rational::ratio;
use num_traits::ToPrimitive;

/// A generator of pseudo-random numbers in [-1, 1) (Knuth's MMIX constants).
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }
}

struct Network {
    neurons: Vec<[f64; 3]>,
    c: f64,
}

/// Loss, and the gradient in the shape of the network (slope 0 at kinks).
fn gradient(points: &[f64], labels: &[f64], network: &Network) -> (f64, Network) {
    let mut slope = Network { neurons: vec![[0.0; 3]; network.neurons.len()], c: 0.0 };
    let mut loss = 0.0;
    for (x, y) in points.iter().zip(labels) {
        let f = network.neurons.iter().map(|[w, b, v]| v * (w * x + b).max(0.0)).sum::<f64>() + network.c;
        let e = f - y;
        loss += e * e / 2.0;
        slope.c += e;
        for ([w, b, v], own) in network.neurons.iter().zip(&mut slope.neurons) {
            let u = w * x + b;
            if u > 0.0 {
                own[0] += e * v * x;
                own[1] += e * v;
                own[2] += e * u;
            }
        }
    }
    (loss, slope)
}

fn descend(points: &[f64], labels: &[f64], width: usize, random: &mut Random) -> f64 {
    let mut network = Network {
        neurons: (0..width).map(|_| [0; 3].map(|_| 1.5 * random.next())).collect(),
        c: random.next(),
    };
    const STEPS: u32 = 60_000;
    for step in 0..STEPS {
        let rate = 0.02 / (1.0 + f64::from(step) / 4000.0);
        let (_, slope) = gradient(points, labels, &network);
        for (own, change) in network.neurons.iter_mut().zip(&slope.neurons) {
            own.iter_mut().zip(change).for_each(|(entry, change)| *entry -= rate * change);
        }
        network.c -= rate * slope.c;
    }
    gradient(points, labels, &network).0
}

#[test]
fn descent_ends_on_listed_losses() {
    let sets: [(&[i64], &[i64], usize); 6] = [
        (&[0, 1, 2, 3], &[0, 0, 1, 0], 1),
        (&[-2, -1, 0, 1, 3], &[0, 2, -1, 1, 0], 1),
        (&[-2, -1, 0, 1, 3], &[0, 2, -1, 1, 0], 2),
        (&[-1, 0, 1, 2], &[1, -1, 1, 0], 2),
        (&[-2, -1, 1, 2], &[0, 1, -1, 1], 1),
        (&[0, 1, 2], &[1, 0, 2], 1),
    ];
    let mut random = Random(7);
    for (points, labels, width) in sets {
        let number = |value: &i64| Canonical(ratio(*value, 1));
        let problem = DatasetProblem {
            points: points.iter().map(|x| vec![number(x)]).collect(),
            labels: labels.iter().map(number).collect(),
            width,
            activation: Activation::Relu,
            hidden_bias: true,
            output_bias: true,
        };
        let losses: Vec<f64> = list(&problem, width, &|| false)
            .unwrap()
            .iter()
            .map(|found| found.loss.to_f64().unwrap())
            .collect();
        let float = |values: &[i64]| values.iter().map(|&value| value as f64).collect::<Vec<_>>();
        for run in 0..12 {
            let end = descend(&float(points), &float(labels), width, &mut random);
            let nearest = losses.iter().map(|loss| (loss - end).abs()).fold(f64::INFINITY, f64::min);
            assert!(
                nearest < 2e-3,
                "{points:?} {labels:?} width {width} run {run}: {end} is not in {losses:?}"
            );
        }
    }
}
