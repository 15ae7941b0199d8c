"""One made-up market, and each generator's sources of it. Every figure is synthetic; the same size gives the same bytes."""
import datetime, json, math, os, random, shutil

SIZES = {"S": (52, 60), "M": (520, 300), "L": (5200, 300)}
HERE = os.path.dirname(os.path.abspath(__file__))
USE_ROWS, VOTE_ROWS, TOP, FEED = 50, 100, 20, 20
LAST = datetime.date(2026, 6, 29)  # a Monday
MAKERS = ["Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse", "Hazel", "Ivy", "Juniper"]
KINDS = ["Anvil", "Bellows", "Chisel", "Drill", "Engine", "File", "Gauge", "Hammer", "Iron", "Jig", "Kiln", "Lathe"]
TAGS = ["demand", "entries", "exits", "outages", "prices", "quality", "supply", "trade", "weather", "work"]
SUBJECTS = ["Orders", "Deliveries", "Repairs", "Refunds", "Rentals", "Exports"]
VERBS = ["stayed calm", "moved early", "began late", "stood idle", "kept pace", "fell behind"]
CAUSES = ["after a change of prices", "while two yards were closed", "as stocks ran low", "before the holidays",
          "because a large buyer came back", "although nothing was announced"]
ENDS = ["and the order near the top stayed.", "so the next period will tell.", "which the table shows.",
        "and we expect some of it to reverse.", "but the long line is flat."]


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def short(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Market:
    """A random walk of volumes and scores; products come and go."""

    def __init__(self, count, periods):
        self.random = random.Random(f"market {count} {periods}")
        self.products = []
        for number in range(count):
            name = f"{KINDS[number % len(KINDS)]} {number // len(KINDS) + 1}"
            self.products.append({"id": name.lower().replace(" ", "-"), "name": name,
                                  "maker": MAKERS[number * 7 % len(MAKERS)]})
        self.level = [self.random.gauss(20, 1.2) for _ in range(count)]
        self.score = [self.random.gauss(1300, 60) for _ in range(count)]
        self.present = list(range(max(USE_ROWS + 6, count // 2)))
        self.waiting = list(range(len(self.present), count))
        self.arrivals = len(self.waiting) / periods

    def step(self, index):
        if self.waiting and int((index + 1) * self.arrivals) > int(index * self.arrivals):
            self.present.remove(self.random.choice(sorted(self.present, key=lambda p: self.level[p])[:10]))
            self.present.append(self.waiting.pop(0))
        # Drawn back to the middle, so that the figures of a hundred years are no larger than those of one.
        for product in self.present:
            self.level[product] += self.random.gauss(0, 0.15) - 0.02 * (self.level[product] - 20)
            self.score[product] += self.random.gauss(0, 2) - 0.001 * (self.score[product] - 1300)
        use = sorted(self.present, key=lambda p: -self.level[p])[:USE_ROWS]
        votes = sorted(self.present, key=lambda p: -self.score[p])[:VOTE_ROWS]
        named = lambda p: {"id": self.products[p]["id"], "name": self.products[p]["name"]}
        # Strictly falling figures: a tie would be one generator's matter of taste.
        figure = lambda values: [v + len(values) - i for i, v in enumerate(values)]
        volumes = figure([int(math.exp(self.level[p])) for p in use])
        scores = figure([int(self.score[p]) for p in votes])
        return {"use": [dict(named(p), rank=r, value=v) for r, (p, v) in enumerate(zip(use, volumes), 1)],
                "votes": [dict(named(p), rank=r, value=v) for r, (p, v) in enumerate(zip(votes, scores), 1)]}


def sentence(dice, top):
    row = dice.choice(top)
    subject, verb, cause, end = (dice.choice(words) for words in (SUBJECTS, VERBS, CAUSES, ENDS))
    return dice.choice([
        f"{subject} {verb} {cause}, {end}",
        f"[{row['name']}](/products/{row['id']}/) *{verb}* {cause}, {end}",
        f"For **{row['name']}** {subject.lower()} {verb} {cause} {end}",
    ])


def text(week, top):
    dice = random.Random(f"text {week}")
    paragraph = lambda: " ".join(sentence(dice, top) for _ in range(6))
    table = "\n".join(["| Product | Note |", "|---|---|"]
                      + [f"| {row['name']} | {dice.choice(VERBS)} |" for row in dice.sample(top, 5)])
    parts = [paragraph() + "[^1]", "## Who moved", paragraph(), "[[movers]]", "## In one picture", paragraph(), "[[chart]]",
             "### In short", "\n".join("- " + sentence(dice, top) for _ in range(5)), table, "> " + sentence(dice, top),
             "## Outlook", paragraph(), paragraph(), "[[votes]]", f"[^1]: Compared with the period before; {sentence(dice, top)}"]
    return "\n\n".join(parts) + "\n"


def facts(size):
    """Everything that any page says: weeks with their boards and texts, products with their histories."""
    periods, count = SIZES[size]
    market = Market(count, periods)
    weeks, histories = [], {}
    for index in range(periods):
        day = LAST - datetime.timedelta(weeks=periods - 1 - index)
        year, week, _ = day.isocalendar()
        name = f"{year}-w{week:02}"
        boards = market.step(index)
        tags = sorted(random.Random(f"tags {name}").sample(TAGS, 3))
        weeks.append({"id": name, "date": day.isoformat(), "tags": tags, "title": "What the market did",
                      "summary": f"{boards['use'][0]['name']} leads on use.",
                      "text": text(name, boards["use"][:TOP]), **boards})
        rows = {}
        for board in ("use", "votes"):
            for row in boards[board]:
                rows.setdefault(row["id"], {"week": name, "use": None, "votes": None})[board] = row
        for product, row in rows.items():
            histories.setdefault(product, []).append(row)
    products = [dict(p, history=histories[p["id"]]) for p in market.products if p["id"] in histories]
    return {"weeks": weeks, "products": products}


def matter(report, **more):
    keys = {"title": report["title"], "date": report["date"], **more}
    return "---\n" + "".join(f"{k}: {v if k == 'date' else short(v)}\n" for k, v in keys.items()) + "---\n\n"


def standings(all, folder):
    shutil.copytree(f"{HERE}/sites/standings", f"{folder}/themes/compare")
    shutil.copy(f"{HERE}/sites/style.css", f"{folder}/themes/compare/style.css")
    board = "  - {id: %s, title: %s, metric: {kind: %s, label: %s}, top: 20}\n"
    write(f"{folder}/site.yaml", "title: Market\ndescription: Synthetic figures.\nbase_url: https://example.com\nid: example.com,2026\n"
          "theme: compare\nsubject: {singular: product, plural: products}\norgs: {singular: maker, plural: makers}\n"
          "outputs: [feeds]\nfigures: {static: none}\nboards:\n"
          + board % ("use", "Use", "volume", "Units") + board % ("votes", "Votes", "score", "Score"))
    makers = "".join(f"  - {{id: {m.lower()}, name: {m}}}\n" for m in MAKERS)
    models = "".join(f"  - {{id: {p['id']}, name: {p['name']}, org: {p['maker'].lower()}}}\n" for p in all["products"])
    write(f"{folder}/data/models.yaml", f"orgs:\n{makers}models:\n{models}")
    for week in all["weeks"]:
        period = week["id"].upper()
        for name in ("use", "votes"):
            rows = ",\n".join(short({"name": r["name"], "rank": r["rank"], "value": r["value"]}) for r in week[name])
            write(f"{folder}/data/snapshots/{period}/{name}.json",
                  f'{{"board": "{name}", "period": "{period}", "entries": [\n{rows}\n]}}\n')
        body = week["text"]
        for mark, block in (("[[movers]]", '{{ table(top=20, board="use") }}'), ("[[chart]]", '{{ volumes(board="use") }}'),
                            ("[[votes]]", '{{ table(top=20, board="votes") }}')):
            body = body.replace(mark, block)
        write(f"{folder}/content/issues/{week['id']}.md", matter(week, period=period, summary=week["summary"], tags=week["tags"]) + body)


def hugo(all, folder):
    shutil.copytree(f"{HERE}/sites/hugo", folder, dirs_exist_ok=True)
    os.makedirs(f"{folder}/static")
    shutil.copy(f"{HERE}/sites/style.css", f"{folder}/static/style.css")
    for place, title in (("", "Market"), ("issues/", "All issues"), ("products/", "Products")):
        write(f"{folder}/content/{place}_index.md", f"---\ntitle: {title}\n---\n")
    write(f"{folder}/data/products.json", json.dumps([{k: p[k] for k in ("id", "name", "maker")} for p in all["products"]]))
    for before, week in zip([None] + all["weeks"], all["weeks"]):
        write(f"{folder}/data/boards/{week['id']}.json", short({"use": week["use"], "votes": week["votes"]}))
        body = week["text"]
        for mark in ("movers", "chart", "votes"):
            body = body.replace(f"[[{mark}]]", "{{< %s >}}" % mark)
        head = matter(week, description=week["summary"], tags=week["tags"], week=week["id"], before=before["id"] if before else "")
        write(f"{folder}/content/issues/{week['id']}.md", head + body)


def zola(all, folder):
    shutil.copytree(f"{HERE}/sites/zola", folder, dirs_exist_ok=True)
    os.makedirs(f"{folder}/static")
    shutil.copy(f"{HERE}/sites/style.css", f"{folder}/static/style.css")
    for place, title, template in (("", "Market", "index.html"), ("issues/", "All issues", "issues.html"),
                                   ("products/", "Products", "products.html")):
        extra = 'sort_by = "date"\n' if place == "issues/" else ""
        write(f"{folder}/content/{place}_index.md", f'+++\ntitle = "{title}"\ntemplate = "{template}"\n{extra}+++\n')
    for product in all["products"]:
        write(f"{folder}/data/histories/{product['id']}.json", short(product["history"]))
        write(f"{folder}/content/products/{product['id']}.md",
              f'+++\ntitle = "{product["name"]}"\ntemplate = "product.html"\n[extra]\nid = "{product["id"]}"\nmaker = "{product["maker"]}"\n+++\n')
    for before, week in zip([None] + all["weeks"], all["weeks"]):
        write(f"{folder}/data/boards/{week['id']}.json", short({"use": week["use"], "votes": week["votes"]}))
        body = week["text"]
        for mark in ("movers", "chart", "votes"):
            body = body.replace(f"[[{mark}]]", '{{ <%s week="%s" before="%s" /> }}' % (mark, week["id"], before["id"] if before else ""))
        write(f"{folder}/content/issues/{week['id']}.md",
              f'+++\ntitle = "{week["title"]}"\ndate = {week["date"]}\ndescription = "{week["summary"]}"\ntemplate = "issue.html"\n'
              f'[taxonomies]\ntags = {json.dumps(week["tags"])}\n+++\n\n{body}')


SITES = {"standings": standings, "hugo": hugo, "zola": zola}
