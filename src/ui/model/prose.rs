//! The little Markdown that prose on the page is written in.
//!
//! Paragraphs, lists, `code`, **strong**, *emphasis* and [links](https://…)
//! are understood; everything else is text. Nothing is ever taken for HTML,
//! so prose from a file of someone else's can do no harm. This file stands
//! alone: the build uses it too, to put the first world's prose into the page.

/// A block of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list without order.
    List(Vec<Vec<Inline>>),
}

/// A run of text inside a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain.
    Text(String),
    /// Code.
    Code(String),
    /// Strong.
    Strong(String),
    /// Emphasised.
    Emphasis(String),
    /// A link to the web.
    Link {
        /// What it says.
        text: String,
        /// Where it goes; `http` or `https` only.
        href: String,
    },
}

/// Reads prose. Any text is prose.
#[must_use]
pub fn parse(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let text = text.replace("\r\n", "\n");
    for chunk in text.split("\n\n") {
        let lines: Vec<&str> = chunk.lines().map(str::trim).collect();
        let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            continue;
        }
        if lines.first().is_some_and(|line| line.starts_with("- ")) {
            let mut items: Vec<String> = Vec::new();
            for line in lines {
                match (line.strip_prefix("- "), items.last_mut()) {
                    (Some(item), _) => items.push(item.to_owned()),
                    (None, Some(last)) => {
                        last.push(' ');
                        last.push_str(line);
                    }
                    (None, None) => items.push(line.to_owned()),
                }
            }
            blocks.push(Block::List(items.iter().map(|item| inline(item)).collect()));
        } else {
            blocks.push(Block::Paragraph(inline(&lines.join(" "))));
        }
    }
    blocks
}

fn inline(text: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some((run, after)) = marked(rest) {
            if !plain.is_empty() {
                out.push(Inline::Text(std::mem::take(&mut plain)));
            }
            out.push(run);
            rest = after;
        } else {
            plain.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or("");
        }
    }
    if !plain.is_empty() {
        out.push(Inline::Text(plain));
    }
    out
}

/// The marked run at the beginning of a text, and what follows it.
fn marked(text: &str) -> Option<(Inline, &str)> {
    let between = |open: &str, close: &str| {
        let (inner, after) = text.strip_prefix(open)?.split_once(close)?;
        (!inner.is_empty()).then_some((inner, after))
    };
    if let Some((inner, after)) = between("`", "`") {
        return Some((Inline::Code(inner.to_owned()), after));
    }
    if let Some((inner, after)) = between("**", "**") {
        return Some((Inline::Strong(inner.to_owned()), after));
    }
    if let Some((inner, after)) = between("*", "*") {
        return Some((Inline::Emphasis(inner.to_owned()), after));
    }
    let (label, after) = between("[", "](")?;
    let (href, after) = after.split_once(')')?;
    let safe = href.starts_with("https://") || href.starts_with("http://");
    safe.then(|| {
        let link = Inline::Link {
            text: label.to_owned(),
            href: href.to_owned(),
        };
        (link, after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    #[test]
    fn paragraphs_and_lists_are_told_apart() {
        let blocks = parse("One\ntwo.\n\n- a\n- b\n  goes on\n\n\n");
        assert_eq!(
            blocks,
            [
                Block::Paragraph(vec![text("One two.")]),
                Block::List(vec![vec![text("a")], vec![text("b goes on")]]),
            ]
        );
    }

    #[test]
    fn marks_are_read_and_unfinished_ones_are_text() {
        let blocks = parse("Use `GET /` with **care**, *never* [here](https://a.test/) or `so.");
        assert_eq!(
            blocks,
            [Block::Paragraph(vec![
                text("Use "),
                Inline::Code("GET /".to_owned()),
                text(" with "),
                Inline::Strong("care".to_owned()),
                text(", "),
                Inline::Emphasis("never".to_owned()),
                text(" "),
                Inline::Link {
                    text: "here".to_owned(),
                    href: "https://a.test/".to_owned()
                },
                text(" or `so."),
            ])]
        );
    }

    #[test]
    fn links_go_to_the_web_only() {
        let blocks = parse("[x](javascript:alert(1))");
        assert!(matches!(blocks.as_slice(),
            [Block::Paragraph(runs)] if runs.iter().all(|run| matches!(run, Inline::Text(_)))));
    }

    #[test]
    fn html_is_text() {
        assert_eq!(
            parse("<b>hi</b>"),
            [Block::Paragraph(vec![text("<b>hi</b>")])]
        );
    }
}
