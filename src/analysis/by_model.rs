//! Where the rows of each model stand among a period's rows: found without a walk over all of them.

use super::Entry;
use crate::identity::ModelId;

/// Places of rows, by model.
#[derive(Debug, Clone, Default)]
pub struct ByModel(Vec<(u32, u32)>);

impl ByModel {
    /// Of a period's rows.
    pub fn of(entries: &[Entry]) -> ByModel {
        let mut places: Vec<_> =
            entries.iter().enumerate().map(|(at, e)| (short(e.key.model), short(at))).collect();
        places.sort_unstable();
        ByModel(places)
    }

    /// The places of a model's rows, in their order.
    pub fn places(&self, model: ModelId) -> impl Iterator<Item = usize> {
        let model = short(model);
        let from = self.0.partition_point(|(m, _)| *m < model);
        self.0[from..].iter().take_while(move |(m, _)| *m == model).map(|(_, at)| *at as usize)
    }
}

/// An index: files hold far fewer rows and models than there are numbers of 32 bits.
fn short(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
