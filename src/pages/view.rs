//! What templates get: one struct a page, every field of it printed somewhere. Text is plain text unless the field is
//! called `html`; addresses are finished links. Numbers come worded (`value_text`) and, where markup needs them, exact.

mod blocks;
mod choose;
mod pages;
mod row;
mod site;
mod sparse;
mod standing;
mod subjects;

pub use blocks::*;
pub use choose::*;
pub use pages::*;
pub use row::*;
pub use site::*;
pub use sparse::worded;
pub use standing::*;
pub use subjects::*;
