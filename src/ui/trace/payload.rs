//! What an event carried: bytes, rows, a statement, a reply.

use crate::base::{Body, Diagnostic, Event, What};
use crate::ui::model::facts::words;
use crate::ui::model::time::{bytes, counted};
use crate::ui::model::wire::{LineEnd, Part, WireLine, hex, is_text, lines};
use crate::ui::parts::CopyButton;
use leptos::prelude::*;

/// Bytes shown as a dump; a reader of more has other tools.
const HEX_BYTES: usize = 4_096;
/// Lines of a message shown at once.
const LINES: usize = 400;

/// What the event carried, if it carried something worth showing.
#[component]
pub fn Payload(event: Event) -> impl IntoView {
    match event.what {
        What::RequestSent {
            bytes, total_bytes, ..
        } => view! { <Wire message=bytes total_bytes what="the request" /> }.into_any(),
        What::ResponseReceived {
            bytes, total_bytes, ..
        } => view! { <Wire message=bytes total_bytes what="the response" /> }.into_any(),
        What::PieceReceived {
            bytes, total_bytes, ..
        } => view! { <Wire message=bytes total_bytes what="the piece" /> }.into_any(),
        What::BodySent {
            bytes, total_bytes, ..
        } => view! { <Wire message=bytes total_bytes what="the body" /> }.into_any(),
        What::InterimReceived { bytes, .. } => {
            let total_bytes = bytes.len();
            view! { <Wire message=bytes total_bytes what="the response" /> }.into_any()
        }
        What::QueryReceived { text, params, .. } => view! { <Statement text params /> }.into_any(),
        What::RowsReturned {
            columns,
            rows,
            preview,
            ..
        } if !columns.is_empty() => view! { <Rows columns rows preview /> }.into_any(),
        What::CommandReceived { args } => {
            let text = words(&args);
            view! { <Code text what="the command" /> }.into_any()
        }
        What::ReplySent { reply, .. } => view! { <Code text=reply what="the reply" /> }.into_any(),
        What::LineLogged { text, .. } => view! { <Code text what="the line" /> }.into_any(),
        What::RequestNotSent { diagnostic }
        | What::RequestRejected { diagnostic, .. }
        | What::HandlerFailed { diagnostic } => view! { <Mistake diagnostic /> }.into_any(),
        What::RouteMatched { params, .. } if !params.is_empty() => {
            view! { <Pairs pairs=params /> }.into_any()
        }
        _ => ().into_any(),
    }
}

#[component]
fn Code(text: String, what: &'static str) -> impl IntoView {
    let copied = text.clone();
    view! {
        <div class="payload short">
            <CopyButton what text=move || copied.clone() />
            <pre class="payload-text" tabindex="0" aria-label=what>{text}</pre>
        </div>
    }
}

#[component]
fn Wire(message: Body, total_bytes: usize, what: &'static str) -> impl IntoView {
    let ends = RwSignal::new(false);
    let as_hex = RwSignal::new(!is_text(&message.0));
    let message = StoredValue::new(message);
    let size = bytes(total_bytes);
    let cut = total_bytes.saturating_sub(message.with_value(Body::len));
    let note = (cut > 0).then(|| format!("The first {} of {size}.", bytes(total_bytes - cut)));
    let body = move || {
        if as_hex.get() {
            let dump = message.with_value(|message| hex(&message.0, HEX_BYTES));
            view! { <pre class="payload-text" tabindex="0" aria-label=what>{dump}</pre> }.into_any()
        } else {
            let all = message.with_value(lines);
            let rest = all.len().saturating_sub(LINES);
            let shown = all.into_iter().take(LINES).map(wire_line).collect_view();
            let more = (rest > 0)
                .then(|| view! { <span class="more">{counted(rest as u64, "more line")}</span> });
            view! {
                <pre class="payload-text wire" class:ends=move || ends.get() tabindex="0" aria-label=what>
                    {shown}{more}
                </pre>
            }
            .into_any()
        }
    };
    view! {
        <div class="payload">
            <div class="payload-tools">
                <span class="figures">{size}</span>
                <button
                    type="button"
                    class="button quiet small"
                    aria-pressed=move || ends.get().to_string()
                    disabled=move || as_hex.get()
                    on:click=move |_| ends.update(|on| *on = !*on)
                >
                    "Line ends"
                </button>
                <button
                    type="button"
                    class="button quiet small"
                    aria-pressed=move || as_hex.get().to_string()
                    on:click=move |_| as_hex.update(|on| *on = !*on)
                >
                    "Hex"
                </button>
                <CopyButton what text=move || message.with_value(|m| m.text().into_owned()) />
            </div>
            {body}
            {note.map(|note| view! { <p class="payload-note">{note}</p> })}
        </div>
    }
}

fn wire_line(line: WireLine) -> impl IntoView {
    let part = match line.part {
        Part::Start => "start",
        Part::Field => "field",
        Part::Gap => "gap",
        Part::Body => "body",
    };
    let end = line.end.shown();
    let text = match (line.part, line.text.split_once(':')) {
        (Part::Field, Some((name, value))) => view! {
            <span class="field-name">{format!("{name}:")}</span>
            {value.to_owned()}
        }
        .into_any(),
        _ => line.text.into_any(),
    };
    let newline = if line.end == LineEnd::None { "" } else { "\n" };
    let sign = (!end.is_empty()).then(|| view! { <span class="line-end" data-end=end></span> });
    view! { <span class="line" data-part=part>{text}{sign}{newline}</span> }
}

#[component]
fn Statement(text: String, params: Vec<Option<String>>) -> impl IntoView {
    let listed = params
        .into_iter()
        .zip(1..)
        .map(|(value, number)| (format!("${number}"), value))
        .collect::<Vec<_>>();
    let table = (!listed.is_empty()).then(|| {
        let rows = listed.into_iter().map(|(name, value)| view! { <tr><th scope="row">{name}</th>{cell(value)}</tr> });
        view! { <table class="facts" aria-label="Parameters"><tbody>{rows.collect_view()}</tbody></table> }
    });
    view! {
        <Code text what="the statement" />
        {table}
    }
}

#[component]
fn Rows(columns: Vec<String>, rows: u64, preview: Vec<Vec<Option<String>>>) -> impl IntoView {
    let rest = rows.saturating_sub(preview.len() as u64);
    let heads = columns
        .into_iter()
        .map(|name| view! { <th scope="col">{name}</th> })
        .collect_view();
    let body = preview
        .into_iter()
        .map(|row| view! { <tr>{row.into_iter().map(cell).collect_view()}</tr> })
        .collect_view();
    view! {
        <div class="payload rows" tabindex="0" role="region" aria-label="Rows returned">
            <table class="small-table">
                <thead><tr>{heads}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        {(rest > 0).then(|| view! { <p class="payload-note">{format!("and {}", counted(rest, "more row"))}</p> })}
    }
}

/// A value of a row; NULL is told from the text `NULL`.
fn cell(value: Option<String>) -> impl IntoView {
    match value {
        Some(text) => {
            let title = text.clone();
            view! { <td title=title>{text}</td> }.into_any()
        }
        None => view! { <td class="null">"NULL"</td> }.into_any(),
    }
}

#[component]
fn Pairs(pairs: Vec<(String, String)>) -> impl IntoView {
    let rows = pairs
        .into_iter()
        .map(|(name, value)| view! { <tr><th scope="row">{name}</th><td>{value}</td></tr> })
        .collect_view();
    view! { <table class="facts" aria-label="Parameters of the path"><tbody>{rows}</tbody></table> }
}

#[component]
fn Mistake(diagnostic: Diagnostic) -> impl IntoView {
    let place = diagnostic.place.map(|place| {
        format!(
            "{}, line {}, column {}",
            place.file, place.line, place.column
        )
    });
    view! {
        <div class="mistake" data-system="fault">
            <p class="mistake-said">{diagnostic.message}</p>
            {place.map(|place| view! { <p class="mistake-place">{place}</p> })}
            {diagnostic.authentic.map(|words| view! { <pre class="payload-text" tabindex="0" aria-label="The real system's words">{words}</pre> })}
            <p class="mistake-next">{diagnostic.next_step}</p>
        </div>
    }
}
