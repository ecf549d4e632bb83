//! The browser, as far as the page needs it: what a component asks for in
//! words of its own, done by the browser's interfaces. What can be thought
//! without one builds natively, with native tests.

#[cfg(target_arch = "wasm32")]
pub mod assets;
#[cfg(target_arch = "wasm32")]
pub mod chance;
#[cfg(target_arch = "wasm32")]
pub mod clipboard;
#[cfg(target_arch = "wasm32")]
pub mod engine;
#[cfg(target_arch = "wasm32")]
pub mod file;
#[cfg(target_arch = "wasm32")]
pub mod focus;
#[cfg(target_arch = "wasm32")]
pub mod moments;
#[cfg(target_arch = "wasm32")]
pub mod offline;
#[cfg(target_arch = "wasm32")]
pub mod script;
pub mod shelf;
#[cfg(target_arch = "wasm32")]
pub mod storage;
pub mod tabs;
pub mod text;
