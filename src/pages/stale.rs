//! Which templates a change of the theme reaches. In: the templates of two builds. Out: those whose pages may differ.
//! Told by names: a template is reached by every other whose name stands between quotes in it. What defines components
//! is at everybody's hand, so it reaches all.

use std::collections::{BTreeMap, BTreeSet};

/// Templates by name.
pub type Templates = BTreeMap<String, String>;

/// The templates that show something of what differs; all of them if that cannot be told.
pub fn stale(old: &Templates, new: &Templates) -> BTreeSet<String> {
    let differ = |name: &String| old.get(name) != new.get(name);
    let mut reached: BTreeSet<String> = new.keys().filter(|name| differ(name)).cloned().collect();
    let everywhere = |name: &String| {
        [old, new].iter().filter_map(|all| all.get(name)).any(|text| text.contains("component"))
    };
    if old.keys().ne(new.keys()) || reached.iter().any(everywhere) {
        return new.keys().cloned().collect();
    }
    loop {
        let names =
            |text: &str, name: &String| ['"', '\''].iter().any(|q| text.contains(&format!("{q}{name}{q}")));
        let uses = |(name, text): (&String, &String)| {
            let one = !reached.contains(name) && reached.iter().any(|changed| names(text, changed));
            one.then(|| name.clone())
        };
        let more: Vec<String> = new.iter().filter_map(uses).collect();
        if more.is_empty() {
            return reached;
        }
        reached.extend(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn templates(all: &[(&str, &str)]) -> Templates {
        all.iter().map(|(name, text)| ((*name).to_string(), (*text).to_string())).collect()
    }

    fn reached(name: &str, text: &str) -> Vec<String> {
        let old = templates(&[
            ("_blocks.html", "{% component a() %}a{% endcomponent a %}"),
            ("_foot.html", "foot"),
            ("base.html", "{% include '_foot.html' %}"),
            ("feed.html", "feed"),
            ("home.html", "{% extends \"base.html\" %}"),
        ]);
        let mut new = old.clone();
        new.insert(name.to_string(), text.to_string());
        stale(&old, &new).into_iter().collect()
    }

    #[test]
    fn what_includes_or_extends_is_reached() {
        assert_eq!(reached("_foot.html", "other"), ["_foot.html", "base.html", "home.html"]);
        assert_eq!(reached("home.html", "other"), ["home.html"]);
        assert_eq!(reached("feed.html", "feed"), [] as [&str; 0]);
    }

    #[test]
    fn components_and_new_templates_reach_all() {
        assert_eq!(reached("_blocks.html", "none").len(), 5);
        assert_eq!(reached("new.html", "new").len(), 6);
    }
}
