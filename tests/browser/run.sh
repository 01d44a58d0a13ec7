#!/bin/sh
# Opens a report of each problem kind in headless Chromium and checks what a reader sees.
# Needs: node, npm, chromium (Debian: apt-get install -y chromium). Usage: tests/browser/run.sh [target/debug/critcert] [SCREENSHOTS]
set -eu
cd "$(dirname "$0")/../.."
program=${1:-target/debug/critcert}
[ -x "$program" ] || { echo "run: cargo build --locked" >&2; exit 2; }
chromium=${CHROMIUM:-$(command -v chromium)} || { echo "chromium is missing: apt-get install -y chromium" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for case in interval/saddle-b-two-kinks interval/classification-width-4 dataset-landscape/five-points-width-2 \
    linear/critical-values-irrational porcupine/axes-d2 extra-neuron/one-neuron-a; do
    "$program" report "cases/$case.toml" -o "$work/pages/$(basename "$case").html" --quiet
done
(cd "$work" && npm install --silent --no-audit --no-fund playwright-core@1.56.1 >/dev/null)
cp tests/browser/check.js "$work/check.js"
CHROMIUM=$chromium SCREENSHOTS=${2:-} node "$work/check.js" "$work/pages"
