//! The door: reads the command line, the clock and the environment, calls the command, exits with its code.
#![expect(
    clippy::disallowed_methods,
    reason = "the clock and the environment are read here and nowhere else"
)]

use clap::Parser;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use standings::cli::{Cli, Command};
use standings::commands::{self, Exit, Setting};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Cli { global, command } = Cli::parse();
    let today = match today(global.today) {
        Ok(today) => today,
        Err(message) => {
            eprintln!("error: {message}");
            return ExitCode::from(Exit::Usage as u8);
        }
    };
    let setting = Setting { global, today };
    let exit = match command {
        Command::Init(args) => commands::init::run(&setting, &args),
        Command::New(args) => commands::new::run(&setting, &args),
        Command::Build(args) => commands::build::run(&setting, &args),
        Command::Check(args) => commands::check::run(&setting, &args),
        Command::Serve(args) => commands::serve::run(&setting, &args),
        Command::Show(args) => commands::show::run(&setting, &args),
        Command::Explain { code } => commands::explain::run(&code),
        Command::Completions(args) => commands::completions::run(&args),
        Command::Man { command } => commands::man::run(command.as_deref()),
    };
    ExitCode::from(exit as u8)
}

/// `--today`, else SOURCE_DATE_EPOCH, else the clock; in UTC, whatever the machine's time zone.
fn today(given: Option<Date>) -> Result<Date, String> {
    if let Some(date) = given {
        return Ok(date);
    }
    let instant = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => {
            let seconds = text.trim().parse().ok().and_then(|s| Timestamp::from_second(s).ok());
            seconds.ok_or_else(|| format!("SOURCE_DATE_EPOCH is `{text}`, not a number of seconds"))?
        }
        Err(_) => Timestamp::now(),
    };
    Ok(Offset::UTC.to_datetime(instant).date())
}
