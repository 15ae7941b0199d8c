//! What is made of the command line itself: shell completions and man pages.

use super::Cli;
use clap::CommandFactory as _;

/// The completion script of a shell.
pub fn completions(shell: clap_complete::Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "standings", &mut script);
    script
}

/// The man page of the program, or of a command: `standings build` → `standings-build.1`.
/// `Err` has the known commands.
pub fn page(command: Option<&str>) -> Result<Vec<u8>, Vec<String>> {
    let mut program = Cli::command();
    program.build();
    let page = match command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(found) => found.clone(),
            None => return Err(program.get_subcommands().map(|c| c.get_name().to_string()).collect()),
        },
    };
    let mut roff = Vec::new();
    let man = clap_mangen::Man::new(page.version(env!("CARGO_PKG_VERSION")));
    man.render(&mut roff).expect("writing into memory does not fail");
    Ok(roff)
}

/// Every command with what it does and its flags, in the order of `standings help`.
pub fn commands() -> Vec<CommandText> {
    let mut program = Cli::command();
    program.build();
    let own = |arg: &&clap::Arg| !arg.is_global_set() && !arg.is_hide_set() && arg.get_id() != "help";
    let all = program.get_subcommands().filter(|c| c.get_name() != "help");
    all.map(|command| CommandText {
        name: command.get_name().to_string(),
        about: command.get_about().map(ToString::to_string).unwrap_or_default(),
        arguments: command.get_arguments().filter(own).map(argument).collect(),
    })
    .collect()
}

/// A command, described.
#[derive(Debug, Clone)]
pub struct CommandText {
    /// Its name.
    pub name: String,
    /// What it does.
    pub about: String,
    /// Its own arguments: form and meaning.
    pub arguments: Vec<(String, String)>,
}

fn argument(arg: &clap::Arg) -> (String, String) {
    let names: Vec<String> =
        arg.get_value_names().unwrap_or_default().iter().map(ToString::to_string).collect();
    let takes = arg.get_action().takes_values();
    let value = names.join(" ");
    let form = match arg.get_long() {
        Some(long) if takes => format!("--{long} {value}"),
        Some(long) => format!("--{long}"),
        None => value,
    };
    (form, arg.get_help().map(ToString::to_string).unwrap_or_default())
}
