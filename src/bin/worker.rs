//! The engine, as the worker of the sealed frame holds it.

#[cfg(target_arch = "wasm32")]
mod exports {
    use backlot::base::{Error, tagged};
    use backlot::session::protocol::Step;
    use backlot::session::{Message, Session};
    use serde::Serialize;
    use wasm_bindgen::prelude::*;

    /// One session behind one function.
    #[wasm_bindgen]
    #[derive(Default)]
    pub struct Engine {
        session: Session,
    }

    #[wasm_bindgen]
    impl Engine {
        /// An engine whose session has no world yet.
        #[wasm_bindgen(constructor)]
        #[must_use]
        pub fn new() -> Self {
            console_error_panic_hook::set_once();
            Self::default()
        }

        /// Takes a message (`{"run": …}` or `{"resume": …}`) and returns the
        /// step as three lines of JSON: the turn needed, the outcome, the
        /// events. A line is empty when the step has none, so that the worker
        /// parses turns only and hands the rest on as it is.
        ///
        /// # Errors
        /// A sentence, for what is not a message or comes out of turn.
        pub fn exchange(&mut self, message: &str) -> Result<String, JsError> {
            self.step(message)
                .map_err(|error| JsError::new(&error.to_string()))
        }
    }

    impl Engine {
        fn step(&mut self, message: &str) -> Result<String, Error> {
            let message = tagged::from_json(message).map_err(|why| codec(&why))?;
            let Step {
                events,
                need,
                outcome,
            } = match message {
                Message::Run(command) => self.session.run(*command)?,
                Message::Resume(done) => self.session.resume(done)?,
            };
            let need = line(need.as_ref())?;
            let outcome = line(outcome.as_ref())?;
            let events = line((!events.is_empty()).then_some(&events))?;
            Ok(format!("{need}\n{outcome}\n{events}"))
        }
    }

    fn line<T: Serialize>(value: Option<&T>) -> Result<String, Error> {
        value.map_or(Ok(String::new()), |value| {
            serde_json::to_string(value).map_err(|why| codec(&why))
        })
    }

    fn codec(why: &serde_json::Error) -> Error {
        Error::Codec(why.to_string())
    }
}

fn main() {}
