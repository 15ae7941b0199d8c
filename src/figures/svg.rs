//! Static pictures: the chart module run in a small script engine, one for each thread.
//! In: an option. Out: SVG text whose colours are CSS variables, with title and description, the same bytes on every
//! run and thread. The engine has no disk, network or clock, a memory limit, and a deadline.

use super::measure;
use crate::memory::Memory;
use rquickjs::{CatchResultExt, Context, Ctx, Function, Module, Object, Runtime};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static MODULE: &str = include_str!("../../assets/chart.min.js");

/// Longest time for one picture.
const DEADLINE: Duration = Duration::from_secs(20);
/// Most memory of one engine.
const MEMORY: usize = 512 << 20;

/// What to draw.
pub struct Request<'a> {
    /// Unique on its page.
    pub id: &'a str,
    /// CSS class.
    pub class: &'a str,
    /// ECharts option.
    pub option: &'a Value,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Title.
    pub title: &'a str,
    /// Description.
    pub description: &'a str,
}

/// The picture, from memory if it is there.
pub fn draw(request: &Request<'_>, memory: &dyn Memory) -> Result<String, String> {
    let text = json!({
        "id": request.id, "class": request.class, "option": request.option, "width": request.size.0,
        "height": request.size.1, "title": request.title, "description": request.description, "vars": true,
    })
    .to_string();
    let key = key(&text);
    if let Some(svg) = memory.get(&key).and_then(|bytes| String::from_utf8(bytes).ok()) {
        return Ok(svg);
    }
    let svg = ENGINE.with_borrow_mut(|slot| {
        let engine = match slot {
            Some(engine) => engine,
            None => slot.insert(Engine::start()?),
        };
        let result = engine.render(&text);
        if result.is_err() {
            // After a limit an engine is not fit for use.
            *slot = None;
        }
        result
    })?;
    memory.put(&key, svg.as_bytes());
    Ok(svg)
}

/// A hash over everything a picture depends on: the request, the module and the fonts.
fn key(request: &str) -> String {
    static TOOLS: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let mut hasher = Sha256::new();
        hasher.update(MODULE.as_bytes());
        measure::FONTS.iter().for_each(|font| hasher.update(font));
        hasher.finalize().to_vec()
    });
    let mut hasher = Sha256::new();
    hasher.update(TOOLS.as_slice());
    hasher.update(request.as_bytes());
    hasher.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

thread_local! {
    static ENGINE: RefCell<Option<Engine>> = const { RefCell::new(None) };
}

struct Engine {
    context: Context,
    started: Rc<Cell<Instant>>,
}

impl Engine {
    fn start() -> Result<Engine, String> {
        let runtime = Runtime::new().map_err(|e| e.to_string())?;
        runtime.set_memory_limit(MEMORY);
        runtime.set_max_stack_size(1 << 20);
        let started = Rc::new(Cell::new(Instant::now()));
        let clock = Rc::clone(&started);
        runtime.set_interrupt_handler(Some(Box::new(move || clock.get().elapsed() > DEADLINE)));
        let context = Context::full(&runtime).map_err(|e| e.to_string())?;
        context.with(|ctx| load(&ctx))?;
        Ok(Engine { context, started })
    }

    fn render(&self, request: &str) -> Result<String, String> {
        self.started.set(Instant::now());
        self.context.with(|ctx| {
            let call = || -> rquickjs::Result<String> {
                let chart: Object<'_> = ctx.globals().get("__chart")?;
                let render: Function<'_> = chart.get("renderSvgJson")?;
                render.call((request,))
            };
            call().catch(&ctx).map_err(|e| one_line(&e.to_string()))
        })
    }
}

fn load(ctx: &Ctx<'_>) -> Result<(), String> {
    let run = || -> rquickjs::Result<()> {
        let measure = Function::new(ctx.clone(), |text: String, font: String| measure::width(&text, &font))?;
        ctx.globals().set("__measureText", measure)?;
        Module::evaluate(ctx.clone(), "chart", MODULE)?.finish::<()>()
    };
    run().catch(ctx).map_err(|e| one_line(&e.to_string()))
}

/// The message without the engine's own stack.
fn one_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim_start_matches("Error: ").to_string()
}
