//! The record that an owner renews, in the browser's small storage.

use super::lease::{Lease, RENEW_MS};
use gloo::timers::callback::Interval;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::Storage;

/// A record that this tab renews until it is dropped.
pub struct Renewal {
    tab: String,
    key: String,
    _timer: Interval,
}

/// Takes a name if it is free, or by force; none when another tab has it.
/// `lost` is called when another tab takes it away.
pub fn take(name: &str, force: bool, lost: impl FnOnce() + 'static) -> Option<Renewal> {
    let key = format!("backlot.owner.{name}");
    let tab = super::claim::this_tab();
    if !force && !Lease::is_free(read(&key).as_ref(), &tab, js_sys::Date::now()) {
        return None;
    }
    renew(&key, &tab);
    let lost = Rc::new(RefCell::new(Some(lost)));
    let (beat_key, beat_tab) = (key.clone(), tab.clone());
    let timer = Interval::new(RENEW_MS, move || {
        if lost.borrow().is_none() {
            return;
        }
        if Lease::is_free(read(&beat_key).as_ref(), &beat_tab, js_sys::Date::now()) {
            renew(&beat_key, &beat_tab);
        } else if let Some(lost) = lost.borrow_mut().take() {
            lost();
        }
    });
    Some(Renewal {
        tab,
        key,
        _timer: timer,
    })
}

impl Drop for Renewal {
    fn drop(&mut self) {
        let ours = read(&self.key).is_some_and(|lease| lease.tab == self.tab);
        if let (true, Some(storage)) = (ours, storage()) {
            let _ = storage.remove_item(&self.key);
        }
    }
}

fn storage() -> Option<Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

fn read(key: &str) -> Option<Lease> {
    Lease::read(&storage()?.get_item(key).ok()??)
}

fn renew(key: &str, tab: &str) {
    let lease = Lease {
        tab: tab.to_owned(),
        at_ms: js_sys::Date::now(),
    };
    if let Some(storage) = storage() {
        // Without it, this tab owns what it wants: there is no telling.
        let _ = storage.set_item(key, &lease.write());
    }
}
