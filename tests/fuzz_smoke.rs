//! The fuzz targets for a few seconds, on any toolchain: seeds cut, repeated, spliced and filled with what has hurt
//! readers before. The same run every time; `fuzz/README.md` says how to go on for longer.

#[path = "../fuzz/targets.rs"]
mod targets;

use std::time::{Duration, Instant};

const TOKENS: [&str; 40] = [
    "{{",
    "}}",
    "{{ rank(\"",
    "\")",
    "[",
    "]",
    "{",
    "}",
    ": ",
    "- ",
    "\n",
    "\r\n",
    "\t",
    "\"",
    "'",
    "\\",
    "\\ud800",
    "&a ",
    "*a",
    "<<: ",
    "---\n",
    "!x ",
    "|\n",
    ">\n",
    "NaN",
    "1e999",
    "-1",
    "18446744073709551616",
    "99999999999999999999999999999.5%",
    "0.0000000000000000000000000001T",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "é",
    "\u{1f600}",
    "<script>",
    "[^1]",
    "|-|\n",
    "2026-W53",
    "9999-12-31",
];

/// A sequence that is the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }

    fn mutate(&mut self, bytes: &mut Vec<u8>) {
        let at = self.roll(bytes.len() + 1);
        let end = (at + self.roll(24)).min(bytes.len());
        match self.roll(6) {
            0 => drop(bytes.drain(at..end)),
            1 => drop(bytes.splice(at..at, TOKENS[self.roll(TOKENS.len())].bytes())),
            2 => drop(bytes.splice(at..end, TOKENS[self.roll(TOKENS.len())].bytes())),
            3 => bytes.insert(at, self.roll(256) as u8),
            4 => {
                let piece = bytes[at..end].to_vec();
                let to = self.roll(bytes.len() + 1);
                bytes.splice(to..to, piece.repeat(1 + self.roll(6)));
            }
            _ => bytes.truncate(at.max(1)),
        }
    }
}

#[test]
fn no_target_panics_hangs_or_slows() {
    let mut report = Vec::new();
    for (name, _) in targets::TARGETS {
        let seed = targets::seed(name);
        targets::run(name, seed.as_bytes());
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
        let start = Instant::now();
        let mut tried = 0;
        while tried < 400 && start.elapsed() < Duration::from_secs(2) {
            let mut bytes = seed.clone().into_bytes();
            for _ in 0..=dice.roll(8) {
                dice.mutate(&mut bytes);
            }
            let one = Instant::now();
            targets::run(name, &bytes);
            let took = one.elapsed();
            assert!(
                took < Duration::from_secs(20),
                "{name} took {took:?} for {:?}",
                String::from_utf8_lossy(&bytes)
            );
            tried += 1;
        }
        assert!(tried >= 20, "{name}: only {tried} inputs");
        report.push(format!("{name}: {tried}"));
    }
    println!("{}", report.join(", "));
}
