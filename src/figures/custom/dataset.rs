//! A `dataset` laid out into the series: the chart module draws what a series holds itself.
//! Rows may be lists under a row of headings, or objects, or columns by name, as ECharts reads them. By default the
//! first dimension is the category (or x), and each series takes the next; `encode` says otherwise.

use serde_json::{Map, Value, json};

type Fault = (String, String);

/// The option without its dataset.
pub fn spread(mut option: Value) -> Result<Value, Fault> {
    let Some(map) = option.as_object_mut() else { return Ok(option) };
    let Some(dataset) = map.remove("dataset") else { return Ok(option) };
    let (set, path) = match dataset {
        Value::Array(mut list) if list.len() == 1 => (list.remove(0), "option.dataset[0]"),
        Value::Array(_) => return Err(fault("option.dataset", "a figure has one dataset")),
        one => (one, "option.dataset"),
    };
    let Some(set) = set.as_object() else { return Err(fault(path, "must be an object with a `source`")) };
    if let Some(key) =
        set.keys().find(|k| !matches!(k.as_str(), "source" | "dimensions" | "sourceHeader" | "id"))
    {
        let help = "supported: source, dimensions, sourceHeader";
        return Err(fault(&format!("{path}.{key}"), &format!("not supported in a dataset; {help}")));
    }
    let data = Data::read(set, path)?;
    let sideways = is_category(map.get("yAxis")) && !is_category(map.get("xAxis"));
    let category = sideways || is_category(map.get("xAxis"));
    let Some(Value::Array(series)) = map.get_mut("series") else { return Ok(option) };
    let mut labels = None;
    for (index, one) in series.iter_mut().enumerate() {
        let Some(one) = one.as_object_mut().filter(|one| !one.contains_key("data")) else { continue };
        labels = Some(fill(one, &data, &Layout { index, category, sideways })?);
    }
    if let (true, Some(labels)) = (category, labels) {
        let axis = first_mut(map.get_mut(if sideways { "yAxis" } else { "xAxis" }));
        if let Some(axis) = axis.and_then(Value::as_object_mut) {
            axis.entry("data").or_insert(labels);
        }
    }
    Ok(option)
}

struct Layout {
    index: usize,
    category: bool,
    sideways: bool,
}

/// Puts the data into a series; gives the labels of its categories.
fn fill(series: &mut Map<String, Value>, data: &Data, layout: &Layout) -> Result<Value, Fault> {
    let path = format!("option.series[{}]", layout.index);
    let encode = series.remove("encode").unwrap_or_default();
    if series.remove("seriesLayoutBy").is_some_and(|by| by != "column") {
        return Err(fault(&format!("{path}.seriesLayoutBy"), "only columns are supported"));
    }
    let (along, across) = if layout.sideways { ("y", "x") } else { ("x", "y") };
    let dimension = |side: &str, or: usize| data.dimension(&encode, side, or, &path);
    let (label, value) = (dimension(along, 0)?, dimension(across, layout.index + 1)?);
    let column = |at: usize| -> Vec<Value> {
        data.rows.iter().map(|row| row.get(at).cloned().unwrap_or(Value::Null)).collect()
    };
    let named = match encode.get("itemName") {
        Some(_) => Some(dimension("itemName", 0)?),
        None => None,
    };
    let points = if layout.category {
        column(value)
    } else {
        let pairs = column(label).into_iter().zip(column(value)).enumerate();
        pairs
            .map(|(row, (x, y))| match named {
                Some(at) => json!({"name": data.rows[row].get(at), "value": [x, y]}),
                None => json!([x, y]),
            })
            .collect()
    };
    series.insert("data".to_string(), Value::Array(points));
    series.entry("name").or_insert_with(|| json!(data.dimensions[value]));
    Ok(Value::Array(column(label).into_iter().map(as_text).collect()))
}

fn as_text(value: Value) -> Value {
    match value {
        Value::String(_) => value,
        Value::Null => json!(""),
        other => json!(other.to_string()),
    }
}

struct Data {
    dimensions: Vec<String>,
    rows: Vec<Vec<Value>>,
}

impl Data {
    fn read(set: &Map<String, Value>, path: &str) -> Result<Data, Fault> {
        let given =
            set.get("dimensions").and_then(Value::as_array).map(|list| list.iter().map(name_of).collect());
        let data = match set.get("source") {
            Some(Value::Array(rows)) if rows.iter().all(Value::is_array) => {
                Data::of_lists(rows, given, set.get("sourceHeader"))
            }
            Some(Value::Array(rows)) if rows.iter().all(Value::is_object) => Data::of_objects(rows, given),
            Some(Value::Object(columns)) if columns.values().all(Value::is_array) => {
                Data::of_columns(columns)
            }
            _ => {
                return Err(fault(
                    &format!("{path}.source"),
                    "must be rows: lists, objects, or columns by name",
                ));
            }
        };
        if data.rows.is_empty() || data.dimensions.is_empty() {
            return Err(fault(&format!("{path}.source"), "has no rows"));
        }
        Ok(data)
    }

    fn of_lists(rows: &[Value], given: Option<Vec<String>>, header: Option<&Value>) -> Data {
        let mut rows: Vec<Vec<Value>> = rows.iter().filter_map(|row| row.as_array().cloned()).collect();
        let asked = header.and_then(Value::as_bool);
        let texts =
            rows.first().is_some_and(|first| first.iter().all(|cell| cell.is_string() || cell.is_null()));
        let heading = (asked.unwrap_or(texts) && !rows.is_empty()).then(|| rows.remove(0));
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let names = heading.map(|row| row.iter().map(name_of).collect::<Vec<_>>());
        let mut dimensions = given.or(names).unwrap_or_default();
        for at in dimensions.len()..width {
            dimensions.push(format!("Column {}", at + 1));
        }
        Data { dimensions, rows }
    }

    fn of_objects(rows: &[Value], given: Option<Vec<String>>) -> Data {
        let keys =
            || rows.first().and_then(Value::as_object).map(|row| row.keys().cloned().collect::<Vec<_>>());
        let dimensions = given.or_else(keys).unwrap_or_default();
        let cells =
            |row: &Value| dimensions.iter().map(|d| row.get(d).cloned().unwrap_or(Value::Null)).collect();
        let rows = rows.iter().map(cells).collect();
        Data { dimensions, rows }
    }

    fn of_columns(columns: &Map<String, Value>) -> Data {
        let lists: Vec<&Vec<Value>> = columns.values().filter_map(Value::as_array).collect();
        let length = lists.iter().map(|list| list.len()).max().unwrap_or(0);
        let row = |at: usize| lists.iter().map(|list| list.get(at).cloned().unwrap_or(Value::Null)).collect();
        Data { dimensions: columns.keys().cloned().collect(), rows: (0..length).map(row).collect() }
    }

    /// The index of the dimension that a series draws on a side.
    fn dimension(&self, encode: &Value, side: &str, or: usize, path: &str) -> Result<usize, Fault> {
        let wanted = first(encode.get(side));
        let found = match wanted {
            None => Some(or),
            Some(Value::String(name)) => self.dimensions.iter().position(|d| d == name),
            Some(number) => number.as_u64().and_then(|n| usize::try_from(n).ok()),
        };
        found.filter(|at| *at < self.dimensions.len()).ok_or_else(|| {
            let known = self.dimensions.join(", ");
            match wanted {
                Some(wanted) => {
                    fault(&format!("{path}.encode.{side}"), &format!("no dimension {wanted}; known: {known}"))
                }
                None => fault(path, &format!("the dataset has no dimension left for it; known: {known}")),
            }
        })
    }
}

fn name_of(value: &Value) -> String {
    let named = value.get("name").unwrap_or(value);
    named
        .as_str()
        .map_or_else(|| if named.is_null() { String::new() } else { named.to_string() }, str::to_string)
}

/// A value, or the first of a list.
pub fn first(value: Option<&Value>) -> Option<&Value> {
    match value {
        Some(Value::Array(list)) => list.first(),
        other => other,
    }
}

fn first_mut(value: Option<&mut Value>) -> Option<&mut Value> {
    match value {
        Some(Value::Array(list)) => list.first_mut(),
        other => other,
    }
}

/// True for an axis of words.
pub fn is_category(axis: Option<&Value>) -> bool {
    first(axis).is_some_and(|axis| match axis.get("type") {
        Some(kind) => kind == "category",
        None => axis.get("data").is_some(),
    })
}

fn fault(path: &str, message: &str) -> Fault {
    (path.to_string(), message.to_string())
}
