//! The cache as a whole, and how a command goes through it.

use super::call::{Call, Outcome};
use super::client::Client;
use super::config::Config;
use super::dict::Bytes;
use super::keyspace::Keyspace;
use super::refusal::{self, Refusal};
use super::table::{self, Spec};
use super::{CacheEntry, CachePage, Reply, print_reply, resp};
use crate::base::SmallMap;
use crate::base::{Body, Chance, Clock, Scope, What, limits};
use imbl::Vector;

/// How many databases there are, as by Redis's default.
pub const DATABASES: usize = 16;

/// What a command cost; the world turns it into virtual time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CacheWork {
    /// Keys looked up.
    pub keys_touched: u64,
    /// Bytes of the command on the wire.
    pub bytes_in: usize,
    /// Bytes of the reply on the wire.
    pub bytes_out: usize,
    /// Elementary steps beyond the look-ups, such as elements visited.
    pub ops: u64,
    /// Time the command itself asked the cache to stand still, in
    /// microseconds (`DEBUG SLEEP`).
    pub sleep_us: u64,
    /// Time the connection waited for something to come, in microseconds,
    /// while others were served (`BLPOP key seconds`); 0 for ever. None when
    /// the command does not wait.
    pub wait_us: Option<u64>,
}

/// What a command gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Execution {
    /// The reply.
    pub reply: Reply,
    /// What it cost.
    pub work: CacheWork,
    /// For a command that waits: its words to try again with, when something
    /// may have come.
    pub again: Option<Vec<Body>>,
}

/// Counts of what has happened, as `INFO stats` tells them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stats {
    /// Commands run.
    pub commands: u64,
    /// Keys found.
    pub hits: u64,
    /// Keys not found.
    pub misses: u64,
    /// Keys that died.
    pub expired: u64,
    /// Keys that had to make room.
    pub evicted: u64,
}

/// A Redis-compatible cache, as a value: a copy costs O(1) and goes its own
/// way.
///
/// # Limits
/// Nothing is kept on disk and nothing is replicated. A key dies at its
/// deadline for everyone who asks; those that nobody asks for are removed
/// ten times a second of virtual time, all of them, where Redis samples.
#[derive(Debug, Clone)]
pub struct Cache {
    databases: SmallMap<usize, Keyspace>,
    clients: SmallMap<u32, Client>,
    /// The words that a command which waits is tried again with, where they
    /// are not its own.
    pub(super) again: Option<Vec<Body>>,
    /// What connections are to be told beyond their replies.
    outbox: Vector<(u32, Reply)>,
    /// How many keys are watched in all.
    watched: usize,
    /// Chance for everything Redis leaves to chance.
    pub(super) chance: Chance,
    pub(super) stats: Stats,
    pub(super) config: Config,
    /// The last round of active expiry that was made, counted in periods.
    pub(super) last_sweep: i64,
}

impl Default for Cache {
    fn default() -> Self {
        Self::new(0)
    }
}

impl Cache {
    /// An empty cache, with its chance grown from `seed`.
    #[must_use]
    pub fn new(seed: u32) -> Self {
        Self {
            databases: SmallMap::new(),
            clients: SmallMap::new(),
            again: None,
            outbox: Vector::new(),
            watched: 0,
            chance: Chance::from_seed(seed),
            stats: Stats::default(),
            config: Config::default(),
            last_sweep: 0,
        }
    }

    /// Runs one command of a connection and tells the trace about it.
    ///
    /// `args` are the command's words, its name first. Nothing that can be
    /// written there is a failure: whatever is wrong is an error reply.
    pub fn execute(&mut self, connection: u32, args: &[Body], scope: &mut Scope<'_>) -> Execution {
        receive(args, scope);
        self.answer(connection, args, scope)
    }

    /// Answers a command whose words the trace has.
    pub fn answer(&mut self, connection: u32, args: &[Body], scope: &mut Scope<'_>) -> Execution {
        let mut work = CacheWork::default();
        let outcome = self.dispatch(connection, args, scope, &mut work);
        let reply = outcome.unwrap_or_else(|refusal| Reply::Error(refusal.into_owned()));
        self.stats.commands += 1;
        work.bytes_in = resp::command_len(args);
        work.bytes_out = resp::reply_len(&reply);
        scope.record(What::ReplySent {
            reply: cut(print_reply(&reply)),
            failed: reply.is_error(),
        });
        let again = self.again.take();
        let again = work.wait_us.map(|_| again.unwrap_or_else(|| args.to_vec()));
        Execution { reply, work, again }
    }

    fn dispatch(
        &mut self,
        connection: u32,
        args: &[Body],
        scope: &mut Scope<'_>,
        work: &mut CacheWork,
    ) -> Outcome {
        let spec = match resolve(args) {
            Ok(spec) => spec,
            Err(refusal) => {
                return Err(self.spoil_transaction(connection, args, refusal));
            }
        };
        let listens = self.clients.get(&connection);
        if !spec.is(table::PUBSUB) && listens.is_some_and(|client| client.listening.is_any()) {
            return Err(refusal::err(format_args!(
                "Can't execute '{}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET \
                 are allowed in this context",
                spec.name
            )));
        }
        if !spec.is(table::IMMEDIATE) && self.queue(connection, args) {
            return Ok(Reply::Status("QUEUED".to_owned()));
        }
        self.run(spec, connection, args, scope, work)
    }

    /// Runs a command that was found and may run now.
    pub(super) fn run(
        &mut self,
        spec: &'static Spec,
        connection: u32,
        args: &[Body],
        scope: &mut Scope<'_>,
        work: &mut CacheWork,
    ) -> Outcome {
        let mut call = Call {
            args,
            spec,
            connection,
            database: self.client(connection).database,
            now: i64::try_from(scope.clock.unix_ms()).unwrap_or(i64::MAX),
            cache: self,
            scope,
            work: *work,
        };
        call.sweep();
        let outcome = match call.make_room() {
            Ok(()) => (spec.run)(&mut call),
            Err(refusal) => Err(refusal),
        };
        *work = call.work;
        outcome
    }

    /// Keeps a command for later if the connection is in a transaction;
    /// whether it is.
    fn queue(&mut self, connection: u32, args: &[Body]) -> bool {
        let in_transaction = self
            .clients
            .get(&connection)
            .is_some_and(|client| client.queue.is_some());
        if in_transaction && let Some(queue) = &mut self.client_mut(connection).queue {
            queue.push_back(args.to_vec());
        }
        in_transaction
    }

    /// A command that cannot be run makes the transaction it is in fail.
    fn spoil_transaction(&mut self, connection: u32, args: &[Body], refusal: Refusal) -> Refusal {
        if let Some(client) = self.clients.get_mut(&connection) {
            client.spoiled |= client.queue.is_some();
        }
        let is_exec = |name: &Body| name.0.eq_ignore_ascii_case(b"exec");
        if !args.first().is_some_and(is_exec) {
            return refusal;
        }
        // Even an EXEC with too many words ends its transaction.
        self.unwatch(connection);
        if let Some(client) = self.clients.get_mut(&connection) {
            client.queue = None;
        }
        let why = refusal.strip_prefix("ERR ").unwrap_or(&refusal);
        Refusal::from(format!("EXECABORT Transaction discarded because of: {why}"))
    }

    /// Tells the connections that watch a key that it has changed.
    pub(super) fn key_changed(&mut self, database: usize, key: &[u8]) {
        if self.watched == 0 {
            return;
        }
        let watches = |client: &Client| {
            let mut keys = client.watched.iter();
            keys.any(|(number, watched)| *number == database && **watched == *key)
        };
        let watching = self.clients.iter().filter(|(_, client)| watches(client));
        let watching: Vec<u32> = watching.map(|(number, _)| *number).collect();
        for connection in watching {
            self.client_mut(connection).overtaken = true;
        }
    }

    /// Watches a key for a connection.
    pub(super) fn watch(&mut self, connection: u32, database: usize, key: &[u8]) {
        self.watched += 1;
        let watched = &mut self.client_mut(connection).watched;
        watched.push_back((database, Bytes::from(key)));
    }

    /// Ends all watching of a connection.
    pub(super) fn unwatch(&mut self, connection: u32) {
        if let Some(client) = self.clients.get_mut(&connection) {
            self.watched = self.watched.saturating_sub(client.watched.len());
            client.watched.clear();
            client.overtaken = false;
        }
    }

    /// A run of the live keys of database 0, in order of key.
    #[must_use]
    pub fn page(&self, now: Clock, offset: usize, limit: usize) -> CachePage {
        let now = i64::try_from(now.unix_ms()).unwrap_or(i64::MAX);
        let Some(keys) = self.databases.get(&0) else {
            return CachePage {
                offset,
                ..CachePage::default()
            };
        };
        let alive = keys.iter().filter(|(_, entry)| !entry.is_dead(now));
        let mut names: Vec<&Bytes> = alive.map(|(key, _)| key).collect();
        let total = names.len();
        let entries = sorted_run(&mut names, offset, limit)
            .iter()
            .filter_map(|key| keys.get(key).map(|entry| (key, entry)))
            .map(|(key, entry)| CacheEntry {
                key: Body(key.to_vec()),
                type_name: entry.value.type_name().to_owned(),
                preview: Body(entry.value.preview(limits::CACHE_PREVIEW_BYTES)),
                bytes: entry.value.bytes(),
                ttl_ms: entry.ttl_ms(now),
            })
            .collect();
        CachePage {
            offset,
            total,
            entries,
        }
    }

    /// Keys in all databases, dead ones that nobody has noticed yet included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.databases.values().map(Keyspace::len).sum()
    }

    /// Whether there are no keys.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn database_mut(&mut self, number: usize) -> &mut Keyspace {
        self.databases.get_or_default(number)
    }

    /// Keeps something for a connection to be told.
    pub(super) fn tell(&mut self, connection: u32, what: Reply) {
        if self.outbox.len() < limits::CACHE_MESSAGES {
            self.outbox.push_back((connection, what));
        }
    }

    /// Takes what connections are to be told beyond the replies to their own
    /// commands, oldest first: messages of channels they listen to.
    pub fn take_messages(&mut self) -> Vec<(u32, Reply)> {
        std::mem::take(&mut self.outbox).into_iter().collect()
    }

    /// A database to look into; nothing is made for one that is empty.
    pub(super) fn database(&self, number: usize) -> Option<&Keyspace> {
        self.databases.get(&number)
    }

    /// All databases that were ever written to, in order of number.
    pub(super) fn databases(&self) -> impl Iterator<Item = (usize, &Keyspace)> {
        self.databases.iter().map(|(number, keys)| (*number, keys))
    }

    /// Memory of all keys and values, in bytes.
    #[must_use]
    pub fn charged(&self) -> usize {
        self.databases.values().map(Keyspace::charged).sum()
    }

    /// Exchanges two databases.
    pub(super) fn swap_databases(&mut self, one: usize, other: usize) {
        let first = self.databases.remove(&one).unwrap_or_default();
        let second = self.databases.insert(other, first).unwrap_or_default();
        self.databases.insert(one, second);
    }

    /// What is known about a connection.
    pub(super) fn client(&self, connection: u32) -> Client {
        self.clients.get(&connection).cloned().unwrap_or_default()
    }

    /// Lets go of what is known about a connection that has closed.
    pub fn forget_client(&mut self, connection: u32) {
        self.unwatch(connection);
        self.clients.remove(&connection);
    }

    /// The connections about which something is known.
    pub(super) fn connections(&self) -> Vec<u32> {
        self.clients.keys().copied().collect()
    }

    pub(super) fn client_mut(&mut self, connection: u32) -> &mut Client {
        self.clients.get_or_default(connection)
    }
}

/// Tells the trace that a command has come.
pub fn receive(args: &[Body], scope: &mut Scope<'_>) {
    scope.record(What::CommandReceived {
        args: shortened(args),
    });
}

/// The command of these words, if it can be called with so many.
pub(super) fn resolve(args: &[Body]) -> Result<&'static Spec, Refusal> {
    let (name, rest) = args
        .split_first()
        .map_or((&[][..], &[][..]), |(name, rest)| (name.0.as_slice(), rest));
    let spec = table::find(name).ok_or_else(|| refusal::unknown_command(name, rest))?;
    let spec = match rest.first() {
        Some(member) if spec.is(table::FAMILY) => {
            let full = [spec.name.as_bytes(), b"|", &member.0].concat();
            table::find(&full).ok_or_else(|| refusal::unknown_subcommand(spec.name, &member.0))?
        }
        _ => spec,
    };
    if spec.takes(args.len()) {
        Ok(spec)
    } else {
        Err(refusal::wrong_arity(spec.name))
    }
}

/// The elements that would lie at `offset..offset + limit` in order, in
/// order. The rest is only parted from them, so that one page of a million
/// keys does not cost the sorting of a million keys.
fn sorted_run<T: Ord>(all: &mut [T], offset: usize, limit: usize) -> &[T] {
    let Some(beyond) = all.len().checked_sub(offset) else {
        return &[];
    };
    if beyond == 0 {
        return &[];
    }
    all.select_nth_unstable(offset);
    let (_, run) = all.split_at_mut(offset);
    let run = if limit < beyond {
        run.select_nth_unstable(limit);
        run.split_at_mut(limit).0
    } else {
        run
    };
    run.sort_unstable();
    run
}

/// The words of a command as the trace keeps them: long ones cut.
fn shortened(args: &[Body]) -> Vec<Body> {
    let mut room = limits::EVENT_BYTES;
    let keep = |word: &Body| {
        let kept = word.0.iter().take(room).copied().collect::<Vec<u8>>();
        room -= kept.len();
        Body(kept)
    };
    args.iter().take(limits::EVENT_WORDS).map(keep).collect()
}

/// A text as the trace keeps it: a long one cut.
fn cut(mut text: String) -> String {
    if text.len() > limits::EVENT_BYTES {
        let fits = |at: &usize| text.is_char_boundary(*at);
        let end = (0..=limits::EVENT_BYTES).rev().find(fits).unwrap_or(0);
        text.truncate(end);
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests;
