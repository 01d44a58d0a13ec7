#!/usr/bin/env python3
"""Ask z3 and cvc5 the questions behind certificates, and compare with the answers that the certificates imply.

Every certificate below the given paths (default: proofs/valid, and trees of activation patterns made here) is
exported with `critcert export`; the expected answers are taken out of the scripts before a solver sees them. Fails on
any disagreement, on `unknown`, and on a solver error. Needs the packages z3-solver and cvc5:

    python3 -m venv venv && venv/bin/pip install z3-solver cvc5
    venv/bin/python proofs/solvers.py --critcert target/release/critcert
"""

import argparse
import collections
import multiprocessing
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import cvc5
import z3

STATUS = re.compile(r"^\(set-info :status (sat|unsat)\)$", re.MULTILINE)
TITLE = re.compile(r"^; (step .*)$", re.MULTILINE)
# Trees with cells and cuts: the stored certificates of patterns are lists of witnesses.
TREES = ["line", "line-duplicates", "axes-without-bias", "plane-degenerate", "plane-four", "cube-2"]


def ask_z3(script):
    context = z3.Context()
    output = z3.Z3_eval_smtlib2_string(context.ref(), script)
    return output.split("\n")[:-1]


def ask_cvc5(script):
    terms = cvc5.TermManager()
    solver = cvc5.Solver(terms)
    solver.setOption("incremental", "true")
    symbols = cvc5.SymbolManager(terms)
    parser = cvc5.InputParser(solver, symbols)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, script, "certificate")
    answers = []
    while True:
        command = parser.nextCommand()
        if command.isNull():
            return answers
        answers += command.invoke(solver, symbols).split()


SOLVERS = {"z3": ask_z3, "cvc5": ask_cvc5}


def decide(job):
    """Both solvers on one script: counts of expected answers, and what is wrong."""
    name, script = job
    expected, titles = STATUS.findall(script), TITLE.findall(script)
    questions = STATUS.sub("", script)
    wrong = []
    for solver, ask in SOLVERS.items():
        try:
            answers = ask(questions)
        except Exception as error:  # any failure of a solver is a failure of the comparison
            wrong.append(f"{name}: {solver} fails: {error}")
            continue
        if len(answers) != len(expected):
            wrong.append(f"{name}: {solver} gives {len(answers)} answers to {len(expected)} questions: {answers[:3]}")
            continue
        for title, want, got in zip(titles, expected, answers):
            if want != got:
                wrong.append(f"{name}: {title}: {solver} says {got}, the certificate {want}")
    return name, collections.Counter(expected), wrong


def export(critcert, certificate):
    command = [critcert, "export", "--format", "smt2", "--quiet", str(certificate)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=pathlib.Path, help="certificates or directories [proofs/valid]")
    parser.add_argument("--critcert", default="target/release/critcert", help="the program")
    arguments = parser.parse_args()
    root = pathlib.Path(__file__).resolve().parent.parent
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        paths = arguments.paths or [root / "proofs" / "valid", pathlib.Path(scratch)]
        if not arguments.paths:
            for name in TREES:
                case = root / "cases" / "patterns" / f"{name}.toml"
                out = pathlib.Path(scratch) / f"{name}-tree.cert"
                command = [arguments.critcert, "patterns", case, "--tree", "--faces", "--cert", out, "--quiet"]
                subprocess.run(command, check=True, capture_output=True, cwd=root)
        certificates = []
        for path in paths:
            certificates += sorted(path.rglob("*.cert")) if path.is_dir() else [path]
        scripts = [(certificate.name, export(arguments.critcert, certificate)) for certificate in certificates]
    scripts = [(name, script) for name, script in scripts if STATUS.search(script)]
    if not scripts:
        sys.exit("no certificate has a question")
    # The comparison itself must be able to fail: one answer turned round is noticed by both solvers.
    name, script = min(scripts, key=lambda job: len(job[1]))
    turned = STATUS.sub(lambda m: m[0].replace("unsat", "SAT").replace("sat", "unsat").replace("SAT", "sat"), script, 1)
    if len(decide((name, turned))[2]) != len(SOLVERS):
        sys.exit(f"a wrong answer put into {name} was not noticed")
    total, wrong = collections.Counter(), []
    with multiprocessing.Pool() as pool:
        for name, counts, found in pool.imap_unordered(decide, sorted(scripts, key=lambda job: -len(job[1]))):
            total += counts
            wrong += found
    for line in wrong:
        print(line)
    print(
        f"{len(scripts)} of {len(certificates)} certificates, {total.total()} questions: {total['sat']} sat, "
        f"{total['unsat']} unsat; {' and '.join(SOLVERS)} disagree {len(wrong)} times; {time.monotonic() - start:.0f} s"
    )
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
