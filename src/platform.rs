//! The browser, as far as the page needs it: what a component asks for in
//! words of its own, done by the browser's interfaces.

pub mod assets;
pub mod chance;
pub mod clipboard;
pub mod file;
pub mod offline;
pub mod script;
pub mod storage;
