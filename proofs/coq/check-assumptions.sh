#!/bin/sh
# Fails unless every theorem of the contract (Statements.v, FiniteStatements.v) rests on allowed-assumptions.txt alone and no source
# leaves a hole. Run after the build.
set -eu
cd "$(dirname "$0")"
out=$(mktemp); used=$(mktemp)
trap 'rm -f "$out" "$used"' EXIT

# 1. every theorem of the contract is listed
theorems=$(grep -hoE '^(Theorem|Lemma|Corollary) [A-Za-z0-9_]+' Statements.v FiniteStatements.v | awk '{print $2}')
for t in $theorems; do
  grep -q "^Print Assumptions $t\.$" Assumptions.v || { echo "not listed in Assumptions.v: $t" >&2; exit 1; }
done

# 2. what they rest on
coqc -Q . Critcert Assumptions.v > "$out"
listed=$(grep -c '^Print Assumptions ' Assumptions.v)
answered=$(grep -cE '^(Axioms:|Closed under the global context)' "$out" || true)
[ "$listed" -eq "$answered" ] || { echo "expected $listed answers, got $answered" >&2; exit 1; }
grep -vE '^( |Axioms:|Closed under the global context)' "$out" | sed 's/ .*//' | sort -u > "$used"
if extra=$(grep -vxF -f allowed-assumptions.txt "$used"); then
  echo "assumptions that are not allowed:" >&2; echo "$extra" >&2; exit 1
fi

# 3. no hole in any source
if grep -nwE 'Admitted|admit|give_up|Axioms?|Parameters?|Conjectures?|bypass_check|Unset' ./*.v \
   | grep -vE '^\./Assumptions\.v:'; then
  echo "a source leaves a hole (see above)" >&2; exit 1
fi
if ls ./*.v | sed 's|^\./||' | grep -vxF -f _CoqProject | grep -vx Assumptions.v; then
  echo "a source is not built (see above)" >&2; exit 1
fi

echo "$listed theorems; they rest on:"
cat "$used"
