//! `standings show`: a computed table in the terminal, or as JSON, CSV or Markdown. The same facts as the site's.

use super::{Exit, Setting, put};
use crate::analysis::{Entry, Facts, PeriodFacts, Status};
use crate::cli::{OutputFormat, ShowArgs};
use crate::config::Config;
use crate::diagnostic::{Notes, did_you_mean, printable};
use crate::model::{Board, MetricKind, Period};
use crate::{exports, words};
use std::io::IsTerminal;

/// Runs the command.
pub fn run(setting: &Setting, args: &ShowArgs) -> Exit {
    let mut notes = Notes::default();
    let (inputs, config) = match setting.configured(&mut notes) {
        Ok(both) => both,
        Err(exit) => return exit,
    };
    let facts = crate::facts(&inputs, &config, &mut notes);
    if notes.failed() {
        setting.print_instead(&notes.into_sorted());
        return Exit::Errors;
    }
    match find(&facts, &config, args) {
        Ok((board, period)) => {
            setting.print_aside(&notes.into_sorted());
            put(&print(setting, &facts, &config, (board, period), args.top));
            Exit::Fine
        }
        Err(message) => {
            setting.complain(&message);
            Exit::Usage
        }
    }
}

fn find<'f>(facts: &'f Facts, config: &Config, args: &ShowArgs) -> Result<(usize, &'f PeriodFacts), String> {
    let Some(board) = config.board(&args.board) else {
        let help = did_you_mean(&args.board, config.boards.iter().map(|b| b.id.as_str()));
        return Err(format!(
            "no board `{}`{}",
            args.board,
            help.map(|h| format!("; {h}")).unwrap_or_default()
        ));
    };
    let history = &facts.boards[board];
    let Some(text) = &args.period else {
        let latest = history.latest().ok_or_else(|| format!("board `{}` has no snapshot yet", args.board))?;
        return Ok((board, latest));
    };
    let word = config.cadence.word();
    let period = Period::parse(text, config.cadence).ok_or_else(|| {
        format!("`{text}` is not a {word} of the calendar; write it like {}", config.cadence.example())
    })?;
    let known = || history.periods.iter().map(|p| p.period.to_string()).collect::<Vec<_>>().join(", ");
    let facts = history
        .at(period)
        .ok_or_else(|| format!("board `{}` has no snapshot for {period}; known: {}", args.board, known()))?;
    Ok((board, facts))
}

fn print(
    setting: &Setting,
    facts: &Facts,
    config: &Config,
    at: (usize, &PeriodFacts),
    top: Option<u32>,
) -> String {
    let (board, period) = at;
    let shown = shown(period, top);
    match setting.global.format {
        OutputFormat::Json => {
            String::from_utf8_lossy(&exports::table_json(facts, config, board, &shown)).into_owned()
        }
        OutputFormat::Csv => {
            String::from_utf8_lossy(&exports::table_csv(facts, config, board, &shown)).into_owned()
        }
        OutputFormat::Markdown => markdown(&cells(facts, &config.boards[board], &shown)),
        _ => {
            let color = setting.colors(std::io::stdout().is_terminal());
            terminal(facts, &config.boards[board], &shown, color)
        }
    }
}

/// The period with its first rows only.
fn shown(period: &PeriodFacts, top: Option<u32>) -> PeriodFacts {
    let mut shown = period.clone();
    if let Some(top) = top {
        let keep = shown.entries.iter().take_while(|e| e.rank.is_some_and(|r| r <= top)).count();
        shown.entries.truncate(keep);
        for entry in &mut shown.entries {
            if let Some(estimate) = &mut entry.estimate {
                estimate.tied_with.retain(|at| (*at as usize) < keep);
            }
        }
    }
    shown
}

/// Headings and rows; the flag says that a column is aligned to the right.
struct Cells {
    columns: Vec<(&'static str, bool)>,
    rows: Vec<Vec<String>>,
}

fn cells(facts: &Facts, board: &Board, period: &PeriodFacts) -> Cells {
    let volume = board.metric.kind == MetricKind::Volume;
    let mut columns = vec![("#", true), ("Move", false), ("Name", false), ("Value", true)];
    columns.extend(if volume {
        [("Growth", true), ("Share", true)]
    } else {
        [("Interval", true), ("Ranks", true)]
    });
    columns.extend([("Peak", true), ("Periods", true)]);
    let rows = period.entries.iter().map(|e| row(facts, board, e, volume)).collect();
    Cells { columns, rows }
}

fn row(facts: &Facts, board: &Board, e: &Entry, volume: bool) -> Vec<String> {
    let dash = || "–".to_string();
    let value = e.value.map_or_else(dash, |v| words::at_least(words::cell(v, board), e.at_least));
    let mut row = vec![
        e.rank.map_or_else(dash, |r| r.to_string()),
        movement(e),
        printable(&facts.row_name(&e.key)),
        value,
    ];
    if volume {
        row.push(e.growth.map_or_else(dash, words::growth));
        row.push(e.share_shown().map_or_else(dash, |s| words::at_least(words::share(s), e.at_least)));
    } else {
        row.push(
            e.interval()
                .map_or_else(dash, |(l, h)| format!("{}–{}", words::cell(l, board), words::cell(h, board))),
        );
        row.push(e.rank_low().zip(e.rank_high()).map_or_else(dash, |(l, h)| format!("{l}–{h}")));
    }
    row.push(e.peak_rank.map_or_else(dash, |r| r.to_string()));
    row.push(e.periods_on_board.to_string());
    row
}

fn movement(e: &Entry) -> String {
    let text = crate::pages::move_text(e);
    if e.reported.is_empty() { text } else { format!("{text} †") }
}

fn terminal(facts: &Facts, board: &Board, period: &PeriodFacts, color: bool) -> String {
    let cells = cells(facts, board, period);
    let widths: Vec<usize> = (0..cells.columns.len())
        .map(|i| {
            let longest = cells.rows.iter().map(|row| row[i].chars().count()).max().unwrap_or(0);
            longest.max(cells.columns[i].0.chars().count())
        })
        .collect();
    let (bold, off) = if color { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    let mut out = format!("{bold}{}, {}{off}\n\n", printable(&board.title), period.period.label());
    let headings: Vec<String> = cells.columns.iter().map(|(name, _)| (*name).to_string()).collect();
    out.push_str(&line(&headings, &cells, &widths));
    for (row, entry) in cells.rows.iter().zip(&period.entries) {
        let paint = match entry.status {
            _ if !color || entry.noise => "",
            Status::Climb => "\x1b[32m",
            Status::Fall => "\x1b[31m",
            Status::Debut | Status::Return => "\x1b[36m",
            _ => "",
        };
        let text = line(row, &cells, &widths);
        out.push_str(&if paint.is_empty() { text } else { format!("{paint}{}{off}\n", text.trim_end()) });
    }
    for exit in &period.exits {
        let from = exit.previous_rank.map_or_else(String::new, |r| format!(" (was #{r})"));
        out.push_str(&format!("\nout: {}{from}", printable(&facts.row_name(&exit.key))));
    }
    if period.entries.iter().any(|e| !e.reported.is_empty()) {
        out.push_str("\n† as reported by the source");
    }
    if let Some(total) = period.total {
        let total = words::at_least(words::prose(total, board), period.total_at_least());
        out.push_str(&format!("\ntotal: {total}"));
    }
    out.trim_end().to_string() + "\n"
}

fn line(row: &[String], cells: &Cells, widths: &[usize]) -> String {
    let padded = row.iter().zip(widths).zip(&cells.columns).map(|((text, width), (_, right))| {
        let room = " ".repeat(width.saturating_sub(text.chars().count()));
        if *right { format!("{room}{text}") } else { format!("{text}{room}") }
    });
    let joined: Vec<String> = padded.collect();
    joined.join("  ").trim_end().to_string() + "\n"
}

fn markdown(cells: &Cells) -> String {
    let escape = |text: &String| text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;");
    let row = |texts: Vec<String>| format!("| {} |\n", texts.join(" | "));
    let mut out = row(cells.columns.iter().map(|(name, _)| (*name).to_string()).collect());
    out.push_str(&row(cells
        .columns
        .iter()
        .map(|(_, right)| if *right { "--:" } else { ":--" }.to_string())
        .collect()));
    for texts in &cells.rows {
        out.push_str(&row(texts.iter().map(escape).collect()));
    }
    out
}
