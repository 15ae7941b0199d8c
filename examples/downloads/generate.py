#!/usr/bin/env python3
"""Makes the synthetic figures of this example: daily downloads of invented packages.

    python3 generate.py [--days N] [--rows N] [--seed N] [--until YYYY-MM-DD] [--out DIR]

It writes DIR/models.yaml, the register, and DIR/snapshots/<day>/downloads.json.

Every number comes from the seed, so the same call gives the same bytes on every machine: only integers are used.
A package starts at a size that falls with its number, grows or shrinks by a few thousandths a day, is pulled back
when it has drifted far, and dips on Saturdays and Sundays. Some packages appear later than the first day.
Nothing here was measured anywhere.
"""
import argparse
import datetime
import json
import pathlib

MASK = (1 << 64) - 1


class Dice:
    """SplitMix64 (Steele, Lea and Flood, 2014): a small generator that is the same everywhere."""

    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def between(self, low, high):
        return low + self.next() % (high - low + 1)


STEMS = ["amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "iris", "juniper",
         "kelp", "larch", "maple", "nettle", "otter", "pine", "quartz", "reed", "sedge", "tern"]
KINDS = ["core", "http", "json", "log", "math", "path", "queue", "text", "time", "tree", "uuid", "yaml"]


def names(rows):
    """pkg-amber-core, pkg-birch-core, …: plainly made up, each once."""
    made = [f"pkg-{stem}-{kind}" for kind in KINDS for stem in STEMS]
    made += [f"pkg-{stem}-{kind}-{n}" for n in range(2, 2 + rows // len(made) + 1) for kind in KINDS for stem in STEMS]
    return made[:rows]


def days(until, count):
    return [until - datetime.timedelta(days=count - 1 - n) for n in range(count)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=28)
    parser.add_argument("--rows", type=int, default=40)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--until", type=datetime.date.fromisoformat, default=datetime.date(2026, 3, 29))
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).parent / "data")
    args = parser.parse_args()
    dice = Dice(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    register = ["# Invented packages; made by generate.py.", "models:"]
    register += [f"  - {{id: {name}, name: {name}}}" for name in names(args.rows)]
    (args.out / "models.yaml").write_text("\n".join(register) + "\n", encoding="utf-8")
    packages = []
    for index, name in enumerate(names(args.rows)):
        size = 9_000_000 * 1000 // (1000 + 220 * index)
        late = dice.between(0, 9) == 0 and index > 4
        packages.append({
            "name": name,
            "home": size,
            "size": size * dice.between(900, 1100) // 1000,
            "trend": dice.between(-3, 4),
            "first": dice.between(1, max(1, args.days - 1)) if late else 0,
        })
    for number, day in enumerate(days(args.until, args.days)):
        rows = []
        for package in packages:
            pull = -2 if package["size"] > 2 * package["home"] else 2 if 2 * package["size"] < package["home"] else 0
            package["size"] = package["size"] * (1000 + package["trend"] + pull + dice.between(-25, 25)) // 1000
            weekend = 620 if day.weekday() >= 5 else 1000
            downloads = package["size"] * weekend // 1000 + dice.between(0, 999)
            if number >= package["first"]:
                rows.append({"name": package["name"], "value": downloads})
        rows.sort(key=lambda row: (-row["value"], row["name"]))
        other = sum(row["value"] for row in rows) // 7
        folder = args.out / "snapshots" / day.isoformat()
        folder.mkdir(parents=True, exist_ok=True)
        lines = ",\n  ".join(json.dumps(row) for row in rows)
        taken = f"{day + datetime.timedelta(days=1)}T03:00:00Z"
        head = f'{{"board": "downloads", "period": "{day}", "as_of": "{taken}", "other": {other},\n "entries": [\n  '
        (folder / "downloads.json").write_text(head + lines + "\n ]}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
