//! Older ways of keeping, brought up to date.
//!
//! The texts on a shelf have a format, numbered in the setting `format`. A
//! Backlot that writes them otherwise adds a step here: a function from what
//! is kept to the changes that bring it up to date. All steps that are due
//! are made in one write, so that a shelf is never half of one format.

use crate::platform::shelf::{Area, Change, Shelf, Trouble};
use std::collections::BTreeMap;

/// Everything on a shelf.
pub type Everything = BTreeMap<(Area, String), String>;

/// A step from one format to the next.
pub type Step = fn(&mut Everything);

/// The steps, oldest first: the first leads from format 1 to 2. The format
/// written now is one more than there are steps.
pub const STEPS: &[Step] = &[];

const SETTING: &str = "format";
const AREAS: [Area; 4] = [Area::Sessions, Area::Commands, Area::Drafts, Area::Settings];

/// Brings a shelf up to date.
///
/// # Errors
/// [`Trouble::Newer`] when a newer Backlot wrote it: nothing is changed, and
/// nothing may be written. Else what kept it from being read or written.
pub async fn update(shelf: &impl Shelf, steps: &[Step]) -> Result<(), Trouble> {
    let ours = steps.len() + 1;
    let settings = shelf.read(Area::Settings, SETTING).await?;
    let kept = settings.iter().find(|(key, _)| key == SETTING);
    let format = match kept {
        // Nothing was kept before.
        None => ours,
        Some((_, text)) => text.parse().unwrap_or(usize::MAX),
    };
    if format > ours {
        return Err(Trouble::Newer);
    }
    if kept.is_some() && format == ours {
        return Ok(());
    }
    let mut changes = Vec::new();
    if format < ours {
        let mut everything = Everything::new();
        for area in AREAS {
            let all = shelf.read(area, "").await?;
            everything.extend(all.into_iter().map(|(key, text)| ((area, key), text)));
        }
        let before = everything.clone();
        for step in steps.iter().skip(format.saturating_sub(1)) {
            step(&mut everything);
        }
        changes = difference(&before, &everything);
    }
    changes.push(Change::Put {
        area: Area::Settings,
        key: SETTING.to_owned(),
        text: ours.to_string(),
    });
    shelf.write(&changes).await
}

/// The changes that lead from one to the other.
fn difference(before: &Everything, after: &Everything) -> Vec<Change> {
    let gone = before.keys().filter(|key| !after.contains_key(*key));
    let removed = gone.map(|(area, key)| Change::Remove {
        area: *area,
        key: key.clone(),
    });
    let other = after
        .iter()
        .filter(|(key, text)| before.get(*key) != Some(*text));
    let put = other.map(|((area, key), text)| Change::Put {
        area: *area,
        key: key.clone(),
        text: text.clone(),
    });
    removed.chain(put).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::shelf::Memory;
    use crate::ui::keep::now::now;

    /// From 1 to 2: names in capitals.
    fn capitals(everything: &mut Everything) {
        for ((area, _), text) in everything.iter_mut() {
            if *area == Area::Sessions {
                *text = text.to_uppercase();
            }
        }
    }

    /// From 2 to 3: drafts move to another key.
    fn move_drafts(everything: &mut Everything) {
        let moved: Vec<_> = everything
            .extract_if(.., |(area, _), _| *area == Area::Drafts)
            .collect();
        everything.extend(
            moved
                .into_iter()
                .map(|((area, key), text)| ((area, format!("new/{key}")), text)),
        );
    }

    fn shelf(format: Option<&str>) -> Memory {
        let shelf = Memory::default();
        let put = |area, key: &str, text: &str| Change::Put {
            area,
            key: key.to_owned(),
            text: text.to_owned(),
        };
        let mut changes = vec![
            put(Area::Sessions, "s", "shop"),
            put(Area::Drafts, "s/a.js", "text"),
        ];
        changes.extend(format.map(|format| put(Area::Settings, SETTING, format)));
        now(shelf.write(&changes)).expect("memory writes");
        shelf
    }

    fn all(shelf: &Memory, area: Area) -> Vec<(String, String)> {
        now(shelf.read(area, "")).expect("memory reads")
    }

    #[test]
    fn every_step_that_is_due_is_made_once() {
        let steps: &[Step] = &[capitals, move_drafts];
        for (format, name) in [("1", "SHOP"), ("2", "shop")] {
            let shelf = shelf(Some(format));
            for _ in 0..2 {
                now(update(&shelf, steps)).expect("it is brought up to date");
                assert_eq!(all(&shelf, Area::Sessions)[0].1, name);
                assert_eq!(all(&shelf, Area::Drafts)[0].0, "new/s/a.js");
                assert_eq!(all(&shelf, Area::Settings)[0].1, "3");
            }
        }
    }

    #[test]
    fn a_new_shelf_gets_the_newest_format_and_no_step() {
        let shelf = Memory::default();
        now(update(&shelf, &[capitals])).expect("memory writes");
        assert_eq!(all(&shelf, Area::Settings)[0].1, "2");
    }

    #[test]
    fn what_a_newer_backlot_wrote_is_left_alone() {
        for format in ["2", "900", "nonsense"] {
            let shelf = shelf(Some(format));
            assert_eq!(now(update(&shelf, &[])), Err(Trouble::Newer));
            assert_eq!(all(&shelf, Area::Settings)[0].1, format);
        }
    }

    #[test]
    fn a_shelf_without_room_for_the_new_format_stays_in_the_old_one() {
        let shelf = shelf(Some("1"));
        shelf.set_room(Some(5));
        assert_eq!(now(update(&shelf, &[capitals])), Err(Trouble::Full));
        assert_eq!(all(&shelf, Area::Sessions)[0].1, "shop");
        assert_eq!(all(&shelf, Area::Settings)[0].1, "1");
    }
}
