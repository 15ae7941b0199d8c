"""Whether a generator made the pages that the facts ask for: every cell, every chart, every list."""
import html, json, re
from workload import FEED, TAGS, TOP

ROW, CELL, MARKUP = re.compile(r"<tr>(.*?)</tr>", re.S), re.compile(r"<td[^>]*>(.*?)</td>", re.S), re.compile(r"<[^>]+>")


def table(page, kind):
    found = re.search(rf'<table class="?{kind}"?>(.*?)</table>', page, re.S)
    assert found, f"no table {kind}"
    rows = [[html.unescape(MARKUP.sub("", cell)).strip() for cell in CELL.findall(row)] for row in ROW.findall(found.group(1))]
    return [row for row in rows if row]


def chart(page, name):
    found = re.search(rf'<script type="?application/json"? id="?{name}"?>(.*?)</script>', page, re.S)
    assert found, f"no chart {name}"
    return json.loads(found.group(1))


def arrow(places):
    return f"▲{places}" if places > 0 else f"▼{-places}" if places < 0 else "="


def same(expected, found, where):
    assert expected == found, f"{where}: expected {expected}, found {found}"


def issue(page, week, before):
    earlier = {row["id"]: row for row in before["use"]} if before else {}
    cells = table(page, "movers")
    top = week["use"][:TOP]
    same(len(top), len(cells), week["id"])
    for row, cell in zip(top, cells):
        old = earlier.get(row["id"])
        moved = [str(old["rank"]), arrow(old["rank"] - row["rank"])] if old else ["–", "new"]
        same([str(row["rank"])] + moved + [row["name"], str(row["value"])], cell[:5], week["id"])
        if old:
            growth = (row["value"] / old["value"] - 1) * 100
            assert abs(float(cell[5].rstrip("%")) - growth) <= 0.051, (week["id"], cell, growth)
        else:
            same("–", cell[5], week["id"])
    same([[str(r["rank"]), r["name"], str(r["value"])] for r in week["votes"][:TOP]], table(page, "votes"), week["id"])
    data = chart(page, f"c-{week['id']}")
    same([r["name"] for r in top], data["names"], week["id"])
    same([r["value"] for r in top], data["now"], week["id"])
    same([earlier[r["id"]]["value"] if r["id"] in earlier else None for r in top], data["before"], week["id"])
    assert "Compared with the period before" in page and re.search(r'<h2[^>]* id="?outlook', page), week["id"]
    assert len(MARKUP.sub(" ", page).split()) > 500, week["id"]


def product(page, record):
    expected, last = [], None
    for row in record["history"]:
        use, votes = row["use"], row["votes"]
        moved = arrow(last - use["rank"]) if last and use else ""
        last = use["rank"] if use else None
        show = lambda cell, key: str(cell[key]) if cell else "–"
        expected.append([row["week"], show(use, "rank"), moved, show(use, "value"), show(votes, "rank"), show(votes, "value")])
    same(expected, table(page, "history"), record["id"])
    data = chart(page, f"m-{record['id']}")
    same([r["week"] for r in record["history"]], data["weeks"], record["id"])
    same([r["use"]["value"] if r["use"] else None for r in record["history"]], data["use"], record["id"])
    same([r["votes"]["value"] if r["votes"] else None for r in record["history"]], data["votes"], record["id"])


def check(facts, out):
    read = lambda path: open(f"{out}/{path}", encoding="utf-8").read()
    linked = lambda page: set(re.findall(r"/issues/([0-9]{4}-w[0-9]{2})/", page))
    weeks = facts["weeks"]
    for before, week in zip([None] + weeks, weeks):
        issue(read(f"issues/{week['id']}/index.html"), week, before)
    for record in facts["products"]:
        product(read(f"products/{record['id']}/index.html"), record)
    ids = {week["id"] for week in weeks}
    for tag in TAGS:
        same({w["id"] for w in weeks if tag in w["tags"]}, linked(read(f"tags/{tag}/index.html")), tag)
    same(ids, linked(read("issues/index.html")), "archive")
    same({w["id"] for w in weeks[-10:]}, linked(read("index.html")), "front page")
    entries = re.findall(r"<entry.*?</entry>", read("feed.xml"), re.S)
    assert len(entries) == min(FEED, len(weeks)) and all(len(entry) > 3000 for entry in entries), len(entries)
    urls = set(re.findall(r"<loc>https://example\.com(/[^<]*)</loc>", read("sitemap.xml")))
    needed = {f"/issues/{week}/" for week in ids} | {f"/products/{p['id']}/" for p in facts["products"]} | {f"/tags/{t}/" for t in TAGS}
    assert needed <= urls, sorted(needed - urls)[:3]
