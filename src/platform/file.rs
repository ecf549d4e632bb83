//! Files that a person saves or opens.

use futures::channel::oneshot;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlInputElement, Url};

/// Offers a text as a file to save.
///
/// # Errors
/// A sentence, when the browser refuses.
pub fn save(name: &str, media: &str, text: &str) -> Result<(), String> {
    let refused = |_| "The browser refused to save the file.".to_owned();
    let parts = js_sys::Array::of1(&text.into());
    let options = BlobPropertyBag::new();
    options.set_type(media);
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).map_err(refused)?;
    let url = Url::create_object_url_with_blob(&blob).map_err(refused)?;
    let link: HtmlAnchorElement = gloo::utils::document()
        .create_element("a")
        .map_err(refused)?
        .unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has its own hold on the bytes once it has begun.
    gloo::timers::callback::Timeout::new(10_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

/// Lets a person choose a file, and reads it as text; none when they chose none.
///
/// # Errors
/// A sentence, when it cannot be read or is larger than `most_bytes`.
pub async fn open(accept: &str, most_bytes: usize) -> Result<Option<String>, String> {
    let refused = || "The browser could not open a file.".to_owned();
    let input: HtmlInputElement = gloo::utils::document()
        .create_element("input")
        .map_err(|_| refused())?
        .unchecked_into();
    input.set_type("file");
    input.set_accept(accept);
    let (done, chosen) = oneshot::channel();
    let done = std::rc::Rc::new(std::cell::Cell::new(Some(done)));
    let tell = Closure::<dyn FnMut()>::new(move || {
        if let Some(done) = done.take() {
            let _ = done.send(());
        }
    });
    for event in ["change", "cancel"] {
        input
            .add_event_listener_with_callback(event, tell.as_ref().unchecked_ref())
            .map_err(|_| refused())?;
    }
    input.click();
    let _ = chosen.await;
    let Some(file) = input.files().and_then(|files| files.get(0)) else {
        return Ok(None);
    };
    if file.size() > most_bytes as f64 {
        return Err(format!(
            "{} is too large to be a session of Backlot.",
            file.name()
        ));
    }
    let text = JsFuture::from(file.text())
        .await
        .map_err(|_| format!("{} could not be read.", file.name()))?;
    Ok(text.as_string())
}
