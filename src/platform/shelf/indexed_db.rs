//! The shelf in the browser's own database (Indexed Database API 3.0).

use super::{ADDED, Area, Change, Shelf, Trouble};
use futures::channel::oneshot;
use js_sys::Array;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    DomException, IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest,
    IdbRequest, IdbTransaction, IdbTransactionMode,
};

const NAME: &str = "backlot";

/// The shelf in the browser's own database.
///
/// The connection is opened when it is first wanted, and again should the
/// browser have closed it.
#[derive(Default)]
pub struct IndexedDb {
    open: Rc<RefCell<Option<IdbDatabase>>>,
    /// A newer page has asked for the database: it is not opened again.
    outdated: Rc<Cell<bool>>,
}

impl IndexedDb {
    async fn database(&self) -> Result<IdbDatabase, Trouble> {
        if self.outdated.get() {
            return Err(Trouble::Newer);
        }
        if let Some(database) = self.open.borrow().as_ref() {
            return Ok(database.clone());
        }
        let database = open().await?;
        // A page with a newer schema must not wait for this one.
        let (held, outdated) = (Rc::clone(&self.open), Rc::clone(&self.outdated));
        let let_go = Closure::<dyn FnMut()>::new(move || {
            outdated.set(true);
            if let Some(database) = held.borrow_mut().take() {
                database.close();
            }
        });
        database.set_onversionchange(Some(let_go.as_ref().unchecked_ref()));
        let_go.forget();
        let held = Rc::clone(&self.open);
        let closed = Closure::<dyn FnMut()>::new(move || drop(held.borrow_mut().take()));
        database.set_onclose(Some(closed.as_ref().unchecked_ref()));
        closed.forget();
        self.open.replace(Some(database.clone()));
        Ok(database)
    }

    async fn begin(
        &self,
        areas: &[Area],
        mode: IdbTransactionMode,
    ) -> Result<IdbTransaction, Trouble> {
        let names: Array = areas
            .iter()
            .map(|area| JsValue::from(area.name()))
            .collect();
        let database = self.database().await?;
        if let Ok(transaction) = database.transaction_with_str_sequence_and_mode(&names, mode) {
            return Ok(transaction);
        }
        // The browser has closed it, perhaps because the site's data were cleared.
        self.open.replace(None);
        self.database()
            .await?
            .transaction_with_str_sequence_and_mode(&names, mode)
            .map_err(|why| trouble(&why))
    }
}

impl Shelf for IndexedDb {
    async fn read(&self, area: Area, prefix: &str) -> Result<Vec<(String, String)>, Trouble> {
        let transaction = self.begin(&[area], IdbTransactionMode::Readonly).await?;
        let ask = || -> Result<_, JsValue> {
            let store = transaction.object_store(area.name())?;
            let range = under(prefix)?;
            Ok((
                answer(&store.get_all_keys_with_key(&range)?),
                answer(&store.get_all_with_key(&range)?),
            ))
        };
        let (keys, texts) = ask().map_err(|why| trouble(&why))?;
        let (keys, texts) = (Array::from(&keys.await?), Array::from(&texts.await?));
        Ok(keys
            .iter()
            .zip(texts.iter())
            .filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?)))
            .collect())
    }

    async fn write(&self, changes: &[Change]) -> Result<(), Trouble> {
        let mut areas: Vec<Area> = changes.iter().map(area_of).collect();
        areas.sort_unstable();
        areas.dedup();
        if areas.is_empty() {
            return Ok(());
        }
        let transaction = self.begin(&areas, IdbTransactionMode::Readwrite).await?;
        let done = end(&transaction);
        let make = || -> Result<(), JsValue> {
            for change in changes {
                let store = transaction.object_store(area_of(change).name())?;
                make(&store, change)?;
            }
            commit(&transaction)
        };
        if let Err(why) = make() {
            let _ = transaction.abort();
            return Err(trouble(&why));
        }
        done.await
    }
}

/// Said by hand, the end of a page does not undo it.
#[expect(deprecated, reason = "the standard has it, and every browser")]
fn commit(transaction: &IdbTransaction) -> Result<(), JsValue> {
    transaction.commit()
}

fn make(store: &IdbObjectStore, change: &Change) -> Result<(), JsValue> {
    match change {
        Change::Put { key, text, .. } => store.put_with_key(&text.into(), &key.into()),
        Change::Remove { key, .. } => store.delete(&key.into()),
        Change::RemoveUnder { prefix, .. } => store.delete(&under(prefix)?),
    }
    .map(drop)
}

const fn area_of(change: &Change) -> Area {
    match change {
        Change::Put { area, .. }
        | Change::Remove { area, .. }
        | Change::RemoveUnder { area, .. } => *area,
    }
}

/// Every key that begins so. No key holds U+FFFF.
fn under(prefix: &str) -> Result<JsValue, JsValue> {
    IdbKeyRange::bound(&prefix.into(), &format!("{prefix}\u{ffff}").into()).map(JsValue::from)
}

/// Opens the database, with every area there is.
async fn open() -> Result<IdbDatabase, Trouble> {
    let factory = js_sys::Reflect::get(&gloo::utils::window(), &"indexedDB".into())
        .ok()
        .and_then(|factory| factory.dyn_into::<IdbFactory>().ok())
        .ok_or_else(|| Trouble::Refused("there is no indexedDB".to_owned()))?;
    let version = u32::try_from(ADDED.len()).unwrap_or(u32::MAX);
    let request = factory
        .open_with_u32(NAME, version)
        .map_err(|why| Trouble::Refused(words(&why)))?;
    let upgrade = on_upgrade(&request);
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let opened = answer(&request).await;
    request.set_onupgradeneeded(None);
    opened
        .map_err(|why| match why {
            // Whatever keeps a database from opening keeps us from having one.
            Trouble::Failed(words) => Trouble::Refused(words),
            why => why,
        })?
        .dyn_into()
        .map_err(|_| Trouble::Refused("no database came".to_owned()))
}

/// Adds the areas that the browser's database does not have yet.
fn on_upgrade(request: &IdbOpenDbRequest) -> Closure<dyn FnMut()> {
    let request = request.clone();
    Closure::new(move || {
        let Some(database) = request
            .result()
            .ok()
            .and_then(|result| result.dyn_into::<IdbDatabase>().ok())
        else {
            return;
        };
        let there = database.object_store_names();
        for area in ADDED.iter().copied().flatten() {
            if !there.contains(area.name()) {
                // A failure ends the upgrade, which `open` hears of.
                let _ = database.create_object_store(area.name());
            }
        }
    })
}

/// What a request comes to. Both handlers are set before this returns.
fn answer(request: &IdbRequest) -> impl Future<Output = Result<JsValue, Trouble>> + use<> {
    let (done, came) = once();
    let asked = request.clone();
    let good = done.clone();
    let on_success = Closure::once(move || {
        good.send(asked.result().map_err(|why| trouble(&why)));
    });
    let asked = request.clone();
    let on_error = Closure::once(move || {
        let why = asked.error().ok().flatten();
        done.send(Err(why.map_or_else(unknown, |why| named(&why))));
    });
    request.set_onsuccess(Some(on_success.as_ref().unchecked_ref()));
    request.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    async move {
        let _kept_alive = (on_success, on_error);
        came.await.unwrap_or_else(|_| Err(unknown()))
    }
}

/// How a transaction ends.
fn end(transaction: &IdbTransaction) -> impl Future<Output = Result<(), Trouble>> + use<> {
    let (done, came) = once();
    let good = done.clone();
    let on_complete = Closure::once(move || good.send(Ok(())));
    let of = transaction.clone();
    let on_abort = Closure::once(move || {
        done.send(Err(of.error().map_or_else(unknown, |why| named(&why))));
    });
    transaction.set_oncomplete(Some(on_complete.as_ref().unchecked_ref()));
    transaction.set_onabort(Some(on_abort.as_ref().unchecked_ref()));
    async move {
        let _kept_alive = (on_complete, on_abort);
        came.await.unwrap_or_else(|_| Err(unknown()))
    }
}

/// A sender that two handlers share, of which one is called.
struct Once<T>(Rc<Cell<Option<oneshot::Sender<T>>>>);

impl<T> Clone for Once<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> Once<T> {
    fn send(&self, value: T) {
        if let Some(sender) = self.0.take() {
            let _ = sender.send(value);
        }
    }
}

fn once<T>() -> (Once<T>, oneshot::Receiver<T>) {
    let (sender, receiver) = oneshot::channel();
    (Once(Rc::new(Cell::new(Some(sender)))), receiver)
}

fn unknown() -> Trouble {
    Trouble::Failed("the browser did not say why".to_owned())
}

fn trouble(why: &JsValue) -> Trouble {
    why.dyn_ref::<DomException>()
        .map_or_else(|| Trouble::Failed(words(why)), named)
}

/// The names are those of Web IDL's table of exceptions.
fn named(why: &DomException) -> Trouble {
    match why.name().as_str() {
        "QuotaExceededError" => Trouble::Full,
        "VersionError" => Trouble::Newer,
        "SecurityError" | "NotAllowedError" => Trouble::Refused(why.message()),
        _ => Trouble::Failed(format!("{}: {}", why.name(), why.message())),
    }
}

fn words(why: &JsValue) -> String {
    why.dyn_ref::<DomException>()
        .map(DomException::message)
        .or_else(|| why.as_string())
        .unwrap_or_else(|| format!("{why:?}"))
}
