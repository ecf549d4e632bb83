//! The page's program. Trunk builds it for the browser.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(backlot::ui::App);
    // What `index.html` showed meanwhile has served.
    if let Some(shell) = gloo::utils::document().get_element_by_id("shell") {
        shell.remove();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    eprintln!("This program runs in a browser: `cargo xtask serve` builds and serves it.");
    std::process::ExitCode::from(2)
}
