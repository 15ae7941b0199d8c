//! Themes: what one extends, what a site may set, what is said of mistakes, and what templates are given.

use crate::project::Project;

fn site(theme: &str, settings: &str) -> Project {
    let project = Project::from("tests/sites/market");
    let yaml = project.read("site.yaml");
    project.edit("site.yaml", &format!("{yaml}theme: {theme}\n{settings}"));
    project
}

const MINE: &str = "name: mine\nstandings: \">=0.1\"\nextends: ledger\nsettings:\n  tone: {type: choice, options: [calm, loud], default: calm}\n  rows: {type: integer, default: 3}\n  notice: {type: boolean, default: true}\n";
const NOT_FOUND: &str = "<p>{{ site.settings.tone }} {{ site.settings.rows }} {{ site.settings.notice }}</p>";

#[test]
fn what_a_theme_lacks_it_inherits_and_settings_have_types() {
    let project = site("mine", "theme_settings: {tone: loud}\n");
    project.edit("themes/mine/theme.yaml", MINE).edit("themes/mine/templates/not_found.html", NOT_FOUND);
    project.edit("themes/mine/overrides.css", ":root { --accent: #123456 }");
    project.run(&["build"]).exit(0);
    assert_eq!(project.read("public/404.html").trim(), "<p>loud 3 true</p>");
    assert!(project.read("public/index.html").contains("class=\"masthead\""));
    let style = crate::project::files(&project.path("public/assets"));
    let style = style.iter().find(|(path, _)| path.starts_with("style.")).unwrap();
    let style = String::from_utf8_lossy(&style.1).into_owned();
    assert!(style.contains("--paper") && style.trim_end().ends_with("--accent: #123456 }"));
}

#[test]
fn a_theme_may_extend_one_that_extends_the_built_in_one() {
    let project = site("child", "");
    project.edit("themes/child/theme.yaml", "name: child\nextends: mine\n");
    project.edit("themes/mine/theme.yaml", MINE).edit("themes/mine/templates/not_found.html", NOT_FOUND);
    project.run(&["build"]).exit(0);
    assert_eq!(project.read("public/404.html").trim(), "<p>calm 3 true</p>");
    project.edit("themes/mine/theme.yaml", "name: mine\nextends: child\n");
    project.run(&["build"]).exit(1).says("error[theme-missing]").says("extends itself");
    project.edit("themes/mine/theme.yaml", "name: mine\nextends: gone\n");
    project.run(&["build"]).exit(1).says("there is no theme `gone`").says("themes/mine/theme.yaml");
}

#[test]
fn mistakes_name_the_page_the_template_the_line_and_what_was_meant() {
    let project = site("mine", "theme_settings: {tone: lod, colour: red, rows: many}\n");
    project.edit("themes/mine/theme.yaml", MINE).edit("themes/mine/templates/hom.html", "x");
    let run = project.run(&["check"]);
    run.exit(1)
        .says("`lod` is not one of the choices")
        .says("did you mean `loud`?")
        .says("the theme `mine` has no setting `colour`")
        .says("warning[theme-stray]: no page is made with this template")
        .says("did you mean `home.html`?");
    let project = site("mine", "");
    project.edit("themes/mine/templates/issue.html", "line one\n{{ issue.titel }}\n");
    let run = project.run(&["check"]);
    run.exit(1)
        .says("error[template]: Field `titel` is not defined")
        .says("Available fields: ")
        .says("themes/mine/templates/issue.html:2:10")
        .says("did you mean `title`? (while making the page `/issues/2026-w21/`)");
    project.edit("themes/mine/templates/issue.html", "{% if x %}");
    project.run(&["check"]).exit(1).says("themes/mine/templates/issue.html:1:");
    project.edit("themes/mine/templates/issue.html", "x");
    project.edit("themes/mine/theme.yaml", "name: mine\nstandings: \">=9\"\nextend: ledger\n");
    project.run(&["check"]).exit(1).says("this theme is for standings >=9").says("did you mean `extends`?");
}

#[test]
fn dumped_views_are_what_the_templates_are_given() {
    let project = Project::from("tests/sites/market");
    project.run(&["build", "--dump-views", "views"]).exit(0);
    let view = |path: &str| -> serde_json::Value { serde_json::from_str(&project.read(path)).unwrap() };
    let issue = view("views/issues/2026-w21/index.json");
    assert_eq!(issue["template"], "issue.html");
    assert_eq!(issue["page"], "/issues/2026-w21/");
    assert_eq!(issue["view"]["issue"]["title"], "Bravo takes first from Alpha");
    assert_eq!(view("views/site.json")["title"], "Market");
    assert_eq!(view("views/404.json")["template"], "not_found.html");
    project.run(&["build", "--dump-views", "content"]).exit(2);
}
