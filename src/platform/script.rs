//! Scripts that are loaded when they are wanted.

use futures::channel::oneshot;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::HtmlScriptElement;

/// Loads a module by the plain name of its file, and waits until it has run.
///
/// # Errors
/// A sentence, when the browser could not load it.
pub async fn load(name: &str) -> Result<(), String> {
    let failed = || format!("{name} could not be loaded. Check the connection and try again.");
    let document = gloo::utils::document();
    let script: HtmlScriptElement = document
        .create_element("script")
        .ok()
        .and_then(|element| element.dyn_into().ok())
        .ok_or_else(failed)?;
    let (done, loaded) = oneshot::channel();
    let done = std::rc::Rc::new(std::cell::Cell::new(Some(done)));
    let tell = |good: bool| {
        let done = std::rc::Rc::clone(&done);
        Closure::<dyn FnMut()>::new(move || {
            if let Some(done) = done.take() {
                let _ = done.send(good);
            }
        })
    };
    let (on_load, on_error) = (tell(true), tell(false));
    script.set_type("module");
    script.set_src(&super::assets::url(name));
    script.set_onload(Some(on_load.as_ref().unchecked_ref()));
    script.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    document
        .head()
        .ok_or_else(failed)?
        .append_child(&script)
        .map_err(|_| failed())?;
    if loaded.await == Ok(true) {
        return Ok(());
    }
    script.remove();
    Err(failed())
}
