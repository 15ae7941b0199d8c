//! References inside a sentence: one figure each.

use super::{Inline, Reader};
use crate::analysis::{Entry, Status};
use crate::diagnostic::did_you_mean;
use crate::editorial::Claim;
use crate::identity::{Key, ModelId};
use crate::model::{Amount, Period};
use crate::words;
use jiff::civil::Date;

impl Reader<'_> {
    pub(super) fn inline(&mut self) -> Option<Inline> {
        match self.form.name {
            "model" => return self.name_of_model(),
            "price" | "context" => return self.registered(),
            _ => {}
        }
        let board = self.board()?;
        let period = self.period(Some(board))?;
        if self.form.name == "total" {
            let facts = self.facts_at(board, period)?;
            let short = self.style(["long", "short"])? == "short";
            let bound = facts.total_at_least();
            let shown = facts.total.map(|t| (self.amount((t, bound), board, short), t.to_string()));
            return self.figure("total", None, board, period, shown);
        }
        let model = self.model(Some((board, period)))?;
        let facts = self.facts_at(board, period)?;
        let entry = self.entry(facts, board, model)?;
        let (quantity, shown) = match self.form.name {
            "rank" => ("rank", entry.rank.map(|r| (format!("#{r}"), r.to_string()))),
            "value" => {
                let short = self.style(["long", "short"])? == "short";
                let amount = |v| self.amount((v, entry.at_least), board, short);
                ("value", entry.value.map(|v| (amount(v), v.to_string())))
            }
            "growth" => {
                let unsigned = self.style(["signed", "unsigned"])? == "unsigned";
                let shown = |g| if unsigned { words::growth_size(g) } else { words::growth(g) };
                ("growth", entry.growth.map(|g| (shown(g), g.decimal().to_string())))
            }
            "share" => {
                let said = |s| words::at_least_said(words::share(s), entry.at_least);
                let exact = entry.share.map(|s| s.decimal().to_string());
                ("share", entry.share_shown().map(said).zip(exact))
            }
            _ => (
                "move",
                move_words(entry).map(|w| (w, entry.delta.map(|d| d.to_string()).unwrap_or_default())),
            ),
        };
        let mut inline = self.figure(quantity, Some(model), board, period, shown)?;
        inline.claim.row = Some(entry.key.clone());
        inline.reported = match quantity {
            "growth" => entry.reported.growth(),
            "move" => entry.reported.movement(),
            _ => false,
        };
        Some(inline)
    }

    /// One of the styles; the first where none is asked for.
    fn style(&mut self, styles: [&'static str; 2]) -> Option<&'static str> {
        match self.text("style").ok()? {
            None => Some(styles[0]),
            Some((asked, _)) if styles.contains(&asked) => styles.into_iter().find(|s| *s == asked),
            Some((other, span)) => {
                let help = did_you_mean(other, styles);
                self.fail("reference-argument", span, format!("there is no style `{other}`"), help);
                None
            }
        }
    }

    /// An amount, and whether it is no more than a lower bound.
    fn amount(&self, (amount, bound): (Amount, bool), board: usize, short: bool) -> String {
        let board = &self.context.config.boards[board];
        match short {
            true => words::at_least(words::cell(amount, board), bound),
            false => words::at_least_said(words::prose(amount, board), bound),
        }
    }

    pub(super) fn figure(
        &mut self,
        quantity: &'static str,
        model: Option<ModelId>,
        board: usize,
        period: Period,
        shown: Option<(String, String)>,
    ) -> Option<Inline> {
        let Some((shown, value)) = shown else {
            let title = &self.context.config.boards[board].title;
            let of = model.map(|m| format!(" of {}", self.context.facts.models[m].name)).unwrap_or_default();
            let message = format!("the {quantity}{of} on {title} in {period} is not known");
            let help = "leave it out: a figure that is not known is not printed".to_string();
            self.fail("reference-no-fact", self.call.span, message, Some(help));
            return None;
        };
        Some(Inline {
            claim: Claim {
                shown,
                value,
                quantity,
                model,
                board: Some(board),
                period: Some(period),
                place: self.source.place(self.call.span),
                span: self.call.span,
                row: None,
            },
            link: None,
            reported: false,
        })
    }

    pub(super) fn name_of_model(&mut self) -> Option<Inline> {
        let model = self.model(None)?;
        self.others_known()?;
        self.row_known(model)?;
        let effort = self.text("effort").ok()?.map(|(t, _)| t.into());
        let variant = self.text("variant").ok()?.map(|(t, _)| t.into());
        let row = Key { model, effort, variant };
        let shown = self.context.facts.row_name(&row);
        let id = &self.context.facts.models[model].id;
        let mut claim = self.plain_claim("model", model, shown, id.clone());
        claim.row = Some(row);
        let link = Some(format!("{}/{id}/", self.context.config.subject.plural));
        Some(Inline { claim, link, reported: false })
    }

    pub(super) fn plain_claim(
        &self,
        quantity: &'static str,
        model: ModelId,
        shown: String,
        value: String,
    ) -> Claim {
        let place = self.source.place(self.call.span);
        let (board, period, span) = (None, self.context.period, self.call.span);
        Claim { shown, value, quantity, model: Some(model), board, period, place, span, row: None }
    }

    /// What the registry does not have, or, of a price, not yet.
    fn not_registered(&mut self, name: &str, first: Option<Date>) {
        let file = crate::registry::FILE;
        let (message, help) = match first {
            Some(first) => (
                format!("no price of {name} is known so early: the first is from {first}"),
                format!("ask for a later `period`, or add an earlier price in {file}"),
            ),
            None => (
                format!("the {} of {name} is not in the registry", self.form.name),
                format!("add it in {file}"),
            ),
        };
        self.fail("reference-no-fact", self.call.span, message, Some(help));
    }

    /// What the registry knows: price and context window.
    pub(super) fn registered(&mut self) -> Option<Inline> {
        let model = self.model(None)?;
        self.others_known()?;
        self.row_known(model)?;
        let record = &self.context.facts.models[model];
        if let Some((variant, span)) = self.text("variant").ok()?.filter(|(v, _)| !v.is_empty()) {
            let message = format!(
                "the registry knows the {} of {}, not of its `{variant}` row",
                self.form.name, record.name
            );
            let help = "leave `variant` out, or say it in words of your own".to_string();
            self.fail("reference-no-fact", span, message, Some(help));
            return None;
        }
        let mut first = None;
        let shown = if self.form.name == "context" {
            record.context.map(|c| (format!("{} tokens", words::spelled(c)), c.to_string()))
        } else {
            let day = self.period(None)?.last_day();
            let short = self.style(["long", "short"])? == "short";
            first = record.prices.first().map(|price| price.from).filter(|from| *from > day);
            record.price_on(day).and_then(|price| price_words(price, short))
        };
        let Some((shown, value)) = shown else {
            self.not_registered(&record.name, first);
            return None;
        };
        let quantity = if self.form.name == "context" { "context" } else { "price" };
        Some(Inline { claim: self.plain_claim(quantity, model, shown, value), link: None, reported: false })
    }
}

/// "$5 per million input and $25 per million output tokens", or "$5 / $25".
fn price_words(price: &crate::model::Price, short: bool) -> Option<(String, String)> {
    let shown = match (price.input, price.output) {
        (Some(input), Some(output)) if short => format!("{} / {}", words::usd(input), words::usd(output)),
        (Some(input), Some(output)) => {
            format!(
                "{} per million input and {} per million output tokens",
                words::usd(input),
                words::usd(output)
            )
        }
        (Some(input), None) => format!("{} per million input tokens", words::usd(input)),
        (None, Some(output)) => format!("{} per million output tokens", words::usd(output)),
        (None, None) => return None,
    };
    let plain =
        |value: Option<rust_decimal::Decimal>| value.map(|v| v.normalize().to_string()).unwrap_or_default();
    Some((shown, format!("{}/{}", plain(price.input), plain(price.output))))
}

/// The movement of a row in words; `None` where nothing is known of it.
pub fn move_words(entry: &Entry) -> Option<String> {
    let to = entry.rank.map(|rank| format!(" to #{rank}")).unwrap_or_default();
    let n = entry.delta.map_or(0, i64::unsigned_abs);
    match entry.status {
        Status::Climb => Some(format!("up {}{to}", words::places(n))),
        Status::Fall => Some(if to.is_empty() {
            format!("down {}", words::places(n))
        } else {
            format!("down {}{to}", words::count(n))
        }),
        Status::Hold => {
            Some(entry.rank.map_or_else(|| "unchanged".to_string(), |rank| format!("unchanged at #{rank}")))
        }
        Status::Debut if entry.first_tracked => entry.rank.map(|rank| format!("first tracked at #{rank}")),
        Status::Debut => entry.rank.map(|rank| format!("new at #{rank}")),
        Status::Return => entry.rank.map(|rank| format!("back at #{rank}")),
        Status::Unknown => None,
    }
}
