//! What the page decides, apart from how it shows it: plain data and
//! functions over it. Nothing here knows the browser.

pub mod answer;
pub mod around;
pub mod body;
pub mod console;
pub mod desk;
pub mod diagram;
pub mod facts;
pub mod files;
pub mod grid;
pub mod journal;
pub mod keys;
pub mod life;
pub mod log;
pub mod palette;
pub mod past;
pub mod playback;
pub mod prose;
pub mod request;
pub mod split;
pub mod time;
pub mod timeline;
pub mod waterfall;
pub mod window;
pub mod wire;

#[cfg(test)]
mod sample;
