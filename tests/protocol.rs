//! Every message reads back from the codec as it was written.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use backlot::base::{Body, Diagnostic, Event, RequestId, SpanId, System, What};
use backlot::cache::Reply;
use backlot::session::Message;
use backlot::session::protocol::{
    Answer, CacheEntry, CachePage, Column, Command, LogLine, Outcome, Overview, ProcessView,
    Question, RequestDraft, Response, SqlEngine, SqlError, SqlField, SqlRows, Step, TablePage,
    TableView, Turn, TurnDone, View, WorldFile,
};
use backlot::world::{
    Action, CallId, CallResult, Fault, HttpHead, Input, Piece, ResponseHead, ServiceCall, TaskId,
    Trial,
};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Debug;

fn reads_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(values: &[T]) {
    for value in values {
        let json = serde_json::to_string(value).expect("it serialises");
        let back: T = serde_json::from_str(&json).unwrap_or_else(|why| panic!("{why}: {json}"));
        assert_eq!(&back, value, "{json}");
        assert_eq!(
            serde_json::to_string(&back).expect("it serialises again"),
            json
        );
    }
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn odd_bytes() -> Body {
    Body(vec![0, 255, 13, 10])
}

fn diagnostic() -> Diagnostic {
    Diagnostic::new("X001", "What.", "Next.")
        .authentic("words")
        .at("a.js", 3, 7)
}

fn headers() -> Vec<(String, String)> {
    vec![
        (text("Accept"), text("*/*")),
        (text("accept"), text("a\"b\\c\u{7f}")),
    ]
}

fn draft() -> RequestDraft {
    RequestDraft::Parts {
        method: text("POST"),
        url: text("/a?b=ü"),
        headers: headers(),
        body: odd_bytes(),
    }
}

fn world() -> WorldFile {
    WorldFile {
        files: [(text("a.js"), text("\u{2028}"))].into(),
        sql: Some(text("select 1")),
        cache: Some(String::new()),
        try_these: vec![Trial {
            label: text("Go"),
            ..Trial::default()
        }],
        ..WorldFile::default()
    }
}

fn commands() -> Vec<Command> {
    let all = vec![
        Command::Open {
            world: Box::new(world()),
        },
        Command::Send {
            requests: vec![
                draft(),
                RequestDraft::Raw {
                    host: text("h"),
                    bytes: odd_bytes(),
                },
            ],
        },
        Command::SaveFile {
            path: text("a.js"),
            text: text("x\n"),
        },
        Command::RemoveFile { path: text("a.js") },
        Command::RunSql {
            text: text("select 1;"),
            engine: SqlEngine::Postgres,
        },
        Command::RunSql {
            text: text("select 1;"),
            engine: SqlEngine::GlueSql,
        },
        Command::RunCache { line: text("GET") },
        Command::ResetDatabase,
        Command::Restart,
        Command::Advance { by_us: 1 << 50 },
        Command::Continue,
        Command::PauseAt { seq: 9 },
        Command::Look {
            at_seq: None,
            question: Question::Overview,
        },
        Command::Look {
            at_seq: Some(4),
            question: Question::Files,
        },
        Command::Fork { at_seq: Some(3) },
    ];
    // A variant that is added must be added above too.
    for command in &all {
        match command {
            Command::Open { .. }
            | Command::Send { .. }
            | Command::SaveFile { .. }
            | Command::RemoveFile { .. }
            | Command::RunSql { .. }
            | Command::RunCache { .. }
            | Command::ResetDatabase
            | Command::Restart
            | Command::Advance { .. }
            | Command::Continue
            | Command::PauseAt { .. }
            | Command::Look { .. }
            | Command::Fork { .. } => {}
        }
    }
    all
}

#[test]
fn commands_read_back() {
    reads_back(&commands());
    let messages: Vec<Message> = commands()
        .into_iter()
        .map(|command| Message::Run(Box::new(command)))
        .collect();
    reads_back(&messages);
}

#[test]
fn questions_and_views_read_back() {
    reads_back(&[
        Question::Overview,
        Question::Files,
        Question::Tables,
        Question::Rows {
            table: text("t"),
            offset: 1,
            limit: 2,
        },
        Question::Keys {
            offset: 0,
            limit: 5,
        },
        Question::Log,
    ]);
    let column = Column {
        name: text("id"),
        type_name: text("integer"),
        nullable: false,
        primary_key: true,
        default: Some(text("1")),
        references: None,
    };
    let entry = CacheEntry {
        key: odd_bytes(),
        type_name: text("string"),
        preview: Body::from("v"),
        bytes: 1,
        ttl_ms: Some(3),
    };
    let line = LogLine {
        at_us: 1,
        level: text("log"),
        process: text("app-1"),
        request: Some(RequestId(1)),
        text: text("hi"),
    };
    reads_back(&[
        View::Overview(Overview {
            now_us: 1,
            now_unix_ms: 2,
            next_seq: 3,
            first_kept_seq: 0,
            hosts: vec![text("a.test")],
            systems: vec![System::Client, System::Sql],
            processes: vec![ProcessView {
                name: text("app-1"),
                running: true,
                ports: vec![3000],
            }],
            in_flight: 0,
        }),
        View::Files {
            files: [(text("a.js"), String::new())].into(),
        },
        View::Tables {
            tables: vec![TableView {
                name: text("t"),
                rows: 1,
                columns: vec![column],
                indexes: vec![text("CREATE INDEX …")],
            }],
        },
        View::Rows(TablePage {
            table: text("t"),
            columns: vec![text("id")],
            offset: 0,
            total: 1,
            rows: vec![vec![None, Some(text("1"))]],
        }),
        View::Keys(CachePage {
            offset: 0,
            total: 1,
            entries: vec![entry],
        }),
        View::Log { lines: vec![line] },
    ]);
}

#[test]
fn steps_read_back() {
    let response = Response {
        status: 200,
        reason: text("OK"),
        headers: headers(),
        body: odd_bytes(),
        bytes: odd_bytes(),
        informational: vec![100],
        pieces: vec![Piece { at_us: 1, bytes: 2 }],
    };
    let answer = Answer {
        request: RequestId(1),
        sent_at_us: 1,
        ended_at_us: 2,
        request_bytes: odd_bytes(),
        response: Some(response.clone()),
        more: vec![response],
        diagnostic: Some(diagnostic()),
    };
    let error = SqlError {
        code: text("42P01"),
        position: Some(15),
        ..SqlError::default()
    };
    let outcomes = [
        Outcome::Done,
        Outcome::Refused {
            diagnostic: diagnostic(),
        },
        Outcome::Answered {
            answers: vec![answer],
        },
        Outcome::Paused {
            seq: 1,
            diagnostic: None,
        },
        Outcome::Sql {
            results: vec![SqlRows::default()],
            error: Some(error),
        },
        Outcome::Cache {
            reply: Reply::Nil,
            printed: text("(nil)"),
        },
        Outcome::View {
            view: Box::new(View::Log { lines: Vec::new() }),
        },
        Outcome::Log {
            commands: commands(),
        },
    ];
    let what = What::SpanStarted {
        parent: Some(SpanId(1)),
        system: System::Sql,
        name: text("q"),
    };
    let events = vec![
        Event {
            seq: 0,
            at_us: 1,
            request: Some(RequestId(1)),
            span: Some(SpanId(2)),
            what,
        },
        Event {
            seq: 1,
            at_us: 1,
            request: None,
            span: None,
            what: What::TimePassed { by_us: 3 },
        },
    ];
    let steps: Vec<Step> = outcomes
        .into_iter()
        .map(|outcome| Step {
            events: events.clone(),
            need: None,
            outcome: Some(outcome),
        })
        .collect();
    reads_back(&steps);
}

#[test]
fn turns_read_back() {
    let rows = SqlRows {
        tag: text("SELECT 1"),
        fields: vec![SqlField {
            name: text("a"),
            type_name: text("int4"),
            type_oid: 23,
        }],
        rows: vec![vec![Some(text("1")), None]],
    };
    let replies = vec![
        Reply::Status(text("OK")),
        Reply::Error(text("ERR no")),
        Reply::Integer(-1),
        Reply::Bulk(odd_bytes()),
        Reply::Nil,
        Reply::Array(vec![Reply::Nil]),
    ];
    let results = [
        CallResult::Done,
        CallResult::Sql {
            results: vec![rows],
        },
        CallResult::SqlError(SqlError {
            code: text("23505"),
            ..SqlError::default()
        }),
        CallResult::Cache {
            reply: Reply::Array(replies),
        },
        CallResult::Response {
            status: 200,
            headers: headers(),
            body: odd_bytes(),
        },
        CallResult::Refused {
            code: text("ECONNREFUSED"),
            message: text("no"),
        },
    ];
    let head = HttpHead {
        method: text("GET"),
        target: text("/"),
        version: text("1.1"),
        headers: headers(),
    };
    let mut inputs = vec![
        Input::Start {
            files: world().files,
            entry: text("a.js"),
            env: [(text("PORT"), text("3000"))].into(),
            seed: 7,
        },
        Input::Request {
            port: 3000,
            head,
            body: odd_bytes(),
            remote_address: text("10.0.0.7"),
        },
        Input::Aborted,
        Input::Timer { timer: 1 },
        Input::Settle,
        Input::Stop,
    ];
    inputs.extend(results.map(|result| Input::Called {
        call: CallId(1),
        result,
    }));
    let turns: Vec<Turn> = inputs
        .into_iter()
        .map(|input| Turn {
            turn: 1,
            process: text("app-1"),
            task: TaskId(1),
            now_unix_ms: 1,
            now_us: 2,
            input,
        })
        .collect();
    reads_back(&turns);
}

#[test]
fn actions_read_back() {
    let fault = || Fault {
        name: text("TypeError"),
        message: text("no"),
        stack: text("at a.js:1:1"),
        file: Some(text("a.js")),
        line: 1,
        column: 1,
    };
    let services = [
        ServiceCall::SqlConnect { connection: 1 },
        ServiceCall::SqlQuery {
            connection: 1,
            text: text("select $1"),
            params: vec![None],
        },
        ServiceCall::SqlClose { connection: 1 },
        ServiceCall::Cache {
            connection: 0,
            args: vec![odd_bytes()],
        },
        ServiceCall::CacheClose { connection: 1 },
        ServiceCall::Fetch {
            url: text("http://a.test/"),
            method: text("GET"),
            headers: headers(),
            body: odd_bytes(),
        },
    ];
    let name = || text("logger");
    let mut actions = vec![
        Action::Listen { port: 3000 },
        Action::Unlisten { port: 3000 },
        Action::Respond {
            task: TaskId(1),
            status: 200,
            reason: String::new(),
            headers: headers(),
            body: odd_bytes(),
        },
        Action::Write {
            task: TaskId(1),
            head: Some(ResponseHead {
                status: 200,
                reason: String::new(),
                headers: headers(),
            }),
            chunks: vec![odd_bytes(), text("a").into()],
            end: true,
        },
        Action::Inform {
            task: TaskId(1),
            status: 103,
            headers: headers(),
        },
        Action::Destroy { task: TaskId(1) },
        Action::Log {
            level: text("log"),
            text: text("hi"),
        },
        Action::SetTimer {
            timer: 1,
            delay_ms: 1.5,
        },
        Action::ClearTimer { timer: 1 },
        Action::MiddlewareEntered {
            name: name(),
            path: text("/"),
        },
        Action::MiddlewarePassed { name: name() },
        Action::MiddlewareFailed {
            name: name(),
            message: text("no"),
        },
        Action::RouteMatched {
            method: text("GET"),
            pattern: text("/:id"),
            params: vec![(text("id"), text("1"))],
        },
        Action::RouteMissed {
            method: text("GET"),
            path: text("/"),
        },
        Action::Failed(fault()),
        Action::Exit {
            code: 1,
            fault: Some(fault()),
        },
    ];
    actions.extend(services.map(|service| Action::Call {
        call: CallId(1),
        service,
    }));
    let done = TurnDone { turn: 1, actions };
    reads_back(std::slice::from_ref(&done));
    reads_back(&[Message::Resume(done)]);
}
