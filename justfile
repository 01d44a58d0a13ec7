# Recipes; `just` lists them. CI calls the same commands (.ci/run).

# Formatting, lints, tests, documentation.
check: format lint test doc

format:
    cargo fmt --all --check

lint:
    cargo clippy --workspace --all-targets --locked -- -D warnings

test:
    cargo test --workspace --locked

doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked

# Every claim of every case, proved and checked.
audit:
    cargo run --release --locked -- audit cases

# Write the stored certificates anew.
golden:
    cargo run --release --locked -- audit cases/interval --out proofs/valid/interval
    cargo run --release --locked -- audit cases/patterns --out proofs/valid/patterns
    cargo run --release --locked -- audit cases/dataset --out proofs/valid/dataset
    cargo run --release --locked -- audit cases/dataset-landscape --out proofs/valid/dataset-landscape

# Write the spoilt certificates and their refusals anew.
spoilt:
    CRITCERT_UPDATE=1 cargo test --locked --test refused_certificates

# Write the outputs of the commands in README and book anew.
documents:
    CRITCERT_UPDATE=1 cargo test --locked --test documents

# The book as HTML in docs/book, where mdbook is installed.
book:
    mdbook build docs

# Exact strict LPs per second, by class.
lp-rate:
    cargo run --release --locked --example lp_rate

# The same instances beside pycddlib and z3 (PyPI).
lp-peers:
    python3 benches/peers_lp.py

# Licences and advisories, where cargo-deny is installed.
deny:
    cargo deny check

# Cells of point sets beside the Parma Polyhedra Library.
cells-peers:
    cargo build --release --locked --bins
    python3 benches/peers_cells.py target/release

# Landscapes of data sets beside z3, one strict LP for each stratum.
strata-peers:
    cargo build --release --locked --bins
    python3 benches/peers_strata.py target/release
