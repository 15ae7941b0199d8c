//! Views to bytes, in parallel, through the theme's templates.

use super::again::{self, Rendered};
use super::mistakes::Texts;
use super::plan::PagePlan;
use super::steps::{self, Counted};
use super::view::{PartView, SiteView};
use super::views;
use super::wanted::{Wanted, Words};
use crate::diagnostic::{Diagnostic, Notes};
use crate::outputs::Outputs;
use crate::site::Site;
use crate::theme::Theme;
use rayon::prelude::*;
use serde::Serialize;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::sync::Arc;
use tera::{Context, Kwargs, State, StringInput, Tera, Value};

/// Most bytes of one page.
const MAX_PAGE: usize = 64 << 20;

thread_local! {
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// A page being written: a template that loops ends with an error, not with the machine's memory.
struct Bounded(Vec<u8>);

impl io::Write for Bounded {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.write_all(piece).map(|()| piece.len())
    }

    /// What a template writes is many short pieces.
    fn write_all(&mut self, piece: &[u8]) -> io::Result<()> {
        if self.0.len() + piece.len() > MAX_PAGE {
            let message = format!("the page grows beyond {} MiB; does a template loop?", MAX_PAGE >> 20);
            return Err(io::Error::other(message));
        }
        self.0.extend_from_slice(piece);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A theme's templates, parsed, with what all pages share.
pub struct Renderer {
    tera: Tera,
    words: Words,
    texts: Texts,
}

impl fmt::Debug for Renderer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Renderer").field("theme", &self.texts.theme).finish_non_exhaustive()
    }
}

impl Renderer {
    /// Parses the templates. Every mistake in them is an error with its place.
    pub fn new(theme: &Theme, site: &Site<'_>, notes: &mut Notes) -> Option<Renderer> {
        let mut tera = Tera::new();
        let origins = theme.templates.keys().map(|name| (name.clone(), theme.origin(name))).collect();
        let sources = theme.templates.clone();
        let own = theme.templates.iter().filter(|(name, _)| !theme.is_built_in(name));
        let counted: BTreeMap<String, Counted> = own.map(|(n, t)| (n.clone(), Counted::new(t))).collect();
        let texts = Texts { theme: theme.name.clone(), sources, origins, counted };
        if let Some(first) = steps::chained(&theme.templates) {
            let message = "includes follow one another more than ten deep".to_string();
            let note = texts.at_tag(first, "include", "", message);
            notes.push(note.help("include more at once, or use components"));
            return None;
        }
        extend(&mut tera);
        let text = |name: &String, text| texts.counted.get(name).map_or(text, |c| c.text.as_str());
        let pairs: Vec<(&str, &str)> =
            theme.templates.iter().map(|(n, t)| (n.as_str(), text(n, t.as_str()))).collect();
        let (words, parsed) =
            rayon::join(|| Words::of(&theme.templates, Theme::knows), || tera.add_raw_templates(pairs));
        if let Err(e) = parsed {
            texts.refused(&e, extend).into_iter().for_each(|note| notes.push(note));
            return None;
        }
        let shared: SiteView = views::site(site);
        tera.global_context().insert("site", &shared);
        Some(Renderer { tera, words, texts })
    }

    fn render(&self, template: &str, view: &impl Serialize, page: &str) -> Result<Vec<u8>, Diagnostic> {
        let explain = |e| self.texts.explain(&e, Some((template, page)));
        let context = Context::from_serialize(view).map_err(explain)?;
        steps::begin();
        // A buffer that has grown once serves for all pages of a thread; what is kept is as long as the page.
        BUFFER.with_borrow_mut(|buffer| {
            let mut out = Bounded(std::mem::take(buffer));
            out.0.clear();
            let rendered = self.tera.render_to(template, &context, &mut out);
            let bytes = rendered.map(|()| out.0.to_vec()).map_err(explain);
            *buffer = out.0;
            bytes
        })
    }

    /// A view as bytes. It is made of what the template can show; where that fails, of everything, so that the error
    /// knows all names.
    pub fn show<V: Serialize>(
        &self,
        template: &str,
        page: &str,
        view: impl Fn(Wanted<'_>) -> V,
    ) -> Result<Vec<u8>, Diagnostic> {
        self.render(template, &view(self.words.wanted(template)), page)
            .or_else(|_| self.render(template, &view(Wanted::EVERYTHING), page))
    }

    /// Any template's text, for what is no page.
    pub fn text(&self, template: &str, view: &impl Serialize, page: &str) -> Result<String, Diagnostic> {
        let bytes = self.render(template, view, page)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// A template's own text; empty if the theme has none of that name.
    pub fn source(&self, template: &str) -> &str {
        self.texts.sources.get(template).map(String::as_str).unwrap_or_default()
    }

    /// The body of a feed entry.
    pub fn feed_content(
        &self,
        page: &str,
        parts: impl Fn(Wanted<'_>) -> Vec<PartView>,
    ) -> Result<String, Diagnostic> {
        #[derive(Serialize)]
        struct Content {
            parts: Vec<PartView>,
        }
        let bytes = self.show("feed_content.html", page, |wanted| Content { parts: parts(wanted) })?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// Gives the engine what our templates have besides.
pub(super) fn extend(tera: &mut Tera) {
    count_steps(tera);
    limit_filters(tera);
}

/// Gives templates the call and the filter that count their rounds, and a `range` that is short enough to be counted.
fn count_steps(tera: &mut Tera) {
    let take = |rounds: u32| {
        let most = steps::MOST;
        let message = || format!("the page takes more than {most} rounds of loops and includes");
        if steps::take(rounds) { Ok(()) } else { Err(tera::Error::message(message())) }
    };
    tera.register_function(steps::CALL, move |kwargs: Kwargs, _: &State<'_>| {
        let weight = kwargs.get::<Value>("of")?.map_or(0, |kept| weight(&kept, 0, 0));
        if weight > steps::HEAVIEST {
            let most = steps::HEAVIEST >> 20;
            return Err(tera::Error::message(format!(
                "a value of the page grows beyond {most} MiB, or lies {} lists deep",
                steps::DEEPEST
            )));
        }
        let rounds = (weight / steps::BYTES_A_ROUND) as u32;
        take(kwargs.must_get::<u32>("n")?.saturating_add(rounds)).map(|()| String::new())
    });
    tera.register_filter(steps::FILTER, move |through: Value, _: Kwargs, _: &State<'_>| {
        let rounds = through.len().unwrap_or_default();
        take(u32::try_from(rounds).unwrap_or(u32::MAX)).map(|()| through)
    });
    tera.register_function("range", |kwargs: Kwargs, _: &State<'_>| {
        let start = kwargs.get::<i128>("start")?.unwrap_or_default();
        let end = kwargs.must_get::<i128>("end")?;
        let step = kwargs.get::<i128>("step_by")?.unwrap_or(1);
        let wrong = |message: String| Err(tera::Error::message(format!("`range` {message}")));
        if step == 0 || (start > end && step > 0) {
            return wrong(format!("never gets from {start} to {end} by steps of {step}"));
        }
        let mut numbers = Vec::new();
        let mut at = start;
        while (step > 0 && at < end) || (step < 0 && at > end) {
            if numbers.len() as i128 >= steps::LONGEST_RANGE {
                return wrong(format!("would give more than {} numbers", steps::LONGEST_RANGE));
            }
            numbers.push(at);
            at = at.saturating_add(step);
        }
        Ok(numbers)
    });
}

/// Filters that can make much more of a text than there was: the engine's own, with a limit.
fn limit_filters(tera: &mut Tera) {
    let heavy = |what: &str| {
        let most = steps::HEAVIEST >> 20;
        Err(tera::Error::message(format!("`{what}` would give more than {most} MiB")))
    };
    tera.register_filter("replace", move |text: StringInput<'_>, kwargs: Kwargs, state: &State<'_>| {
        let from = kwargs.must_get::<&str>("from")?;
        let to = kwargs.must_get::<StringInput<'_>>("to")?;
        let times = text.as_str().matches(from).count();
        if times.saturating_mul(to.as_str().len()) > steps::HEAVIEST {
            return heavy("replace");
        }
        if state.autoescaping_enabled() && (text.is_safe() || to.is_safe()) {
            return Ok(Value::safe_string(&text.rendered(state)?.replace(from, &to.rendered(state)?)));
        }
        Ok(Value::normal_string(&text.as_str().replace(from, to.as_str())))
    });
}

/// How many bytes a value would be printed as, about; counting ends beyond the most that is allowed, and what holds
/// lists too deep for the stack is too heavy.
fn weight(value: &Value, before: usize, depth: usize) -> usize {
    const ITEM: usize = 16;
    if depth > steps::DEEPEST {
        return steps::HEAVIEST + 1;
    }
    let mut sum = before + ITEM + value.as_str().map_or(0, str::len);
    for item in
        value.as_array().into_iter().flatten().chain(value.as_map().into_iter().flat_map(|map| map.values()))
    {
        if sum > steps::HEAVIEST {
            break;
        }
        sum = weight(item, sum, depth + 1);
    }
    sum
}

/// Every page's view as JSON, by the page's file: what its template is given, beside `site`, which all share.
pub fn dump(site: &Site<'_>, plans: &[PagePlan], notes: &mut Notes) -> Outputs {
    #[derive(Serialize)]
    struct Dump<'a, V> {
        template: &'a str,
        page: String,
        view: &'a V,
    }
    let mut outputs = Outputs::default();
    outputs.add("site.json", pretty(&views::site(site)), notes);
    for plan in plans {
        let (template, view) = (views::template(&plan.kind), views::of(site, plan, Wanted::EVERYTHING));
        let file = format!("{}.json", plan.file().trim_end_matches(".html"));
        outputs.add(&file, pretty(&Dump { template, page: format!("/{}", plan.path), view: &view }), notes);
    }
    outputs
}

fn pretty(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("a view is plain data");
    bytes.push(b'\n');
    bytes
}

/// Renders every page into the outputs.
pub fn render_all(
    renderer: &Renderer,
    site: &Site<'_>,
    plans: &[PagePlan],
    outputs: &mut Outputs,
    notes: &mut Notes,
) {
    // A page each: a subject's history may take a hundred times as long as an issue, and such pages stand together.
    let rendered: Vec<Result<Vec<u8>, Diagnostic>> =
        plans.par_iter().with_max_len(1).map(|plan| page(renderer, site, plan)).collect();
    for (plan, result) in plans.iter().zip(rendered) {
        match result {
            Ok(bytes) => outputs.add(&plan.file(), bytes, notes),
            Err(diagnostic) => notes.push(diagnostic),
        }
    }
}

/// The same, taking over pages of an earlier build that show nothing else, and leaving all for the next.
pub fn render_again(
    renderer: &Renderer,
    site: &Site<'_>,
    plans: &[PagePlan],
    earlier: &mut Rendered,
    outputs: &mut Outputs,
    notes: &mut Notes,
) {
    let made = |plan: &PagePlan| {
        let reach = again::reach(site, &plan.kind, earlier.texts());
        let bytes = match reach.as_ref().and_then(|reach| earlier.page(plan, reach)) {
            Some(bytes) => Ok(bytes),
            None => page(renderer, site, plan).map(Arc::new),
        };
        (reach, bytes)
    };
    let rendered: Vec<_> = plans.par_iter().with_max_len(1).map(made).collect();
    let mut kept = Vec::with_capacity(rendered.len());
    for (plan, (reach, bytes)) in plans.iter().zip(rendered) {
        match bytes {
            Ok(bytes) => {
                kept.extend(reach.map(|reach| (plan.path.clone(), reach, bytes.clone())));
                outputs.add_shared(&plan.file(), bytes, notes);
            }
            Err(diagnostic) => notes.push(diagnostic),
        }
    }
    earlier.keep(kept.into_iter());
}

/// Some pages before all others; what is wrong with them is told when all are made.
pub fn render_first(renderer: &Renderer, site: &Site<'_>, plans: &[PagePlan]) -> Vec<(String, Arc<Vec<u8>>)> {
    let made = |plan: &PagePlan| Some((plan.file(), Arc::new(page(renderer, site, plan).ok()?)));
    plans.par_iter().filter_map(made).collect()
}

fn page(renderer: &Renderer, site: &Site<'_>, plan: &PagePlan) -> Result<Vec<u8>, Diagnostic> {
    let template = views::template(&plan.kind);
    renderer.show(template, &plan.path, |wanted| views::of(site, plan, wanted))
}
