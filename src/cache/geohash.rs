//! Places as numbers: longitude and latitude interleaved, 26 bits each.

/// The latitudes that fit on a square map (EPSG:3857).
const LATITUDES: (f64, f64) = (-85.051_128_78, 85.051_128_78);
const LONGITUDES: (f64, f64) = (-180.0, 180.0);
/// Bits of each coordinate.
const BITS: u32 = 26;
/// The earth's radius in metres, as Redis has it.
const EARTH_RADIUS_M: f64 = 6_372_797.560_856;

/// A place, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// East of Greenwich.
    pub longitude: f64,
    /// North of the equator.
    pub latitude: f64,
}

impl Place {
    /// Whether it is on the map.
    #[must_use]
    pub fn is_on_map(self) -> bool {
        (LONGITUDES.0..=LONGITUDES.1).contains(&self.longitude)
            && (LATITUDES.0..=LATITUDES.1).contains(&self.latitude)
    }

    /// Its number, of 52 bits.
    #[must_use]
    pub fn encode(self) -> u64 {
        encode(self, LATITUDES)
    }

    /// The middle of the cell that a number stands for.
    #[must_use]
    pub fn decode(bits: u64) -> Self {
        let middle = |bits: u64, (least, most): (f64, f64)| {
            let cells = f64::from(1_u32 << BITS);
            let (low, high) = (bits as f64, (bits + 1) as f64);
            let edge = |cell: f64| least + (cell / cells) * (most - least);
            f64::midpoint(edge(low), edge(high)).clamp(least, most)
        };
        Self {
            longitude: middle(every_second_bit(bits >> 1), LONGITUDES),
            latitude: middle(every_second_bit(bits), LATITUDES),
        }
    }

    /// The great-circle distance in metres, by the haversine formula.
    #[must_use]
    pub fn distance_m(self, other: Self) -> f64 {
        let (one, two) = (self.latitude.to_radians(), other.latitude.to_radians());
        let u = ((two - one) / 2.0).sin();
        let v = ((other.longitude.to_radians() - self.longitude.to_radians()) / 2.0).sin();
        let a = u * u + one.cos() * two.cos() * v * v;
        2.0 * EARTH_RADIUS_M * a.sqrt().asin()
    }

    /// The distance along a meridian, in metres.
    #[must_use]
    pub fn north_south_m(self, other: Self) -> f64 {
        EARTH_RADIUS_M * (other.latitude.to_radians() - self.latitude.to_radians()).abs()
    }

    /// The standard geohash of eleven letters.
    #[must_use]
    pub fn geohash(self) -> String {
        const LETTERS: &[u8; 32] = b"0123456789bcdefghjkmnpqrstuvwxyz";
        // The standard's latitudes reach the poles.
        let bits = encode(self, (-90.0, 90.0));
        // Ten letters take 50 of the 52 bits; Redis fills the last with 0.
        let letter = |nth: u32| match nth {
            10 => '0',
            nth => {
                let at = bits >> (52 - (nth + 1) * 5) & 31;
                LETTERS
                    .get(at as usize)
                    .map_or('0', |letter| char::from(*letter))
            }
        };
        (0..11).map(letter).collect()
    }
}

fn encode(place: Place, latitudes: (f64, f64)) -> u64 {
    let cell = |value: f64, (least, most): (f64, f64)| {
        ((value - least) / (most - least) * f64::from(1_u32 << BITS)) as u64
    };
    spread(cell(place.latitude, latitudes)) | spread(cell(place.longitude, LONGITUDES)) << 1
}

/// Puts a zero between all bits.
fn spread(bits: u64) -> u64 {
    (0..32).fold(0, |out, at| out | (bits >> at & 1) << (2 * at))
}

fn every_second_bit(bits: u64) -> u64 {
    (0..32).fold(0, |out, at| out | (bits >> (2 * at) & 1) << at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_within_its_cell() {
        let palermo = Place {
            longitude: 13.361_389,
            latitude: 38.115_556,
        };
        assert_eq!(palermo.encode(), 3_479_099_956_230_698);
        assert_eq!(palermo.geohash(), "sqc8b49rny0");
        let back = Place::decode(palermo.encode());
        assert!(palermo.distance_m(back) < 0.6);
    }
}
