"""All cells of point sets: critcert beside splitting NNC polyhedra of the Parma Polyhedra Library.

    cargo build --release --bins
    pip install pplpy==0.8.10          # needs gmp.h, mpfr.h, mpc.h and ppl.hh to build; wheels exist
    python benches/peers_cells.py target/release [--limit SECONDS]

The peer starts from the half-space w.X_0 > 0 (cells come in opposite pairs) and splits every polyhedron that the
next hyperplane properly meets. It lists cells without witnesses or proof of completeness; critcert's time includes
witnesses and the certificate, and the time of the checker is given beside it. All times are CPU seconds, of
all threads. The columns d are dimensions of points with hidden bias: hyperplanes through 0 in dimension d + 1.
"""

import itertools
import json
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time
from math import comb

import ppl

CASE = """[problem]
kind = "dataset"
points = {points}
labels = {labels}
width = 1
"""


def cover(n, d):
    return 2 * sum(comb(n - 1, k) for k in range(d + 1))


def children_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return output, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write_case(path, points):
    text = CASE.format(points=json.dumps(points), labels=json.dumps([0] * len(points)))
    path.write_text(text)


def general_position(binary, directory, n, d):
    """Random points with as many cells as possible."""
    # Among many points of few coordinates some always lie on a line.
    bound = 99 if n <= 30 else 10**6
    for seed in itertools.count(1):
        generator = random.Random(seed)
        points = [[generator.randint(-bound, bound) for _ in range(d)] for _ in range(n)]
        case = directory / "trial.toml"
        write_case(case, points)
        output, _ = children_seconds([binary, "patterns", str(case), "--count", "--no-check", "--json"])
        if json.loads(output)["cells"] == cover(n, d):
            return points


def ppl_cells(points, limit):
    start = time.process_time()
    rows = [[*point, 1] for point in points]
    unknowns = [ppl.Variable(j) for j in range(len(rows[0]))]
    crosses = ppl.Poly_Con_Relation.strictly_intersects()
    forms = [sum((a * x for a, x in zip(row, unknowns)), ppl.Linear_Expression(0)) for row in rows]
    half = ppl.NNC_Polyhedron(len(unknowns), "universe")
    half.add_constraint(forms[0] > 0)
    cells = [half]
    for form in forms[1:]:
        after = []
        for cell in cells:
            if cell.relation_with(form == 0).implies(crosses):
                other = ppl.NNC_Polyhedron(cell)
                other.add_constraint(form < 0)
                cell.add_constraint(form > 0)
                after.append(other)
            after.append(cell)
            if time.process_time() - start > limit:
                return None, time.process_time() - start
        cells = after
    return 2 * len(cells), time.process_time() - start


def main():
    folder = pathlib.Path(sys.argv[1])
    limit = float(sys.argv[sys.argv.index("--limit") + 1]) if "--limit" in sys.argv else 60.0
    binary, checker = str(folder / "critcert"), str(folder / "critcert-check")
    print("  instance     cells   critcert   checker      tree       PPL   PPL/critcert  (CPU seconds)")
    with tempfile.TemporaryDirectory() as temporary:
        directory = pathlib.Path(temporary)
        cube = [list(corner) for corner in itertools.product((0, 1), repeat=5)]
        sizes = [(2, 30), (3, 30), (4, 30), (5, 20), (5, 30), (2, 200), (3, 60)]
        instances = [(f"d{d} n{n}", (n, d)) for d, n in sizes]
        for name, what in [*instances[:4], ("cube 5", cube), *instances[4:]]:
            points = general_position(binary, directory, *what) if isinstance(what, tuple) else what
            case, certificate = directory / "case.toml", directory / "out.cert"
            write_case(case, points)
            listing = [binary, "patterns", str(case), "--no-check", "--json", "--cert", str(certificate)]
            _, tree = children_seconds([*listing, "--tree"])
            output, ours = children_seconds(listing)
            answer = json.loads(output)
            _, check = children_seconds([checker, "--case", str(case), str(certificate)])
            found, theirs = ppl_cells(points, limit)
            assert found in (None, answer["cells"]), (found, answer)
            shown = f"{theirs:9.2f}" if found else f">{limit:8.0f}"
            ratio = f"{'' if found else '>'}{theirs / max(ours, 0.01):.0f}"
            print(f"{name:>10} {answer['cells']:9} {ours:10.2f} {check:9.2f} {tree:9.2f} {shown} {ratio:>14}", flush=True)


if __name__ == "__main__":
    main()
