//! The worlds that come with Backlot: each directory of `lessons/00-examples`
//! becomes one `worlds/<id>.json`, and `worlds/index.json` lists them.
//!
//! `world.toml` holds the world's settings, `start/` its files, and
//! `schema.sql`, a file of the project too, what its database has run at the
//! beginning. `summary` is for
//! the list only. Tests hold that each result is a world file that opens.

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
    let schema = dir.join("schema.sql");
    if schema.exists() {
        // The database begins with it, and the learner sees it and can change it.
        let text = Value::String(files::read_text(&schema)?);
        texts.insert("schema.sql".to_owned(), text.clone());
        world.insert("sql".to_owned(), text);
    }
    world.insert("files".to_owned(), Value::Object(texts));
    Ok((summary, world))
}

#[cfg(test)]
#[allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]
mod tests {
    use super::*;
    use backlot::session::Session;
    use backlot::session::protocol::{Command, WorldFile};

    fn compiled() -> Vec<(String, WorldFile)> {
        let all = compile().expect("the examples compile");
        let worlds = all
            .into_iter()
            .filter(|(name, _)| name != "worlds/index.json");
        worlds
            .map(|(name, json)| {
                let world = serde_json::from_slice(&json);
                let world = world.unwrap_or_else(|why| panic!("{name}: {why}"));
                (name, world)
            })
            .collect()
    }

    #[test]
    fn every_world_reads_back_as_it_was_written() {
        assert!(compiled().len() >= 3);
        for (name, world) in compiled() {
            let json = serde_json::to_string(&world).expect("a world serialises");
            let again: WorldFile = serde_json::from_str(&json).expect("and reads back");
            assert_eq!(again, world, "{name}");
        }
    }

    #[test]
    fn every_world_opens_and_wants_its_process_started() {
        for (name, world) in compiled() {
            assert!(!world.try_these.is_empty(), "{name} has nothing to try");
            let mut session = Session::new();
            let open = Command::Open {
                world: Box::new(world),
            };
            let step = session.run(open).expect("nothing is under way");
            assert_eq!(step.outcome, None, "{name}");
            // Its SQL and its cache commands ran: else it would be refused.
            assert!(step.need.is_some(), "{name} starts no process");
        }
    }

    #[test]
    fn the_list_names_every_world() {
        let all = compile().expect("the examples compile");
        let (_, index) = all.last().expect("a list");
        let cards: Vec<Value> = serde_json::from_slice(index).expect("the list is JSON");
        assert_eq!(cards.len(), all.len() - 1);
        for card in cards {
            let id = card["id"].as_str().expect("an id");
            assert!(
                card["summary"]
                    .as_str()
                    .is_some_and(|text| !text.is_empty())
            );
            let name = format!("worlds/{id}.json");
            assert!(all.iter().any(|(other, _)| *other == name), "{name}");
        }
    }
}
