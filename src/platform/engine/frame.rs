//! The sealed frame: a document of no origin, without network or storage, and
//! the worker inside of it. Dropping it ends the worker, whatever it does.

use super::files::Files;
use super::messages::{FromFrame, ToWorker};
use gloo::events::EventListener;
use js_sys::{Array, Object, Reflect};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{HtmlIFrameElement, MessageChannel, MessageEvent, MessagePort};

/// The frame's whole document. Its policy forbids it to load anything.
const DOCUMENT: &str = include_str!("../../../public/js/frame.html");

pub(super) struct Frame {
    element: HtmlIFrameElement,
    port: MessagePort,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_load: EventListener,
    _on_crash: EventListener,
}

impl Frame {
    /// Opens a frame and boots its worker, which says `Ready` when it runs.
    pub fn open(files: &Files, heard: impl Fn(FromFrame) + 'static) -> Result<Self, String> {
        let heard = Rc::new(heard);
        let element: HtmlIFrameElement = gloo::utils::document()
            .create_element("iframe")
            .map_err(told)?
            .unchecked_into();
        let attributes = [
            ("sandbox", "allow-scripts"),
            ("srcdoc", DOCUMENT),
            ("title", "The sealed frame in which your code runs"),
            ("aria-hidden", "true"),
            ("hidden", ""),
            ("tabindex", "-1"),
        ];
        for (name, value) in attributes {
            element.set_attribute(name, value).map_err(told)?;
        }
        let channel = MessageChannel::new().map_err(told)?;
        let port = channel.port1();
        let on_message = {
            let heard = Rc::clone(&heard);
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| heard(read(&event)))
        };
        port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let on_load = hand_over(&element, files, &channel)?;
        let on_crash = listen_for_crash(&element, heard);
        gloo::utils::body().append_child(&element).map_err(told)?;
        Ok(Self {
            element,
            port,
            _on_message: on_message,
            _on_load: on_load,
            _on_crash: on_crash,
        })
    }

    /// Sends the worker a message.
    pub fn post(&self, message: &ToWorker) -> Result<(), String> {
        let text = serde_json::to_string(message).map_err(|why| why.to_string())?;
        self.port
            .post_message(&JsValue::from_str(&text))
            .map_err(told)
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        self.port.set_onmessage(None);
        self.port.close();
        self.element.remove();
    }
}

/// Once the frame's script runs, gives it the worker's script, the engine, and
/// one end of the channel.
fn hand_over(
    element: &HtmlIFrameElement,
    files: &Files,
    channel: &MessageChannel,
) -> Result<EventListener, String> {
    let wasm = files.wasm();
    let message = Object::new();
    Reflect::set(
        &message,
        &"script".into(),
        &JsValue::from_str(&files.script),
    )
    .map_err(told)?;
    Reflect::set(&message, &"wasm".into(), &wasm).map_err(told)?;
    let transfer = Array::of2(&wasm, &channel.port2());
    let target = element.clone();
    Ok(EventListener::once(element, "load", move |_| {
        if let Some(window) = target.content_window() {
            // A frame without an origin can be named by `*` only.
            let _ = window.post_message_with_transfer(&message, "*", &transfer);
        }
    }))
}

fn listen_for_crash(
    element: &HtmlIFrameElement,
    heard: Rc<impl Fn(FromFrame) + 'static>,
) -> EventListener {
    let frame = element.clone();
    EventListener::new(&gloo::utils::window(), "message", move |event| {
        let event: &MessageEvent = event.unchecked_ref();
        let source = event.source().map(JsValue::from);
        if source != frame.content_window().map(JsValue::from) {
            return;
        }
        if let Ok(why) = Reflect::get(&event.data(), &"crashed".into())
            && let Some(why) = why.as_string()
        {
            heard(FromFrame::Crashed(why));
        }
    })
}

fn read(event: &MessageEvent) -> FromFrame {
    let Some(text) = event.data().as_string() else {
        return FromFrame::Garbled("it said something that is not text".to_owned());
    };
    match serde_json::from_str(&text) {
        Ok(message) => FromFrame::Worker(message),
        Err(why) => FromFrame::Garbled(why.to_string()),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it maps errors")]
fn told(why: JsValue) -> String {
    format!("{why:?}")
}
