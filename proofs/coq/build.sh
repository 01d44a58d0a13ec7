#!/bin/sh
# Builds every proof and then checks that nothing was assumed (see check-assumptions.sh).
# Needs coqc, Coquelicot and make on the path: see install.sh. Options are passed to make (for instance -j2).
set -eu
cd "$(dirname "$0")"
coq_makefile -f _CoqProject -o Makefile.coq
make -f Makefile.coq "$@"
sh ./check-assumptions.sh
