//! B3–B5: a theme can read nothing, and a template that goes wrong or goes on for ever is an error with its place.

use crate::project::{Project, tree};
use std::time::Duration;

/// A site whose front page is this template.
fn themed(template: &str) -> Project {
    let project = Project::sound();
    project.built();
    project.write("themes/ledger/templates/home.html", template);
    project
}

#[test]
fn loops_without_end_are_errors() {
    let million = "{% for a in range(end=1000) %}{% for b in range(end=1000) %}";
    let cases = [
        ("a range of a thousand million", "{% for i in range(end=1000000000) %}x{% endfor %}".to_string()),
        ("includes itself", "{% include \"home.html\" %}".to_string()),
        ("extends itself", "{% extends \"home.html\" %}".to_string()),
        (
            "loops that write nothing",
            "{% for a in range(end=9000) %}{% for b in range(end=9000) %}{% for c in range(end=9000) %}{% endfor %}{% endfor %}{% endfor %}"
                .to_string(),
        ),
        ("a text glued to itself", "{% set_global x = \"ab\" %}{% for i in range(end=60) %}{% set_global x = x ~ x %}{% endfor %}".to_string()),
        ("the same line by line", format!("{{% set x = \"ab\" %}}{}", "{% set x = x ~ x %}".repeat(60))),
        ("a text captured twice", format!("{{% set x = \"ab\" %}}{}", "{% set x %}{{ x }}{{ x }}{% endset %}".repeat(60))),
        ("lists within lists", format!("{{% set x = [1] %}}{}{{{{ x }}}}", "{% set x = [x, x] %}".repeat(60))),
        ("lists ten thousand deep", "{% set_global x = [1] %}{% for i in range(end=9000) %}{% set_global x = [x] %}{% endfor %}".to_string()),
        ("a component of itself", "{% component a(x) %}{{ <a x={x ~ x} /> }}{% endcomponent a %}{{ <a x={\"ab\"} /> }}".to_string()),
        ("a text put into itself", format!("{{% set x = \"{}\" %}}{}", "a".repeat(40), "{% set x = x | replace(from=\"a\", to=x) %}".repeat(9))),
        ("a page without end", format!("{million}{}{{% endfor %}}{{% endfor %}}", "x".repeat(200))),
    ];
    for (what, template) in cases {
        let project = themed(&template);
        let before = tree(&project.path("public"));
        let run = project.limited("ulimit -v 2000000", &["build"]);
        assert_eq!(run.output.status.code(), Some(1), "{what}: {:?}\n{}", run.output.status, run.said());
        run.says("error[template]").within(Duration::from_secs(90));
        assert!(tree(&project.path("public")) == before, "{what}: something was published");
    }
}

#[test]
fn includes_that_double_are_an_error() {
    let project = themed("{% include \"_0.html\" %}");
    let chain = |length: usize, times: usize| {
        for depth in 0..length {
            let next = format!("{{% include \"_{}.html\" %}}", depth + 1);
            project.write(&format!("themes/ledger/templates/_{depth}.html"), next.repeat(times));
        }
        project.write(&format!("themes/ledger/templates/_{length}.html"), "");
        project.run(&["build"])
    };
    let run = chain(8, 40);
    run.exit(1).says("error[template]").says("rounds of loops").within(Duration::from_secs(90));
    chain(60, 1).exit(1).says("error[template]").says("more than ten deep");
}

#[test]
fn places_in_a_template_with_loops_are_the_author_s() {
    let project =
        themed("{% for a in [1, 2] %}{% for b in [1] %}{{ a }}{{ titel }}{% endfor %}{% endfor %}\n");
    project.run(&["build"]).exit(1).says("templates/home.html:1:50");
    let project = themed("{% for a in [1, 2] %}\n{{ a }\n{% endfor %}\n");
    project.run(&["build"]).exit(1).says("templates/home.html:2:");
}

#[test]
fn templates_reach_nothing_outside() {
    for template in [
        "{% include \"../../../../etc/passwd\" %}",
        "{% include \"/etc/passwd\" %}",
        "{{ load_data(path=\"/etc/passwd\") }}",
        "{{ get_env(name=\"HOME\") }}",
        "{{ now() }}",
        "{{ exec(command=\"id\") }}",
        "{{ get_url(path=\"https://example.org\") }}",
    ] {
        let project = themed(template);
        let run = project.run(&["build"]);
        run.exit(1).says("error[template]").says("themes/ledger/templates/home.html:1:").says(" = help: ");
        assert!(!run.said().contains("_standings"), "{}", run.said());
    }
}

#[test]
fn what_a_page_does_not_have_is_an_error_on_every_page_and_nothing_is_published() {
    let project = themed("{{ titel }}\n");
    project.write("themes/ledger/templates/boards.html", "\n{{ bords.x }}");
    let before = tree(&project.path("public"));
    let run = project.run(&["build"]);
    run.exit(1).says("templates/home.html:1:").says("templates/boards.html:2:");
    assert!(tree(&project.path("public")) == before);
    let project = themed("{{ \"x\" | uper }}");
    project.run(&["build"]).exit(1).says("home.html:1:10").says("did you mean `upper`?");
}
