//! The browser's locks. web-sys counts them among the unstable parts, so
//! they are called by name.

use futures::channel::oneshot;
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};

/// How a lock is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Wait until it is free.
    Wait,
    /// From whoever has it.
    Steal,
}

/// A lock that this tab has, until it is dropped.
pub struct Lock {
    _release: oneshot::Sender<()>,
}

/// Whether the browser has locks for this page.
pub fn there_are() -> bool {
    manager().is_some()
}

/// Asks for a lock; none when the browser refuses. `lost` is called when
/// another tab takes it away.
pub async fn ask(name: &str, manner: Manner, lost: impl FnOnce() + 'static) -> Option<Lock> {
    let manager = manager()?;
    let request: Function = Reflect::get(&manager, &"request".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let options = Object::new();
    if manner == Manner::Steal {
        Reflect::set(&options, &"steal".into(), &JsValue::TRUE).ok()?;
    }
    let (tell, told) = oneshot::channel();
    let (release, released) = oneshot::channel::<()>();
    let granted = Rc::new(Cell::new(false));
    let grant = Rc::clone(&granted);
    let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        let is_ours = !lock.is_null() && !lock.is_undefined();
        grant.set(is_ours);
        // Nobody waits for it any more: it goes back at once.
        if tell.send(is_ours).is_err() || !is_ours {
            return JsValue::UNDEFINED;
        }
        future_to_promise(async move {
            // Dropping the sender is the release.
            let _ = released.await;
            Ok(JsValue::UNDEFINED)
        })
        .into()
    });
    let asked: Promise = request
        .call3(&manager, &name.into(), &options, &callback)
        .ok()?
        .dyn_into()
        .ok()?;
    spawn_local(async move {
        if JsFuture::from(asked).await.is_err() && granted.get() {
            lost();
        }
    });
    let is_ours = told.await.unwrap_or(false);
    is_ours.then_some(Lock { _release: release })
}

fn manager() -> Option<JsValue> {
    let navigator = gloo::utils::window().navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    (!locks.is_undefined() && !locks.is_null()).then_some(locks)
}
