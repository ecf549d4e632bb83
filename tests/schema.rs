//! The file that the database is made from, and making it again.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use backlot::base::What;
use backlot::session::protocol::{Command, Outcome, SqlEngine, WorldFile};
use backlot::world::{Action, Input, TaskId};
use support::{Player, world};

const SCHEMA: &str = "CREATE TABLE t (id integer);\nINSERT INTO t VALUES (1);";

fn app(input: &Input, _task: TaskId) -> Vec<Action> {
    match input {
        Input::Start { .. } => vec![Action::Listen { port: 3000 }],
        _ => Vec::new(),
    }
}

fn opened() -> Player {
    let mut world = world();
    world
        .files
        .insert("schema.sql".to_owned(), SCHEMA.to_owned());
    let world = WorldFile {
        sql: Some(SCHEMA.to_owned()),
        ..world
    };
    let mut player = Player::new(app);
    let open = Command::Open {
        world: Box::new(world),
    };
    assert_eq!(player.run(open), Outcome::Done);
    player
}

fn count(player: &mut Player) -> String {
    let engine = SqlEngine::Postgres;
    let text = "SELECT count(*) FROM t".to_owned();
    match player.run(Command::RunSql { text, engine }) {
        Outcome::Sql { results, .. } => results[0].rows[0][0].clone().expect("a number"),
        other => panic!("{other:?}"),
    }
}

fn save(player: &mut Player, text: &str) {
    let (path, text) = ("schema.sql".to_owned(), text.to_owned());
    assert_eq!(player.run(Command::SaveFile { path, text }), Outcome::Done);
}

#[test]
fn changed_schema_is_applied_when_the_database_is_reset() {
    let mut player = opened();
    save(&mut player, &format!("{SCHEMA}\nINSERT INTO t VALUES (2);"));
    assert_eq!(count(&mut player), "1");
    assert_eq!(player.run(Command::ResetDatabase), Outcome::Done);
    assert_eq!(count(&mut player), "2");
    let stopped = |what: &What| matches!(what, What::ProcessStopped { .. });
    assert!(player.events.iter().any(|event| stopped(&event.what)));
}

#[test]
fn schema_that_fails_changes_nothing_and_names_its_line() {
    let mut player = opened();
    save(
        &mut player,
        "CREATE TABLE t (id integer);\nINSERT INTO u VALUES (1);",
    );
    let Outcome::Refused { diagnostic } = player.run(Command::ResetDatabase) else {
        panic!("it fails");
    };
    assert_eq!(diagnostic.code, "SQL003");
    let words = diagnostic.authentic.expect("PostgreSQL's words");
    assert_eq!(words, "ERROR: relation \"u\" does not exist");
    let place = diagnostic.place.expect("a place");
    assert_eq!(
        (place.file.as_str(), place.line, place.column),
        ("schema.sql", 2, 13)
    );
    assert_eq!(count(&mut player), "1");
}

#[test]
fn world_without_database_or_file_says_so() {
    let code = |player: &mut Player| match player.run(Command::ResetDatabase) {
        Outcome::Refused { diagnostic } => diagnostic.code,
        other => panic!("{other:?}"),
    };
    let mut player = Player::new(app);
    player.run(Command::Open {
        world: Box::new(world()),
    });
    assert_eq!(code(&mut player), "SQL000");
    let mut player = opened();
    let path = "schema.sql".to_owned();
    player.run(Command::RemoveFile { path });
    assert_eq!(code(&mut player), "SQL002");
}
