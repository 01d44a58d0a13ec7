"""Strict LPs per CPU second: critcert beside pycddlib (exact, GMP) and z3, on the same systems.

    cargo build --release --example lp_rate
    pip install pycddlib==2.1.8.post1 z3-solver     # builds with gmp.h; 3.x wants an installed libcdd
    python benches/peers_lp.py target/release/examples/lp_rate

A system {x : a_i.x > b_i} becomes for cddlib: maximise t subject to a_i.x - t >= b_i, t <= 1; primal and
dual solution are read, which gives the point or the Farkas vector. z3 gets the strict rows as they are; a
model is read if there is one (it offers no multipliers). Every verdict is compared with the others'.
The peers' figures are CPU time of one pass, building the problem included; critcert's is wall time, the
best of nine passes (a pass takes milliseconds), its systems being in memory before.
"""

import json
import subprocess
import sys
import time

import cdd
import z3

Z3_PER_CLASS = 10
CLASS = 167  # systems per class, as in examples/lp_rate.rs


def cddlib_feasible(rows):
    d = len(rows[0]) - 1
    array = [[-row[d], *row[:d], -1] for row in rows] + [[1, *[0] * d, -1]]
    matrix = cdd.Matrix(array, number_type="fraction")
    matrix.obj_type = cdd.LPObjType.MAX
    matrix.obj_func = [0] * (d + 1) + [1]
    program = cdd.LinProg(matrix)
    program.solve()
    assert program.status == cdd.LPStatusType.OPTIMAL
    _ = program.primal_solution, program.dual_solution
    return program.obj_value > 0


def z3_feasible(rows):
    d = len(rows[0]) - 1
    unknowns = [z3.Real(f"x{j}") for j in range(d)]
    solver = z3.SimpleSolver()
    for row in rows:
        solver.add(z3.Sum([a * x for a, x in zip(row, unknowns)]) > row[d])
    feasible = solver.check() == z3.sat
    if feasible:
        model = solver.model()
        _ = [model.eval(x, model_completion=True) for x in unknowns]
    return feasible


def measure(decide, systems):
    start = time.process_time()
    verdicts = [decide(rows) for rows in systems]
    return verdicts, time.process_time() - start


def main():
    binary = sys.argv[1]
    dump = subprocess.run([binary, "--dump"], capture_output=True, text=True, check=True).stdout
    systems = [json.loads(line) for line in dump.splitlines()]
    table = subprocess.run([binary], capture_output=True, text=True, check=True).stdout.splitlines()
    ours = [float(line.split()[-1]) for line in table[1:]]
    print("  d   m  feasible   critcert   pycddlib      z3   ratio to pycddlib, z3   (LPs per CPU second)")
    total = {"cdd": 0.0, "z3": 0.0}
    for number, start in enumerate(range(0, len(systems), CLASS)):
        group = systems[start : start + CLASS]
        verdicts, cdd_time = measure(cddlib_feasible, group)
        z3_verdicts, z3_time = measure(z3_feasible, group[:Z3_PER_CLASS])
        assert verdicts[:Z3_PER_CLASS] == z3_verdicts
        assert f"{sum(verdicts)}/{CLASS}" in table[number + 1], "critcert and cddlib disagree"
        total["cdd"] += cdd_time
        total["z3"] += z3_time * len(group) / Z3_PER_CLASS
        report(len(group[0][0]) - 1, len(group[0]), sum(verdicts), ours[number],
               len(group) / cdd_time, Z3_PER_CLASS / z3_time)
    report("all", "", "", ours[-1], len(systems) / total["cdd"], len(systems) / total["z3"])


def report(d, m, feasible, ours, cddlib, z3_rate):
    print(f"{d:>3} {m:>3} {feasible:>9} {ours:10.0f} {cddlib:10.0f} {z3_rate:7.0f}"
          f" {ours / cddlib:10.1f} {ours / z3_rate:10.0f}")


if __name__ == "__main__":
    main()
