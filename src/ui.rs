//! The page. Components are built for the browser only; what they decide
//! lives in plain structs, which native tests reach.

pub mod model;

#[cfg(target_arch = "wasm32")]
mod app;

#[cfg(target_arch = "wasm32")]
pub use app::App;
