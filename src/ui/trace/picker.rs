//! Which request is on stage.

use crate::base::RequestId;
use crate::ui::model::journal::{Journal, RequestLine, Strand};
use crate::ui::model::time::duration;
use crate::ui::stage::Stage;
use crate::ui::store::Store;
use leptos::prelude::*;

/// The most requests offered in the list; earlier ones are reached by the
/// arrows beside it and by the timeline.
const OFFERED: usize = 200;

/// A list of the requests, with arrows to the one before and after.
#[component]
pub fn Picker() -> impl IntoView {
    let store = Store::get();
    let stage = Stage::get();
    let offered = Memo::new(move |_| {
        let strand = stage.strand.get();
        store.with_journal(|journal| offered(journal, strand))
    });
    let around = Memo::new(move |_| {
        let strand = stage.strand.get();
        store.with_journal(|journal| around(journal, strand))
    });
    let show = move |strand: Strand| {
        let last = store.peek_journal(|journal| journal.told_of(strand).last().copied());
        if let Some(seq) = last {
            stage.go_to(seq);
        }
    };
    let choose = move |event| {
        if let Some(strand) = strand_of(&event_target_value(&event)) {
            show(strand);
        }
    };
    let step = move |to: Option<Strand>| {
        if let Some(strand) = to {
            show(strand);
        }
    };
    let options = move || {
        offered
            .get()
            .into_iter()
            .map(|(strand, label)| {
                view! {
                    <option value=value_of(strand) selected=move || stage.strand.get() == strand>
                        {label}
                    </option>
                }
            })
            .collect_view()
    };
    view! {
        <div class="picker">
            <button
                type="button"
                class="button quiet small only-icon"
                aria-label="The request before"
                title="The request before"
                disabled=move || around.get().0.is_none()
                on:click=move |_| step(around.get_untracked().0)
            >
                "‹"
            </button>
            <select
                class="field figures"
                aria-label="Request shown"
                on:change=choose
                prop:value=move || value_of(stage.strand.get())
            >
                {options}
            </select>
            <button
                type="button"
                class="button quiet small only-icon"
                aria-label="The request after"
                title="The request after"
                disabled=move || around.get().1.is_none()
                on:click=move |_| step(around.get_untracked().1)
            >
                "›"
            </button>
        </div>
    }
}

fn value_of(strand: Strand) -> String {
    match strand {
        Strand::Request(id) => id.0.to_string(),
        Strand::Elsewhere => "elsewhere".to_owned(),
    }
}

fn strand_of(value: &str) -> Option<Strand> {
    match value {
        "elsewhere" => Some(Strand::Elsewhere),
        number => Some(Strand::Request(RequestId(number.parse().ok()?))),
    }
}

fn offered(journal: &Journal, shown: Strand) -> Vec<(Strand, String)> {
    let mut out: Vec<_> = journal
        .requests()
        .rev()
        .take(OFFERED)
        .map(|line| (Strand::Request(line.id), label(line)))
        .collect();
    if let Strand::Request(id) = shown
        && !out.iter().any(|(strand, _)| *strand == shown)
        && let Some(line) = journal.request(id)
    {
        out.push((shown, label(line)));
    }
    if !journal.seqs(Strand::Elsewhere).is_empty() {
        out.push((Strand::Elsewhere, "Outside any request".to_owned()));
    }
    out
}

fn label(line: &RequestLine) -> String {
    let came = match (line.status, line.unanswered) {
        (Some(status), _) => format!("{status} · "),
        (None, true) => "no response · ".to_owned(),
        (None, false) => String::new(),
    };
    let took = duration(line.to_us.saturating_sub(line.from_us));
    let path = path(&line.url);
    format!("#{} {} {path} · {came}{took}", line.id.0, line.method)
}

/// A URL without its scheme and host: a list of requests to one host is
/// easier to read.
fn path(url: &str) -> &str {
    let after = url.split_once("://").map_or(url, |(_, after)| after);
    after
        .find('/')
        .and_then(|at| after.get(at..))
        .unwrap_or(url)
}

fn around(journal: &Journal, shown: Strand) -> (Option<Strand>, Option<Strand>) {
    let ids: Vec<RequestId> = journal.requests().map(|line| line.id).collect();
    let Strand::Request(id) = shown else {
        return (ids.last().copied().map(Strand::Request), None);
    };
    let at = ids.partition_point(|other| *other < id);
    let before = at.checked_sub(1).and_then(|at| ids.get(at));
    (
        before.copied().map(Strand::Request),
        ids.get(at + 1).copied().map(Strand::Request),
    )
}
