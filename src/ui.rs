//! The page. Components are built for the browser only; what they decide
//! lives in plain structs, which native tests reach.

pub mod model;
