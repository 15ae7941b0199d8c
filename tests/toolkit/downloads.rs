//! The second site: a ranking that has nothing to do with the first one, and says so nowhere.

use crate::project::{Project, files};

/// Words of the first site that a site about packages has no use for.
const FOREIGN: [&str; 8] = ["model", "models", "token", "tokens", "lab", "labs", "arena", "openrouter"];

/// What a reader sees of a page: no markup, no scripts.
fn visible(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        text.push(' ');
        let tag = &rest[at..];
        let end = if tag.starts_with("<script") { tag.find("</script>") } else { tag.find('>') };
        rest = end.map_or("", |end| &tag[end + 1..]);
    }
    text + rest
}

#[test]
fn nothing_of_the_first_site_leaks_into_the_second() {
    let project = Project::from("examples/downloads");
    let site = project.read("site.yaml").replace("figures: {static: recent}", "figures: {static: none}");
    project.edit("site.yaml", &site).run(&["build", "--strict"]).exit(0);
    let mut pages = 0;
    for (path, bytes) in files(&project.path("public")) {
        let page = path.ends_with(".html") && !path.starts_with("email/");
        if !page && !path.ends_with(".xml") {
            continue;
        }
        let text = visible(&String::from_utf8_lossy(&bytes)).to_lowercase();
        let word = text.split(|c: char| !c.is_alphanumeric()).find(|word| FOREIGN.contains(word));
        assert_eq!(word, None, "{path}");
        let synthetic = !page || text.contains("synthetic");
        assert!(synthetic, "{path} does not say that its figures are synthetic");
        pages += 1;
    }
    assert!(pages > 60, "only {pages} pages");
}

#[test]
fn its_theme_overrides_three_templates_and_the_palette() {
    let theme = files(&crate::project::repository().join("examples/downloads/themes/registry"));
    let names: Vec<&str> = theme.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(names.iter().filter(|n| n.starts_with("templates/")).count(), 3, "{names:?}");
    assert!(names.contains(&"overrides.css") && names.contains(&"theme.yaml"));
}
