//! What the page decides, apart from how it shows it: plain data and
//! functions over it. Nothing here knows the browser.

pub mod answer;
pub mod console;
pub mod diagram;
pub mod facts;
pub mod files;
pub mod format;
pub mod grid;
pub mod journal;
pub mod life;
pub mod log;
pub mod playback;
pub mod request;
pub mod time;
pub mod timeline;
pub mod waterfall;
pub mod window;
pub mod wire;

#[cfg(test)]
mod sample;
