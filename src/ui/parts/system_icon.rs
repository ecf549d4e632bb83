//! Each system's icon and name, the same everywhere.

use crate::base::System;
use crate::ui::model::facts::{system_key, system_name};
use leptos::prelude::*;

/// The strokes of a system's icon in a box of 16 by 16.
const fn strokes(system: System) -> &'static str {
    match system {
        // A browser's window.
        System::Client => "M2 3.5h12v9H2zM2 6.25h12M4 4.9h.01M5.75 4.9h.01",
        // Two ends and the way between.
        System::Network => {
            "M4.5 8a1.75 1.75 0 1 1-3.5 0a1.75 1.75 0 0 1 3.5 0zM15 8a1.75 1.75 0 1 1-3.5 0a1.75 1.75 0 0 1 3.5 0zM6 8h.75M9.25 8H10M7.75 8h.5"
        }
        // Two drawers of a rack.
        System::Server => {
            "M2.5 2.75h11v4.5h-11zM2.5 8.75h11v4.5h-11zM5 5h.01M5 11h.01M7.5 5h3.5M7.5 11h3.5"
        }
        // Braces.
        System::Handler => {
            "M6.25 2.5H5.5a1.5 1.5 0 0 0-1.5 1.5v2.25L2.5 8L4 9.75V12a1.5 1.5 0 0 0 1.5 1.5h.75M9.75 2.5h.75A1.5 1.5 0 0 1 12 4v2.25L13.5 8L12 9.75V12a1.5 1.5 0 0 1-1.5 1.5h-.75"
        }
        // A flash.
        System::Cache => "M9 1.75L3.25 9.25H8l-1 5L12.75 6.75H8z",
        // A drum.
        System::Sql => {
            "M13 4c0 1.1-2.24 2-5 2S3 5.1 3 4s2.24-2 5-2s5 .9 5 2zM3 4v8c0 1.1 2.24 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.24 2 5 2s5-.9 5-2"
        }
        // Lines.
        System::Log => "M2.5 3.5h11M2.5 6.5h8M2.5 9.5h11M2.5 12.5h5.5",
    }
}

/// A system's icon. Beside a name it says nothing to people who listen.
#[component]
pub fn SystemIcon(
    /// The system.
    system: System,
) -> impl IntoView {
    view! {
        <svg
            class="icon system-icon"
            data-system=system_key(system)
            viewBox="0 0 16 16"
            fill="none"
            stroke="currentColor"
            stroke-width="1.4"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path d=strokes(system) />
        </svg>
    }
}

/// A system's icon with its name.
#[component]
pub fn SystemName(
    /// The system.
    system: System,
) -> impl IntoView {
    view! {
        <span class="system-name" data-system=system_key(system)>
            <SystemIcon system />
            {system_name(system)}
        </span>
    }
}
