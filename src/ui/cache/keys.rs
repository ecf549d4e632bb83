//! The keys.

use crate::session::protocol::CacheEntry;
use crate::session::protocol::{Question, View};
use crate::ui::model::grid::width;
use crate::ui::model::life::fullness;
use crate::ui::model::time::{bytes, count, counted, duration};
use crate::ui::parts::{ColumnHead, LongTable, paged};
use crate::ui::store::Store;
use leptos::prelude::*;

/// Keys looked at to choose the first column's width.
const MEASURED: usize = 40;

/// Every key with its type, value and remaining life, in order of key.
#[component]
pub fn Keys() -> impl IntoView {
    let store = Store::get();
    let seen = RwSignal::new(0..0);
    let keys = paged(
        move || store.moment(),
        seen,
        move |_, offset, limit| {
            let answer = store.look(Question::Keys { offset, limit });
            async move {
                match answer.await {
                    Some(View::Keys(page)) => Some((page.total, page.entries)),
                    _ => None,
                }
            }
        },
    );
    let columns = Memo::new(move |_| {
        let names: Vec<String> = keys.with(|keys| {
            let first = (0..MEASURED).filter_map(|at| keys.row(at));
            first.map(|entry| entry.key.text().into_owned()).collect()
        });
        // A fixed-width letter takes a little more room than one of text.
        let wide = width("Key", "", names.iter().map(String::as_str)) + 2;
        vec![
            ColumnHead::text("Key", wide),
            ColumnHead::text("Type", 6),
            ColumnHead::text("Life left", 9),
            ColumnHead::figures("Size", 6),
            ColumnHead::text("Value", 40),
        ]
    });
    let total = Signal::derive(move || keys.with(|keys| keys.total.unwrap_or(0)));
    let row = move |at: usize| move || keys.with(|keys| keys.row(at).map(cells));
    let said = move || counted(total.get() as u64, "key");
    let empty = Memo::new(move |_| keys.with(|keys| keys.total == Some(0)));
    let has_cache = move || store.world.with(|world| world.cache.is_some());
    view! {
        <Show
            when=move || !empty.get()
            fallback=move || view! {
                <div class="empty">
                    <Show
                        when=has_cache
                        fallback=|| view! {
                            <h2>"This world has no cache"</h2>
                            <p>"Its requests are answered without one. The bookshop keeps books in one."</p>
                        }
                    >
                        <h2>"The cache holds no keys at this moment"</h2>
                        <p>"Your code writes them with "<code>"redis.set(key, value)"</code>". To write one by hand, type below:"</p>
                        <pre>"SET greeting hello EX 60"</pre>
                    </Show>
                </div>
            }
        >
            <div class="keys-head figures">{said}</div>
            <LongTable label="Keys of the cache".to_owned() columns total row seen />
        </Show>
    }
}

fn cells(entry: &CacheEntry) -> impl IntoView + use<> {
    let key = entry.key.text().into_owned();
    let value = entry.preview.text().into_owned();
    let cut = entry.preview.len() < entry.bytes;
    let value_title = if cut {
        format!("{value}… ({} bytes in all)", count(entry.bytes as u64))
    } else {
        value.clone()
    };
    let key_title = key.clone();
    view! {
        <td class="mono" title=key_title>{key}</td>
        <td>{entry.type_name.clone()}</td>
        <td class="life">{life(entry.ttl_ms)}</td>
        <td class="figures">{bytes(entry.bytes)}</td>
        <td class="mono" title=value_title>{value}</td>
    }
}

/// What remains, in words and as a bar.
fn life(ttl_ms: Option<u64>) -> impl IntoView + use<> {
    let Some(ms) = ttl_ms else {
        return view! { <span class="endless">"no end"</span> }.into_any();
    };
    let (words, full) = (duration(ms.saturating_mul(1_000)), fullness(ms));
    let style = format!("transform:scaleX({full:.3})");
    view! {
        <span class="life-words figures">{words}</span>
        <span class="life-bar" data-system="cache" class:short=ms < 10_000 aria-hidden="true">
            <i style=style></i>
        </span>
    }
    .into_any()
}
