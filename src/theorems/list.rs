//! The list of theorems. The first one that names a claim is the one that the claim cites.

use super::{ClaimName, Theorem};

/// Cheridito, Jentzen, Rossmannek 2021; its classification theorem for ReLU has the parts (I) to (VI).
const INTERVAL: &str = "arXiv 2103.10922";
/// Soudry, Hoffer 2017.
const SOUDRY_HOFFER: &str = "arXiv 1702.05777";
/// Zhu, Soudry, Eldar, Wakin 2018, on the landscape of shallow linear networks.
const LINEAR: &str = "arXiv 1805.04938";
/// The theorems behind porcupine claims are sharper than those of Feizi, Javadi, Zhang, Tse.
const PORCUPINE: &str = "own, after arXiv 1710.02196";
/// Liang, Sun, Lee, Srikant 2018; what is proved is the sharper own form in `proofs/format/extra-neuron.md`.
const EXTRA: &str = "arXiv 1805.08671";

const fn claim(kind: &'static str) -> ClaimName {
    ClaimName { kind, expect: None }
}

const fn verdict(expect: &'static str) -> ClaimName {
    ClaimName { kind: "verdict", expect: Some(expect) }
}

/// One line of the list: name, paper, part; statement; claims; what is proved, what is not.
const fn line(
    problem: &'static str,
    cited: [&'static str; 3],
    statement: &'static str,
    claims: &'static [ClaimName],
    scope: [&'static str; 2],
) -> Theorem {
    let ([id, paper, part], [proves, cannot_decide]) = (cited, scope);
    Theorem { id, paper, part, problem, statement, claims, proves, cannot_decide }
}

/// Nothing of the theorem is out of reach of an instance but its being true for all instances.
const OTHERS: &str = "other instances than the one of the case";
/// The instance is one width and one data set.
const OTHER_DATA: &str = "other data sets and other widths";

/// Every theorem that can be tested, by problem kind.
pub const THEOREMS: &[Theorem] = &[
    line(
        "interval",
        ["interval-I", INTERVAL, "(I)"],
        "no network is a local maximum of the loss",
        &[claim("no-local-maximum"), verdict("local-maximum")],
        ["for the problem of the case, at every width, by growth along the output bias", OTHERS],
    ),
    line(
        "interval",
        ["interval-classification", INTERVAL, "(I) to (VI)"],
        "every critical point is a global minimum, a dead local minimum or one of the listed saddles",
        &[claim("classification")],
        [
            "for one width, by a tree of patterns none of which is missing",
            "widths other than the claimed one",
        ],
    ),
    line(
        "interval",
        ["interval-II", INTERVAL, "(II), proved at the point"],
        "critical points and local extrema are differentiable with zero gradient",
        &[verdict("not-critical"), claim("classification")],
        ["a nonzero derivative, one-sided ones included, at the point of the case", OTHERS],
    ),
    line(
        "interval",
        ["interval-III", INTERVAL, "(III), proved at the point"],
        "non-global local minima have inactive or well-turned semi-inactive neurons only, and f(mid) = A(mid)",
        &[verdict("local-minimum"), claim("classification")],
        ["local minimality in a stated radius, and a better network", OTHERS],
    ),
    line(
        "interval",
        ["interval-IV", INTERVAL, "(IV), proved at the point"],
        "saddles are dead points with a free neuron, or an even number of evenly spaced kinks",
        &[verdict("saddle"), claim("classification")],
        ["zero gradient and a ray on which the loss falls", OTHERS],
    ),
    line(
        "interval",
        ["interval-V", INTERVAL, "(V)"],
        "a saddle with n kinks has the loss alpha^2 D^3 / (12 (n + 1)^4)",
        &[verdict("saddle"), claim("classification")],
        ["the exact loss of the saddle, and of each family of saddles", OTHERS],
    ),
    line(
        "interval",
        ["interval-VI", INTERVAL, "(VI), proved at the point"],
        "a network is a global minimum iff its loss is 0",
        &[verdict("global-minimum"), claim("classification")],
        ["loss 0 at the point of the case", OTHERS],
    ),
    line(
        "dataset",
        ["dataset-C", "own", "first-order conditions, kinks included"],
        "Theorem C: a network is a local minimum iff linear conditions hold neuron by neuron, at kinks too",
        &[claim("verdict")],
        ["the verdict of the point, by multipliers or a direction in which the loss falls", OTHERS],
    ),
    line(
        "dataset",
        ["dataset-maximum", "own", "growth along c; silent neurons without c"],
        "with an output bias no network is a local maximum; without, only silent ones can be",
        &[claim("no-local-maximum")],
        ["for the data of the case, at every width", OTHERS],
    ),
    line(
        "dataset",
        ["dataset-E", "own", "proofs/format/landscape.md"],
        "Theorem E: all local minima of a stratum have one prediction, the projection of the labels",
        &[
            claim("local-minimum-losses"),
            claim("no-spurious-local-minimum"),
            claim("no-spurious-differentiable-minimum"),
            claim("global-minimum-value"),
        ],
        ["all losses of local minima at one width, each with a network, none missing", OTHER_DATA],
    ),
    line(
        "dataset",
        ["dataset-A", "own", "Theorem A"],
        "a differentiable critical point is a local minimum iff g_j = 0 for all neurons, flat ones too",
        &[claim("verdict"), claim("no-spurious-differentiable-minimum")],
        ["zero gradient, and for saddles a direction of negative curvature", OTHERS],
    ),
    line(
        "dataset",
        ["dataset-B", "own", "Theorem B"],
        "a region holds a differentiable local minimum iff one of finitely many strict linear systems is solvable",
        &[claim("no-spurious-differentiable-minimum"), claim("local-minimum-losses")],
        ["for each region a network, or multipliers that refute the system", OTHER_DATA],
    ),
    line(
        "dataset",
        ["dataset-rank", SOUDRY_HOFFER, "Lemma 2"],
        "where the matrix of a region has rank n, every differentiable local minimum has loss 0",
        &[claim("every-differentiable-minimum-global-by-rank")],
        [
            "that the rank is n, by elimination modulo a number, or less, by a combination of rows, for the stated weights",
            "deficient ranks, which leave minima open; other regions",
        ],
    ),
    line(
        "dataset",
        ["dataset-zero-loss", "own, after arXiv 1702.05777", "zero-loss construction"],
        "3 (ceil(n+/(D-1)) + ceil(n-/(D-1))) neurons fit n points in general position exactly, off all kinks",
        &[claim("zero-loss-network"), claim("global-minimum-value")],
        [
            "that a network of the width of the case has loss 0, or that none has",
            "the least width at which loss 0 is reached, beyond small cases",
        ],
    ),
    line(
        "dataset",
        ["dataset-counts", "Zaslavsky 1975", "Theorems A and B"],
        "cells and covectors of a central arrangement are counted by Whitney's sum over subsets",
        &[claim("pattern-count")],
        ["the number of activation patterns, by a complete list or tree, and by the formula", OTHER_DATA],
    ),
    line(
        "dataset",
        ["dataset-cover", "Cover 1965", "function-counting theorem"],
        "n points in general position in dimension D have 2 sum_(k < D) C(n - 1, k) cells",
        &[claim("pattern-count")],
        ["the number of cells of the data of the case", OTHER_DATA],
    ),
    line(
        "dataset",
        ["dataset-volumes", SOUDRY_HOFFER, "Definitions 3 and 4"],
        "regions weigh as much as a normal weight vector falls into them; bad ones become rare",
        &[claim("region-volumes")],
        [
            "shares of the volume of all regions between bounds, for points that span up to 3 dimensions",
            "points that span more (estimates only); the limit for growing n and width",
        ],
    ),
    line(
        "linear",
        ["linear-D", LINEAR, "own proof, without assumptions on the data"],
        "Theorem D: every critical point is a global minimum or a saddle with negative curvature",
        &[
            claim("verdict"),
            claim("no-spurious-local-minimum"),
            claim("every-saddle-strict"),
            claim("global-minimum-value"),
            claim("critical-values"),
        ],
        [
            "the verdict of a point with its direction, and the values of the problem of the case",
            "the theorem in general, proved on paper and used nowhere on trust",
        ],
    ),
    line(
        "porcupine",
        ["porcupine-P1", PORCUPINE, "linear test"],
        "P1: local minima are told by the signs of the gradient in the positive and negative masses",
        &[claim("verdict")],
        ["the verdict of the point", OTHERS],
    ),
    line(
        "porcupine",
        ["porcupine-P3", PORCUPINE, "landscape theorem, corrected"],
        "P3: a local minimum is global if the gradient on the missing side of every closed line is >= 0",
        &[claim("no-spurious-local-minimum"), claim("verdict")],
        ["all regions, or all those that are asked for, without a spurious local minimum", OTHERS],
    ),
    line(
        "porcupine",
        ["porcupine-P4", PORCUPINE, "span theorem"],
        "P4: a local minimum is global if the mixed lines span every closed line",
        &[claim("span-theorem")],
        ["for which regions the hypothesis holds on the lines of the case", "regions that are not covered"],
    ),
    line(
        "porcupine",
        ["porcupine-patterns", PORCUPINE, "all 3^r patterns"],
        "the local minima of a pattern of closed and open lines have one value, or there are none",
        &[claim("local-minimum-losses")],
        ["the complete list of values", OTHERS],
    ),
    line(
        "porcupine",
        ["porcupine-P5", PORCUPINE, "zero theorem"],
        "P5: all weights 0 are a strict local maximum if all correlations with the targets are positive",
        &[claim("zero-is-strict-local-maximum")],
        ["the 2r correlations of the case", OTHERS],
    ),
    line(
        "porcupine",
        ["porcupine-distance", PORCUPINE, "least loss"],
        "the least loss against a teacher off the lines is the value of a nonnegative least-squares problem",
        &[claim("distance-to-teacher")],
        ["the exact value", "the growth of the approximation error with dimension and number of lines"],
    ),
    line(
        "porcupine",
        ["porcupine-P2", PORCUPINE, "P2"],
        "where no weight is 0, critical points and local minima are the same",
        &[claim("verdict")],
        ["the verdict of the point", OTHERS],
    ),
    line(
        "porcupine",
        ["porcupine-P6", PORCUPINE, "P6"],
        "Gaussian inputs and orthogonal lines: bad minima exist by an inequality with pi^2, their value is in Q(pi)",
        &[claim("local-minimum-losses"), claim("no-spurious-local-minimum")],
        ["the values as quotients of polynomials in pi", "Gaussian inputs on lines at other angles"],
    ),
    line(
        "porcupine",
        ["porcupine-scalar", "arXiv 1710.02196", "one line, recalled"],
        "one line, matched teacher: bad minima only where all weights have one sign, of value c N*^2 or c P*^2",
        &[claim("local-minimum-losses"), claim("no-spurious-local-minimum")],
        ["the values on the line of the case", OTHERS],
    ),
    line(
        "porcupine",
        ["porcupine-fraction", "arXiv 1710.02196", "fraction of sign patterns, own formula"],
        "a line with kappa neurons is unmixed in 2 of 2^kappa patterns, so that few patterns have too few mixed lines",
        &[claim("span-theorem")],
        ["how many sign patterns of the case the span theorem covers", "the limit for many lines or neurons"],
    ),
    line(
        "porcupine",
        ["porcupine-mismatched", "arXiv 1710.02196", "mismatched teacher, recalled"],
        "off the lines the least loss is 1/4 q*^T (M** - M*L M_L^-1 M_L*) q*, where the weights of that fit are positive",
        &[claim("distance-to-teacher"), claim("local-minimum-losses")],
        [
            "the least loss of the case, exactly",
            "the bounds of the paper, whose constants are not known here",
        ],
    ),
    line(
        "porcupine",
        ["porcupine-recalled", "arXiv 1710.02196", "general lines, recalled"],
        "regions with at least d mixed lines have global local minima only (false for lines in special position)",
        &[claim("no-spurious-local-minimum"), claim("span-theorem")],
        ["a region in which it fails, or that none does", "the wording of the paper, which is recalled"],
    ),
    line(
        "extra-neuron",
        ["extra-neuron-points", EXTRA, "own form N1, N2, N5 at the point"],
        "a = 0 at critical points; local minima have best outputs; the other critical points are saddles of finite order",
        &[claim("verdict")],
        [
            "the verdict of the point, and the order of a saddle",
            "kinks of the base where no direction is found",
        ],
    ),
    line(
        "extra-neuron",
        ["extra-neuron-N1", EXTRA, "Theorem 1 in the own form N1"],
        "N1: a point is a local minimum iff a = 0 and every output minimises the loss of its point",
        &[claim("extra-neuron-eliminates-bad-minima"), claim("verdict")],
        ["that the hypotheses hold in the case, or a bad minimum", "whether local minima exist: see N4"],
    ),
    line(
        "extra-neuron",
        ["extra-neuron-N4", EXTRA, "own form N1, N4"],
        "N4: a local minimum exists iff some base of the width has best outputs everywhere",
        &[claim("vacuous")],
        ["a base, or multipliers for every activation pattern and output sign", "irrational best outputs"],
    ),
    line(
        "extra-neuron",
        ["extra-neuron-N5", EXTRA, "monomial variant, own form N5"],
        "N5: a monomial unit does what the exponential does if its degree separates the points",
        &[claim("monomial-power-suffices"), claim("verdict")],
        ["separating polynomials, or a bad minimum that survives", "powers between the two"],
    ),
    line(
        "extra-neuron",
        ["extra-neuron-assumptions", EXTRA, "assumptions, own counterexamples"],
        "without lambda > 0, negative minimisers, or the skip connection the conclusion fails",
        &[claim("refute-without-assumption")],
        ["the counterexample of the case", "assumptions other than the four named ones"],
    ),
    line(
        "extra-neuron",
        ["extra-neuron-N2", EXTRA, "own form N2"],
        "N2: the order of a saddle is the least degree of a moment, by equal exponents, that is not 0",
        &[verdict("saddle")],
        ["the order, and the moment", OTHERS],
    ),
    line(
        "extra-neuron",
        ["extra-neuron-N3", EXTRA, "own form N3"],
        "N3: on the line, critical points above a base are lines at the positive roots of a polynomial",
        &[verdict("saddle"), claim("extra-neuron-eliminates-bad-minima")],
        ["all critical lines with multiplicities, in the certificate of `landscape`", "two and more inputs"],
    ),
    line(
        "extra-neuron",
        ["extra-neuron-N6", EXTRA, "per layer, own form N6"],
        "N6: per layer the power of the regulariser matters; a quadratic one keeps a bad minimum",
        &[claim("refute-without-assumption")],
        ["the Hessian at the bad minimum", "the higher powers, for which the theorem is recalled"],
    ),
    line(
        "extra-neuron",
        ["extra-neuron-N7", "own, after arXiv 1901.03909", "N7"],
        "N7: the loss L (1 + (a e^b - 1)^2) + lambda a^2 has critical points in (a, b) only at a = 0 and L = 0",
        &[],
        ["an identity that holds for every instance: there is nothing to claim of a case", "nothing is open"],
    ),
];
