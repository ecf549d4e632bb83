//! The stream as a table.

use crate::base::Event;
use crate::ui::model::facts::{brief, failed, title};
use crate::ui::model::time::moment;
use crate::ui::parts::{ColumnHead, LongTable, SystemName};
use crate::ui::stage::Stage;
use crate::ui::store::Store;
use leptos::prelude::*;

/// One row per event worth stepping to.
#[component]
pub fn EventTable() -> impl IntoView {
    let store = Store::get();
    let stage = Stage::get();
    let columns = Signal::stored(vec![
        ColumnHead::figures("Event", 5),
        ColumnHead::figures("Time", 12),
        ColumnHead::text("System", 9),
        ColumnHead::text("What happened", 19),
        ColumnHead::text("Detail", 40),
    ]);
    let total = Signal::derive(move || stage.told.with(|told| told.len()));
    let current = Signal::derive(move || {
        let seq = stage.current.get()?;
        stage.told.with(|told| told.binary_search(&seq).ok())
    });
    let choose = Callback::new(move |at: usize| {
        let seq = stage.told.with_untracked(|told| told.get(at).copied());
        if let Some(seq) = seq {
            stage.go_to(seq);
        }
    });
    let row = move |at: usize| {
        move || {
            let seq = stage.told.with(|told| told.get(at).copied())?;
            stage.generation.track();
            store.peek_journal(|journal| {
                let event = journal.event(seq)?;
                Some(cells(event, journal.system_of(event)))
            })
        }
    };
    view! {
        <LongTable
            label="Events of this request".to_owned()
            columns
            total
            row
            current
            on_row=choose
        />
    }
}

fn cells(event: &Event, system: Option<crate::base::System>) -> impl IntoView + use<> {
    let bad = failed(&event.what);
    view! {
        <td class="figures">{event.seq}</td>
        <td class="figures">{moment(event.at_us)}</td>
        <td>{system.map(|system| view! { <SystemName system /> })}</td>
        <td class:bad=bad>{title(&event.what)}</td>
        <td class="detail" title=brief(&event.what)>{brief(&event.what)}</td>
    }
}
