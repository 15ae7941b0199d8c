//! `sitemap.xml` and `robots.txt`: every page that may be indexed, with the date its content last changed.

use crate::diagnostic::Notes;
use crate::outputs::Outputs;
use crate::pages::{Kind, PagePlan};
use crate::site::Site;
use crate::xml::text;
use std::fmt::Write as _;

/// Writes both files.
pub fn add(site: &Site<'_>, plans: &[PagePlan], outputs: &mut Outputs, notes: &mut Notes) {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for plan in plans.iter().filter(|p| p.kind != Kind::NotFound) {
        let _ = write!(xml, "<url><loc>{}</loc>", text(&site.absolute.to(&plan.path)));
        if let Some(date) = plan.changed {
            let _ = write!(xml, "<lastmod>{date}</lastmod>");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    outputs.add("sitemap.xml", xml, notes);
    let robots = format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", site.absolute.to("sitemap.xml"));
    outputs.add("robots.txt", robots, notes);
}
