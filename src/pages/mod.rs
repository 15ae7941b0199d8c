//! Pages: which there are, what each shows, and how it becomes bytes. The only folder that names `tera`.

mod again;
mod mistakes;
mod plan;
mod render;
mod stale;
mod steps;
mod structured;
mod view;
mod views;
mod wanted;

pub use again::{Early, Rendered};
pub use plan::{Kind, PagePlan, asked_specs, drop_collisions, plan, static_specs};
pub use render::{Renderer, dump, render_again, render_all, render_first};
pub use view::{ClaimsView, FigureView, GapView, MoversView, NumberView, PartView, TableView, VolumesView};
pub use views::{
    MAIL_FEED, News, board_news, board_parts, followed, image_path, markdown_parts, subject_news,
};
pub use views::{citation, claims, kind_word, move_text, parts, status_word};
pub use wanted::Wanted;
