//! What a build may remember: results of pure, costly calls, by the hash of their inputs.

/// A store of results. Whatever it gives back must be what was put under that key, or nothing.
pub trait Memory: Sync {
    /// The result of a key, if it is remembered.
    fn get(&self, key: &str) -> Option<Vec<u8>>;
    /// Remembers a result.
    fn put(&self, key: &str, value: &[u8]);
}

/// Remembers nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Forget;

impl Memory for Forget {
    fn get(&self, _: &str) -> Option<Vec<u8>> {
        None
    }

    fn put(&self, _: &str, _: &[u8]) {}
}
