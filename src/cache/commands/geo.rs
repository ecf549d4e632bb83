//! Places: sorted sets whose scores are geohashes.
//!
//! # Limits
//! A search looks at every member, in order of score, where Redis looks only
//! at the cells around; so without ASC or DESC the order may differ.

use super::sorted_ranges::put_or_delete;
use super::sorted_sets::{Options, add_members};
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::dict::Bytes;
use crate::cache::geohash::Place;
use crate::cache::long_double::LongDouble;
use crate::cache::number::parse_float;
use crate::cache::refusal::{Refusal, SYNTAX, err};
use crate::cache::table::{GROWS, ONE, Spec, TWO, WRITE, row};
use crate::cache::value::SortedSet;

pub(super) const ROWS: &[Spec] = &[
    row("geoadd", -5, WRITE | GROWS, ONE, geoadd),
    row("geodist", -4, 0, ONE, geodist),
    row("geohash", -2, 0, ONE, geohash),
    row("geopos", -2, 0, ONE, geopos),
    row("georadius", -6, WRITE | GROWS, ONE, |call| {
        radius(call, false)
    }),
    row("georadius_ro", -6, 0, ONE, |call| radius(call, false)),
    row("georadiusbymember", -5, WRITE | GROWS, ONE, |call| {
        radius(call, true)
    }),
    row("georadiusbymember_ro", -5, 0, ONE, |call| {
        radius(call, true)
    }),
    row("geosearch", -7, 0, ONE, |call| search(call, 1, None)),
    row("geosearchstore", -8, WRITE | GROWS, TWO, |call| {
        let to = call.arg(1);
        search(call, 2, Some(to))
    }),
];

fn read(call: &mut Call<'_, '_>, at: usize) -> Result<Option<SortedSet>, Refusal> {
    call.read_as::<SortedSet>(call.arg(at))
}

/// The place of a member.
fn place_of(set: &SortedSet, member: &[u8]) -> Option<Place> {
    set.score(member).map(|score| Place::decode(score as u64))
}

/// Longitude and latitude, the words at a place and after.
fn place(call: &Call<'_, '_>, at: usize) -> Result<Place, Refusal> {
    let place = Place {
        longitude: call.float(at)?,
        latitude: call.float(at + 1)?,
    };
    if place.is_on_map() {
        return Ok(place);
    }
    Err(err(format_args!(
        "invalid longitude,latitude pair {:.6},{:.6}",
        place.longitude, place.latitude
    )))
}

/// How many metres a unit has.
fn unit(word: &[u8]) -> Result<f64, Refusal> {
    match word.to_ascii_lowercase().as_slice() {
        b"m" => Ok(1.0),
        b"km" => Ok(1_000.0),
        b"ft" => Ok(0.3048),
        b"mi" => Ok(1_609.34),
        _ => Err(err("unsupported unit provided. please use M, KM, FT, MI")),
    }
}

fn geoadd(call: &mut Call<'_, '_>) -> Outcome {
    let (options, at) = Options::of(call, 2);
    // Only NX, XX and CH are known here.
    if options.increment || options.if_greater || options.if_less {
        return Err(SYNTAX);
    }
    let triples = call.args_from(at);
    if triples.is_empty()
        || !triples.len().is_multiple_of(3)
        || (options.if_absent && options.if_present)
    {
        return Err(SYNTAX);
    }
    let mut scored = Vec::new();
    for nth in 0..triples.len() / 3 {
        let first = at + nth * 3;
        scored.push((place(call, first)?.encode() as f64, call.arg(first + 2)));
    }
    add_members(call, call.arg(1), &options, &scored)
}

fn distance(metres: f64, unit: f64) -> Reply {
    Reply::text(format!("{:.4}", metres / unit))
}

fn position(place: Place) -> Reply {
    let coordinate = |degrees: f64| Reply::text(LongDouble::from(degrees).to_string());
    Reply::Array(vec![
        coordinate(place.longitude),
        coordinate(place.latitude),
    ])
}

fn geodist(call: &mut Call<'_, '_>) -> Outcome {
    let unit = match call.args_from(4) {
        [] => 1.0,
        [word] => unit(&word.0)?,
        _ => return Err(SYNTAX),
    };
    let set = read(call, 1)?.unwrap_or_default();
    let places = (place_of(&set, call.arg(2)), place_of(&set, call.arg(3)));
    Ok(match places {
        (Some(one), Some(other)) => distance(one.distance_m(other), unit),
        _ => Reply::Nil,
    })
}

fn geohash(call: &mut Call<'_, '_>) -> Outcome {
    let set = read(call, 1)?.unwrap_or_default();
    let hash = |member: &crate::base::Body| {
        place_of(&set, &member.0).map_or(Reply::Nil, |place| Reply::text(place.geohash()))
    };
    Ok(call.args_from(2).iter().map(hash).collect())
}

fn geopos(call: &mut Call<'_, '_>) -> Outcome {
    let set = read(call, 1)?.unwrap_or_default();
    let place =
        |member: &crate::base::Body| place_of(&set, &member.0).map_or(Reply::NilArray, position);
    Ok(call.args_from(2).iter().map(place).collect())
}

/// The shape that is searched, in metres.
#[derive(Debug, Clone, Copy)]
enum Shape {
    Circle { radius: f64 },
    Box { width: f64, height: f64 },
}

/// A search, read.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are options")]
struct Search<'a> {
    centre: Option<Place>,
    shape: Option<Shape>,
    unit: f64,
    with_place: bool,
    with_distance: bool,
    with_hash: bool,
    sort: Option<bool>,
    count: usize,
    any: bool,
    to: Option<&'a [u8]>,
    keep_distance: bool,
}

/// A member that was found.
struct Found {
    member: Bytes,
    score: f64,
    metres: f64,
    place: Place,
}

impl Search<'_> {
    /// The distance of a place, if it is inside.
    fn reach(&self, place: Place) -> Option<f64> {
        let centre = self.centre?;
        match self.shape? {
            Shape::Circle { radius } => {
                Some(centre.distance_m(place)).filter(|metres| *metres <= radius)
            }
            Shape::Box { width, height } => {
                let beside = Place {
                    longitude: centre.longitude,
                    latitude: place.latitude,
                };
                let inside = centre.north_south_m(place) <= height / 2.0
                    && beside.distance_m(place) <= width / 2.0;
                inside.then(|| centre.distance_m(place))
            }
        }
    }

    fn run(&self, set: &SortedSet) -> Vec<Found> {
        let limit = if self.count == 0 {
            usize::MAX
        } else {
            self.count
        };
        let near = set.iter().filter_map(|(member, score)| {
            let place = Place::decode(score as u64);
            let metres = self.reach(place)?;
            Some(Found {
                member: member.clone(),
                score,
                metres,
                place,
            })
        });
        let mut found: Vec<Found> = near
            .take(if self.any { limit } else { usize::MAX })
            .collect();
        // The nearest of many can only be told when they are sorted.
        let sort = self.sort.or((self.count > 0 && !self.any).then_some(true));
        if let Some(nearest_first) = sort {
            found.sort_by(|one, other| one.metres.total_cmp(&other.metres));
            if !nearest_first {
                found.reverse();
            }
        }
        found.truncate(limit);
        found
    }

    fn reply(&self, found: &[Found]) -> Reply {
        let one = |found: &Found| {
            let mut parts = vec![Reply::bulk(&found.member)];
            parts.extend(
                self.with_distance
                    .then(|| distance(found.metres, self.unit)),
            );
            parts.extend(self.with_hash.then_some(Reply::Integer(found.score as i64)));
            parts.extend(self.with_place.then(|| position(found.place)));
            match <[Reply; 1]>::try_from(parts) {
                Ok([member]) => member,
                Err(parts) => Reply::Array(parts),
            }
        };
        found.iter().map(one).collect()
    }

    /// Runs the search on the set at a key, and answers or stores.
    fn finish(&self, call: &mut Call<'_, '_>, set: &SortedSet) -> Reply {
        call.steps(set.len());
        let found = self.run(set);
        let Some(to) = self.to else {
            return self.reply(&found);
        };
        let mut result = SortedSet::default();
        for found in found {
            let metres = found.metres / self.unit;
            let score = if self.keep_distance {
                metres
            } else {
                found.score
            };
            result.set(&found.member, score);
        }
        put_or_delete(call, to, result)
    }

    /// Reads an option that all searches have; the place after it, or none
    /// when it is not one.
    fn option(&mut self, call: &Call<'_, '_>, at: usize) -> Result<Option<usize>, Refusal> {
        let left = call.args.len() - at - 1;
        match call.arg(at).to_ascii_lowercase().as_slice() {
            b"withdist" => self.with_distance = true,
            b"withhash" => self.with_hash = true,
            b"withcoord" => self.with_place = true,
            b"asc" => self.sort = Some(true),
            b"desc" => self.sort = Some(false),
            b"any" => self.any = true,
            b"count" if left >= 1 => {
                let count = call.integer(at + 1)?;
                if count <= 0 {
                    return Err(err("COUNT must be > 0"));
                }
                self.count = usize::try_from(count).unwrap_or(usize::MAX);
                return Ok(Some(at + 2));
            }
            _ => return Ok(None),
        }
        Ok(Some(at + 1))
    }

    fn check_any(&self) -> Result<(), Refusal> {
        if self.any && self.count == 0 {
            return Err(err("the ANY argument requires COUNT argument"));
        }
        Ok(())
    }
}

/// A length that must not be negative, in its unit.
fn length(call: &Call<'_, '_>, at: usize, name: &str) -> Result<f64, Refusal> {
    let length =
        parse_float(call.arg(at)).ok_or_else(|| err(format_args!("need numeric {name}")))?;
    if length < 0.0 {
        return Err(err(format_args!("{name} cannot be negative")));
    }
    Ok(length)
}

/// GEORADIUS and GEORADIUSBYMEMBER.
fn radius(call: &mut Call<'_, '_>, by_member: bool) -> Outcome {
    let set = read(call, 1)?;
    let mut search = Search::default();
    let mut at = 4;
    // Without a set there is no member to measure from, and Redis goes on to
    // the options.
    let measures = !by_member || set.is_some();
    if by_member {
        if let Some(set) = &set {
            let place = place_of(set, call.arg(2));
            search.centre = Some(place.ok_or_else(no_member)?);
        }
        at = 3;
    } else {
        search.centre = Some(place(call, 2)?);
    }
    if measures {
        let radius = length(call, at, "radius")?;
        search.unit = unit(call.arg(at + 1))?;
        search.shape = Some(Shape::Circle {
            radius: radius * search.unit,
        });
    }
    let stores = !call.spec.name.ends_with("_ro");
    at += 2;
    while at < call.args.len() {
        let left = call.args.len() - at - 1;
        if let Some(next) = search.option(call, at)? {
            at = next;
        } else if stores
            && left >= 1
            && (call.is_word(at, "store") || call.is_word(at, "storedist"))
        {
            search.keep_distance = call.is_word(at, "storedist");
            search.to = Some(call.arg(at + 1));
            at += 2;
        } else {
            return Err(SYNTAX);
        }
    }
    if search.to.is_some() && (search.with_distance || search.with_hash || search.with_place) {
        return Err(err(
            "STORE option in GEORADIUS is not compatible with WITHDIST, WITHHASH and WITHCOORD options",
        ));
    }
    search.check_any()?;
    Ok(search.finish(call, &set.unwrap_or_default()))
}

fn no_member() -> Refusal {
    err("could not decode requested zset member")
}

/// GEOSEARCH of the key at `from`, and GEOSEARCHSTORE.
fn search<'a>(call: &mut Call<'a, '_>, from: usize, to: Option<&'a [u8]>) -> Outcome {
    let set = read(call, from)?;
    let mut search = Search {
        to,
        ..Search::default()
    };
    let mut at = from + 1;
    while at < call.args.len() {
        let left = call.args.len() - at - 1;
        if call.is_word(at, "frommember") && left >= 1 && search.centre.is_none() {
            // A set that is not there has no member to miss.
            let nowhere = Place {
                longitude: 0.0,
                latitude: 0.0,
            };
            search.centre = Some(match &set {
                None => nowhere,
                Some(set) => place_of(set, call.arg(at + 1)).ok_or_else(no_member)?,
            });
            at += 2;
        } else if call.is_word(at, "fromlonlat") && left >= 2 && search.centre.is_none() {
            search.centre = Some(place(call, at + 1)?);
            at += 3;
        } else if call.is_word(at, "byradius") && left >= 2 && search.shape.is_none() {
            let radius = length(call, at + 1, "radius")?;
            search.unit = unit(call.arg(at + 2))?;
            search.shape = Some(Shape::Circle {
                radius: radius * search.unit,
            });
            at += 3;
        } else if call.is_word(at, "bybox") && left >= 3 && search.shape.is_none() {
            let parsed = |at, name| {
                parse_float(call.arg(at)).ok_or_else(|| err(format_args!("need numeric {name}")))
            };
            let (width, height) = (parsed(at + 1, "width")?, parsed(at + 2, "height")?);
            if width < 0.0 || height < 0.0 {
                return Err(err("height or width cannot be negative"));
            }
            search.unit = unit(call.arg(at + 3))?;
            search.shape = Some(Shape::Box {
                width: width * search.unit,
                height: height * search.unit,
            });
            at += 4;
        } else if to.is_some() && call.is_word(at, "storedist") {
            search.keep_distance = true;
            at += 1;
        } else if let Some(next) = search.option(call, at)? {
            at = next;
        } else {
            return Err(SYNTAX);
        }
    }
    if to.is_some() && (search.with_distance || search.with_hash || search.with_place) {
        return Err(err(
            "GEOSEARCHSTORE is not compatible with WITHDIST, WITHHASH and WITHCOORD options",
        ));
    }
    if search.centre.is_none() {
        return Err(err(format_args!(
            "exactly one of FROMMEMBER or FROMLONLAT can be specified for {}",
            call.spec.name
        )));
    }
    if search.shape.is_none() {
        return Err(err(format_args!(
            "exactly one of BYRADIUS and BYBOX can be specified for {}",
            call.spec.name
        )));
    }
    search.check_any()?;
    Ok(search.finish(call, &set.unwrap_or_default()))
}
