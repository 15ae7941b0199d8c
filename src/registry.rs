//! `data/models.yaml`, text to a sound `Registry`: ids unique, organisations known, prices in order, relations to
//! models that exist.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Notes, Source, Span, did_you_mean};
use crate::document::{self, Fields, Node, Reading};
use crate::inputs::Inputs;
use crate::model::{Alias, Hidden, Model, ModelClaim, Org, Parameters, Price, Registry, Relation};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Where the registry lies.
pub const FILE: &str = "data/models.yaml";

/// Parses the registry; a site without one has an empty one.
pub fn parse(inputs: &Inputs, config: &Config, notes: &mut Notes) -> Registry {
    let Some(text) = inputs.text(FILE, notes) else { return Registry::default() };
    let source = Source { file: FILE, text };
    let Some(root) = document::parse_on(source, notes) else { return Registry::default() };
    let mut r = Reading { source, notes };
    let Some(mut f) = Fields::open(&root, "the registry", &mut r) else { return Registry::default() };
    let orgs = f.node("orgs").map(|n| orgs(&mut r, n)).unwrap_or_default();
    let (models, named) = f.node("models").map(|n| models(&mut r, n, config)).unwrap_or_default();
    f.finish(&mut r);
    let registry = Registry { orgs, models };
    check_references(&registry, &named, &mut r);
    check_succession(&registry, &named, &mut r);
    registry
}

fn orgs(r: &mut Reading<'_>, node: &Node) -> Vec<Org> {
    let mut orgs: BTreeMap<String, Org> = BTreeMap::new();
    for item in r.list(node) {
        let Some(mut f) = Fields::open(item, "an organisation", r) else { continue };
        let id = f.required("id", r, Reading::slug);
        let name = f.required("name", r, Reading::text);
        let url = f.optional("url", r, Reading::web_address);
        f.finish(r);
        let (Some(id), Some(name)) = (id, name) else { continue };
        if orgs.contains_key(&id) {
            r.error("registry-id-twice", item.span, format!("a second organisation `{id}`"));
            continue;
        }
        orgs.insert(id.clone(), Org { id, name, url });
    }
    orgs.into_values().collect()
}

/// Where a model begins, and where it names others.
#[derive(Clone, Copy, Default)]
struct Named {
    model: Span,
    org: Span,
    succeeds: Span,
    formerly: Span,
    split_from: Span,
    merged_into: Span,
}

/// By the model's id.
type AllNamed = BTreeMap<String, Named>;

fn named(node: &Node, f: &mut Fields<'_>) -> Named {
    let mut span = |key| f.node(key).map(|node| node.span).unwrap_or_default();
    Named {
        model: Span::new(node.span.start, node.span.start + 1),
        org: span("org"),
        succeeds: span("succeeds"),
        formerly: span("formerly"),
        split_from: span("split_from"),
        merged_into: span("merged_into"),
    }
}

fn models(r: &mut Reading<'_>, node: &Node, config: &Config) -> (Vec<Model>, AllNamed) {
    let mut models: BTreeMap<String, Model> = BTreeMap::new();
    let mut all_named = AllNamed::new();
    for item in r.list(node) {
        let Some((model, named)) = model(r, item, config) else { continue };
        if let Some(first) = all_named.get(&model.id) {
            let message = format!("a second {} `{}`", config.subject.singular, model.id);
            let line = r.source.place(first.model).line;
            r.error_help("registry-id-twice", item.span, message, format!("the first is on line {line}"));
            continue;
        }
        all_named.insert(model.id.clone(), named);
        models.insert(model.id.clone(), model);
    }
    (models.into_values().collect(), all_named)
}

fn model(r: &mut Reading<'_>, node: &Node, config: &Config) -> Option<(Model, Named)> {
    let mut f = Fields::open(node, "a model", r)?;
    let named = named(node, &mut f);
    let id = f.required("id", r, Reading::slug);
    let name = f.required("name", r, Reading::text);
    let mut prices = f.node("prices").map(|n| prices(r, n)).unwrap_or_default();
    prices.sort_by_key(|p| p.from);
    let model = Model {
        org: f.optional("org", r, Reading::text),
        released: f.optional("released", r, Reading::date),
        succeeds: f.optional("succeeds", r, Reading::text),
        aliases: f.node("aliases").map(|n| aliases(r, n, config)).unwrap_or_default(),
        also: f.optional("also", r, Reading::texts).unwrap_or_default(),
        context: f.optional("context", r, Reading::amount),
        parameters: f.optional("parameters", r, parameters),
        licence: f.optional("licence", r, Reading::text),
        prices,
        claims: f.node("claims").map(|n| claims(r, n)).unwrap_or_default(),
        formerly: f.node("formerly").map(|n| slugs(r, n)).unwrap_or_default(),
        split_from: f.optional("split_from", r, relation),
        merged_into: f.optional("merged_into", r, relation),
        hidden: f.node("hidden").map(|n| hidden(r, n)).unwrap_or_default(),
        hn: f.node("hn").map(|n| story_ids(r, n)).unwrap_or_default(),
        id: id.clone().unwrap_or_default(),
        name: name.clone().unwrap_or_default(),
    };
    f.finish(r);
    (id.is_some() && name.is_some()).then_some((model, named))
}

fn aliases(r: &mut Reading<'_>, node: &Node, config: &Config) -> Vec<Alias> {
    let mut list = Vec::new();
    for entry in document::entries(node, "aliases as a mapping from board to names", r) {
        let Some(board) = config.board(&entry.key) else {
            let help = did_you_mean(&entry.key, config.boards.iter().map(|b| b.id.as_str()));
            let note = Diagnostic::warning(
                "registry-unknown-board",
                format!("site.yaml has no board `{}`", entry.key),
            );
            r.notes.push(note.at(r.source, entry.key_span).help_opt(help));
            continue;
        };
        for item in r.list(&entry.node) {
            list.extend(alias(r, item, board));
        }
    }
    list
}

fn alias(r: &mut Reading<'_>, node: &Node, board: usize) -> Option<Alias> {
    let plain = |name| Alias { board, name, effort: None, from: None, until: None, span: node.span };
    if let document::Value::Scalar { text, .. } = &node.value {
        return Some(plain(text.to_string()));
    }
    let mut f = Fields::open(node, "an alias", r)?;
    let name = f.required("name", r, Reading::text);
    let effort = f.optional("as", r, Reading::text).map(std::sync::Arc::from);
    let from = f.optional("from", r, Reading::date);
    let until = f.optional("until", r, Reading::date);
    f.finish(r);
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        r.error("registry-dates", node.span, "`until` lies before `from`");
    }
    Some(Alias { effort, from, until, ..plain(name?) })
}

fn parameters(r: &mut Reading<'_>, node: &Node) -> Option<Parameters> {
    let mut f = Fields::open(node, "`parameters`", r)?;
    let total = f.optional("total", r, Reading::amount);
    let active = f.optional("active", r, Reading::amount);
    f.finish(r);
    Some(Parameters { total, active })
}

fn prices(r: &mut Reading<'_>, node: &Node) -> Vec<Price> {
    let mut list: Vec<Price> = Vec::new();
    for item in r.list(node) {
        let Some(mut f) = Fields::open(item, "a price", r) else { continue };
        let from = f.required("from", r, Reading::date);
        let input = f.optional("input", r, money);
        let output = f.optional("output", r, money);
        let source = f.optional("source", r, Reading::web_address);
        f.finish(r);
        let Some(from) = from else { continue };
        if list.iter().any(|p| p.from == from) {
            r.error("registry-price-twice", item.span, format!("a second price from {from}"));
            continue;
        }
        list.push(Price { from, input, output, source });
    }
    list
}

fn money(r: &mut Reading<'_>, node: &Node) -> Option<Decimal> {
    r.amount(node).map(crate::model::Amount::decimal)
}

fn claims(r: &mut Reading<'_>, node: &Node) -> Vec<ModelClaim> {
    let mut list = Vec::new();
    for item in r.list(node) {
        let Some(mut f) = Fields::open(item, "a claim", r) else { continue };
        let benchmark = f.required("benchmark", r, Reading::text);
        let score = f.required("score", r, Reading::text);
        let by = f.optional("by", r, Reading::text);
        let version = f.optional("version", r, Reading::text);
        let date = f.optional("date", r, Reading::date);
        let source = f.optional("source", r, Reading::web_address);
        let note = f.optional("note", r, Reading::text);
        f.finish(r);
        if let (Some(benchmark), Some(score)) = (benchmark, score) {
            list.push(ModelClaim { benchmark, score, by, version, date, source, note });
        }
    }
    list
}

fn slugs(r: &mut Reading<'_>, node: &Node) -> Vec<String> {
    let items = r.list(node);
    items.iter().filter_map(|item| r.slug(item)).collect()
}

fn story_ids(r: &mut Reading<'_>, node: &Node) -> Vec<u64> {
    let items = r.list(node);
    items.iter().filter_map(|item| r.integer(item).and_then(|n| u64::try_from(n).ok())).collect()
}

fn relation(r: &mut Reading<'_>, node: &Node) -> Option<Relation> {
    let mut f = Fields::open(node, "this relation", r)?;
    let model = f.required("model", r, Reading::text);
    let date = f.required("date", r, Reading::date);
    f.finish(r);
    Some(Relation { model: model?, date: date? })
}

fn hidden(r: &mut Reading<'_>, node: &Node) -> Vec<Hidden> {
    let mut list = Vec::new();
    for item in r.list(node) {
        let Some(mut f) = Fields::open(item, "`hidden`", r) else { continue };
        let from = f.required("from", r, Reading::date);
        let until = f.required("until", r, Reading::date);
        let note = f.optional("note", r, Reading::text);
        f.finish(r);
        if let (Some(from), Some(until)) = (from, until) {
            if until < from {
                r.error("registry-dates", item.span, "`until` lies before `from`");
            }
            list.push(Hidden { from, until, note });
        }
    }
    list
}

/// Ids that are named must exist; an old id must not be a living one.
fn check_references(registry: &Registry, named: &AllNamed, r: &mut Reading<'_>) {
    let ids: BTreeSet<&str> = registry.models.iter().map(|m| m.id.as_str()).collect();
    let orgs: BTreeSet<&str> = registry.orgs.iter().map(|o| o.id.as_str()).collect();
    let mut old: BTreeSet<&str> = BTreeSet::new();
    for model in &registry.models {
        let Some(at) = named.get(&model.id) else { continue };
        if let Some(org) = model.org.as_deref().filter(|org| !orgs.contains(org)) {
            let message =
                format!("`{}` names the organisation `{org}`, which the registry does not have", model.id);
            let help = did_you_mean(org, orgs.iter().copied());
            missing(r, "registry-unknown-org", message, at.org, help);
        }
        let relations = [(&model.split_from, at.split_from), (&model.merged_into, at.merged_into)];
        let others = relations.into_iter().filter_map(|(other, span)| Some((&other.as_ref()?.model, span)));
        for (id, span) in others.chain(model.succeeds.as_ref().map(|id| (id, at.succeeds))) {
            if !ids.contains(id.as_str()) {
                let message =
                    format!("`{}` names the model `{id}`, which the registry does not have", model.id);
                let help = crate::diagnostic::nearest(id, ids.iter().copied())
                    .map(|k| format!("did you mean `{k}`?"));
                missing(r, "registry-unknown-model", message, span, help);
            }
        }
        for former in &model.formerly {
            if ids.contains(former.as_str()) || !old.insert(former) {
                let message = format!("`{}` was formerly `{former}`, but that id is taken", model.id);
                missing(r, "registry-id-twice", message, at.formerly, None);
            }
        }
    }
}

/// Nothing comes after itself, in however many steps. Each ring is told once.
fn check_succession(registry: &Registry, named: &AllNamed, r: &mut Reading<'_>) {
    let before: BTreeMap<&str, &str> =
        registry.models.iter().filter_map(|m| Some((m.id.as_str(), m.succeeds.as_deref()?))).collect();
    let mut walked: BTreeSet<&str> = BTreeSet::new();
    for start in before.keys() {
        let mut path: Vec<&str> = Vec::new();
        let mut at = *start;
        while walked.insert(at) {
            path.push(at);
            let Some(next) = before.get(at) else { break };
            at = next;
        }
        let Some(from) = path.iter().position(|id| *id == at).filter(|_| before.contains_key(at)) else {
            continue;
        };
        let ring: Vec<String> = path[from..].iter().chain([&at]).map(|id| format!("`{id}`")).collect();
        let message = format!("this succession leads back to where it began: {}", ring.join(" succeeds "));
        let span = named.get(at).map(|n| n.succeeds).unwrap_or_default();
        let help = "name what came before it, or leave `succeeds` out";
        r.error_help("registry-loop", span, message, help);
    }
}

fn missing(r: &mut Reading<'_>, code: &'static str, message: String, span: Span, help: Option<String>) {
    r.notes.push(Diagnostic::error(code, message).at(r.source, span).help_opt(help));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use crate::diagnostic::text;
    use expect_test::{Expect, expect};

    fn check(models: &str, expected: Expect) {
        let mut notes = Notes::default();
        let site = "title: T\nbase_url: https://example.com\nboards: []\n";
        let config = config::parse(site, &mut notes).expect("a sound configuration");
        parse(&Inputs::from_files([(FILE, models)]), &config, &mut notes);
        expected.assert_eq(&text(&notes.into_sorted(), false));
    }

    #[test]
    fn what_is_named_wrongly_is_shown_where_it_is_named() {
        check(
            "models:\n- {id: a, name: A, org: who,\n   succeeds: zzzzz,\n   formerly: [b]}\n- {id: b, name: B}\n- {id: index, name: I}\n",
            expect![[r#"
                error[registry-unknown-org]: `a` names the organisation `who`, which the registry does not have
                 --> data/models.yaml:2:25
                  |
                2 | - {id: a, name: A, org: who,
                  |                         ^^^

                error[registry-unknown-model]: `a` names the model `zzzzz`, which the registry does not have
                 --> data/models.yaml:3:14
                  |
                3 |    succeeds: zzzzz,
                  |              ^^^^^

                error[registry-id-twice]: `a` was formerly `b`, but that id is taken
                 --> data/models.yaml:4:14
                  |
                4 |    formerly: [b]}
                  |              ^^^

                error[wrong-type]: `index` is reserved: some systems, or the site itself, need that name
                 --> data/models.yaml:6:8
                  |
                6 | - {id: index, name: I}
                  |        ^^^^^
                  = help: choose another, such as `the-index`

            "#]],
        );
    }

    #[test]
    fn a_succession_has_a_beginning() {
        check(
            "models:\n- {id: a, name: A, succeeds: b}\n- {id: b, name: B, succeeds: c}\n- {id: c, name: C, succeeds: b}\n- {id: d, name: D, succeeds: d}\n",
            expect![[r#"
                error[registry-loop]: this succession leads back to where it began: `b` succeeds `c` succeeds `b`
                 --> data/models.yaml:3:30
                  |
                3 | - {id: b, name: B, succeeds: c}
                  |                              ^
                  = help: name what came before it, or leave `succeeds` out

                error[registry-loop]: this succession leads back to where it began: `d` succeeds `d`
                 --> data/models.yaml:5:30
                  |
                5 | - {id: d, name: D, succeeds: d}
                  |                              ^
                  = help: name what came before it, or leave `succeeds` out

            "#]],
        );
    }
}
