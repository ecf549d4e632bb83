//! What the sealed frame is handed: the engine's bytes and the worker's script.

use crate::platform::assets;
use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};

/// How much longer the engine is than what travels, when it travels compressed.
const COMPRESSION: f64 = 2.9;

/// Which build of the engine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Build {
    /// The one that everybody loads.
    #[default]
    Own,
    /// The one that carries GlueSQL as well.
    GlueSql,
}

#[derive(Clone)]
pub(super) struct Files {
    wasm: ArrayBuffer,
    pub script: Rc<str>,
    pub build: Build,
}

impl Files {
    /// Fetches both. `progress` is told the share, from 0 to 1.
    pub async fn load(build: Build, progress: impl Fn(f64)) -> Result<Self, String> {
        let (script, engine) = match build {
            Build::Own => ("runtime.js", "engine.wasm"),
            Build::GlueSql => ("gluesql.js", "gluesql.wasm"),
        };
        let script = fetch(script).await?;
        let engine = fetch(engine).await?;
        let script = text(&script).await?;
        let wasm = bytes(&engine, progress).await?;
        Ok(Self {
            wasm,
            script: script.into(),
            build,
        })
    }

    /// A copy to give away: what is transferred to a worker is gone.
    pub fn wasm(&self) -> ArrayBuffer {
        self.wasm.slice(0)
    }
}

async fn fetch(name: &str) -> Result<Response, String> {
    let unreachable = |_| format!("{name} cannot be reached");
    let response: Response =
        JsFuture::from(gloo::utils::window().fetch_with_str(&assets::url(name)))
            .await
            .map_err(unreachable)?
            .unchecked_into();
    if response.ok() {
        Ok(response)
    } else {
        Err(format!("{name} is answered with {}", response.status()))
    }
}

async fn text(response: &Response) -> Result<String, String> {
    let text = JsFuture::from(response.text().map_err(cut_off)?)
        .await
        .map_err(cut_off)?;
    text.as_string().ok_or_else(|| "it is not text".to_owned())
}

/// Reads a body piece by piece, so that progress can be told.
async fn bytes(response: &Response, progress: impl Fn(f64)) -> Result<ArrayBuffer, String> {
    let total = expected_length(response);
    let Some(body) = response.body() else {
        return Err("it is empty".to_owned());
    };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut pieces: Vec<Uint8Array> = Vec::new();
    let mut length = 0;
    loop {
        let piece = JsFuture::from(reader.read()).await.map_err(cut_off)?;
        let value = Reflect::get(&piece, &JsValue::from_str("value")).map_err(cut_off)?;
        let Ok(value) = value.dyn_into::<Uint8Array>() else {
            break;
        };
        length += value.length();
        pieces.push(value);
        progress((f64::from(length) / total).min(0.99));
    }
    let whole = Uint8Array::new_with_length(length);
    let mut at = 0;
    for piece in pieces {
        whole.set(&piece, at);
        at += piece.length();
    }
    progress(1.0);
    Ok(whole.buffer())
}

/// About how many bytes will come, once decompressed.
fn expected_length(response: &Response) -> f64 {
    let header = |name| response.headers().get(name).ok().flatten();
    let length = header("content-length").and_then(|text| text.parse::<u64>().ok());
    let length = length.unwrap_or(1_000_000) as f64;
    if header("content-encoding").is_some() {
        length * COMPRESSION
    } else {
        length.max(1.0)
    }
}

fn cut_off(_: JsValue) -> String {
    "the connection broke off".to_owned()
}
