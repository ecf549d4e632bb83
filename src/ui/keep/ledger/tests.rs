use super::*;
use crate::platform::shelf::{Area, Memory, Shelf};
use crate::session::protocol::WorldFile;
use crate::ui::keep::now::now;
use crate::ui::keep::record::Kept;

/// A page with a shelf, as far as keeping goes.
struct Page {
    shelf: Memory,
    ledger: Ledger,
    log: Vec<Logged>,
    drafts: BTreeMap<String, String>,
    session: &'static str,
    generation: u32,
    clock: u64,
}

impl Page {
    fn new() -> Self {
        let mut page = Self {
            shelf: Memory::default(),
            ledger: Ledger::default(),
            log: Vec::new(),
            drafts: BTreeMap::new(),
            session: "",
            generation: 0,
            clock: 0,
        };
        page.open("one");
        page
    }

    fn open(&mut self, session: &'static str) {
        self.session = session;
        self.generation += 1;
        self.log.clear();
        self.drafts.clear();
        self.take(Command::Open {
            world: Box::new(WorldFile {
                id: "shop".to_owned(),
                title: "Shop".to_owned(),
                files: [("a.js".to_owned(), "0".to_owned())].into(),
                ..WorldFile::default()
            }),
        });
    }

    fn take(&mut self, command: Command) {
        self.log.push(Logged {
            command,
            after: None,
        });
    }

    fn save(&mut self, path: &str, text: &str) {
        self.take(Command::SaveFile {
            path: path.to_owned(),
            text: text.to_owned(),
        });
    }

    fn heads(&self) -> Vec<Head> {
        now(shelves::list(&self.shelf)).expect("memory reads")
    }

    /// Keeps what has come; gives how many changes that took.
    fn keep(&mut self, as_kept: bool) -> usize {
        self.clock += 1;
        let standing = Standing {
            session: self.session,
            generation: self.generation,
            log: &self.log,
            drafts: self.drafts.clone(),
            desk: Desk::default(),
            as_kept,
            now_ms: self.clock,
        };
        let mut outbox = Outbox::default();
        let heads = now(shelves::list(&self.shelf)).expect("memory reads");
        self.ledger
            .note(standing, &heads, Origin::Opened, &mut outbox);
        let changes = outbox.changes();
        now(self.shelf.write(&changes)).expect("memory writes");
        changes.len()
    }

    fn found(&self, id: &str) -> Option<Kept> {
        now(shelves::load(&self.shelf, id)).expect("memory reads")
    }
}

#[test]
fn what_is_kept_makes_the_session_again() {
    let mut page = Page::new();
    page.keep(false);
    page.drafts.insert("a.js".to_owned(), "typing".to_owned());
    page.take(Command::Restart);
    page.keep(false);
    let kept = page.found("one").expect("it is kept");
    assert_eq!(kept.past.log, page.log);
    assert_eq!(kept.past.drafts, page.drafts);
    assert_eq!((kept.head.name.as_str(), kept.head.deeds), ("Shop", 1));
}

#[test]
fn a_command_is_appended_and_nothing_else_rewritten() {
    let mut page = Page::new();
    for _ in 0..50 {
        page.take(Command::Restart);
    }
    page.keep(false);
    assert_eq!(page.keep(false), 0, "nothing has come since");
    page.take(Command::Restart);
    assert_eq!(page.keep(false), 2, "the command and the head");
}

#[test]
fn a_draft_is_let_go_of_only_when_a_command_has_its_text() {
    let mut page = Page::new();
    page.drafts.insert("a.js".to_owned(), "1".to_owned());
    page.keep(false);
    // On its way to the engine: no draft on the page, no command yet.
    page.drafts.clear();
    page.keep(false);
    let draft = |page: &Page| page.found("one").expect("kept").past.drafts;
    assert_eq!(draft(&page).len(), 1);
    page.save("a.js", "1");
    page.keep(false);
    assert_eq!(draft(&page).len(), 0);
    // Typed on while it was saved: the newer text is a draft.
    page.drafts.insert("a.js".to_owned(), "12".to_owned());
    page.keep(false);
    page.drafts.insert("a.js".to_owned(), "123".to_owned());
    page.save("a.js", "12");
    page.keep(false);
    assert_eq!(draft(&page), page.drafts);
}

#[test]
fn a_world_that_was_only_opened_leaves_nothing_behind() {
    let mut page = Page::new();
    page.keep(false);
    page.open("two");
    page.keep(false);
    let heads = page.heads();
    assert_eq!(heads.len(), 1);
    assert_eq!(
        (heads[0].id.as_str(), heads[0].name.as_str()),
        ("two", "Shop")
    );
    assert_eq!(page.found("one"), None);
}

#[test]
fn a_session_that_was_worked_on_stays_when_the_world_is_reset() {
    let mut page = Page::new();
    page.take(Command::Restart);
    page.keep(false);
    page.open("two");
    page.keep(false);
    assert_eq!(page.found("one").expect("it stays").head.deeds, 1);
    let fresh = page.found("two").expect("it is kept").head;
    assert_eq!(fresh.origin, Origin::After("one".to_owned()));
    assert_eq!(fresh.name, "Shop 2");
}

#[test]
fn coming_back_to_a_session_writes_its_head_at_most() {
    let mut page = Page::new();
    for _ in 0..9 {
        page.take(Command::Restart);
    }
    page.drafts.insert("a.js".to_owned(), "1".to_owned());
    page.keep(false);
    let before = page.found("one");
    let (log, drafts) = (page.log.clone(), page.drafts.clone());
    page.open("two");
    page.take(Command::Restart);
    page.keep(false);
    page.session = "one";
    page.generation += 1;
    (page.log, page.drafts) = (log, drafts);
    assert_eq!(page.keep(true), 1, "which session was last");
    assert_eq!(page.found("one"), before);
}

#[test]
fn a_session_that_came_out_differently_is_written_anew() {
    let mut page = Page::new();
    for _ in 0..9 {
        page.take(Command::Restart);
    }
    page.keep(false);
    page.generation += 1;
    page.log.truncate(4);
    page.keep(false);
    assert_eq!(page.found("one").expect("kept").past.log, page.log);
    let commands = now(page.shelf.read(Area::Commands, "")).expect("memory reads");
    assert_eq!(commands.len(), 4);
}
