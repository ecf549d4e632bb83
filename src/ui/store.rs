//! Everything the page knows, in one place: signals that components read,
//! and the few functions that change them.
//!
//! The session in the engine is the truth. The store keeps what a screen
//! needs of it: the events so far, the project's files as typed, the answers.
//! Looking at the world itself (tables, keys, log) is a question to the
//! engine, [`Store::look`], asked again whenever [`Store::moment`] changes.

mod branches;
mod consoles;
mod engine;
mod files;
mod past;
mod requests;
mod time;

use super::keep::Keep;
use super::model::desk::Branch;
use super::model::journal::Journal;
use super::model::past::Logged;
use super::model::playback::Playhead;
use super::model::request::RequestForm;
use crate::base::Diagnostic;
use crate::platform::engine::Engine;
use crate::session::protocol::{Answer, Outcome, SqlEngine, WorldFile};
pub use engine::Stop;
use leptos::prelude::*;
pub use past::{Checkpoint, Held, LogMark};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

/// What the engine is doing.
#[derive(Debug, Clone, PartialEq)]
pub enum EngineState {
    /// On its way: what is being done, and how far, from 0 to 1.
    Booting {
        /// Such as `Loading the engine`.
        stage: String,
        /// From 0 to 1.
        share: f64,
    },
    /// Waiting for a command.
    Ready,
    /// Carrying one out.
    Busy,
    /// It could not start, and why; the page can be read and edited.
    Failed(Diagnostic),
}

/// How far the trace has come: changes with every batch of events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TraceMark {
    /// Counts the times the trace began anew (a world opened, a fork).
    /// What was derived from an earlier generation is void.
    pub generation: u32,
    /// The number the next event will have.
    pub next_seq: u64,
}

/// Which moment the world's panels show, and which state of the world: ask
/// again when it changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moment {
    /// Counts changes of the world.
    pub revision: u64,
    /// The event whose moment is meant; now, when none.
    pub at_seq: Option<u64>,
}

/// A panel of the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Panel {
    /// The waterfall.
    Trace,
    /// The systems with the request moving along.
    Diagram,
    /// Tables, rows and the SQL console.
    Database,
    /// Keys, values and the cache console.
    Cache,
    /// The log.
    Log,
}

/// A column of the page; on a narrow screen, one is shown at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// What this world is and things to try.
    Task,
    /// Files and editor.
    Code,
    /// Request, response and the world.
    World,
}

/// What lies over the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Overlay {
    /// The command palette.
    Palette,
    /// The list of shortcuts.
    Shortcuts,
    /// The kept sessions.
    Sessions,
    /// What Backlot is, and where it differs from the real systems.
    About,
}

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The way back from something. It outlives whatever offered it, such as a
/// menu that has closed since; a callback of Leptos would not.
#[derive(Clone)]
pub struct Undo(Arc<dyn Fn() + Send + Sync>);

impl Undo {
    /// Goes back by calling this.
    pub fn new(back: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Arc::new(back))
    }

    /// Goes back.
    pub fn run(&self) {
        (self.0)();
    }
}

/// Something said once, that may be undone.
#[derive(Clone)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// What `Undo` does, when it can be undone.
    pub undo: Option<Undo>,
}

/// Where the editor is to go: a new value moves it there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Jump {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// Counts jumps, so that the same place can be jumped to twice.
    pub count: u32,
}

/// One line of a console and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsoleEntry {
    /// The text as typed.
    pub text: String,
    /// What came of it; none while it runs.
    pub outcome: Option<Arc<Outcome>>,
    /// Whether GlueSQL was asked, not the database's own engine.
    pub by_gluesql: bool,
}

/// How far the engine that carries GlueSQL has come.
#[derive(Debug, Clone, PartialEq)]
pub enum GlueSql {
    /// Nobody has asked for it.
    Away,
    /// It is on its way.
    Loading,
    /// It runs.
    Here,
    /// It could not be had, and why.
    Failed(Diagnostic),
}

/// Everything the page knows. Copy it freely: it holds handles.
#[derive(Clone, Copy)]
pub struct Store {
    /// What the engine is doing.
    pub engine: RwSignal<EngineState>,
    /// Why the engine last had to be stopped or a command was refused, until
    /// the next command.
    pub trouble: RwSignal<Option<Diagnostic>>,

    /// The world as its file has it.
    pub world: RwSignal<Arc<WorldFile>>,
    /// Whether a world was opened: the engine may be here before one is.
    pub world_opened: RwSignal<bool>,
    /// The project's files as typed, by path.
    pub files: RwSignal<BTreeMap<String, String>>,
    /// The paths whose text the running process does not have yet.
    pub unsaved: RwSignal<BTreeSet<String>>,
    /// The file in the editor.
    pub open_file: RwSignal<Option<String>>,
    /// Where the editor is to go.
    pub jump: RwSignal<Jump>,
    /// What the engine found wrong in each file.
    pub diagnostics: RwSignal<BTreeMap<String, Vec<Diagnostic>>>,

    /// The name that this session is kept under; empty before the first.
    pub session: RwSignal<String>,
    /// The commands it took; read them by [`Store::with_log`].
    log: StoredValue<Vec<Logged>>,
    /// How many they are.
    pub logged: RwSignal<LogMark>,
    /// The session that is shown but not run, when one is.
    pub held: RwSignal<Option<Held>>,

    /// The events so far; read them by [`Store::with_journal`].
    journal: StoredValue<Journal>,
    /// How far the journal has come.
    pub trace: RwSignal<TraceMark>,
    /// The event whose moment is looked at; now, when none. Selecting an
    /// event anywhere is travelling to its moment.
    pub cursor: RwSignal<Option<u64>>,
    /// Where playing stands, or a hand holds the moment while it scrubs; it
    /// says only what is shown, the cursor says what is looked at.
    pub head: RwSignal<Option<Playhead>>,
    /// Whether virtual time is playing.
    pub playing: RwSignal<bool>,
    /// The histories of this world that were left, oldest first.
    pub branches: RwSignal<Vec<Branch>>,
    /// Where the page stood when it left them, by session.
    left: StoredValue<BTreeMap<String, Checkpoint>>,
    /// Counts changes of the world.
    revision: RwSignal<u64>,

    /// The request bar.
    pub request: RwSignal<RequestForm>,
    /// Requests sent before, newest first.
    pub history: RwSignal<Vec<RequestForm>>,
    /// Every answer of this session, oldest first.
    pub answers: RwSignal<Vec<Arc<Answer>>>,
    /// Which of them is shown; the newest, when none.
    pub shown_answer: RwSignal<Option<usize>>,
    /// What the last finished command came to.
    pub outcome: RwSignal<Option<Arc<Outcome>>>,
    /// The SQL console.
    pub sql_console: RwSignal<Vec<ConsoleEntry>>,
    /// Who answers in it.
    pub sql_engine: RwSignal<SqlEngine>,
    /// How far GlueSQL has come.
    pub gluesql: RwSignal<GlueSql>,
    /// The cache console.
    pub cache_console: RwSignal<Vec<ConsoleEntry>>,

    /// Light or dark.
    pub theme: RwSignal<Theme>,
    /// The world's panel that is shown.
    pub panel: RwSignal<Panel>,
    /// The column that a narrow screen shows.
    pub column: RwSignal<Column>,
    /// What lies over the page.
    pub overlay: RwSignal<Option<Overlay>>,
    /// The last notice.
    pub notice: RwSignal<Option<Notice>>,
    /// What the live region says.
    pub announcement: RwSignal<String>,

    /// What keeps this session; none before the page has begun.
    keep: StoredValue<Option<Keep>>,
    link: StoredValue<Option<Link>, LocalStorage>,
    pending: StoredValue<BTreeMap<u64, engine::Pending>, LocalStorage>,
    making: StoredValue<past::Making, LocalStorage>,
}

type Link = Rc<Engine>;

impl Store {
    /// An empty store, before any world is open.
    #[must_use]
    pub fn new() -> Self {
        Self {
            engine: RwSignal::new(EngineState::Booting {
                stage: "Loading the engine".to_owned(),
                share: 0.0,
            }),
            trouble: RwSignal::new(None),
            world: RwSignal::new(Arc::new(WorldFile::default())),
            world_opened: RwSignal::new(false),
            files: RwSignal::default(),
            unsaved: RwSignal::default(),
            open_file: RwSignal::new(None),
            jump: RwSignal::default(),
            diagnostics: RwSignal::default(),
            session: RwSignal::default(),
            log: StoredValue::new(Vec::new()),
            logged: RwSignal::default(),
            held: RwSignal::new(None),
            journal: StoredValue::new(Journal::default()),
            trace: RwSignal::default(),
            cursor: RwSignal::new(None),
            head: RwSignal::new(None),
            playing: RwSignal::new(false),
            branches: RwSignal::default(),
            left: StoredValue::default(),
            revision: RwSignal::new(0),
            request: RwSignal::new(RequestForm::get("/")),
            history: RwSignal::default(),
            answers: RwSignal::default(),
            shown_answer: RwSignal::new(None),
            outcome: RwSignal::new(None),
            sql_console: RwSignal::default(),
            sql_engine: RwSignal::default(),
            gluesql: RwSignal::new(GlueSql::Away),
            cache_console: RwSignal::default(),
            theme: RwSignal::default(),
            panel: RwSignal::new(Panel::Trace),
            column: RwSignal::new(Column::Task),
            overlay: RwSignal::new(None),
            notice: RwSignal::new(None),
            announcement: RwSignal::default(),
            keep: StoredValue::new(None),
            link: StoredValue::new_local(None),
            pending: StoredValue::new_local(BTreeMap::new()),
            making: StoredValue::new_local(past::Making::default()),
        }
    }

    /// The store of this page, from the context.
    ///
    /// # Panics
    /// When [`Store::new`] was not provided: a defect in the page's frame.
    #[must_use]
    pub fn get() -> Self {
        expect_context()
    }

    /// What keeps this session.
    #[must_use]
    pub fn keeper(&self) -> Option<Keep> {
        self.keep.get_value()
    }

    /// From now on this keeps the session.
    pub fn kept_by(&self, keep: Keep) {
        self.keep.set_value(Some(keep));
    }

    /// Says a sentence to people who listen to the page, politely.
    pub fn announce(&self, sentence: impl Into<String>) {
        self.announcement.set(sentence.into());
    }

    /// Says a sentence to everyone, with a way back when there is one.
    pub fn notify(&self, text: impl Into<String>, undo: Option<Undo>) {
        let text = text.into();
        self.announce(text.clone());
        self.notice.set(Some(Notice { text, undo }));
    }

    /// Whether a command can be given now.
    #[must_use]
    pub fn ready(&self) -> bool {
        self.world_opened.get() && self.engine.with(|engine| *engine == EngineState::Ready)
    }
}

impl Default for Store {
    fn default() -> Self {
        Self::new()
    }
}
