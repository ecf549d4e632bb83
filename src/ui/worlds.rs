//! The worlds that come with Backlot.

use super::keep::Keep;
use super::model::request::RequestForm;
use super::store::{EngineState, Store};
use crate::base::Diagnostic;
use crate::platform::assets;
use crate::session::protocol::WorldFile;
use gloo::net::http::Request;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, de::DeserializeOwned};

/// A world in the list of worlds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct WorldCard {
    /// Its name in addresses.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A few words about it.
    pub summary: String,
}

/// The worlds that can be opened.
#[derive(Clone, Copy)]
pub struct Worlds {
    /// In the order shown.
    pub cards: RwSignal<Vec<WorldCard>>,
}

impl Worlds {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            cards: RwSignal::default(),
        }
    }

    /// The worlds of this page, from the context.
    #[must_use]
    pub fn get() -> Self {
        expect_context()
    }

    /// Goes on with the session of the last visit, or opens the first world,
    /// or the one that the address names (`#world=bookshop`).
    pub fn start(self, store: Store, keep: Keep) {
        spawn_local(async move {
            let wanted = wanted();
            let (cards, goes_on) = futures::join!(
                fetch::<Vec<WorldCard>>("worlds/index.json"),
                keep.begin(wanted.clone())
            );
            match cards {
                Ok(cards) => {
                    let first = cards
                        .iter()
                        .find(|card| Some(&card.id) == wanted.as_ref())
                        .or_else(|| cards.first())
                        .map(|card| card.id.clone());
                    self.cards.set(cards);
                    if let (Some(id), false) = (first, goes_on) {
                        Self::open(store, &id);
                    }
                }
                // Another world cannot be chosen, but the session is there.
                Err(_) if goes_on => {}
                Err(why) => store.engine.set(EngineState::Failed(missing(&why))),
            }
        });
    }

    /// Fetches a world and opens it. The session before can be brought back.
    pub fn open(store: Store, id: &str) {
        let name = format!("worlds/{id}.json");
        spawn_local(async move {
            match fetch::<WorldFile>(&name).await {
                Ok(world) => {
                    let fresh = store.world.with_untracked(|world| world.id.is_empty());
                    let before = (!fresh).then(|| store.checkpoint());
                    if let Some(trial) = world.try_these.first() {
                        store.request.set(RequestForm::of_trial(trial));
                    }
                    let title = world.title.clone();
                    store.open_world(&world);
                    if let Some(before) = before {
                        store.notify_undo(format!("Opened {title}."), before);
                    }
                }
                Err(why) => store.trouble.set(Some(missing(&why))),
            }
        });
    }
}

impl Default for Worlds {
    fn default() -> Self {
        Self::new()
    }
}

fn missing(why: &str) -> Diagnostic {
    Diagnostic::new(
        "PAGE001",
        format!("The world could not be loaded: {why}."),
        "Check the connection, then reload the page.",
    )
}

async fn fetch<T: DeserializeOwned>(name: &str) -> Result<T, String> {
    let url = assets::url(name);
    let response = Request::get(&url)
        .send()
        .await
        .map_err(|_| format!("{name} did not arrive"))?;
    if !response.ok() {
        return Err(format!("{name} answered {}", response.status()));
    }
    response
        .json()
        .await
        .map_err(|_| format!("{name} is damaged"))
}

/// The world that the page's address names.
fn wanted() -> Option<String> {
    let hash = gloo::utils::window().location().hash().ok()?;
    hash.trim_start_matches('#')
        .split('&')
        .find_map(|pair| pair.strip_prefix("world="))
        .map(str::to_owned)
}
