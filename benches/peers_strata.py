"""All local minima of a data set: critcert, with its certificate, beside z3 with one strict LP for each stratum.

    cargo build --release --bins
    pip install z3-solver               # and GNU time
    python benches/peers_strata.py target/release [--sample N]

A stratum gives each neuron a covector and a sign of its output weight. Whether it holds a local minimum is one linear
system, strict rows included: unknowns R_j, c and one multiplier for each kink (proofs/format/landscape.md, section 1). z3
decides a random sample of the strata, which leaves out those with the all-zero covector, whose kinks are dependent; every
stratum that it finds must have a loss of critcert's list. critcert's time covers all strata, reading, proof and
certificate included; the time of the checker and the peak memory of both are given beside it. All times are CPU seconds,
of all threads.
"""

import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from fractions import Fraction

import z3

HERE = pathlib.Path(__file__).parent / "strata"
INSTANCES = [("line-10", 2), ("line-10", 3), ("plane-8", 2)]


def run(command):
    """Standard output, CPU seconds, and peak memory in MB as GNU time measures it: a child of Python inherits its peak."""
    timed = [shutil.which("time") or "/usr/bin/time", "-q", "-f", "%U %S %M", *command]
    done = subprocess.run(timed, capture_output=True, text=True, check=True)
    user, system, kilobytes = done.stderr.split()[-3:]
    return done.stdout, float(user) + float(system), int(kilobytes) / 1024


def covectors(certificate):
    """The covectors of one neuron, from the steps of the certificate."""
    with certificate.open() as lines:
        steps = (json.loads(line) for line in lines if '"rule":"stratum-covector"' in line)
        return [step["with"]["signs"] for step in steps]


class Stratum:
    """Decides strata of a ReLU problem with both biases, points without parallel lifts."""

    def __init__(self, case):
        self.points = [[*map(Fraction, point), Fraction(1)] for point in case["problem"]["points"]]
        self.labels = [Fraction(label) for label in case["problem"]["labels"]]

    def loss(self, neurons):
        """The loss of local minima with these covectors and signs of output weights; None if there is none."""
        solver = z3.SimpleSolver()
        number = lambda value: z3.RatVal(value.numerator, value.denominator)
        dot = lambda row, unknowns: z3.Sum([number(a) * x for a, x in zip(row, unknowns)])
        n, dimension = len(self.points), len(self.points[0])
        c = z3.Real("c")
        vectors = [[z3.Real(f"r{j}_{k}") for k in range(dimension)] for j in range(len(neurons))]
        f = [c] * n
        for (signs, weight), vector in zip(neurons, vectors):
            if weight == 0:
                continue
            for i, sign in enumerate(signs):
                value = dot(self.points[i], vector)
                if sign == "+":
                    f[i] = f[i] + value
                solver.add(value == 0 if sign == "0" else value * weight > 0 if sign == "+" else value * weight < 0)
        e = [value - number(label) for value, label in zip(f, self.labels)]
        solver.add(z3.Sum(e) == 0)
        for j, (signs, weight) in enumerate(neurons):
            slopes = {}
            for i, sign in enumerate(signs):
                if sign == "+":
                    slopes[i] = e[i]
                if sign == "0" and weight == 0:
                    solver.add(e[i] == 0)
                if sign == "0" and weight != 0:
                    # 0 <= m <= e for a positive output weight, e <= m <= 0 for a negative one.
                    slopes[i] = m = z3.Real(f"m{j}_{i}")
                    solver.add(m * weight >= 0, (e[i] - m) * weight >= 0)
            for k in range(dimension):
                solver.add(z3.Sum([number(self.points[i][k]) * slope for i, slope in slopes.items()]) == 0)
        if solver.check() != z3.sat:
            return None
        model = solver.model()
        values = (model.eval(entry, model_completion=True).as_fraction() for entry in e)
        return sum(value * value for value in values) / 2


def main():
    folder = pathlib.Path(sys.argv[1])
    size = int(sys.argv[sys.argv.index("--sample") + 1]) if "--sample" in sys.argv else 300
    binary, checker = str(folder / "critcert"), str(folder / "critcert-check")
    print("  instance  N   strata  losses   critcert     MB   checker     MB   certificate   us/stratum"
          "   z3 ms/stratum   found   ratio")
    with tempfile.TemporaryDirectory() as temporary:
        for name, width in INSTANCES:
            case = HERE / f"{name}.toml"
            certificate = pathlib.Path(temporary) / "out.cert"
            command = [binary, "landscape", str(case), "--width", str(width), "--json", "--quiet", "--no-check"]
            output, ours, memory = run([*command, "--cert", str(certificate)])
            answer = json.loads(output)
            _, check, check_memory = run([checker, "--case", str(case), str(certificate)])
            losses = {Fraction(minimum["loss"]) for minimum in answer["local_minima"]}
            stratum = Stratum(tomllib.loads(case.read_text()))
            kinds = [(signs, weight) for signs in covectors(certificate) for weight in (1, -1, 0)
                     if set(signs) != {"0"}]
            generator = random.Random(1)
            # Multisets with equal probability: increasing choices of N out of m + N - 1 places, moved together.
            sample = [
                [kinds[place - step]
                 for step, place in enumerate(sorted(generator.sample(range(len(kinds) + width - 1), width)))]
                for _ in range(size)
            ]
            start, found = time.process_time(), 0
            for neurons in sample:
                loss = stratum.loss(neurons)
                found += loss is not None
                assert loss is None or loss in losses, (neurons, loss)
            theirs = (time.process_time() - start) / size
            each = ours / answer["strata"]
            print(f"{name:>10} {width:2} {answer['strata']:8} {len(losses):7} {ours:9.1f}s {memory:6.0f} {check:8.1f}s"
                  f" {check_memory:6.0f} {certificate.stat().st_size / 1e6:10.1f} MB {1e6 * each:12.1f}"
                  f" {1e3 * theirs:15.2f} {found:7} {theirs / each:7.0f}", flush=True)


if __name__ == "__main__":
    main()
