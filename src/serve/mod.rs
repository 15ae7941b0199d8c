//! The preview: a site in memory behind a local address, and what tells browsers that it changed.
//! In: what each build gives, and changes on disk. Out: answers and events. Promise: nothing is written, nothing but
//! the site's own files is given out, and nothing is answered that did not come by an allowed name.

mod answer;
mod change;
mod guard;
mod live;
mod page;
mod server;
mod watch;

pub use guard::Guard;
pub use live::Live;
pub use server::run;
pub use watch::{WatchError, Watcher};
