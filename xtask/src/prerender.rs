//! What the page shows before its program has arrived: its frame, and the
//! first world's prose, so that there is something to read at once.

use crate::step::Done;
use crate::worlds;
use prose::{Block, Inline};
use std::fmt::Write;

// The page reads prose by the same rules.
#[path = "../../src/ui/model/prose.rs"]
mod prose;

/// Where the prose goes in `index.html`.
const MARK: &str = "<!-- prose -->";

/// Puts the first world's prose into the page.
pub fn with_prose(html: &str) -> Done<String> {
    if !html.contains(MARK) {
        return Err(format!("index.html has no {MARK} to put the prose at"));
    }
    let (title, about) = worlds::first_prose()?;
    let mut out = format!("<h1>{}</h1><div class=\"prose\">", escaped(&title));
    for block in prose::parse(&about) {
        match block {
            Block::Paragraph(runs) => {
                let _ = write!(out, "<p>{}</p>", inline(&runs));
            }
            Block::List(items) => {
                out.push_str("<ul>");
                for runs in &items {
                    let _ = write!(out, "<li>{}</li>", inline(runs));
                }
                out.push_str("</ul>");
            }
        }
    }
    out.push_str("</div>");
    Ok(html.replace(MARK, &out))
}

fn inline(runs: &[Inline]) -> String {
    runs.iter()
        .map(|run| match run {
            Inline::Text(text) => escaped(text),
            Inline::Code(text) => format!("<code>{}</code>", escaped(text)),
            Inline::Strong(text) => format!("<strong>{}</strong>", escaped(text)),
            Inline::Emphasis(text) => format!("<em>{}</em>", escaped(text)),
            Inline::Link { text, href } => {
                format!("<a href=\"{}\">{}</a>", escaped(href), escaped(text))
            }
        })
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
