//! The data of a figure as CSV: what its table shows, for figures over time and the editor's own, whose data no board's
//! file of one period holds.

use super::table_csv::cell;
use crate::diagnostic::Notes;
use crate::outputs::Outputs;
use crate::site::Site;

pub fn add(site: &Site<'_>, outputs: &mut Outputs, notes: &mut Notes) {
    for (spec, figure) in site.figures {
        if figure.pictures.is_none() && spec.own.is_none() {
            continue;
        }
        let mut writer = csv::Writer::from_writer(Vec::new());
        let rows = std::iter::once(&figure.table.columns).chain(&figure.table.rows);
        let written =
            rows.map(|row| writer.write_record(row.iter().map(|text| field(text)))).find(Result::is_err);
        debug_assert!(written.is_none(), "a table's rows are as long as its head");
        outputs.add(&figure.csv_path(), writer.into_inner().unwrap_or_default(), notes);
    }
}

/// An unknown value is empty; a signed number stays one; everything else is text.
fn field(text: &str) -> String {
    match text {
        "–" => String::new(),
        _ if text.trim_end_matches('%').parse::<f64>().is_ok() => text.to_string(),
        _ => cell(text).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn numbers_stay_numbers_and_formulas_become_text() {
        assert_eq!(["+98%", "-2", "–", "721B"].map(field), ["+98%", "-2", "", "721B"]);
        assert_eq!(field("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(field("-inf"), "-inf");
    }
}
