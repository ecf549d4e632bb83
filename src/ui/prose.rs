//! Prose, shown.

use super::model::prose::{Block, Inline, parse};
use leptos::prelude::*;

/// Prose written in the little Markdown of [`super::model::prose`].
#[component]
pub fn Prose(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="prose">
            {move || parse(&text.get()).into_iter().map(block).collect_view()}
        </div>
    }
}

/// A sentence of the same Markdown, without a paragraph around it.
pub fn sentence(text: &str) -> AnyView {
    parse(text)
        .into_iter()
        .map(|block| match block {
            Block::Paragraph(runs) => runs.into_iter().map(run).collect_view().into_any(),
            list @ Block::List(_) => self::block(list),
        })
        .collect_view()
        .into_any()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Paragraph(runs) => {
            view! { <p>{runs.into_iter().map(run).collect_view()}</p> }.into_any()
        }
        Block::List(items) => view! {
            <ul>
                {items
                    .into_iter()
                    .map(|runs| view! { <li>{runs.into_iter().map(run).collect_view()}</li> })
                    .collect_view()}
            </ul>
        }
        .into_any(),
    }
}

fn run(run: Inline) -> AnyView {
    match run {
        Inline::Text(text) => text.into_any(),
        Inline::Code(text) => view! { <code>{text}</code> }.into_any(),
        Inline::Strong(text) => view! { <strong>{text}</strong> }.into_any(),
        Inline::Emphasis(text) => view! { <em>{text}</em> }.into_any(),
        Inline::Link { text, href } => {
            view! { <a href=href target="_blank" rel="noopener">{text}</a> }.into_any()
        }
    }
}
