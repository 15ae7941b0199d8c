"""Counts the events of generate.sql without the file and without an engine, and compares the answer of the printed query.

usage: check.py ANSWER.csv [--limit 50]      needs numpy
Exact: sums are taken in pieces that fit 64 bits and added as whole numbers of any size.
"""
import csv
import datetime
import sys

import numpy

ROWS, PIECE, PORTS = 50_000_000, 200_000, 5000
limit = int(sys.argv[sys.argv.index("--limit") + 1]) if "--limit" in sys.argv else 50
sums = {}
for start in range(0, ROWS, PIECE):
    i = numpy.arange(start, start + PIECE, dtype=numpy.uint64)
    h = lambda a: (i * numpy.uint64(a) + numpy.uint64(12345)) & numpy.uint64(0xFFFFFFFF)
    day = (h(2654435761) >> numpy.uint64(7)) % numpy.uint64(35)
    b = h(2246822519) >> numpy.uint64(16)
    port = (b * b * b * numpy.uint64(5000)) >> numpy.uint64(48)
    tier = (h(3266489917) % numpy.uint64(10) == 0).astype(numpy.uint64)
    amount = h(668265263) * numpy.uint64(97) + i
    key = ((day // numpy.uint64(7)) * numpy.uint64(PORTS) + port) * numpy.uint64(2) + tier
    order = numpy.argsort(key, kind="stable")
    keys, first = numpy.unique(key[order], return_index=True)
    # 200,000 amounts below 2^39 are below 2^57.
    for k, total in zip(keys.tolist(), numpy.add.reduceat(amount[order], first).tolist()):
        sums[k] = sums.get(k, 0) + total

expected = []
for week in range(5):
    monday = datetime.date(2026, 6, 29) + datetime.timedelta(weeks=week)
    year, number, _ = monday.isocalendar()
    rows = [(f"port-{k // 2 % PORTS}", "priority" if k % 2 else "", v) for k, v in sums.items() if k // 2 // PORTS == week]
    rows.sort(key=lambda r: (-r[2], r[0], r[1]))
    expected += [(f"{year}-W{number:02}", *r) for r in rows[:limit]]
    expected.append((f"{year}-W{number:02}", "other", "", sum(r[2] for r in rows[limit:])))

with open(sys.argv[1], newline="") as file:
    answer = [(r["period"], r["name"], r["variant"], int(r["value"])) for r in csv.DictReader(file)]
wrong = [pair for pair in zip(answer, expected) if pair[0] != pair[1]]
print(f"{len(answer)} rows answered, {len(expected)} counted, {len(wrong)} differ; all together {sum(r[3] for r in expected)}; largest {max(r[3] for r in expected)} (2^53 is {2**53})")
for pair in wrong[:5]:
    print(pair)
sys.exit(len(answer) != len(expected) or bool(wrong))
