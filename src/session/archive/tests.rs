use super::*;
use crate::base::Chance;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Desk {
    open_file: Option<String>,
    drafts: BTreeMap<String, String>,
}

fn archive() -> Archive<Desk> {
    let world = WorldFile {
        id: "shop".to_owned(),
        files: [("server.js".to_owned(), "// naïve ☃\n".to_owned())].into(),
        sql: Some("CREATE TABLE books (id INT)".to_owned()),
        ..WorldFile::default()
    };
    let log = [
        Command::Open {
            world: Box::new(world),
        },
        Command::SaveFile {
            path: "server.js".to_owned(),
            text: "\u{1}\"\\\n".to_owned(),
        },
        Command::Advance { by_us: u64::MAX },
        Command::Restart,
    ];
    let desk = Desk {
        open_file: Some("server.js".to_owned()),
        drafts: [("server.js".to_owned(), "half a line".to_owned())].into(),
    };
    Archive::of_log("My shop", log, desk).expect("the log begins with Open")
}

#[test]
fn what_is_written_reads_back_the_same() {
    let archive = archive();
    let text = archive.write().expect("within the limit");
    assert_eq!(Archive::read(&text), Ok(archive.clone()));
    assert_eq!(
        Archive::of_log("My shop", archive.log(), archive.ui.clone()),
        Some(archive)
    );
}

#[test]
fn a_log_without_a_world_is_no_session() {
    assert_eq!(Archive::of_log("x", [Command::Restart], ()), None);
    assert_eq!(Archive::of_log("x", [], ()), None);
}

/// Each file of `tests/cases/archive` has on its first line the code it must
/// get, and part of the sentence; the rest is the text to read.
#[test]
fn every_case_gets_its_diagnostic() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/archive");
    let mut count = 0;
    for entry in std::fs::read_dir(dir).expect("the cases are there") {
        let path = entry.expect("an entry").path();
        let case = std::fs::read_to_string(&path).expect("a text");
        let (expected, text) = case.split_once('\n').expect("two parts");
        let name = path.display();
        let read = Archive::<Desk>::read(text);
        if expected == "ok" {
            assert!(read.is_ok(), "{name}: {read:?}");
        } else {
            let (code, part) = expected.split_once(' ').expect("a code and a sentence");
            let diagnostic = read.expect_err(&name.to_string());
            assert_eq!(diagnostic.code, code, "{name}");
            assert!(
                diagnostic.message.contains(part),
                "{name}: {}",
                diagnostic.message
            );
            assert!(!diagnostic.next_step.is_empty(), "{name}");
        }
        count += 1;
    }
    assert!(count >= 12, "{count} cases");
}

#[test]
fn too_large_a_file_is_refused_unread() {
    let text = " ".repeat(limits::ARCHIVE_BYTES + 1);
    let diagnostic = Archive::<Desk>::read(&text).expect_err("too large");
    assert_eq!(diagnostic.code, "ARCHIVE005");
}

#[test]
fn a_session_that_could_not_be_read_again_is_not_written() {
    let mut archive = archive();
    archive.commands = vec![
        Command::SaveFile {
            path: "server.js".to_owned(),
            text: "x".repeat(limits::FILE_BYTES),
        };
        limits::ARCHIVE_BYTES / limits::FILE_BYTES + 1
    ];
    let diagnostic = archive.write().expect_err("too large");
    assert_eq!(diagnostic.code, "ARCHIVE005");
}

#[test]
fn too_many_commands_are_refused() {
    let mut archive = archive();
    archive.commands = vec![Command::Restart; limits::COMMANDS];
    let text = archive.write().expect("within the limit");
    let diagnostic = Archive::<Desk>::read(&text).expect_err("too many");
    assert_eq!(diagnostic.code, "ARCHIVE006");
}

#[test]
fn every_beginning_of_a_file_is_cut_short_or_no_session() {
    let text = archive().write().expect("within the limit");
    for end in 0..text.len() {
        let Some(part) = text.get(..end) else {
            continue;
        };
        let code = Archive::<Desk>::read(part).expect_err("a part").code;
        let expected = if end == 0 { "ARCHIVE001" } else { "ARCHIVE003" };
        assert_eq!(code, expected, "the first {end} bytes");
    }
}

#[test]
fn any_changed_bytes_give_a_session_or_a_diagnostic() {
    let whole = archive().write().expect("within the limit").into_bytes();
    let mut chance = Chance::from_seed(7);
    for _ in 0..20_000 {
        let mut bytes = whole.clone();
        for _ in 0..=chance.below(4) {
            let place = chance.below(bytes.len() as u64) as usize;
            match chance.below(3) {
                0 => bytes[place] = chance.below(256) as u8,
                1 => drop(bytes.remove(place)),
                _ => bytes.insert(place, b"{}[]\":,\\0e-"[chance.below(11) as usize]),
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        if let Err(diagnostic) = Archive::<Desk>::read(&text) {
            assert!(diagnostic.code.starts_with("ARCHIVE"));
            assert!(!diagnostic.message.is_empty() && !diagnostic.next_step.is_empty());
        }
    }
}

#[test]
fn file_names_are_plain() {
    for (name, expected) in [
        ("My shop", "my-shop.backlot.json"),
        ("../../etc/passwd", "etc-passwd.backlot.json"),
        ("  ", "session.backlot.json"),
        ("Ünïcode ☃!", "Ünïcode.backlot.json"),
    ] {
        let mut archive = archive();
        archive.name = name.to_owned();
        assert_eq!(archive.file_name(), expected);
    }
}
