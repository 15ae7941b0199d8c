//! H2: the vendored script is the one that was looked at.

use sha2::{Digest as _, Sha256};

/// Changes only together with `tools/chart-bundle/`, whose build gives the same bytes.
const CHART_MODULE: &str = "0113eff1e39a4a6303d81392fc9c2530205946e0fe2a0d693e06933142692e05";

#[test]
fn the_chart_module_is_the_one_that_was_looked_at() {
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/chart.min.js")).unwrap();
    let hash: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(hash, CHART_MODULE);
}
