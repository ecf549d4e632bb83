//! The few icons that controls need, drawn as those of the systems are: on a
//! grid of 16 with a line of 1.4.

use leptos::prelude::*;

/// An icon of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Send,
    Add,
    More,
    Close,
    Down,
    Back,
    Forth,
    Sun,
    Moon,
    Screen,
    Find,
    Undo,
    Check,
    Copy,
    History,
    Warning,
    Menu,
    Backlot,
    Jump,
}

impl Icon {
    const fn paths(self) -> &'static str {
        match self {
            Self::Send => r#"<path d="M2.5 8h10M8.8 3.9 12.9 8l-4.1 4.1"/>"#,
            Self::Add => r#"<path d="M8 3.2v9.6M3.2 8h9.6"/>"#,
            Self::More => r#"<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.2"/>"#,
            Self::Close => r#"<path d="m4 4 8 8M12 4l-8 8"/>"#,
            Self::Down => r#"<path d="m4.5 6.5 3.5 3.5 3.5-3.5"/>"#,
            Self::Back => r#"<path d="M9.5 4.5 6 8l3.5 3.5"/>"#,
            Self::Forth => r#"<path d="M6.5 4.5 10 8l-3.5 3.5"/>"#,
            Self::Sun => {
                r#"<circle cx="8" cy="8" r="2.8"/><path d="M8 1.8v1.4M8 12.8v1.4M1.8 8h1.4M12.8 8h1.4M3.6 3.6l1 1M11.4 11.4l1 1M12.4 3.6l-1 1M4.6 11.4l-1 1"/>"#
            }
            Self::Moon => r#"<path d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z"/>"#,
            Self::Screen => {
                r#"<rect x="2" y="3" width="12" height="8" rx="1.2"/><path d="M6 13.6h4"/>"#
            }
            Self::Find => r#"<circle cx="7" cy="7" r="4.2"/><path d="m10.2 10.2 3.3 3.3"/>"#,
            Self::Undo => {
                r#"<path d="M5.2 3 2.5 5.7l2.7 2.7"/><path d="M2.8 5.7h6.4a3.7 3.7 0 0 1 0 7.4H6"/>"#
            }
            Self::Check => r#"<path d="m3.2 8.4 3.2 3.2 6.4-7"/>"#,
            Self::Copy => {
                r#"<rect x="5.4" y="5.4" width="8" height="8" rx="1.3"/><path d="M10.6 5.2V3.9a1.3 1.3 0 0 0-1.3-1.3H3.9a1.3 1.3 0 0 0-1.3 1.3v5.4a1.3 1.3 0 0 0 1.3 1.3h1.3"/>"#
            }
            Self::History => {
                r#"<path d="M2.6 8a5.4 5.4 0 1 0 1.7-3.9L2.6 5.7M2.6 2.8v2.9h2.9"/><path d="M8 5.2V8l2 1.4"/>"#
            }
            Self::Warning => r#"<path d="M8 2.4 14.2 13H1.8z"/><path d="M8 6.4v3.2M8 11.3h.01"/>"#,
            Self::Menu => r#"<path d="M2.8 4.4h10.4M2.8 8h10.4M2.8 11.6h10.4"/>"#,
            // A front with its props behind: what a backlot is.
            Self::Backlot => {
                r#"<path d="M2 13.6V5.2L6.2 2.6v11M6.2 5.4h5.2v8.2M11.4 8 14 13.6M1.2 13.6h13.6"/><path d="M4.1 6.6h.01M4.1 9.4h.01M8.8 8.2v5.4" />"#
            }
            Self::Jump => r#"<path d="M6 3.2H3.4v9.4h9.2V10M9 2.8h4.2V7M13 3 7.6 8.4"/>"#,
        }
    }
}

/// An icon, which says nothing to people who listen: what it stands on does.
pub fn icon(icon: Icon) -> AnyView {
    svg(icon.paths())
}

fn svg(paths: &'static str) -> AnyView {
    view! {
        <svg
            class="icon"
            viewBox="0 0 16 16"
            aria-hidden="true"
            fill="none"
            stroke="currentColor"
            stroke-width="1.4"
            stroke-linecap="round"
            stroke-linejoin="round"
            inner_html=paths
        ></svg>
    }
    .into_any()
}
