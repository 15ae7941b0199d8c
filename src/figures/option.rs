//! Pieces that charts share: axes, colours by name, and the overlay for what `charming` cannot say.

use super::Canvas;
use charming::Chart;
use charming::component::{Axis, Grid};
use charming::datatype::{CompositeValue, DataPoint};
use charming::element::{
    AxisLabel, AxisLine, AxisTick, AxisType, Color, LineStyle, SplitLine, Tooltip, Trigger,
};
use serde_json::{Map, Value, json};

/// Colours of the story, in order; names of the chart module's palette.
pub const STORY: [&str; 8] = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"];

/// A colour by its name in the palette.
pub fn token(name: &str) -> Color {
    Color::Value(format!("token:{name}"))
}

/// A number, or a gap.
pub fn point(value: Option<f64>) -> DataPoint {
    DataPoint::Value(CompositeValue::from(value))
}

/// The quiet horizontal axis of periods.
pub fn period_axis(labels: Vec<String>) -> Axis {
    Axis::new()
        .type_(AxisType::Category)
        .data(labels)
        .boundary_gap(false)
        .axis_tick(AxisTick::new().show(false))
        .axis_label(AxisLabel::new().color(token("muted")).font_size(12))
}

/// A quiet axis of numbers with hair lines.
pub fn value_axis() -> Axis {
    Axis::new()
        .type_(AxisType::Value)
        .axis_line(AxisLine::new().show(false))
        .axis_tick(AxisTick::new().show(false))
        .axis_label(AxisLabel::new().color(token("muted")).font_size(12))
        .split_line(SplitLine::new().line_style(LineStyle::new().color(token("grid"))))
}

/// Margins in pixels.
pub fn grid(left: u32, top: u32, right: u32, bottom: u32) -> Grid {
    Grid::new()
        .left(f64::from(left))
        .top(f64::from(top))
        .right(f64::from(right))
        .bottom(f64::from(bottom))
        .contain_label(false)
}

/// A tooltip for single points.
pub fn tooltip() -> Tooltip {
    Tooltip::new().trigger(Trigger::Item)
}

/// The chart's JSON with the overlay laid over it: objects by key, lists by index.
pub fn finish(chart: &Chart, overlay: Value) -> Value {
    let mut option = serde_json::to_value(chart).unwrap_or_else(|_| json!({}));
    merge(&mut option, overlay);
    if let Some(map) = option.as_object_mut() {
        map.insert("textStyle".to_string(), json!({"fontFamily": "Inter, system-ui, sans-serif"}));
    }
    option
}

pub fn merge(base: &mut Value, overlay: Value) {
    match (base, overlay) {
        (Value::Object(base), Value::Object(overlay)) => merge_maps(base, overlay),
        (Value::Array(base), Value::Array(overlay)) => {
            for (index, item) in overlay.into_iter().enumerate() {
                match base.get_mut(index) {
                    Some(slot) => merge(slot, item),
                    None => base.push(item),
                }
            }
        }
        (_, Value::Null) => {}
        (base, overlay) => *base = overlay,
    }
}

fn merge_maps(base: &mut Map<String, Value>, overlay: Map<String, Value>) {
    for (key, value) in overlay {
        match base.get_mut(&key) {
            Some(slot) => merge(slot, value),
            None => {
                base.insert(key, value);
            }
        }
    }
}

/// Marks the periods in which the method changed, on the first series that is drawn.
pub fn mark_breaks(series: &mut [Value], canvas: &Canvas<'_>) {
    let calendar = canvas.calendar();
    let shown = canvas.board.breaks.iter().filter(|b| calendar.iter().any(|(p, _)| *p == b.period));
    let marks: Vec<Value> = shown.map(|b| json!({"xAxis": b.period.short()})).collect();
    let Some(Value::Object(first)) = series.first_mut().filter(|_| !marks.is_empty()) else { return };
    let label =
        json!({"formatter": "method changed", "position": "start", "color": "token:muted", "fontSize": 11});
    let line = json!({"color": "token:muted", "type": "dashed", "width": 1});
    first.insert(
        "markLine".to_string(),
        json!({"symbol": "none", "silent": true, "label": label, "lineStyle": line, "data": marks}),
    );
}

/// Room for labels of 12 pixels, from their longest text.
pub fn label_room(labels: &[String], most: u32) -> u32 {
    let longest = labels.iter().map(|l| l.chars().count()).max().unwrap_or(0);
    (u32::try_from(longest).unwrap_or(most) * 7 + 16).min(most)
}

/// A label that fits: cut in the middle of nothing, at the end, with an ellipsis.
pub fn short(label: &str, most: usize) -> String {
    if label.chars().count() <= most {
        return label.to_string();
    }
    label.chars().take(most.saturating_sub(1)).collect::<String>().trim_end().to_string() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_overlay_reaches_into_lists() {
        let mut base = json!({"series": [{"type": "line", "a": 1}, {"type": "line"}], "x": {"y": 1}});
        merge(&mut base, json!({"series": [null, {"endLabel": {"show": true}}], "x": {"z": 2}}));
        assert_eq!(
            base,
            json!({"series": [{"type": "line", "a": 1}, {"type": "line", "endLabel": {"show": true}}], "x": {"y": 1, "z": 2}})
        );
    }
}
