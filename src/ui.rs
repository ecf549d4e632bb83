//! The page: Leptos components that show a session and send it commands.
//!
//! Everything a component shows it reads from the [`store`]; everything that
//! can be thought without a browser lives in [`model`], with native tests.
//! A component's code is `src/ui/<name>.rs`, its style
//! `public/style/<name>.css`. Components are built for the browser only.

pub mod keep;
pub mod model;

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
pub mod cache;
#[cfg(target_arch = "wasm32")]
pub mod database;
#[cfg(target_arch = "wasm32")]
pub mod diagram;
#[cfg(target_arch = "wasm32")]
pub mod log;
#[cfg(target_arch = "wasm32")]
pub mod parts;
#[cfg(target_arch = "wasm32")]
pub mod stage;
#[cfg(target_arch = "wasm32")]
pub mod store;
#[cfg(target_arch = "wasm32")]
pub mod timeline;
#[cfg(target_arch = "wasm32")]
pub mod trace;

#[cfg(target_arch = "wasm32")]
pub use app::App;
