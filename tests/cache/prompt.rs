//! A cache at a prompt, for the tests.

use backlot::base::{Body, Clock, Parent, Scope, Trace};
use backlot::cache::{Cache, Reply, split_line};

/// A cache with its clock.
#[derive(Default)]
pub struct Prompt {
    pub cache: Cache,
    pub clock: Clock,
}

impl Prompt {
    /// Runs a command; time passes where it sleeps or waits.
    pub fn run(&mut self, args: &[Body]) -> Reply {
        let mut scope = Scope {
            trace: &mut Trace::default(),
            clock: self.clock,
            parent: Parent::default(),
        };
        let done = self.cache.execute(1, args, &mut scope);
        self.pass_us(done.work.sleep_us + done.work.wait_us.unwrap_or_default());
        done.reply
    }

    /// Runs a line as typed.
    pub fn type_line(&mut self, line: &str) -> Reply {
        match split_line(line) {
            Ok(args) => self.run(&args),
            Err(mistake) => Reply::Error(mistake.authentic.unwrap_or(mistake.message)),
        }
    }

    /// Lets time pass.
    pub fn pass_us(&mut self, us: u64) {
        self.clock.advance_to(self.clock.now_us + us);
    }
}
