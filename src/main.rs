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

/// A build makes millions of short texts; the system's allocator takes a fifth longer over them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let Cli { global, command } = Cli::parse();
    let (today, now) = match today(global.today) {
        Ok(both) => both,
        Err(message) => {
            eprintln!("error: {message}");
            return ExitCode::from(Exit::Usage as u8);
        }
    };
    let real_clock = global.today.is_none() && std::env::var_os("SOURCE_DATE_EPOCH").is_none();
    // Templates within templates need room. A pool that is there already serves too.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(16 << 20).build_global();
    let setting = Setting { global, today, now, real_clock };
    let exit = match command {
        Command::Init(args) => commands::init::run(&setting, &args),
        Command::New(args) => commands::new::run(&setting, &args),
        Command::Build(args) => commands::build::run(&setting, &args),
        Command::Import(args) => commands::import::run(&setting, &args),
        Command::Sql(args) => commands::sql::run(&setting, &args),
        Command::Fetch(args) => commands::fetch::run(&setting, &args, &|name| std::env::var(name).ok()),
        Command::Check(args) => commands::check::run(&setting, &args),
        Command::Claims(args) => commands::claims::run(&setting, &args),
        Command::Serve(args) => commands::serve::run(&setting, &args),
        Command::Show(args) => commands::show::run(&setting, &args),
        Command::Diff(args) => commands::diff::run(&setting, &args),
        Command::Schema { kind } => commands::schema::run(&kind),
        Command::Explain { code } => commands::explain::run(&code),
        Command::Completions(args) => commands::completions::run(&args),
        Command::Man { command } => commands::man::run(command.as_deref()),
    };
    ExitCode::from(exit as u8)
}

/// `--today` (its start), else SOURCE_DATE_EPOCH, else the clock; in UTC, whatever the machine's time zone.
fn today(given: Option<Date>) -> Result<(Date, Timestamp), String> {
    if let Some(date) = given {
        let start = Offset::UTC.to_timestamp(date.to_datetime(jiff::civil::Time::midnight()));
        return start.map(|now| (date, now)).map_err(|e| format!("--today {date} cannot be: {e}"));
    }
    let instant = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => {
            let seconds = text.trim().parse().ok().and_then(|s| Timestamp::from_second(s).ok());
            seconds.ok_or_else(|| format!("SOURCE_DATE_EPOCH is `{text}`, not a number of seconds"))?
        }
        Err(_) => Timestamp::now(),
    };
    Ok((Offset::UTC.to_datetime(instant).date(), instant))
}
