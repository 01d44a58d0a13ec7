#!/bin/sh
# Installs what the proofs need on Debian 12: Coq 8.16 and Coquelicot 3.2 (about 1.4 GB on disk).
set -eu
apt-get update
apt-get install -y --no-install-recommends coq libcoq-coquelicot make
