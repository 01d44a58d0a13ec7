//! `completions` and `man`: what shells and manual readers want to know about the command line.

use clap::CommandFactory;

use super::arguments::{Arguments, Completions, Man};
use super::failure::Failure;
use super::{Done, sink, table};

/// Prints the completion script of a shell.
pub(crate) fn completions(verb: &Completions) -> Done {
    let mut script = Vec::new();
    clap_complete::generate(verb.shell, &mut Arguments::command(), "critcert", &mut script);
    table::print(&String::from_utf8_lossy(&script))?;
    Ok(0)
}

/// Prints the manual page, or writes it and one page for each verb to a directory.
pub(crate) fn man(verb: &Man) -> Done {
    let mut command = Arguments::command();
    let Some(directory) = &verb.directory else {
        table::print(&String::from_utf8_lossy(&page(command)?))?;
        return Ok(0);
    };
    command.build();
    for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
        let path = directory.join(format!("critcert-{}.1", verb.get_name()));
        sink::write_whole(&path, &page(verb.clone())?)?;
    }
    sink::write_whole(&directory.join("critcert.1"), &page(command)?)?;
    Ok(0)
}

fn page(command: clap::Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page).map_err(Failure::output)?;
    Ok(page)
}
