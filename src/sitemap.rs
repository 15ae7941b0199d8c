//! `sitemap.xml` and `robots.txt`: every page that may be indexed, with the date its content last changed.

use crate::diagnostic::Notes;
use crate::outputs::Outputs;
use crate::pages::{Kind, PagePlan};
use crate::site::Site;
use crate::xml::text;
use std::fmt::Write as _;

/// Most pages that one sitemap may list; more are listed in several, and an index of them.
const MOST: usize = 50_000;
const SCHEMA: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Writes both files.
pub fn add(site: &Site<'_>, plans: &[PagePlan], outputs: &mut Outputs, notes: &mut Notes) {
    let listed: Vec<&PagePlan> = plans.iter().filter(|p| p.kind != Kind::NotFound).collect();
    if listed.len() <= MOST {
        outputs.add("sitemap.xml", list(site, &listed), notes);
    } else {
        let mut index =
            format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"{SCHEMA}\">\n");
        for (number, part) in listed.chunks(MOST).enumerate() {
            let path = format!("sitemap-{}.xml", number + 1);
            let _ = writeln!(index, "<sitemap><loc>{}</loc></sitemap>", text(&site.absolute.to(&path)));
            outputs.add(&path, list(site, part), notes);
        }
        index.push_str("</sitemapindex>\n");
        outputs.add("sitemap.xml", index, notes);
    }
    let robots = format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", site.absolute.to("sitemap.xml"));
    outputs.add("robots.txt", robots, notes);
}

fn list(site: &Site<'_>, plans: &[&PagePlan]) -> String {
    let mut xml = format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"{SCHEMA}\">\n");
    for plan in plans {
        let _ = write!(xml, "<url><loc>{}</loc>", text(&site.absolute.to(&plan.path)));
        if let Some(date) = plan.changed {
            let _ = write!(xml, "<lastmod>{date}</lastmod>");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}
