//! Backlot's own commands: `cargo xtask serve | test | build | bench | sizes`.
fn main() {}
