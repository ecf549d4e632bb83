//! The worlds that come with Backlot: each directory of `lessons/00-examples`
//! becomes one `worlds/<id>.json`, and `worlds/index.json` lists them.
//!
//! `world.toml` holds the world's settings, `start/` its files, and
//! `schema.sql` what its database has run at the beginning. `summary` is for
//! the list only. Tests hold that the result is a world file.

use crate::step::Done;
use crate::{files, paths, site};
use serde_json::{Map, Value, json};
use std::path::Path;

/// Every file to put into the site: its plain name and its content.
pub fn compile() -> Done<Vec<(String, Vec<u8>)>> {
    let mut cards = Vec::new();
    let mut compiled = Vec::new();
    for dir in directories(&paths::root().join("lessons/00-examples"))? {
        let (summary, world) = world(&dir)?;
        let text = |name: &str| world.get(name).and_then(Value::as_str).unwrap_or_default();
        cards.push(json!({ "id": text("id"), "title": text("title"), "summary": summary }));
        let name = format!("worlds/{}.json", text("id"));
        compiled.push((name, Value::Object(world).to_string().into_bytes()));
    }
    let index = Value::Array(cards).to_string().into_bytes();
    compiled.push(("worlds/index.json".to_owned(), index));
    Ok(compiled)
}

/// The title and prose of the first world, for the page to show before its
/// program has arrived.
pub fn first_prose() -> Done<(String, String)> {
    let examples = paths::root().join("lessons/00-examples");
    let first = directories(&examples)?.into_iter().next();
    let (_, world) = world(&first.ok_or("lessons/00-examples holds no world")?)?;
    let text = |name: &str| {
        let text = world.get(name).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    Ok((text("title"), text("about")))
}

fn directories(dir: &Path) -> Done<Vec<std::path::PathBuf>> {
    let mut found: Vec<_> = std::fs::read_dir(dir)
        .map_err(|trouble| format!("{}: {trouble}", dir.display()))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.join("world.toml").exists())
        .collect();
    found.sort();
    Ok(found)
}

/// A world's summary, and the world.
fn world(dir: &Path) -> Done<(Value, Map<String, Value>)> {
    let file = dir.join("world.toml");
    let mut world: Map<String, Value> = toml::from_str(&files::read_text(&file)?)
        .map_err(|trouble| format!("{}: {trouble}", file.display()))?;
    let summary = world
        .remove("summary")
        .ok_or_else(|| format!("{}: `summary` is missing", file.display()))?;
    let start = dir.join("start");
    let mut texts = Map::new();
    for path in files::below(&start)? {
        let name = site::relative(&start, &path);
        texts.insert(name, Value::String(files::read_text(&path)?));
    }
    world.insert("files".to_owned(), Value::Object(texts));
    let schema = dir.join("schema.sql");
    if schema.exists() {
        let text = files::read_text(&schema)?;
        world.insert("sql".to_owned(), Value::String(text));
    }
    Ok((summary, world))
}
