//! The person's own time, and the moments of a page's life. The engine never
//! sees any of it.

use futures::channel::oneshot;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use web_sys::VisibilityState;

/// Now, in Unix milliseconds.
#[must_use]
pub fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// Waits this many milliseconds.
pub async fn wait(ms: u32) {
    let (done, over) = oneshot::channel::<()>();
    let timer = Timeout::new(ms, move || drop(done));
    let _ = over.await;
    drop(timer);
}

/// When this was, in the person's own words for dates and times.
#[must_use]
pub fn told(ms: u64) -> String {
    let date = js_sys::Date::new(&(ms as f64).into());
    let options = js_sys::Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
    }
    let language = gloo::utils::window().navigator().language();
    let locales = language.as_deref().unwrap_or("en");
    date.to_locale_string(locales, &options).into()
}

/// Calls this whenever the page may be about to end: when it is hidden, left
/// or closed. For as long as the page lives.
pub fn on_leaving(leave: impl Fn() + Clone + 'static) {
    let hide = leave.clone();
    EventListener::new(&gloo::utils::window(), "pagehide", move |_| hide()).forget();
    let document = gloo::utils::document();
    EventListener::new(&document, "visibilitychange", move |_| {
        if gloo::utils::document().visibility_state() == VisibilityState::Hidden {
            leave();
        }
    })
    .forget();
}
