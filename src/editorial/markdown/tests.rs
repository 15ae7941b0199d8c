use super::*;
use crate::diagnostic::text;
use crate::editorial::Links;
use crate::inputs::Inputs;
use crate::{analysis, config, identity, registry, snapshots};
use expect_test::{Expect, expect};

fn check(markdown: &str, expected: Expect) {
    check_with("", markdown, expected);
}

fn check_with(site_extra: &str, markdown: &str, expected: Expect) {
    let mut notes = Notes::default();
    let site = format!(
        "title: T\nbase_url: https://example.com/gap\nboards: [{{id: use, title: Use, metric: {{kind: volume, unit: tokens}}}}]\n{site_extra}"
    );
    let config = config::parse(&site, &mut notes).expect("a sound configuration");
    let inputs = Inputs::from_files([
        (
            "data/models.yaml",
            "models: [{id: step-3.5, name: Step 3.5, prices: [{from: 2026-01-01, input: 5, output: 25}], context: 1M}]",
        ),
        (
            "data/snapshots/2026-W17/use.yaml",
            "board: use\nperiod: 2026-W17\nlisted: 9\nentries: [{name: step-3.5, rank: 8, value: 721B, previous_rank: 10, growth: 98%}, {name: mini, rank: 9, previous_rank: 6}]\n",
        ),
    ]);
    let parsed = snapshots::parse(&inputs, &config, &mut notes);
    let registry = registry::parse(&inputs, &config, &mut notes);
    let boards = identity::resolve(parsed, &registry, &inputs, &config, &mut Notes::default());
    let facts = analysis::analyze(boards, &registry, &config);
    let mut map = ContentMap::default();
    map.add("content/issues/other.md", "issues/other/");
    let period = crate::model::Period::parse("2026-W17", crate::model::Cadence::Week);
    let context = Context { facts: &facts, config: &config, inputs: &inputs, period };
    let source = Source { file: "content/issues/a.md", text: markdown };
    let mut found = Found::default();
    let body = parse(
        source,
        &Events::of(source, Span::new(0, markdown.len())),
        &context,
        &map,
        &mut found,
        &mut notes,
    );
    let mut out = String::new();
    for part in render(&body, &Links::new("/gap/"), "a", &|_| None) {
        match part {
            Part::Html(html) => out.push_str(&html),
            Part::Block(block) => out.push_str(&format!("[[{:?}]]\n", block.kind)),
        }
    }
    out.push_str(&text(&notes.into_sorted(), false));
    expected.assert_eq(&out);
}

#[test]
fn references_survive_smart_quotes_and_spare_code() {
    check(
        "It's \"{{ rank(\"step-3.5\") }}\" at {{ value(\"step-3.5\") }} ({{ value(\"step-3.5\", style=\"short\") }}), {{ growth(\"step-3.5\") }}; `{{ rank(\"x\") }}`.\n\n    {{ rank(\"x\") }}\n",
        expect![[r#"
            <p>It’s “<data class="fact" value="8">#8</data>” at <data class="fact" value="721000000000">721 billion tokens</data> (<data class="fact" value="721000000000">721B</data>), <data class="fact" value="0.98">+98%</data><abbr title="as reported by the source">†</abbr>; <code>{{ rank("x") }}</code>.</p>
            <pre><code>{{ rank("x") }}
            </code></pre>
            <p class="legend">† as reported by the source</p>
        "#]],
    );
}

#[test]
fn moves_prices_and_names() {
    check(
        "{{ model(\"step-3.5\") }} {{ move(\"step-3.5\") }}, {{ move(\"mini\") }}; {{ price(\"step-3.5\") }}; {{ context(\"step-3.5\") }}.",
        expect![[r#"
            <p><a class="subject" href="/gap/models/step-3.5/">Step 3.5</a> <data class="fact" value="2">up two places to #8</data><abbr title="as reported by the source">†</abbr>, <data class="fact" value="-3">down three to #9</data><abbr title="as reported by the source">†</abbr>; <data class="fact" value="5/25">$5 per million input and $25 per million output tokens</data>; <data class="fact" value="1000000">1 million tokens</data>.</p>
            <p class="legend">† as reported by the source</p>
        "#]],
    );
}

#[test]
fn blocks_stand_alone() {
    check(
        "Text.\n\n{{ table(top=5) }}\n\n- {{ movers() }}\n\nand {{ findings() }} here\n",
        expect![[r#"
        <p>Text.</p>
        [[Table(5)]]
        <ul>
        <li></li>
        </ul>
        <p>and  here</p>
        error[reference-not-alone]: `movers` must stand alone in a paragraph
         --> content/issues/a.md:5:3
          |
        5 | - {{ movers() }}
          |   ^^^^^^^^^^^^^^
          = help: put an empty line before and after it

        error[reference-not-alone]: `findings` must stand alone in a paragraph
         --> content/issues/a.md:7:5
          |
        7 | and {{ findings() }} here
          |     ^^^^^^^^^^^^^^^^
          = help: put an empty line before and after it

    "#]],
    );
}

#[test]
fn mistakes_have_places_and_remedies() {
    check(
        "{{ rank(\"stepp-3.5\") }} {{ rnk(\"x\") }} {{ rank(\"step-3.5\", bord=\"use\") }} {{ rank(\"step-3.5\", board=\"uses\") }} {{ value(\"mini\") }} {{ share(\"mini\") }} {{ rank( }}\n\n{{ chart(\"bumb\") }}\n",
        expect![[r#"
            <p>      {{ rank( }}</p>
            error[reference-unknown-model]: no model `stepp-3.5` on board `use` in 2026-W17
             --> content/issues/a.md:1:10
              |
            1 | {{ rank("stepp-3.5") }} {{ rnk("x") }} {{ rank("step-3.5", bord="use") }} {{ rank("step-3.5", board="uses") }} {{ value(…
              |          ^^^^^^^^^
              = help: did you mean `step-3.5`?

            error[reference-unknown]: there is no reference `rnk`
             --> content/issues/a.md:1:28
              |
            1 | {{ rank("stepp-3.5") }} {{ rnk("x") }} {{ rank("step-3.5", bord="use") }} {{ rank("step-3.5", board="uses") }} {{ value(…
              |                            ^^^
              = help: did you mean `rank`?

            error[reference-unknown-argument]: `rank` takes no `bord`
             --> content/issues/a.md:1:60
              |
            1 | …) }} {{ rnk("x") }} {{ rank("step-3.5", bord="use") }} {{ rank("step-3.5", board="uses") }} {{ value("mini") }} {{ share…
              |                                          ^^^^
              = help: did you mean `board`?

            error[reference-unknown-board]: no board `uses`
             --> content/issues/a.md:1:102
              |
            1 | …rd="use") }} {{ rank("step-3.5", board="uses") }} {{ value("mini") }} {{ share("mini") }} {{ rank( }}
              |                                          ^^^^
              = help: did you mean `use`?

            error[reference-no-fact]: the value of mini on Use in 2026-W17 is not known
             --> content/issues/a.md:1:112
              |
            1 | …}} {{ rank("step-3.5", board="uses") }} {{ value("mini") }} {{ share("mini") }} {{ rank( }}
              |                                          ^^^^^^^^^^^^^^^^^^^
              = help: leave it out: a figure that is not known is not printed

            error[reference-no-fact]: the share of mini on Use in 2026-W17 is not known
             --> content/issues/a.md:1:132
              |
            1 | …", board="uses") }} {{ value("mini") }} {{ share("mini") }} {{ rank( }}
              |                                          ^^^^^^^^^^^^^^^^^^^
              = help: leave it out: a figure that is not known is not printed

            error[reference-syntax]: this reference cannot be read: a text in quotes or a whole number belongs here
             --> content/issues/a.md:1:161
              |
            1 | …"mini") }} {{ share("mini") }} {{ rank( }}
              |                                          ^
              = help: write `` `{{` `` or `\{{` where you mean the braces themselves

            error[reference-unknown-kind]: there is no chart `bumb`
             --> content/issues/a.md:3:11
              |
            3 | {{ chart("bumb") }}
              |           ^^^^
              = help: did you mean `bump`?

        "#]],
    );
}

#[test]
fn tables_footnotes_tasks_and_headings_have_no_inline_style() {
    check(
        "# Top {#x}\n\n## The {{ rank(\"step-3.5\") }}\n\n| a | b |\n|:--|--:|\n| 1[^n] | 2 |\n\n- [x] done\n\n[^n]: A note[^n].\n",
        expect![[r##"
            <h2 id="x">Top</h2>
            <h2 id="the-8">The <data class="fact" value="8">#8</data></h2>
            <div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table class="prose-table"><thead><tr><th scope="col">a</th><th scope="col" class="align-right">b</th></tr></thead><tbody>
            <tr><td>1<sup class="footnote-mark"><a id="fnref-a-1" href="#fn-a-1" role="doc-noteref" aria-label="Footnote 1">1</a></sup></td><td class="align-right">2</td></tr>
            </tbody></table></div>
            <ul>
            <li><span class="task" role="img" aria-label="done">☑</span> done</li>
            </ul>
            <section class="footnotes" role="doc-endnotes" aria-label="Footnotes"><ol>
            <li id="fn-a-1"><p>A note<sup class="footnote-mark"><a id="fnref-a-1-2" href="#fn-a-1" role="doc-noteref" aria-label="Footnote 1">1</a></sup>. <a href="#fnref-a-1" role="doc-backlink" aria-label="Back to the text of footnote 1">↩</a> <a href="#fnref-a-1-2" role="doc-backlink" aria-label="Back to the text of footnote 1">↩</a></p></li>
            </ol></section>
        "##]],
    );
}

#[test]
fn links_are_resolved_or_refused() {
    check(
        "[a](other.md#x) [b](/boards/use/) [c](gone.md) [d](javascript:alert(1)) ![e](https://x.example/a.png) <b>x</b>\n\n<!-- claim: fine -->\n\n<script>x</script>\n",
        expect![[r#"
            <p><a href="/gap/issues/other/#x">a</a> <a href="/gap/boards/use/">b</a> <a href="">c</a> <a href="">d</a> <img src="https://x.example/a.png" alt="e" /> x</p>
            error[link-missing]: there is no content/issues/gone.md
             --> content/issues/a.md:1:35
              |
            1 | [a](other.md#x) [b](/boards/use/) [c](gone.md) [d](javascript:alert(1)) ![e](https://x.example/a.png) <b>x</b>
              |                                   ^^^^^^^^^^^^
              = help: links to other texts name their files

            error[link-scheme]: `javascript:alert(1)` is not a link we print
             --> content/issues/a.md:1:48
              |
            1 | [a](other.md#x) [b](/boards/use/) [c](gone.md) [d](javascript:alert(1)) ![e](https://x.example/a.png) <b>x</b>
              |                                                ^^^^^^^^^^^^^^^^^^^^^^^^
              = help: links are https, http, mailto, or paths of the site

            error[image-remote]: an image from another site would be a third-party request
             --> content/issues/a.md:1:73
              |
            1 | [a](other.md#x) [b](/boards/use/) [c](gone.md) [d](javascript:alert(1)) ![e](https://x.example/a.png) <b>x</b>
              |                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              = help: put the picture beside the text

            error[raw-html]: raw HTML is off
             --> content/issues/a.md:1:103
              |
            1 | [a](other.md#x) [b](/boards/use/) [c](gone.md) [d](javascript:alert(1)) ![e](https://x.example/a.png) <b>x</b>
              |                                                                                                       ^^^
              = help: write Markdown, or set `markdown: {raw_html: true}` in site.yaml

            error[raw-html]: raw HTML is off
             --> content/issues/a.md:1:107
              |
            1 | [a](other.md#x) [b](/boards/use/) [c](gone.md) [d](javascript:alert(1)) ![e](https://x.example/a.png) <b>x</b>
              |                                                                                                           ^^^^
              = help: write Markdown, or set `markdown: {raw_html: true}` in site.yaml

            error[raw-html]: raw HTML is off
             --> content/issues/a.md:5:1
              |
            5 | <script>x</script>
              | ^^^^^^^^^^^^^^^^^^
              = help: write Markdown, or set `markdown: {raw_html: true}` in site.yaml

        "#]],
    );
}

#[test]
fn words_are_what_stands_between_blanks_of_any_kind() {
    for text in ["", " ", "a", " a", "a ", "a  b", "a\tb\u{b}c", "“a” – b", "é ß", "中\u{3000}文"] {
        assert_eq!(super::words(text), text.split_whitespace().count(), "{text}");
    }
    for blank in ('\0'..=char::MAX).filter(|c| c.is_whitespace()) {
        assert_eq!(super::words(&format!("“a{blank}b")), 2, "{blank:?}");
    }
}
