//! The installed program: version, completions, man pages.

use crate::project::Project;

#[test]
fn completions_know_the_commands_in_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = Project::empty().run(&["completions", shell]);
        run.exit(0).says("build").says("explain").says("drafts");
    }
    Project::empty().run(&["completions", "ksh"]).exit(2).says("possible values");
}

#[test]
fn man_pages_for_the_program_and_each_command() {
    let project = Project::empty();
    project.run(&["man"]).exit(0).says(".TH standings 1").says("standings\\-build(1)");
    project.run(&["man", "build"]).exit(0).says(".TH standings-build 1").says("drafts");
    project.run(&["man", "biuld"]).exit(2).says("did you mean `build`?");
}

#[test]
fn the_version_names_the_package_and_what_it_was_made_of() {
    let run = Project::empty().run(&["--version"]);
    let said = run.exit(0).stdout();
    let rest = said.strip_prefix(concat!("standings ", env!("CARGO_PKG_VERSION"))).unwrap().trim();
    let commit = rest.trim_matches(['(', ')']);
    let hexadecimal = commit.len() >= 7 && commit.bytes().all(|b| b.is_ascii_hexdigit());
    assert!(hexadecimal || ["", "development build"].contains(&commit), "{said}");
}
