//! The documents say what the programs do: examples of the specification, every command of the README and of the
//! book, every link.
//!
//! A `console` block holds commands after `$ `, each followed by what it prints; they run in a directory of their own
//! that has `cases` and `proofs/valid`, and, from a block after a comment `<!-- file: NAME -->`, the file NAME.
//! With `CRITCERT_UPDATE=1` the documents are written anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The Markdown files of one directory, sorted.
fn markdown_in(directory: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(directory)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    paths
}

#[test]
fn the_running_example_of_the_specification_is_a_stored_certificate() {
    let text = fs::read_to_string(root().join("proofs/FORMAT.md")).unwrap();
    let quoted: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with("{\"id\":"))
        .collect();
    let stored = root().join("proofs/valid/interval/saddle-b-two-kinks-0-3.1.verdict.cert");
    let stored = fs::read_to_string(stored).unwrap();
    let steps: Vec<&str> = stored.lines().filter(|line| line.starts_with("{\"id\":")).collect();
    assert_eq!(quoted, steps);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let place = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &place);
        } else {
            fs::copy(&path, &place).unwrap();
        }
    }
}

/// Standard output and standard error of a shell command, in one text.
fn run(command: &str, directory: &Path) -> String {
    let programs = Path::new(env!("CARGO_BIN_EXE_critcert")).parent().unwrap().to_owned();
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1; {command}")])
        .current_dir(directory)
        .env("PATH", format!("{}:{path}", programs.display()))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// A text without what differs from run to run: durations such as `0.05 s`, and the spaces that align them.
fn timeless(text: &str) -> Vec<Vec<String>> {
    let line = |line: &str| {
        let mut words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        for index in 1..words.len() {
            let number = words[index - 1].split_once('.');
            let number = number.is_some_and(|(whole, part)| whole.parse::<u64>().is_ok() && part.len() == 2);
            if words[index] == "s" && number {
                words[index - 1] = "TIME".to_owned();
            }
        }
        words
    };
    text.lines().map(line).collect()
}

/// The document with the output of every command as it is now, and the number of commands.
fn rerun(document: &str, directory: &Path) -> (String, usize) {
    let (mut text, mut commands, mut file) = (String::new(), 0, None);
    let mut lines = document.lines().peekable();
    while let Some(line) = lines.next() {
        text += line;
        text.push('\n');
        if let Some(name) = line.strip_prefix("<!-- file: ").and_then(|rest| rest.strip_suffix(" -->")) {
            file = Some(name.to_owned());
        } else if let Some(language) = line.strip_prefix("```").filter(|language| !language.is_empty()) {
            let mut block = Vec::new();
            while let Some(line) = lines.next_if(|line| !line.starts_with("```")) {
                block.push(line);
            }
            if let Some(name) = file.take() {
                fs::write(directory.join(name), block.join("\n") + "\n").unwrap();
            }
            if language != "console" {
                block.iter().for_each(|line| text += &format!("{line}\n"));
            } else {
                for part in format!("\n{}", block.join("\n")).split("\n$ ").skip(1) {
                    let (command, shown) = part.split_once('\n').unwrap_or((part, ""));
                    let printed = run(command, directory);
                    let same = timeless(&printed) == timeless(shown);
                    let output = if same { shown } else { printed.as_str() };
                    text += &format!("$ {command}\n{output}");
                    if !text.ends_with('\n') {
                        text.push('\n');
                    }
                    commands += 1;
                }
            }
            text += lines.next().unwrap_or("```");
            text.push('\n');
        }
    }
    (text, commands)
}

#[test]
#[cfg(unix)]
fn every_command_of_the_readme_and_the_book_prints_what_is_shown() {
    let mut commands = 0;
    for path in [vec![root().join("README.md")], markdown_in("docs/src")].concat() {
        let directory = tempfile::tempdir().unwrap();
        copy(&root().join("cases"), &directory.path().join("cases"));
        copy(&root().join("proofs/valid"), &directory.path().join("proofs/valid"));
        let document = fs::read_to_string(&path).unwrap();
        let (now, count) = rerun(&document, directory.path());
        commands += count;
        if std::env::var_os("CRITCERT_UPDATE").is_some() {
            fs::write(&path, &now).unwrap();
            continue;
        }
        for (line, (shown, printed)) in document.lines().zip(now.lines()).enumerate() {
            assert_eq!(shown, printed, "{}:{}", path.display(), line + 1);
        }
        assert_eq!(document, now, "{}", path.display());
    }
    assert!(commands >= 20, "{commands}");
}

/// The anchors of the headings of a Markdown text, as GitHub and mdBook make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut code = false;
    let mut found = BTreeSet::new();
    for line in text.lines() {
        code ^= line.starts_with("```");
        if let Some(heading) = line.strip_prefix('#').filter(|_| !code) {
            let kept = |character: char| match character {
                ' ' => Some('-'),
                '-' | '_' => Some(character),
                _ => Some(character).filter(|character| character.is_alphanumeric()),
            };
            let heading = heading.trim_start_matches('#').trim().to_lowercase();
            found.insert(heading.chars().filter_map(kept).collect());
        }
    }
    found
}

/// The targets of the links and images of a Markdown text, code left out.
fn links(text: &str) -> Vec<String> {
    let (mut code, mut found) = (false, Vec::new());
    for line in text.lines() {
        code ^= line.starts_with("```");
        if code || line.starts_with("    ") {
            continue;
        }
        let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
        for rest in prose.split("](").skip(1) {
            found.push(rest.split([')', ' ']).next().unwrap().to_owned());
        }
    }
    found
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    let book = root().join("docs/src");
    let mut documents =
        ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "proofs/FORMAT.md", "proofs/coq/README.md"]
            .map(|name| root().join(name))
            .to_vec();
    documents.extend(markdown_in("docs/src"));
    documents.extend(markdown_in("proofs/format"));
    let mut count = 0;
    for document in documents {
        let text = fs::read_to_string(&document).unwrap();
        for link in links(&text).iter().filter(|link| !link.starts_with("https://")) {
            let place = format!("{}: {link}", document.display());
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = document.parent().unwrap().join(path);
            let target = if path.is_empty() { document.clone() } else { target };
            assert!(target.exists(), "{place}");
            if document.starts_with(&book) {
                let target = target.canonicalize().unwrap();
                assert!(target.starts_with(book.canonicalize().unwrap()), "{place} is not part of the book");
            }
            if !anchor.is_empty() {
                assert!(anchors(&fs::read_to_string(&target).unwrap()).contains(anchor), "{place}");
            }
            count += 1;
        }
    }
    assert!(count >= 20, "{count}");
}

#[test]
fn the_summary_of_the_book_lists_every_chapter_once() {
    let summary = fs::read_to_string(root().join("docs/src/SUMMARY.md")).unwrap();
    let mut listed = links(&summary);
    listed.sort();
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    let mut chapters: Vec<String> = markdown_in("docs/src").iter().map(name).collect();
    chapters.retain(|chapter| chapter != "SUMMARY.md");
    assert_eq!(listed, chapters);
}
