//! A process of the application, as the world keeps it.

use super::schedule::JobKey;
use super::turn::{CallId, ServiceCall, TaskId};
use crate::base::{Parent, SpanId, System};
use crate::base::{SmallMap, SmallSet};
use imbl::OrdMap;
use std::sync::Arc;

/// One process. Its memory lives in the runtime; what the world must know
/// of it is here.
#[derive(Debug, Clone)]
pub(super) struct Process {
    pub name: Arc<str>,
    pub running: bool,
    /// Counts starts; what belongs to an earlier one is dropped when it is due.
    pub generation: u32,
    pub started_at_us: u64,
    pub ports: SmallSet<u16>,
    /// One thread: until then it does something else.
    pub busy_until_us: u64,
    pub tasks: OrdMap<TaskId, Task>,
    pub calls: OrdMap<CallId, Call>,
    pub timers: OrdMap<u32, JobKey>,
    /// The runtime's number of a database connection, and the database's.
    pub sql_connections: SmallMap<u32, u32>,
    /// The cache's numbers of the connections that were used.
    pub cache_connections: SmallSet<u32>,
    pub last_task: u32,
}

/// What a process works for.
#[derive(Debug, Clone)]
pub(super) struct Task {
    /// Where it belongs: its request and the handler's span.
    pub parent: Parent,
    /// The middleware and routes entered and not left, outermost first.
    pub entered: Vec<SpanId>,
}

impl Task {
    /// The innermost span: what is done now happens in it.
    pub fn innermost(&self) -> Parent {
        let span = self.entered.last().copied().or(self.parent.span);
        Parent {
            span,
            ..self.parent
        }
    }
}

/// A host call under way.
#[derive(Debug, Clone)]
pub(super) struct Call {
    pub task: TaskId,
    pub parent: Parent,
}

impl Process {
    pub fn new(name: &str) -> Self {
        Self {
            name: Arc::from(name),
            running: false,
            generation: 0,
            started_at_us: 0,
            ports: SmallSet::default(),
            busy_until_us: 0,
            tasks: OrdMap::new(),
            calls: OrdMap::new(),
            timers: OrdMap::new(),
            sql_connections: SmallMap::new(),
            cache_connections: SmallSet::default(),
            last_task: 0,
        }
    }

    /// Where something done for `task` belongs.
    pub fn parent_of(&self, task: TaskId) -> Parent {
        self.tasks
            .get(&task)
            .map(Task::innermost)
            .unwrap_or_default()
    }

    /// Whether neither a port, a timer nor a call keeps the process alive.
    pub fn has_nothing_left(&self) -> bool {
        self.ports.is_empty() && self.timers.is_empty() && self.calls.is_empty()
    }

    /// Forgets everything of the current run, as the end of a process does.
    pub fn clear(&mut self) {
        let Self {
            name, generation, ..
        } = self;
        *self = Self {
            generation: *generation + 1,
            ..Self::new(name)
        };
    }
}

/// The system that a host call goes to, and the name of its span.
pub(super) fn describe(service: &ServiceCall) -> (System, String) {
    match service {
        ServiceCall::SqlConnect { .. } => (System::Sql, "connect".to_owned()),
        ServiceCall::SqlClose { .. } => (System::Sql, "close".to_owned()),
        ServiceCall::SqlQuery { text, .. } => (System::Sql, first_words(text)),
        ServiceCall::CacheClose { .. } => (System::Cache, "close".to_owned()),
        ServiceCall::Cache { args, .. } => {
            let words: Vec<_> = args.iter().take(2).map(crate::base::Body::text).collect();
            (System::Cache, words.join(" "))
        }
        ServiceCall::Fetch { method, url, .. } => {
            (System::Network, format!("fetch {method} {url}"))
        }
    }
}

/// The beginning of a statement on one line, for a span's name.
pub(super) fn first_words(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let mut short: String = line.chars().take(LONGEST - 1).collect();
    short.push('…');
    short
}
