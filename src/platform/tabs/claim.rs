//! Owning a name, whichever way the browser has for it.

use super::locks::{self, Lock, Manner};
use super::renewal::{self, Renewal};
use crate::platform::moments;
use futures::future::{Either, select};
use gloo::events::EventListener;
use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

/// How long an owner that is asked to let go may take, in milliseconds.
const PATIENCE_MS: u32 = 1_000;
/// How long a page that was just left may take to let go, in milliseconds.
const FORMER_SELF_MS: u32 = 800;
const CHANNEL: &str = "backlot-tabs";

thread_local! {
    static TAB: String = crate::platform::chance::name();
}

/// A name that this tab owns, until it is dropped or taken away.
pub struct Claim {
    name: String,
    _held: Held,
}

enum Held {
    Lock(#[expect(dead_code, reason = "it is held")] Lock),
    Record(#[expect(dead_code, reason = "it is held")] Renewal),
}

impl Claim {
    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Claims a name; none when another tab owns it. `lost` is called when
/// another tab takes it away.
///
/// A page that is loaded anew may find that its former self has not let go
/// yet: this waits a little before it says that the name is taken.
pub async fn claim(name: &str, lost: impl FnOnce() + 'static) -> Option<Claim> {
    let held = if locks::there_are() {
        Held::Lock(wait(&lock_name(name), FORMER_SELF_MS, lost).await?)
    } else {
        Held::Record(renewal::take(name, false, lost)?)
    };
    Some(Claim::of(name, held))
}

/// Takes a name over. Its owner is asked to let go first, so that it can keep
/// what it has not kept yet; one that does not answer loses it.
pub async fn take(name: &str, lost: impl FnOnce() + 'static) -> Option<Claim> {
    // Whichever of the two ways succeeds has the one handler.
    let lost = Rc::new(RefCell::new(Some(lost)));
    let on_lost = move || {
        let lost = Rc::clone(&lost);
        move || {
            if let Some(lost) = lost.borrow_mut().take() {
                lost();
            }
        }
    };
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        let _ = channel.post_message(&name.into());
        channel.close();
    }
    if !locks::there_are() {
        moments::wait(PATIENCE_MS).await;
        return Some(Claim::of(
            name,
            Held::Record(renewal::take(name, true, on_lost())?),
        ));
    }
    let lock_name = lock_name(name);
    let lock = match wait(&lock_name, PATIENCE_MS, on_lost()).await {
        Some(lock) => lock,
        None => locks::ask(&lock_name, Manner::Steal, on_lost()).await?,
    };
    Some(Claim::of(name, Held::Lock(lock)))
}

/// Waits for a lock, but not longer than this.
async fn wait(name: &str, patience_ms: u32, lost: impl FnOnce() + 'static) -> Option<Lock> {
    let waiting = pin!(locks::ask(name, Manner::Wait, lost));
    match select(waiting, pin!(moments::wait(patience_ms))).await {
        Either::Left((lock, _)) => lock,
        Either::Right(_) => None,
    }
}

/// Calls `asked` with a name whenever another tab asks its owner to let go.
/// Lives as long as the page.
pub fn on_asked(asked: impl Fn(String) + 'static) {
    let Ok(channel) = BroadcastChannel::new(CHANNEL) else {
        return;
    };
    EventListener::new(&channel, "message", move |event| {
        let message = event.dyn_ref::<MessageEvent>();
        if let Some(name) = message.and_then(|message| message.data().as_string()) {
            asked(name);
        }
    })
    .forget();
    // The listener does not keep the channel alive by itself.
    std::mem::forget(channel);
}

/// This tab's name, new at every load.
pub(super) fn this_tab() -> String {
    TAB.with(Clone::clone)
}

fn lock_name(name: &str) -> String {
    format!("backlot-session-{name}")
}

impl Claim {
    fn of(name: &str, held: Held) -> Self {
        Self {
            name: name.to_owned(),
            _held: held,
        }
    }
}
