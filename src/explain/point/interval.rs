//! Interval problems: types, residual, gradient, and the theorem's conditions with numbers.

use critcert_certificate::case::interval::{IntervalNetwork, IntervalProblem, NeuronType};
use critcert_certificate::rational::{Rational, ratio, sign};
use num_traits::{One, Signed, Zero};

use crate::explain::Part;
use crate::explain::words::{affine, count, polynomial, sign_word, sum, vector};
use crate::interval::instance::{Instance, Neuron};
use crate::interval::kinks::kinks;
use crate::interval::rays::{Ray, RayOrigin};
use crate::interval::residual::{Residual, Support};
use crate::interval::types::NeuronClass;
use crate::interval::{Classification, Proof};
use crate::prove::ProveError;

pub(super) fn problem(problem: &IntervalProblem, part: &mut Part) {
    let target = affine(&problem.slope.0, &problem.intercept.0);
    let ends = format!("[{}, {}]", problem.start, problem.end);
    part.say(format!(
        "Fit `A(x) = {target}` on `{ends}` by networks with {}: `f(x) = c + sum_j v_j max(w_j x + b_j, 0)`.",
        count(problem.width, "hidden neuron")
    ));
    part.say("The loss is the integral of `r^2` over the interval, `r = f - A`, without a factor in front.");
}

pub(super) fn parts(
    problem: &IntervalProblem,
    network: &IntervalNetwork,
    found: &Classification,
) -> Result<Vec<Part>, ProveError> {
    let instance = Instance::new(problem, network)?;
    let residual = Residual::new(&instance)?;
    let point = Point { instance, residual, found };
    Ok(vec![point.neurons(), point.residual(), point.gradient(), point.verdict(), point.theorem()])
}

struct Point<'a> {
    instance: Instance<'a>,
    residual: Residual,
    found: &'a Classification,
}

impl Point<'_> {
    fn each(&self) -> impl Iterator<Item = (usize, Neuron<'_>, NeuronClass)> {
        let neurons = self.instance.neurons().zip(&self.found.neurons).enumerate();
        neurons.map(|(index, (neuron, class))| (index, neuron, *class))
    }

    fn ends(&self) -> (&Rational, &Rational) {
        (self.instance.start(), self.instance.end())
    }

    fn mid(&self) -> Rational {
        (self.instance.start() + self.instance.end()) * ratio(1, 2)
    }

    fn neurons(&self) -> Part {
        let mut part = Part::new("Neurons");
        let terms = self
            .each()
            .map(|(_, neuron, _)| (neuron.v.clone(), format!("max({}, 0)", affine(neuron.w, neuron.b))));
        let c = self.instance.network().c.0.clone();
        let terms: Vec<(Rational, String)> = std::iter::once((c, String::new())).chain(terms).collect();
        let output = sum(&terms, &Rational::zero());
        part.say(format!("The network is `f(x) = {output}`."));
        for (index, neuron, class) in self.each() {
            let flat = if class.flat { ", flat".to_owned() } else { String::new() };
            let kind = serde_json::to_value(class.kind).unwrap_or_default();
            let kind = kind.as_str().unwrap_or_default().to_owned();
            part.say(format!(
                "Neuron {index}: `w x + b = {}` {}: {kind}; `v = {}`{flat}.",
                affine(neuron.w, neuron.b),
                self.why(&neuron, class.kind),
                neuron.v
            ));
        }
        part
    }

    /// Why a neuron has its type.
    fn why(&self, neuron: &Neuron<'_>, kind: NeuronType) -> String {
        let (start, end) = self.ends();
        let (at_start, at_end) = (neuron.inner(start), neuron.inner(end));
        match kind {
            NeuronType::Degenerate => "is 0 everywhere".to_owned(),
            NeuronType::SemiActive => "is a positive constant".to_owned(),
            NeuronType::Inactive => {
                format!("is `{at_start}` at `{start}` and `{at_end}` at `{end}`, negative throughout")
            }
            NeuronType::SemiInactiveStart => {
                format!("vanishes at the left end `{start}` and is negative behind")
            }
            NeuronType::SemiInactiveEnd => {
                format!("vanishes at the right end `{end}` and is negative before")
            }
            NeuronType::Type1Active => {
                format!("is `{at_start}` at `{start}` and `{at_end}` at `{end}`, nowhere negative")
            }
            NeuronType::Type2Active => {
                let place = neuron.breakpoint().unwrap_or_default();
                format!("vanishes at `{place}`, inside `({start}, {end})`")
            }
        }
    }

    /// The values of r where its pieces meet.
    fn values(&self) -> Vec<(Rational, Rational)> {
        let cuts = self.residual.cuts().iter();
        cuts.map(|x| (x.clone(), self.instance.output(x) - self.instance.problem().target(x))).collect()
    }

    fn residual(&self) -> Part {
        let mut part = Part::new("Residual");
        let values = self.values();
        let (places, heights): (Vec<Rational>, Vec<Rational>) = values.iter().cloned().unzip();
        part.say(format!(
            "`r` is affine between the points `{}`, where it has the values `{}`.",
            vector(&places),
            vector(&heights)
        ));
        let is_sawtooth = heights.windows(2).all(|pair| pair[0] == -&pair[1]) && !heights[0].is_zero();
        if is_sawtooth {
            part.say(
                "These are equal in size with alternating signs: a sawtooth, with mean 0 on each piece.",
            );
        }
        let squares: Vec<String> = values
            .windows(2)
            .map(|pair| {
                let ((left, p), (right, q)) = (&pair[0], &pair[1]);
                ((right - left) * (p * p + p * q + q * q) * ratio(1, 3)).to_string()
            })
            .collect();
        part.say(format!(
            "A piece of length `h` with end values `p, q` adds `h (p^2 + p q + q^2)/3` to the loss: `L = {}{}`.",
            squares.join(" + "),
            if squares.len() > 1 { format!(" = {}", self.found.loss) } else { String::new() }
        ));
        part
    }

    fn gradient(&self) -> Part {
        let mut part = Part::new("Gradient");
        let gradient = &self.found.gradient;
        part.say(format!("`dL/dc = 2 int r = 2 * {} = {}`.", paren(&self.residual.mean()), gradient.c));
        let supports = self.residual.supports();
        for (index, _, class) in self.each() {
            let Some(support) = supports.get(index) else { continue };
            let (start, end) = self.ends();
            let set = match support {
                Support::Nowhere => {
                    part.say(format!("Neuron {index} is positive nowhere: its entries are 0."));
                    if class.is_obstacle() {
                        part.say(format!(
                            "Neuron {index} is degenerate and not flat: `L` has one-sided derivatives only in `w_{index}, b_{index}`."
                        ));
                    }
                    continue;
                }
                Support::Everywhere => format!("[{start}, {end}]"),
                Support::UpTo(cut) => format!("[{start}, {})", self.residual.cuts()[*cut]),
                Support::From(cut) => format!("({}, {end}]", self.residual.cuts()[*cut]),
            };
            let moments = self.residual.over_support(*support);
            let x_moment = &moments.first + start * &moments.mean;
            part.say(format!(
                "Neuron {index} is positive on `I_{index} = {set}`, where `int r = {}` and `int x r = {x_moment}`.",
                moments.mean
            ));
            part.say(format!(
                "So `dL/dv_{index} = 2 (w int x r + b int r) = {}`, `dL/dw_{index} = 2 v int x r = {}`, `dL/db_{index} = 2 v int r = {}`.",
                gradient.v[index], gradient.w[index], gradient.b[index]
            ));
        }
        let smooth = if self.found.differentiable { "" } else { "not " };
        part.say(format!("The loss is {smooth}differentiable here."));
        part
    }

    fn verdict(&self) -> Part {
        let mut part = Part::new(format!("Verdict: {}", self.found.verdict.name()));
        match &self.found.proof {
            Proof::ZeroLoss => part.say("`L = 0`, the least that an integral of squares can be."),
            Proof::GradientEntry { parameter, value } => {
                use crate::interval::gradient::Parameter;
                let name = match parameter {
                    Parameter::OutputBias => "dL/dc".to_owned(),
                    Parameter::OutputWeight(neuron) => format!("dL/dv_{neuron}"),
                    Parameter::HiddenBias(neuron) => format!("dL/db_{neuron}"),
                    Parameter::InputWeight(neuron) => format!("dL/dw_{neuron}"),
                };
                part.say(format!("`{name} = {value}` is not zero."));
            }
            Proof::OneSidedDerivative { neuron, direction: (omega, eta), value } => part.say(format!(
                "When `(w_{neuron}, b_{neuron})` leaves `(0, 0)` in the direction `({omega}, {eta})`, the one-sided derivative is `2 v int r max({}, 0) = {value} < 0`.",
                affine(omega, eta)
            )),
            Proof::DescentRay(ray) => self.ray(ray, &mut part),
            Proof::Radius { delta, better } => self.radius(delta, better, &mut part),
            Proof::None(reason) => part.say(format!("Undetermined: {reason}.")),
        }
        if matches!(self.found.proof, Proof::DescentRay(_)) {
            let (start, end) = self.ends();
            part.say(format!(
                "It is no local maximum: adding `t` to `c` changes the loss by `t dL/dc + t^2 D` with `dL/dc = 0` and `D = {}`.",
                end - start
            ));
        }
        part
    }

    fn ray(&self, ray: &Ray, part: &mut Part) {
        match &ray.origin {
            RayOrigin::Culprit { neuron, .. } => part.say(format!(
                "All entries of the gradient vanish. Neuron {neuron} can be switched on so that the loss falls."
            )),
            RayOrigin::Kink { index } => {
                let kinks = kinks(&self.instance, &self.found.neurons);
                let place = kinks.get(*index).map(|kink| kink.position.to_string()).unwrap_or_default();
                part.say(format!(
                    "All entries of the gradient vanish. Moving the kink at `{place}` against its neighbours lowers the loss."
                ));
            }
        }
        let direction = &ray.direction;
        part.say(format!(
            "Move along `w: {}, b: {}, v: {}, c: {}`, times `eps`.",
            vector(&direction.w),
            vector(&direction.b),
            vector(&direction.v),
            direction.c
        ));
        part.say(format!(
            "For `0 < eps <= {}` no breakpoint enters, leaves or crosses another, and the loss changes by the polynomial `{}`.",
            ray.epsilon,
            polynomial(ray.polynomial.coefficients(), "eps")
        ));
        if let Some((order, value)) = ray.polynomial.lowest() {
            part.say(format!(
                "Its lowest term `{}` is negative: arbitrarily near there are better networks.",
                polynomial(&term(order, value), "eps")
            ));
        }
    }

    fn radius(&self, delta: &Rational, better: &IntervalNetwork, part: &mut Part) {
        let (start, end) = self.ends();
        let bound = Rational::one() + start.abs().max(end.abs());
        part.say(format!(
            "All neurons are zero on the interval, so `f = c` and `r = -alpha (x - mid)`. With `M = 1 + max(|T0|, |T1|) = {bound}`:"
        ));
        for (index, neuron, class) in self.each() {
            if class.kind == NeuronType::Inactive {
                let highest = neuron.inner(start).max(neuron.inner(end));
                part.say(format!(
                    "neuron {index} stays negative while its parameters change by less than `{} / {bound} = {}`;",
                    -&highest,
                    -&highest / &bound
                ));
            } else {
                let half = neuron.w.abs() * (end - start) / (ratio(2, 1) * &bound);
                part.say(format!(
                    "neuron {index} keeps to its own half, where `v r >= 0`, while they change by at most `|w| D/(2 M) = {half}` and by at most `|v| = {}`;",
                    neuron.v.abs()
                ));
            }
        }
        part.say(format!(
            "so within `delta = {delta}` in every parameter the loss is not smaller: `L' - L = int (f' - f)^2 + 2 int r (f' - f) >= 0`."
        ));
        part.say(format!(
            "It is not global: `w = {}, b = {}, v = {}, c = {}` has loss 0.",
            numbers(&better.w),
            numbers(&better.b),
            numbers(&better.v),
            better.c
        ));
    }

    /// The theorem of Cheridito, Jentzen, Rossmannek with the numbers of the point.
    fn theorem(&self) -> Part {
        let mut part = Part::new("The classification theorem (Cheridito, Jentzen, Rossmannek 2021)");
        let alpha = self.instance.slope();
        if alpha.is_zero() {
            part.say(
                "The target is constant, which the theorem excludes; the argument above does not need it.",
            );
            return part;
        }
        if self.found.loss.is_zero() {
            part.say("(VI) A network is a global minimum iff its loss is 0.");
            return part;
        }
        let mid = self.mid();
        let (output, target) = (self.instance.output(&mid), self.instance.problem().target(&mid));
        let equal = output == target;
        part.say(format!(
            "Midpoint: `f({mid}) = {output}` and `A({mid}) = {target}`, {}.",
            if equal { "equal, as (III) and (IV) ask" } else { "different, which (III) and (IV) exclude" }
        ));
        for (index, neuron, class) in self.each() {
            if let Some(line) = self.condition(index, &neuron, class) {
                part.say(line);
            }
        }
        self.kinks(&mut part);
        part
    }

    /// What parts (III) and (IV) say about one neuron that is not type-2-active.
    fn condition(&self, index: usize, neuron: &Neuron<'_>, class: NeuronClass) -> Option<String> {
        let pull = sign(self.instance.slope()) * sign(neuron.v);
        let side = |wanted: &str, fits: bool| {
            let product = self.instance.slope() * neuron.v;
            let end = if fits {
                format!("`alpha v {wanted} 0` as (III) asks")
            } else {
                "so it can be switched on, (IV a)".to_owned()
            };
            format!("Neuron {index} has `alpha v = {product}`, {}: {end}.", sign_word(&product))
        };
        Some(match class.kind {
            NeuronType::Inactive => format!("Neuron {index} is inactive, which (III) and (IV) allow."),
            NeuronType::SemiInactiveStart => side(">", pull > 0),
            NeuronType::SemiInactiveEnd => side("<", pull < 0),
            NeuronType::SemiActive | NeuronType::Degenerate if class.flat => {
                format!("Neuron {index} is flat and can be switched on, (IV a).")
            }
            NeuronType::SemiActive | NeuronType::Degenerate | NeuronType::Type1Active => {
                format!("Neuron {index} is of a type that (III) and (IV) exclude.")
            }
            NeuronType::Type2Active => return None,
        })
    }

    /// Part (IV b): an even number of equidistant kinks of alternating orientation and equal weight.
    fn kinks(&self, part: &mut Part) {
        let kinks = kinks(&self.instance, &self.found.neurons);
        if kinks.is_empty() {
            return;
        }
        let (start, end) = self.ends();
        let pieces = Rational::from_integer((kinks.len() + 1).into());
        let weight = ratio(2, 1) * self.instance.slope() / &pieces;
        let parity =
            if kinks.len().is_multiple_of(2) { "even, as (IV b) asks" } else { "odd, which (IV b) excludes" };
        part.say(format!("There are `n = {}` kinks: {parity}.", kinks.len()));
        let neurons: Vec<Neuron<'_>> = self.instance.neurons().collect();
        for (index, kink) in kinks.iter().enumerate() {
            let place = start + (end - start) * Rational::from_integer((index + 1).into()) / &pieces;
            let own = kink.neurons.iter().filter_map(|&neuron| neurons.get(neuron));
            let (mut total, mut turned) = (Rational::zero(), true);
            for neuron in own {
                total += neuron.v * neuron.w;
                turned &= neuron.w.is_positive() == index.is_multiple_of(2);
            }
            let number = index + 1;
            let holds = |good: bool| if good { "holds" } else { "fails" };
            part.say(format!(
                "Kink {number} at `{}`: `q_{number} = T0 + {number} D/(n + 1) = {place}` {}; the signs of `w` are {} there, which {}; `sum v w = 2 alpha/(n + 1)` is `{total} = {weight}`, which {}.",
                kink.position,
                holds(kink.position == place),
                if index.is_multiple_of(2) { "to be positive" } else { "to be negative" },
                holds(turned),
                holds(total == weight)
            ));
        }
        let length = end - start;
        let expected = self.instance.slope() * self.instance.slope() * &length * &length * &length
            / (ratio(12, 1) * &pieces * &pieces * &pieces * &pieces);
        if expected == self.found.loss {
            part.say(format!("(V) The loss is `alpha^2 D^3 / (12 (n + 1)^4) = {expected}`."));
        }
    }
}

fn term(order: usize, value: &Rational) -> Vec<Rational> {
    let mut coefficients = vec![Rational::zero(); order];
    coefficients.push(value.clone());
    coefficients
}

fn paren(value: &Rational) -> String {
    if value.is_negative() { format!("({value})") } else { value.to_string() }
}

fn numbers(list: &[critcert_certificate::Canonical]) -> String {
    crate::explain::words::canonical(list)
}
