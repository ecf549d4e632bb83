//! The site: what Trunk made, the engine, the scripts and the plain files, in
//! one directory that any static host can serve under any path.
//!
//! Every file but those that browsers look for by name carries a hash of its
//! content in its own name. The page finds them by a map in `index.html`:
//! `<script type="application/json" id="assets">{"engine.wasm":"engine-….wasm"}</script>`.

use crate::build::{Engines, Profile, scripts_dir};
use crate::engine::Carries;
use crate::step::{Done, step};
use crate::{engine, files, page, paths, prerender, service_worker, worlds};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// From the plain name of a file to its name in the site.
pub type Assets = BTreeMap<String, String>;

/// Puts the site together and returns its directory: `dist` for a release.
pub fn assemble(profile: Profile, engines: Engines) -> Done<PathBuf> {
    let dist = match profile {
        Profile::Dev => paths::target().join("site"),
        Profile::Release => paths::dist(),
    };
    step(
        &format!("Put the site together in {}", shown(&dist)),
        || {
            // Built beside it and then moved, so that nobody is served half a site.
            let fresh = paths::target().join("site.partial");
            files::remove_dir(&fresh)?;
            let assets = place(profile, engines, &fresh)?;
            let index = fresh.join("index.html");
            let html = prerender::with_prose(&files::read_text(&index)?)?;
            let html = with_assets(&html, &assets)?;
            files::write(&index, html.as_bytes())?;
            match profile {
                Profile::Dev => service_worker::write_removal(&fresh)?,
                Profile::Release => service_worker::write(&fresh)?,
            }
            files::remove_dir(&dist)?;
            std::fs::rename(&fresh, &dist)
                .map_err(|trouble| format!("{}: {trouble}", dist.display()))?;
            Ok(dist.clone())
        },
    )
}

/// Copies everything to its place, and returns what became of the names.
fn place(profile: Profile, engines: Engines, site: &Path) -> Done<Assets> {
    let mut assets = Assets::new();
    // Trunk has named its own files by their content already, and the names
    // of plain files are known to the browser.
    copy_all(&page::dir(profile), site)?;
    copy_all(&paths::root().join("public/static"), site)?;

    for carries in engines {
        let engine = engine::dir(profile, *carries).join("engine_bg.wasm");
        let name = match carries {
            Carries::Own => "engine.wasm",
            Carries::GlueSql => "gluesql.wasm",
        };
        put(site, name, &files::read(&engine)?, &mut assets)?;
    }
    for (name, content) in worlds::compile()? {
        put(site, &name, &content, &mut assets)?;
    }
    let scripts = scripts_dir(profile);
    for file in files::below(&scripts)? {
        let name = relative(&scripts, &file);
        put(site, &name, &files::read(&file)?, &mut assets)?;
    }
    if profile == Profile::Release {
        assets.insert(
            "service-worker.js".to_owned(),
            "service-worker.js".to_owned(),
        );
    }
    Ok(assets)
}

/// Writes one file under the name that its content gives it.
fn put(site: &Path, name: &str, content: &[u8], assets: &mut Assets) -> Done {
    let hashed = hashed_name(name, content);
    files::write(&site.join(&hashed), content)?;
    assets.insert(name.to_owned(), hashed);
    Ok(())
}

/// `editor.js` becomes `editor-0123456789abcdef.js`. A name with a hash of
/// esbuild's (files that other files refer to) stays as it is.
fn hashed_name(name: &str, content: &[u8]) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let bundled = stem.rsplit_once('-').is_some_and(|(_, hash)| {
        hash.len() == 8
            && hash
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    });
    if bundled {
        name.to_owned()
    } else {
        format!("{stem}-{}.{extension}", files::short_hash(content))
    }
}

/// Puts the map into the page, and links the style sheet that is in it.
fn with_assets(html: &str, assets: &Assets) -> Done<String> {
    // `</` must not end the script; JSON may write the slash escaped.
    let map = serde_json::to_string(assets)
        .map_err(|trouble| trouble.to_string())?
        .replace("</", "<\\/");
    let (head, rest) = html
        .split_once("</head>")
        .ok_or("index.html has no </head> to put the map of files before")?;
    let mut head = head.to_owned();
    for (name, hashed) in assets {
        head = head.replace(&format!("\"{name}\""), &format!("\"{hashed}\""));
    }
    Ok(format!(
        "{head}<script type=\"application/json\" id=\"assets\">{map}</script>\n  </head>{rest}"
    ))
}

fn copy_all(from: &Path, to: &Path) -> Done {
    for file in files::below(from)? {
        let name = relative(from, &file);
        // Trunk's own lock, and what editors and systems leave behind.
        if !name.starts_with('.') {
            files::write(&to.join(name), &files::read(&file)?)?;
        }
    }
    Ok(())
}

/// A file's path below a directory, with `/` between its parts.
pub fn relative(dir: &Path, file: &Path) -> String {
    file.strip_prefix(dir)
        .unwrap_or(file)
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

fn shown(path: &Path) -> String {
    relative(&paths::root(), path)
}
