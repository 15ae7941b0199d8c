//! Every diagnostic's cause and remedy, for `standings explain`.

/// A code with its cause and remedy.
#[derive(Debug, Clone, Copy)]
pub struct Explanation {
    /// The code.
    pub code: &'static str,
    /// What it means.
    pub cause: &'static str,
    /// How to mend it.
    pub remedy: &'static str,
}

const fn about(code: &'static str, cause: &'static str, remedy: &'static str) -> Explanation {
    Explanation { code, cause, remedy }
}

static CODES: &[Explanation] = &[
    about(
        "board-empty",
        "A board of site.yaml has no snapshot yet.",
        "Put one at data/snapshots/<period>/<board>.yaml, or take the board out of site.yaml.",
    ),
    about(
        "chart-option",
        "An option for a chart of your own holds something that a figure cannot have.",
        "The message names the key and what is supported: line, bar and scatter on axes, and formatters by name.",
    ),
    about(
        "chart-option-missing",
        "The option file of a `custom` chart is not there.",
        "Its path begins beside the text, or in content/; it ends in .json and has no `..`.",
    ),
    about(
        "claim-contradicted",
        "A statement of an issue is false: every reading that its words allow was held against the fact table and none is true. A number may be rounded as it is written (644 billion admits 643.5 to 644.5 billion, 989,000 admits 988,500 to 989,500, 1,390 billion admits 1,385 to 1,395 billion); \"about\" admits 5% to either side, \"nearly\" from 90% up to the number, \"more than\" anything above it; doubled admits 1.95 to 2.05, tripled 2.9 to 3.1, halved 45 to 55%.",
        "Write what the message says is so, or the reference that prints it. If the source says otherwise: <!-- claim: waived until 2026-06-01: why -->.",
    ),
    about(
        "claim-undecided",
        "A number of an issue could be neither confirmed nor refuted: it is not sure what it speaks of, a word beside it stands in no list, or the data do not know.",
        "Write a reference, name whom, where and when the sentence means, or waive it with a dated comment.",
    ),
    about(
        "claim-waiver-expired",
        "The date of a waiver has passed, so that it silences nothing any more.",
        "Check the sentence again; mend it, or give the waiver a new date.",
    ),
    about(
        "claim-waiver-form",
        "A comment that begins `claim:` is not of the form that waives a claim.",
        "Write <!-- claim: waived until 2026-06-01: why -->.",
    ),
    about(
        "config-base-url",
        "`base_url` is not an absolute http or https address, or has a query or fragment.",
        "Write the address at which the front page will stand, such as https://example.com/gap/.",
    ),
    about(
        "config-blend",
        "`blend`, the weight of the input price in the blended price, lies outside 0 to 1.",
        "Write a ratio such as 0.75.",
    ),
    about(
        "config-board-twice",
        "Two boards of site.yaml have one id.",
        "Rename one; ids make folders and addresses.",
    ),
    about(
        "config-folder",
        "A plural word becomes a folder that the site needs for something else, or cannot be a folder.",
        "Choose another word of a-z, 0-9, `.` and `-`.",
    ),
    about(
        "config-gap",
        "`gap` names one board twice.",
        "Name the board of what people prefer and the board of what people use.",
    ),
    about(
        "config-id",
        "`id` is not a tag-URI authority: a domain or address, a comma, and a year in which you owned it.",
        "Write e.g. `example.com,2026` and never change it: feed readers know the entries by it.",
    ),
    about("config-language", "`language` is not a language tag.", "Write e.g. `en` or `de-AT`."),
    about(
        "config-secret",
        "site.yaml holds a key, or an address that carries one. It would be published with the site's sources.",
        "Take it out (and renew the key); put it into the environment and name its variable with `key_env: NAME`.",
    ),
    about(
        "config-security",
        "A contact of `security` is not an address to write to.",
        "Write `mailto:…` or `https://…`.",
    ),
    about(
        "config-source",
        "An entry of `sources:` in site.yaml is wrong: an id that stands twice, an address, a path, an age or a JSON pointer that is none.",
        "Mend it where the arrow points; the reference page on sources lists every key.",
    ),
    about(
        "config-subscribe",
        "`subscribe` names a provider and no address that its form posts to.",
        "Give `action`, or write `provider: none`.",
    ),
    about(
        "config-timezone",
        "`timezone` names no zone of the IANA database. It says where the site's days begin: which day is today, and the instant of an issue's date in feeds. Periods of figures are not touched by it.",
        "Write a name such as `UTC` or `Europe/Vienna`.",
    ),
    about(
        "config-unknown-board",
        "`gap` names a board that site.yaml does not have.",
        "Use the id of one of `boards`.",
    ),
    about(
        "content-slug",
        "The slug made of a file's name has letters that an address should not have.",
        "Add `slug:` with a-z, 0-9, `.` and `-`.",
    ),
    about("content-slug-twice", "Two texts want one address.", "Give one of them a `slug:`."),
    about(
        "content-stray",
        "A Markdown file lies outside content/issues/ and content/pages/, so nothing is made of it.",
        "Move it, or take it out of content/.",
    ),
    about(
        "correction-date",
        "A correction is dated before the issue that it corrects.",
        "A correction comes after publication: mend its date, or mend the text and leave the correction out.",
    ),
    about(
        "csv-syntax",
        "A CSV file has rows of unequal length, or cannot be read as CSV.",
        "Give every row as many fields as the header; quote fields that contain commas.",
    ),
    about(
        "deploy-limit",
        "The site is larger than a common host takes without saying so.",
        "Publish it elsewhere, or make it smaller: `outputs`, shorter histories, fewer redirects.",
    ),
    about(
        "document-depth",
        "A data file is nested deeper than any real one.",
        "Flatten it, or look for a missing closing bracket.",
    ),
    about(
        "document-size",
        "A data file holds, or its YAML aliases repeat, more values than are read.",
        "Split the file; write repeated values out.",
    ),
    about("duplicate-key", "A mapping has one key twice; which one was meant cannot be known.", "Keep one."),
    about(
        "email-address",
        "An address in a letter is relative or holds data, so it leads nowhere in a mail program.",
        "Links in letters are absolute; a template of the theme prints this one.",
    ),
    about(
        "email-left-over",
        "A mark such as TK, for what is still to come, stands in the text of a letter.",
        "Fill it in.",
    ),
    about(
        "email-link-text",
        "A link's text says nothing out of its sentence.",
        "Name what is behind the link.",
    ),
    about(
        "email-picture",
        "A picture in a letter has no words, or a file name in their place.",
        "Write in the brackets of the picture what it shows.",
    ),
    about(
        "email-preheader",
        "The summary, which inboxes show beside the subject, is missing or too long.",
        "Write a `summary:` of one sentence, at most 160 characters.",
    ),
    about(
        "email-style",
        "The style sheet of the e-mail edition cannot be set on its elements.",
        "Mend email.css of the theme.",
    ),
    about(
        "email-subject",
        "A title is longer than inboxes show of a subject.",
        "Shorten it to 70 characters.",
    ),
    about(
        "email-weight",
        "The e-mail edition is so large that mail programs cut it off: 80 kB is a warning, 100 kB an error.",
        "Shorten its tables with `email: {max_rows: 10}` in site.yaml.",
    ),
    about(
        "feed-id",
        "Without `id:` in site.yaml the ids of feed entries are made from `base_url`: when it changes, every reader sees every entry again.",
        "Add `id:` once and keep it.",
    ),
    about(
        "feed-id-twice",
        "Two issues have one permanent id: feed readers would show only one of them.",
        "Give one of them an `id:` of its own in its front matter.",
    ),
    about(
        "fetch-clock",
        "The machine's clock cannot be right: it is years off, behind the last fetch, or a year past the newest snapshot. A wrong clock files figures under a wrong period.",
        "Set the clock; if it is right after all, name the period with `--period`.",
    ),
    about(
        "fetch-failed",
        "A source gave no answer that could be used: no connection, a refusal, a time-out, an answer cut short, too large or of another kind.",
        "The message says which; what is stored is untouched. Try again later, or set the source's `url`, key or `timeouts`. Sources stand under `sources:` in site.yaml: `- {id: …, kind: …, board: …}`.",
    ),
    about(
        "fetch-note",
        "Something about an answer that a person should know; the figures were taken.",
        "Nothing, if it is what you expect.",
    ),
    about(
        "fetch-nothing",
        "A source has no figures for this period.",
        "Nothing: the period stays empty, and the site says since when the board was last seen.",
    ),
    about(
        "fetch-period",
        "The period asked for has not begun, is not over, or its figures have not settled.",
        "Wait until 48 hours after its end, or use `--now`.",
    ),
    about(
        "fetch-shape",
        "An answer does not have its documented shape; the message names the JSON pointer and what stood there.",
        "Look at the answer in data/raw/quarantine/. If the source has changed, this program must learn its new shape; a `json` or `csv` source can read it meanwhile.",
    ),
    about(
        "fetch-stale",
        "A source failed, and older figures go on serving because its `on_error` says so; or they are older than its `max_age` allows.",
        "Look at the failure beside it.",
    ),
    about(
        "figure",
        "A figure cannot be drawn.",
        "The message says what its option lacks; for a built-in chart, please report it.",
    ),
    about(
        "figure-glyphs",
        "A name has letters that the face of pictures and cards does not have, so they come out as boxes there.",
        "Give the name a Latin spelling in data/models.yaml, or accept the boxes; pages are not affected.",
    ),
    about(
        "front-matter-missing",
        "An issue or page does not begin with front matter.",
        "Begin with a line `---`, then `title: …` and the other keys, then a line `---`.",
    ),
    about(
        "identity-suggestion",
        "The data suggest that a name is a known one under another spelling (`check --suggest`).",
        "If it is, add the alias that the message shows; nothing is applied by itself.",
    ),
    about(
        "identity-unmatched",
        "Names of the sources match nothing in the registry. Nothing is guessed: each has a page of its own.",
        "Add an alias where it is a known one under another name; add an entry where it is new.",
    ),
    about(
        "image-remote",
        "A picture of another site would be a third-party request from every reader's browser.",
        "Put the picture beside the text and link the file.",
    ),
    about(
        "input-changing",
        "Something writes into the site while it is read, so that it would be half of one state and half of another.",
        "Wait until it is done, then build again.",
    ),
    about(
        "input-encoding",
        "A text file is not UTF-8, or holds a NUL byte.",
        "Save it as UTF-8 text; a byte-order mark and CRLF are fine.",
    ),
    about(
        "input-link",
        "A symbolic link lies in the site; links are not followed, so that nothing from outside is published.",
        "Put the file itself there.",
    ),
    about("input-name", "A file's name is not UTF-8, so it can make no address.", "Rename it."),
    about(
        "input-private",
        "A private file, an editor's left-over or a source map lies among the static files; it is not copied.",
        "Take it out of the folder.",
    ),
    about("input-size", "A file is larger than what is read.", "Shrink or split it."),
    about("input-special", "A pipe, socket or device lies in the site.", "Move it away."),
    about("input-unreadable", "A file or folder cannot be read.", "Check its permissions."),
    about(
        "json-syntax",
        "A file is not JSON.",
        "Mend it where the arrow points; numbers have no thousands separators, the last item has no comma.",
    ),
    about(
        "link-left-out",
        "A link leads to a text that is a draft or dated in the future, and so is not published.",
        "Publish both, or leave the link out.",
    ),
    about(
        "link-missing",
        "A link leads to no page of this site.",
        "Links to other texts name their files (`../pages/about.md`); links to pages begin with `/`.",
    ),
    about(
        "link-scheme",
        "A link is neither https, http, mailto nor a path of the site.",
        "Write an address that may be printed.",
    ),
    about(
        "lock-mismatch",
        "The bytes of a fetched snapshot are not those that the lock names: it was edited, or damaged.",
        "Restore it, or fetch it again; if the change is meant, take its entry out of data/sources.lock.yaml.",
    ),
    about(
        "markdown-depth",
        "Quotes, lists or marks of a text stand within one another more than a hundred deep.",
        "Take some of them out.",
    ),
    about("missing-key", "A key that must be there is not.", "Add it; the message says where."),
    about(
        "output-path",
        "A generated path is not safe on every system.",
        "Rename the file or slug it comes from.",
    ),
    about(
        "output-twice",
        "Two generated files want one path, or paths that differ only in case.",
        "Rename one, or give it a `slug:`.",
    ),
    about(
        "period-invalid",
        "A text is not a period of the site's cadence, or does not exist in the calendar (2026-W54).",
        "Write 2026-W17, 2026-04-24 or 2026-04, as `cadence` says.",
    ),
    about(
        "picture-broken",
        "A picture is damaged or ends too early, or a drawing is no well-formed XML in UTF-8.",
        "Copy it again from where it came, or save it again.",
    ),
    about(
        "picture-metadata",
        "A picture of a kind whose parts are not taken apart (GIF, AVIF, HEIC, JPEG XL) has metadata, which may tell where and when it was made. JPEG, PNG and WebP are published without theirs.",
        "Remove it with a tool such as exiftool, or save the picture as JPEG, PNG or WebP.",
    ),
    about(
        "picture-script",
        "A drawing (SVG) is a document: opened by itself it can run scripts, follow links that run, hold a page or unfold entities.",
        "Take that out. A drawing shown in a page cannot use it anyway.",
    ),
    about(
        "picture-size",
        "A picture has more than a hundred million pixels: a browser needs four bytes for each to show it.",
        "Make it smaller; no page shows more than some 2,000 pixels side by side.",
    ),
    about(
        "picture-unreadable",
        "A file is named like a picture, and its bytes are none that browsers know.",
        "Save it again, or give it the name of what it is.",
    ),
    about(
        "raw-html",
        "The Markdown holds HTML, which is off.",
        "Write Markdown, or set `markdown: {raw_html: true}` in site.yaml if you trust all content.",
    ),
    about(
        "redirect-taken",
        "A former address cannot redirect: a page is there, or it already leads elsewhere.",
        "Take it out of one `formerly`.",
    ),
    about(
        "reference-argument",
        "A reference lacks an argument, has one twice or of the wrong kind.",
        "Compare with the reference's form: texts in quotes, numbers bare, `key=value`.",
    ),
    about(
        "reference-no-fact",
        "A reference asks for a figure that is not known. What is not known is not printed.",
        "Leave it out, or ask for another period.",
    ),
    about(
        "reference-not-alone",
        "A block reference stands inside a sentence, list or title.",
        "Put it in a paragraph of its own.",
    ),
    about(
        "reference-syntax",
        "A text that begins with `{{` is no reference.",
        "Write `{{ name(\"id\", key=value) }}`; where you mean the braces, write `\\{{` or code.",
    ),
    about(
        "reference-unknown",
        "There is no reference of that name.",
        "Use one of: rank, value, growth, move, share, total, price, context, model, movers, table, volumes, gap, findings, chart.",
    ),
    about(
        "reference-unknown-argument",
        "A reference does not take an argument of that name.",
        "The message lists or guesses what it takes.",
    ),
    about(
        "reference-unknown-board",
        "A reference names a board that the site does not have, or names none where there are several.",
        "Write `board=\"id\"`.",
    ),
    about(
        "reference-unknown-kind",
        "There is no chart of that kind.",
        "Use one of: bump, volumes, share, orgs, gap, residuals, history, value, pareto, concentration, stability.",
    ),
    about(
        "reference-unknown-model",
        "A reference names a subject that does not stand on that board in that period.",
        "Use an id of the registry; name effort, variant or period if it stands there under another.",
    ),
    about(
        "registry-alias-twice",
        "One spelling of a board means two models at one date.",
        "Date the aliases with `from` and `until`, or take one out.",
    ),
    about("registry-dates", "A time ends before it begins.", "Swap or mend `from` and `until`."),
    about(
        "registry-id-twice",
        "Two entries of the registry have one id, or an old id is still in use.",
        "Ids are permanent and unique: rename one and list its old id under `formerly`.",
    ),
    about("registry-price-twice", "Two prices of one model begin on one day.", "Keep one."),
    about(
        "registry-unknown-board",
        "Aliases are listed for a board that site.yaml does not have.",
        "Mend the board's id.",
    ),
    about(
        "registry-unknown-model",
        "The registry names a model that it does not have.",
        "Mend the id, or add the model.",
    ),
    about(
        "registry-unknown-org",
        "A model names an organisation that the registry does not have.",
        "Add it under `orgs`, or mend the id.",
    ),
    about(
        "restated-figure",
        "A figure that an earlier output published reads otherwise now (`check --against DIR`).",
        "If a source restated it, keep the new one and say so in the issues that told of it.",
    ),
    about(
        "restated-sentence",
        "A published sentence, table or chart of an issue stands on figures that read otherwise now.",
        "Mend what you typed, and add `corrections: [{date, text}]` to the issue.",
    ),
    about(
        "security-expired",
        "The security.txt of the site says itself that it is not to be relied on any more.",
        "Set `security.expires` to a day at most a year ahead.",
    ),
    about(
        "site-missing",
        "The folder is not there, or has no site.yaml.",
        "Name the site's folder with `--root`.",
    ),
    about(
        "snapshot-empty",
        "A snapshot has no rows.",
        "Remove the file: a missing period is honest, an empty one is not.",
    ),
    about("snapshot-interval", "An interval ends before it begins.", "Mend `low` or `high`."),
    about(
        "snapshot-jump",
        "Typed figures are a hundred times those of the period before or a hundredth of them, or half the rows are gone: more likely a slip than news.",
        "Mend them. If they are right, say why in the snapshot's `note`, which its page prints, or in the board's `breaks`.",
    ),
    about(
        "snapshot-outlier",
        "New figures are a hundred times those of the last period, or half the rows are gone: more likely a mistake than news.",
        "Look at the source; if they are right, run again with `--accept-outliers`.",
    ),
    about(
        "snapshot-path",
        "A file under data/snapshots/ is not at data/snapshots/<period>/<board>.yaml, .json or .csv, or says something else inside.",
        "Move it, or make `board` and `period` agree with the path.",
    ),
    about(
        "snapshot-ranks",
        "Ranks and values contradict each other, or two rows share a rank without equal values.",
        "Mend the figure; leave `rank` out to have it follow from the values.",
    ),
    about(
        "snapshot-reported",
        "What a row reports of its movement contradicts itself: ranks, `delta`, `status` or `growth`.",
        "Mend what is wrong, or leave out what the source did not say.",
    ),
    about(
        "snapshot-restated",
        "New figures for a period that is stored already.",
        "If they are right, run again with `--accept-restatements`; the old ones stay in the file's `revisions`.",
    ),
    about(
        "snapshot-row-twice",
        "One row stands twice, under one name or under two names of one model.",
        "Keep one, or tell them apart with `variant`, or with `as:` in the registry.",
    ),
    about("snapshot-twice", "A board has two files for one period.", "Keep one."),
    about(
        "snapshot-unknown-board",
        "A snapshot is of a board that site.yaml does not have.",
        "Mend the file's name, or add the board.",
    ),
    about(
        "template",
        "A template of the theme is wrong, or prints something that its page does not have.",
        "The message names template and line; src/pages/view/ lists what each page has.",
    ),
    about(
        "theme-missing",
        "The theme of site.yaml, or one that it extends, is neither built in nor under themes/, or extends itself.",
        "Mend its name, or add the folder; the last of a line of themes extends `ledger`.",
    ),
    about(
        "theme-setting",
        "site.yaml sets something of the theme that the theme does not have, or to a value it cannot have.",
        "`settings:` in theme.yaml lists the names, types, choices and defaults.",
    ),
    about(
        "theme-stray",
        "A file of the theme is used by nothing: a template of no page, or a file in the wrong place.",
        "A theme has theme.yaml, style.css or overrides.css, templates/ and static/; a template has the name of a page's.",
    ),
    about(
        "theme-version",
        "theme.yaml says that the theme is for other versions of the program.",
        "Try it, then widen `standings:`; or use a version of the program within it.",
    ),
    about(
        "unknown-key",
        "A key is not known here. A misspelt key would be ignored silently, so every unknown one is an error.",
        "Take the suggestion, or take the key out.",
    ),
    about(
        "url-lost",
        "An address that was published before is gone and leads nowhere.",
        "List the old id or slug under `formerly` where it went, or write a line into static/_redirects.",
    ),
    about(
        "wrong-type",
        "A value is not of the kind that its key needs.",
        "The message says what is expected.",
    ),
    about("yaml-alias", "A YAML alias names nothing, or itself.", "Write the value out."),
    about("yaml-documents", "A file holds a second YAML document.", "Keep one document a file."),
    about(
        "yaml-syntax",
        "A file is not YAML.",
        "Check the indentation; quote texts that contain `: ` or begin with a special character.",
    ),
    about(
        "yaml-tag",
        "A YAML tag such as `!x` would ask the reader to make something else of a value.",
        "Write the plain value.",
    ),
];

/// All of them, by code.
pub fn explanations() -> &'static [Explanation] {
    CODES
}

/// The explanation of one code.
pub fn explain(code: &str) -> Option<&'static Explanation> {
    CODES.iter().find(|e| e.code == code)
}
