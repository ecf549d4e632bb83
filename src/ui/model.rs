//! What the page decides, apart from how it shows it: plain data and
//! functions over it. Nothing here knows the browser.

pub mod journal;

#[cfg(test)]
mod sample;
