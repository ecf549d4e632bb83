//! The service worker: offline after one visit, and new versions announced.

use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState,
};

/// How often a page that stays open asks for a new version, in milliseconds.
const ASK_AGAIN_MS: u32 = 60 * 60 * 1000;

/// A registered service worker.
#[derive(Clone)]
pub struct Offline {
    registration: ServiceWorkerRegistration,
    /// Whether this page asked for the change of version that comes next.
    asked: Rc<Cell<bool>>,
}

/// Keeps the site for use offline, and calls `on_update` whenever a newer
/// version is ready to be used, or is used by another tab already. Nothing
/// changes until [`Offline::use_update`].
///
/// Call it once the page has what it needs: the browser then fetches the rest
/// of the site. Gives `None` where the site has no service worker (a build for
/// development) or the browser has none to offer (some private windows).
pub async fn start(on_update: impl Fn() + 'static) -> Option<Offline> {
    let script = super::assets::known("service-worker.js")?;
    let container = gloo::utils::window().navigator().service_worker();
    if JsValue::is_undefined(container.as_ref()) {
        return None;
    }
    let registered = JsFuture::from(container.register(&script)).await.ok()?;
    let offline = Offline {
        // A browser that was told to block service workers may give nothing.
        registration: registered.dyn_into().ok()?,
        asked: Rc::default(),
    };
    offline.listen(&container, Rc::new(on_update));
    Some(offline)
}

impl Offline {
    /// Uses the newest version: loads the page anew, now or as soon as that
    /// version has taken over.
    pub fn use_update(&self) {
        self.asked.set(true);
        let message = js_sys::Object::new();
        let told = js_sys::Reflect::set(&message, &"type".into(), &"activate".into());
        match self.registration.waiting() {
            Some(waiting) if told.is_ok() && waiting.post_message(&message).is_ok() => {}
            // Another tab has begun to use it.
            _ => reload(),
        }
    }

    /// Listens for as long as the page lives, as the worker does.
    fn listen(&self, container: &ServiceWorkerContainer, on_update: Rc<dyn Fn()>) {
        // A first visit has no version before, so nothing to announce.
        let controlled = container.controller().is_some();
        if controlled && self.registration.waiting().is_some() {
            on_update();
        }
        let registration = self.registration.clone();
        let tell = Rc::clone(&on_update);
        EventListener::new(&self.registration, "updatefound", move |_| {
            if let Some(fresh) = registration.installing().filter(|_| controlled) {
                when_installed(&fresh, Rc::clone(&tell));
            }
        })
        .forget();

        let asked = Rc::clone(&self.asked);
        EventListener::new(container, "controllerchange", move |_| {
            if asked.get() {
                reload();
            } else if controlled {
                on_update();
            }
        })
        .forget();

        let registration = self.registration.clone();
        Interval::new(ASK_AGAIN_MS, move || {
            if let Ok(asking) = registration.update() {
                wasm_bindgen_futures::spawn_local(async {
                    // Offline there is nothing new; the next hour asks again.
                    let _ = JsFuture::from(asking).await;
                });
            }
        })
        .forget();
    }
}

/// Tells when a version has been fetched as a whole.
fn when_installed(fresh: &ServiceWorker, tell: Rc<dyn Fn()>) {
    let worker = fresh.clone();
    EventListener::new(fresh, "statechange", move |_| {
        if worker.state() == ServiceWorkerState::Installed {
            tell();
        }
    })
    .forget();
}

fn reload() {
    // A page that may not reload itself stays as it is, and goes on working.
    let _ = gloo::utils::window().location().reload();
}
