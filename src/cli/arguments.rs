//! The arguments of every verb.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Exact, certified statements about the loss landscape of small neural networks.
#[derive(Debug, Parser)]
#[command(name = "critcert", version, max_term_width = 100, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) verb: Verb,
    #[command(flatten)]
    pub(crate) common: Common,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  everything asked holds: claims proved, certificates verified
  1  a claim is refuted or a certificate refused
  2  wrong usage, or an input that cannot be read
  3  undecided: a stated limit was reached, or an interruption";

/// Options of every verb.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Print one JSON object (one per line for batches) on standard output, and nothing else there
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Number of threads [default: all cores]; the output does not depend on it
    #[arg(long, global = true, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
    /// No progress bars and no notes on standard error
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Log what is done on standard error; twice for more
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Say exactly what the network of each case is: global minimum, local minimum, saddle, not critical
    #[command(after_help = "\
Examples:
  critcert classify cases/interval/saddle-b-two-kinks.toml
  critcert classify --json rows.jsonl     one JSON case per line, one answer per line

A local minimum of a data-set problem is told global or not by a better network or, up to 10,000
groups of covectors, by the landscape of the problem; else the answer has \"global\": null.")]
    Classify(Classify),
    /// List every critical point of the problem, with a proof that none is missing
    #[command(after_help = "\
Examples:
  critcert landscape cases/interval/classification-width-4.toml --width 8 --cert out.cert
  critcert landscape cases/dataset-landscape/five-points-width-1.toml
  critcert landscape cases/linear/critical-values-rational.toml
  critcert landscape cases/porcupine/axes-d2.toml --json")]
    Landscape(Landscape),
    /// List every activation pattern of one neuron on a data set, with a proof that none is missing
    #[command(after_help = "\
Examples:
  critcert patterns cases/patterns/line.toml --list
  critcert patterns cases/patterns/cube-3.toml --faces --cert out.cert
  critcert patterns cases/patterns/line.toml --count")]
    Patterns(Patterns),
    /// Prove or refute every claim of every case below the given paths
    #[command(after_help = "\
Examples:
  critcert audit cases
  critcert audit cases --out certificates")]
    Audit(Audit),
    /// Validate certificates with the checker
    #[command(after_help = "\
Examples:
  critcert check proofs/valid/interval/*.cert
  critcert check out.cert --case moved/case.toml --strict")]
    Check(Check),
    /// Print the completion script of a shell
    #[command(after_help = "\
Example:
  critcert completions bash > ~/.local/share/bash-completion/completions/critcert")]
    Completions(Completions),
    /// Print the manual page, or write one page for each verb to a directory
    #[command(after_help = "\
Examples:
  critcert man | man -l -
  critcert man ~/.local/share/man/man1")]
    Man(Man),
    /// List the theorems that can be tested, and the claims that test them
    #[command(after_help = "\
Examples:
  critcert theorems
  critcert theorems extra-neuron       those whose name, problem or claim contains the word, in full
  critcert theorems --json")]
    Theorems(Theorems),
    /// Write a page about a case or a certificate: verdicts, proofs, figures; one file, to read without a network
    #[command(after_help = "\
Example:
  critcert report cases/interval/saddle-b-two-kinks.toml -o report.html --figures figures")]
    Report(Report),
    /// Write the linear programs behind a certificate as SMT-LIB scripts with the expected answers, for other solvers
    #[command(after_help = "\
Examples:
  critcert export proofs/valid/interval/classification-width-4.1.classification.cert -o leaves.smt2
  critcert export --format smt2 out.cert --out leaves     one script for each question
  z3 leaves.smt2; cvc5 --incremental leaves.smt2

The questions are rebuilt from the case and from what each step is about, not from its multipliers.
Each is preceded by (set-info :status sat|unsat). The certificate is checked first.")]
    Export(Export),
    /// Compare two certificates, or two JSON answers, by what they mean: verdicts, losses, families, counts
    #[command(after_help = "\
Examples:
  critcert diff old/case.1.verdict.cert new/case.1.verdict.cert
  critcert landscape case.toml --json > new.json; critcert diff old.json new.json
  critcert audit cases --json > new.json; critcert diff old.json new.json --json

Another problem, network or claim is told first. Multipliers, witnesses and the way of a proof do not
count. Nothing is verified: see `check`.

Exit codes: 0 the same meaning, 1 a difference, 2 an input that cannot be read.")]
    Diff(Diff),
    /// Say in words, with numbers to check by hand, why a point is what it is or what a certificate argues
    #[command(after_help = "\
Examples:
  critcert explain cases/interval/saddle-b-two-kinks.toml
  critcert explain proofs/valid/interval/saddle-b-two-kinks.1.verdict.cert --step 2
  critcert explain cases/dataset/kink-minimum.toml --tex > argument.tex

With --tex the answer is a fragment for a LaTeX document that loads amsmath. A certificate is checked
before it is explained.")]
    Explain(Explain),
}

/// Arguments of `classify`.
#[derive(Debug, Args)]
pub(crate) struct Classify {
    /// Cases (.toml, .json), batches (.jsonl), or - for a batch on standard input
    #[arg(required = true, value_name = "CASE")]
    pub(crate) cases: Vec<PathBuf>,
    /// Write the certificate here (for a single case)
    #[arg(long, value_name = "OUT")]
    pub(crate) cert: Option<PathBuf>,
    /// Do not run the checker on the proof
    #[arg(long)]
    pub(crate) no_check: bool,
}

/// Arguments of `landscape`.
#[derive(Debug, Args)]
pub(crate) struct Landscape {
    /// The case
    #[arg(value_name = "CASE")]
    pub(crate) case: PathBuf,
    /// Number of hidden neurons [default: the case's]
    #[arg(long, value_name = "N")]
    pub(crate) width: Option<usize>,
    /// Write the certificate here
    #[arg(long, value_name = "OUT")]
    pub(crate) cert: Option<PathBuf>,
    /// Do not run the checker on the certificate
    #[arg(long)]
    pub(crate) no_check: bool,
    /// Decide every pattern on its own, without pruning and without a certificate (small widths, to compare)
    #[arg(long, conflicts_with = "cert")]
    pub(crate) brute_force: bool,
    /// Count the strata of each loss of a data-set problem, deciding every stratum (small cases)
    #[arg(long)]
    pub(crate) count_strata: bool,
    /// Only the differentiable local minima of a data-set problem, region by region (no certificate)
    #[arg(long, conflicts_with_all = ["cert", "count_strata"])]
    pub(crate) cells_only: bool,
    /// With --cells-only: every region with its residual and the signs of its minima
    #[arg(long, requires = "cells_only")]
    pub(crate) regions: bool,
    /// With --cells-only: the part of all weights (normally distributed) that each kind of regions takes
    #[arg(long, requires = "cells_only")]
    pub(crate) volumes: bool,
    /// With --volumes: a minimum misclassifies if more than this share of the points is on the wrong side of 1/2
    #[arg(long, value_name = "SHARE", requires = "volumes")]
    pub(crate) epsilon: Option<String>,
    /// With --volumes, where the points span more than 3 dimensions: networks drawn for the estimate [default: 10000]
    #[arg(long, value_name = "N", requires = "volumes")]
    pub(crate) samples: Option<u32>,
    /// With --volumes: the seed of the estimate [default: 0]
    #[arg(long, value_name = "SEED", requires = "volumes")]
    pub(crate) seed: Option<u64>,
}

/// Arguments of `patterns`.
#[derive(Debug, Args)]
pub(crate) struct Patterns {
    /// The case, about a data set
    #[arg(value_name = "CASE")]
    pub(crate) case: PathBuf,
    /// Write the certificate here
    #[arg(long, value_name = "OUT")]
    pub(crate) cert: Option<PathBuf>,
    /// Count without listing
    #[arg(long, conflicts_with_all = ["list", "tree"])]
    pub(crate) count: bool,
    /// Patterns with zeros, too: every covector
    #[arg(long)]
    pub(crate) faces: bool,
    /// Print the patterns, each with a point that has it
    #[arg(long)]
    pub(crate) list: bool,
    /// Prove completeness by the tree of sign extensions, in bounded memory, and not by witnesses and their number
    #[arg(long)]
    pub(crate) tree: bool,
    /// Do not run the checker on the certificate
    #[arg(long)]
    pub(crate) no_check: bool,
}

/// Arguments of `audit`.
#[derive(Debug, Args)]
pub(crate) struct Audit {
    /// Cases, or directories that hold cases
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Write one certificate for each claim below this directory
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Do not run the checker on the certificates
    #[arg(long)]
    pub(crate) no_check: bool,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Certificates
    #[arg(required = true, value_name = "CERT")]
    pub(crate) certificates: Vec<PathBuf>,
    /// The case [default: the path recorded in the certificate]
    #[arg(long, value_name = "CASE")]
    pub(crate) case: Option<PathBuf>,
    /// Fail when anything was taken on trust
    #[arg(long)]
    pub(crate) strict: bool,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub(crate) struct Man {
    /// Write critcert.1, critcert-classify.1 and so on here [default: print critcert.1]
    #[arg(value_name = "DIR")]
    pub(crate) directory: Option<PathBuf>,
}

/// Arguments of `theorems`.
#[derive(Debug, Args)]
pub(crate) struct Theorems {
    /// Only those whose name, problem kind or claim contains this word, with what is proved and what is not
    #[arg(value_name = "WORD")]
    pub(crate) word: Option<String>,
}

/// Arguments of `report`.
#[derive(Debug, Args)]
pub(crate) struct Report {
    /// A case (.toml, .json) or a certificate (any other name)
    #[arg(value_name = "CERT|CASE")]
    pub(crate) subject: PathBuf,
    /// Write the page here
    #[arg(long, short, value_name = "OUT")]
    pub(crate) out: PathBuf,
    /// Write each figure as an SVG file into this directory
    #[arg(long, value_name = "DIR")]
    pub(crate) figures: Option<PathBuf>,
    /// The case of a certificate [default: the path recorded in the certificate]
    #[arg(long, value_name = "CASE")]
    pub(crate) case: Option<PathBuf>,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The certificate
    #[arg(value_name = "CERT")]
    pub(crate) certificate: PathBuf,
    /// The language of the scripts
    #[arg(long, value_enum, default_value_t = ExportFormat::Smt2)]
    pub(crate) format: ExportFormat,
    /// The case [default: the path recorded in the certificate]
    #[arg(long, value_name = "CASE")]
    pub(crate) case: Option<PathBuf>,
    /// Write one script with all questions here [default: standard output]
    #[arg(short, value_name = "OUT")]
    pub(crate) out: Option<PathBuf>,
    /// Write one script for each question into this directory
    #[arg(long = "out", value_name = "DIR", conflicts_with = "out")]
    pub(crate) directory: Option<PathBuf>,
}

/// A language of exported questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ExportFormat {
    /// SMT-LIB 2.6, logic QF_LRA
    Smt2,
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// A certificate, or a file with what --json printed
    #[arg(value_name = "A")]
    pub(crate) first: PathBuf,
    /// Another one of the same sort
    #[arg(value_name = "B")]
    pub(crate) second: PathBuf,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A case (.toml, .json) or a certificate (any other name)
    #[arg(value_name = "CASE|CERT")]
    pub(crate) subject: PathBuf,
    /// Only this step of the certificate [default: the whole argument]
    #[arg(long, value_name = "ID")]
    pub(crate) step: Option<u64>,
    /// The case of the certificate [default: the path recorded in it]
    #[arg(long, value_name = "CASE")]
    pub(crate) case: Option<PathBuf>,
    /// LaTeX instead of plain text
    #[arg(long, conflicts_with = "json")]
    pub(crate) tex: bool,
}
