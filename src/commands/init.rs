//! `standings init`: a new site that builds, from what the program carries.

use super::{Exit, Setting};
use crate::cli::InitArgs;
use crate::output;
use crate::starters::{GITIGNORE, starter};
use std::path::Path;

/// Runs the command. Nothing is written unless all of it can be.
pub fn run(setting: &Setting, args: &InitArgs) -> Exit {
    let folder = args.dir.clone().unwrap_or_else(|| setting.global.root.clone());
    let Some(starter) = starter(args.example.name()) else {
        setting.complain(&format!("this build of the program carries no example `{}`", args.example.name()));
        return Exit::Fault;
    };
    let ignore = [(".gitignore", GITIGNORE.as_bytes())];
    let files = || starter.files.iter().copied().chain(ignore);
    let taken: Vec<&str> =
        starter.files.iter().map(|(path, _)| *path).filter(|p| folder.join(p).exists()).collect();
    if let Some(first) = taken.first() {
        let more =
            if taken.len() > 1 { format!(" and {} more files", taken.len() - 1) } else { String::new() };
        setting.complain(&format!(
            "{}{more} would be overwritten; nothing was written. Name another folder: standings init DIR",
            folder.join(first).display()
        ));
        return Exit::Usage;
    }
    let mut written = 0;
    for (path, bytes) in files().filter(|(path, _)| !folder.join(path).exists()) {
        if let Err(e) = output::create_file(&folder.join(path), bytes) {
            setting.complain(&e.to_string());
            return Exit::Fault;
        }
        written += 1;
    }
    setting.say(&next(&folder, starter.name, written));
    Exit::Fine
}

/// What a newcomer does next.
fn next(folder: &Path, example: &str, written: usize) -> String {
    let here = folder == Path::new(".");
    let enter = if here { String::new() } else { format!("  cd {}\n", folder.display()) };
    format!(
        "{written} files of the example `{example}` in {}\n\nNext:\n{enter}  \
         standings serve     look at it while you write\n  \
         standings build     the site, in public/\n  \
         standings check     everything that is wrong, without writing\n  \
         standings fetch     new figures, once site.yaml has `sources:`\n  \
         standings new       the next issue, from the newest figures",
        folder.display()
    )
}
