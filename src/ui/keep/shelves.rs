//! Finding, copying and letting go of sessions on a shelf.

use super::outbox::Outbox;
use super::record::{Head, Kept, Origin, command_key, free_name, parts};
use crate::base::limits;
use crate::platform::shelf::{Area, Shelf, Trouble};
use crate::session::protocol::Command;
use crate::ui::model::past::{Logged, Past};

/// The sessions on a shelf, the one changed last first.
///
/// # Errors
/// What kept the shelf from being read. A head that cannot be read is passed
/// over: it may be of a newer Backlot.
pub async fn list(shelf: &impl Shelf) -> Result<Vec<Head>, Trouble> {
    let kept = shelf.read(Area::Sessions, "").await?;
    let mut heads: Vec<Head> = kept
        .iter()
        .filter_map(|(id, text)| {
            let head: Head = serde_json::from_str(text).ok()?;
            (head.id == *id).then_some(head)
        })
        .collect();
    heads.sort_by(|a, b| b.updated_ms.cmp(&a.updated_ms).then(a.id.cmp(&b.id)));
    Ok(heads)
}

/// Reads one session as a whole; none when it is not there, or has lost its
/// beginning.
///
/// A log with a gap or a damaged entry ends there: what comes after could not
/// be made again. Its files' texts are saved by its drafts.
///
/// # Errors
/// What kept the shelf from being read.
pub async fn load(shelf: &impl Shelf, id: &str) -> Result<Option<Kept>, Trouble> {
    let heads = shelf.read(Area::Sessions, id).await?;
    let Some(head) = heads
        .iter()
        .find(|(key, _)| key == id)
        .and_then(|(_, text)| serde_json::from_str::<Head>(text).ok())
    else {
        return Ok(None);
    };
    let prefix = parts(id);
    let commands = shelf.read(Area::Commands, &prefix).await?;
    let drafts = shelf.read(Area::Drafts, &prefix).await?;
    let log: Vec<Logged> = commands
        .iter()
        .enumerate()
        .map_while(|(place, (key, text))| {
            let in_place = *key == command_key(id, place).1;
            in_place.then(|| serde_json::from_str(text).ok()).flatten()
        })
        .collect();
    let past = Past {
        log,
        drafts: drafts
            .into_iter()
            .filter_map(|(key, text)| Some((key.strip_prefix(&prefix)?.to_owned(), text)))
            .collect(),
    };
    Ok(past.world().is_some().then_some(Kept { head, past }))
}

/// Writes a session as a whole.
pub fn put(outbox: &mut Outbox, kept: &Kept) {
    let id = &kept.head.id;
    outbox.remove(id);
    outbox.head(&kept.head);
    for (place, logged) in kept.past.log.iter().enumerate() {
        outbox.command(id, place, logged);
    }
    for (path, text) in &kept.past.drafts {
        outbox.draft(id, path, text);
    }
}

/// A copy of a session under another key.
#[must_use]
pub fn copy(kept: &Kept, id: &str, now_ms: u64, others: &[Head]) -> Kept {
    let taken: Vec<&str> = others.iter().map(|head| head.name.as_str()).collect();
    Kept {
        head: Head {
            id: id.to_owned(),
            name: free_name(&kept.head.name, &taken),
            updated_ms: now_ms,
            origin: Origin::CopyOf(kept.head.id.clone()),
            ..kept.head.clone()
        },
        past: kept.past.clone(),
    }
}

/// The sessions that are too many: beyond [`limits::KEPT_SESSIONS`], the ones
/// longest untouched, but never one that a person named or that is open, nor
/// a branch of the open one.
#[must_use]
pub fn too_many<'a>(heads: &'a [Head], open: &str) -> Vec<&'a Head> {
    let own = heads.iter().find(|head| head.id == open);
    let is_branch = |id: &str| {
        own.is_some_and(|own| own.desk.branches.iter().any(|branch| branch.session == id))
    };
    heads
        .iter()
        .filter(|head| !head.named && head.id != open && !is_branch(&head.id))
        .skip(limits::KEPT_SESSIONS)
        .collect()
}

/// Whether nothing would be lost with a session of so many deeds: its world
/// was opened, and that was all.
#[must_use]
pub fn is_fresh(head: &Head, deeds: usize, has_no_drafts: bool) -> bool {
    deeds == 0 && has_no_drafts && !head.named && head.origin != Origin::Imported
}

/// What a session is called until a person gives it a name.
#[must_use]
pub fn name_of(past: &Past) -> String {
    match past.log.first().map(|logged| &logged.command) {
        Some(Command::Open { world }) if !world.title.is_empty() => world.title.clone(),
        Some(Command::Open { world }) if !world.id.is_empty() => world.id.clone(),
        _ => "Session".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::shelf::{Change, Memory};
    use crate::session::protocol::WorldFile;
    use crate::ui::keep::now::now;

    fn kept(id: &str, updated_ms: u64) -> Kept {
        let world = WorldFile {
            id: "hello".to_owned(),
            files: [("server.js".to_owned(), "// hello".to_owned())].into(),
            ..WorldFile::default()
        };
        let mut past = Past::of_commands(vec![
            Command::Open {
                world: Box::new(world),
            },
            Command::Restart,
            Command::Restart,
        ]);
        past.drafts.insert("server.js".to_owned(), "½".to_owned());
        let head = Head {
            id: id.to_owned(),
            name: name_of(&past),
            updated_ms,
            deeds: past.deeds(),
            ..Head::default()
        };
        Kept { head, past }
    }

    fn shelf_with(all: &[Kept]) -> Memory {
        let shelf = Memory::default();
        let mut outbox = Outbox::default();
        for one in all {
            put(&mut outbox, one);
        }
        now(shelf.write(&outbox.changes())).expect("memory writes");
        shelf
    }

    #[test]
    fn a_session_is_found_as_it_was_kept() {
        let (one, two) = (kept("1", 5), kept("12", 9));
        let shelf = shelf_with(&[one.clone(), two.clone()]);
        assert_eq!(now(load(&shelf, "1")), Ok(Some(one)));
        assert_eq!(now(load(&shelf, "3")), Ok(None));
        let ids: Vec<_> = now(list(&shelf))
            .expect("memory reads")
            .into_iter()
            .map(|head| head.id)
            .collect();
        assert_eq!(ids, ["12", "1"], "the one changed last comes first");
    }

    #[test]
    fn a_damaged_log_ends_where_it_is_damaged_and_drafts_stay() {
        for damage in [
            Change::Remove {
                area: Area::Commands,
                key: command_key("1", 1).1,
            },
            Change::Put {
                area: Area::Commands,
                key: command_key("1", 1).1,
                text: "{\"command\":".to_owned(),
            },
        ] {
            let shelf = shelf_with(&[kept("1", 5)]);
            now(shelf.write(&[damage])).expect("memory writes");
            let found = now(load(&shelf, "1")).expect("memory reads").expect("it");
            assert_eq!(found.past.log.len(), 1);
            assert_eq!(found.past.drafts.len(), 1);
        }
    }

    #[test]
    fn a_session_without_its_beginning_or_head_is_not_there() {
        for (area, key) in [
            (Area::Commands, command_key("1", 0).1),
            (Area::Sessions, "1".to_owned()),
        ] {
            let shelf = shelf_with(&[kept("1", 5)]);
            let text = "nonsense".to_owned();
            now(shelf.write(&[Change::Put { area, key, text }])).expect("memory writes");
            assert_eq!(now(load(&shelf, "1")), Ok(None));
        }
    }

    #[test]
    fn a_copy_has_everything_and_a_name_of_its_own() {
        let one = kept("1", 5);
        let two = copy(&one, "2", 7, std::slice::from_ref(&one.head));
        assert_eq!(two.past, one.past);
        assert_eq!(two.head.name, "hello 2");
        assert_eq!(two.head.origin, Origin::CopyOf("1".to_owned()));
    }

    #[test]
    fn only_old_unnamed_sessions_are_too_many() {
        let mut heads: Vec<Head> = (0..limits::KEPT_SESSIONS as u64 + 5)
            .map(|age| kept(&age.to_string(), 1_000 - age).head)
            .collect();
        let last = heads.len() - 1;
        heads[last].named = true;
        let open = heads[last - 1].id.clone();
        let gone: Vec<_> = too_many(&heads, &open)
            .iter()
            .map(|head| &head.id)
            .collect();
        let expected: Vec<_> = heads[limits::KEPT_SESSIONS..last - 1]
            .iter()
            .map(|head| &head.id)
            .collect();
        assert_eq!(gone, expected);
    }
}
