//! What is on stage: the strand that trace, diagram and timeline show
//! together, the moment in it, and the playing of virtual time.

use super::model::journal::{Journal, Strand};
use super::model::playback::{Pace, Playhead};
use super::model::waterfall::{Waterfall, step_event};
use super::store::Store;
use leptos::prelude::*;
use std::sync::Arc;

/// Handles to what is on stage. Copy it freely.
#[derive(Clone, Copy)]
pub struct Stage {
    store: Store,
    /// Counts the times the trace began anew: the same number then means
    /// another event.
    pub generation: Memo<u32>,
    /// The part of the stream that is shown.
    pub strand: Memo<Strand>,
    /// The numbers of its events worth stepping to.
    pub told: Memo<Arc<Vec<u64>>>,
    /// Its spans.
    pub waterfall: Memo<Arc<Waterfall>>,
    /// The event that is shown: where playing stands, else the cursor's, else
    /// the strand's last.
    pub current: Memo<Option<u64>>,
    /// The moment that is shown, in virtual microseconds.
    pub moment_us: Memo<f64>,
    /// The pace chosen; a comfortable one when none.
    pub pace: RwSignal<Option<Pace>>,
    frame: StoredValue<Option<gloo::render::AnimationFrame>, LocalStorage>,
    last_frame_ms: StoredValue<Option<f64>>,
}

impl Stage {
    /// A stage for a store.
    #[must_use]
    pub fn new(store: Store) -> Self {
        let head = store.head;
        let generation = Memo::new(move |_| store.trace.with(|mark| mark.generation));
        let strand =
            Memo::new(move |_| store.with_journal(|journal| journal.strand_at(store.cursor.get())));
        let told = Memo::new(move |_| {
            Arc::new(store.with_journal(|journal| journal.told_of(strand.get())))
        });
        let waterfall = Memo::new(move |_| {
            Arc::new(store.with_journal(|journal| Waterfall::of(journal.strand(strand.get()))))
        });
        let current = Memo::new(move |_| {
            let told = told.get();
            match head.get() {
                Some(head) => store.with_journal(|journal| last_by(journal, &told, head.at_us)),
                None => step_event(&told, store.cursor.get(), 0),
            }
        });
        let moment_us = Memo::new(move |_| match (head.get(), store.cursor.get()) {
            (Some(head), _) => head.at_us,
            (None, None) => waterfall.with(|waterfall| waterfall.to_us) as f64,
            (None, cursor) => store.with_journal(|journal| journal.at_us(cursor)) as f64,
        });
        let stage = Self {
            store,
            generation,
            strand,
            told,
            waterfall,
            current,
            moment_us,
            pace: RwSignal::new(None),
            frame: StoredValue::new_local(None),
            last_frame_ms: StoredValue::new(None),
        };
        // Asks the browser for frames while time plays; the frames move it.
        Effect::new(move |_| {
            if store.playing.get() {
                stage.last_frame_ms.set_value(None);
                stage.next_frame();
            } else {
                stage.frame.set_value(None);
            }
        });
        stage
    }

    /// The stage of this page, from the context.
    ///
    /// # Panics
    /// When none was provided: a defect in the page's frame.
    #[must_use]
    pub fn get() -> Self {
        expect_context()
    }

    /// Whether virtual time is playing; tracked.
    #[must_use]
    pub fn playing(&self) -> bool {
        self.store.playing.get()
    }

    /// The pace at which it plays; tracked.
    #[must_use]
    pub fn pace(&self) -> Pace {
        self.pace.get().unwrap_or_else(|| {
            if super::parts::calm_motion() {
                return Pace::Events;
            }
            self.waterfall
                .with(|waterfall| Pace::comfortable(waterfall.length_us()))
        })
    }

    /// Travels to an event. The last event of all is now.
    pub fn go_to(&self, seq: u64) {
        let last = self
            .store
            .peek_journal(|journal| journal.told().last().copied());
        if last.is_some_and(|last| seq >= last) {
            self.store.now();
        } else {
            self.store.go_to(seq);
        }
    }

    /// Comes back to now.
    pub fn now(&self) {
        self.store.now();
    }

    /// Travels to an event, or comes back to now.
    pub fn go_or_now(&self, seq: Option<u64>) {
        match seq {
            Some(seq) => self.go_to(seq),
            None => self.now(),
        }
    }

    /// Steps among all events worth stepping to, of whatever request.
    pub fn step_all(&self, by: i64) {
        let shown = untrack(|| self.shown_seq());
        self.go_or_now(self.store.peek_journal(|journal| journal.step(shown, by)));
    }

    /// The event whose moment is shown, playing and scrubbing included; now,
    /// when none; tracked.
    #[must_use]
    pub fn shown_seq(&self) -> Option<u64> {
        if self.store.head.with(Option::is_some) {
            self.current.get()
        } else {
            self.store.cursor.get()
        }
    }

    /// Steps among the strand's events worth stepping to.
    pub fn step(&self, by: i64) {
        let to = step_event(&self.told.get_untracked(), self.current.get_untracked(), by);
        if let Some(seq) = to {
            self.go_to(seq);
        }
    }

    /// Holds the stage at a moment while a hand scrubs.
    pub fn scrub(&self, us: f64) {
        self.store.playing.set(false);
        self.store.head.set(Some(Playhead::at(us)));
    }

    /// Lets go of the moment: the event there becomes the cursor.
    pub fn let_go(&self) {
        if self.store.head.with_untracked(Option::is_some)
            && let Some(seq) = self.current.get_untracked()
        {
            self.go_to(seq);
        }
    }

    /// Plays virtual time from the moment shown, or from the beginning when
    /// that is the end; pauses when it plays.
    pub fn toggle(&self) {
        if self.store.playing.get_untracked() {
            self.let_go();
            return;
        }
        let (from, to) = self
            .waterfall
            .with_untracked(|waterfall| (waterfall.from_us as f64, waterfall.to_us as f64));
        let here = self.moment_us.get_untracked();
        let start = if here >= to || here < from {
            from
        } else {
            here
        };
        self.store.play(start);
    }

    fn next_frame(&self) {
        let stage = *self;
        let frame = gloo::render::request_animation_frame(move |now_ms| stage.tick(now_ms));
        self.frame.set_value(Some(frame));
    }

    fn tick(&self, now_ms: f64) {
        let before = self.last_frame_ms.get_value().unwrap_or(now_ms);
        self.last_frame_ms.set_value(Some(now_ms));
        let told = self.told.get_untracked();
        let moments: Vec<u64> = self.store.peek_journal(|journal| {
            told.iter()
                .filter_map(|seq| journal.event(*seq))
                .map(|event| event.at_us)
                .collect()
        });
        let pace = untrack(|| self.pace());
        let head = self.store.head.get_untracked();
        match head.and_then(|head| head.advance(now_ms - before, pace, &moments)) {
            Some(next) => {
                self.store.head.set(Some(next));
                self.next_frame();
            }
            None => self.let_go(),
        }
    }
}

/// The last of these events that happened by a moment; the first when none has.
fn last_by(journal: &Journal, told: &[u64], at_us: f64) -> Option<u64> {
    told.iter()
        .copied()
        .rfind(|seq| {
            journal
                .event(*seq)
                .is_some_and(|event| event.at_us as f64 <= at_us)
        })
        .or_else(|| told.first().copied())
}
