//! Host names and addresses in URLs.

use super::percent::percent_decode;
use super::url::bad;
use crate::base::Diagnostic;

/// A host as it is connected to: in lower case, addresses in one spelling.
pub(super) fn host_name(host: &str) -> Result<String, Diagnostic> {
    if host.is_empty() {
        return Err(bad(
            "HTTP061",
            "The URL names no host.",
            "Write the host behind http://, such as http://shop.test/books.",
        ));
    }
    if let Some(address) = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')) {
        return ipv6(address);
    }
    let decoded = percent_decode(host);
    let Some(host) = std::str::from_utf8(&decoded)
        .ok()
        .filter(|host| host.is_ascii())
    else {
        return Err(bad(
            "HTTP062",
            format!("The host {host:?} has characters beyond ASCII."),
            "Write the host in its ASCII form, which begins with xn--.",
        ));
    };
    let fits = |c: char| c.is_ascii_graphic() && !"#/:<>?@[\\]^|%".contains(c);
    if let Some(wrong) = host.chars().find(|c| !fits(*c)) {
        return Err(bad(
            "HTTP062",
            format!("{host:?} is not a host: {wrong:?} cannot stand in a name."),
            "Use letters, digits, hyphens and dots.",
        ));
    }
    if let Some(address) = ipv4(host)? {
        return Ok(address);
    }
    if host.len() > 253 || host.split('.').any(|label| label.len() > 63) {
        return Err(bad(
            "HTTP062",
            "The host's name is too long: 63 characters between dots and 253 in all (RFC 1035).",
            "Use a shorter name.",
        ));
    }
    Ok(host.to_ascii_lowercase())
}

fn ipv6(text: &str) -> Result<String, Diagnostic> {
    let Ok(address) = text.parse::<std::net::Ipv6Addr>() else {
        return Err(bad(
            "HTTP062",
            format!("{text:?} is not an IPv6 address."),
            "Write an address such as [::1], or a host's name.",
        ));
    };
    // URLs write even these in hexadecimal groups only.
    if let ([0, 0, 0, 0, 0, 0xffff, high, low], true) =
        (address.segments(), address.to_ipv4_mapped().is_some())
    {
        return Ok(format!("[::ffff:{high:x}:{low:x}]"));
    }
    Ok(format!("[{address}]"))
}

/// An address of four numbers, if the host's last label is a number. As in
/// browsers, numbers may be octal (`010`) or hexadecimal (`0x8`), and the last
/// one fills all places that are left: `127.1` is `127.0.0.1`.
fn ipv4(host: &str) -> Result<Option<String>, Diagnostic> {
    let labels: Vec<&str> = host.strip_suffix('.').unwrap_or(host).split('.').collect();
    let last = labels.last().copied().unwrap_or_default();
    let all_digits = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits && ipv4_number(last).is_none() {
        return Ok(None);
    }
    let numbers: Option<Vec<u64>> = labels.iter().map(|label| ipv4_number(label)).collect();
    let address = numbers.as_deref().and_then(|numbers| {
        let (last, front) = numbers.split_last()?;
        let places = 4_u32.checked_sub(u32::try_from(front.len()).ok()?)?;
        if places == 0 || front.iter().any(|number| *number > 255) {
            return None;
        }
        if *last >= 1_u64 << (8 * places) {
            return None;
        }
        let high = front
            .iter()
            .zip([24, 16, 8])
            .fold(0, |sum, (number, shift)| sum | (number << shift));
        u32::try_from(high | last).ok()
    });
    match address {
        Some(address) => Ok(Some(std::net::Ipv4Addr::from(address).to_string())),
        None => Err(bad(
            "HTTP062",
            format!("{host:?} is not an IPv4 address."),
            "Write four numbers from 0 to 255 with dots between, or a host's name.",
        )),
    }
}

fn ipv4_number(label: &str) -> Option<u64> {
    let lower = label.to_ascii_lowercase();
    let (digits, radix) = match lower.strip_prefix("0x") {
        Some("") => return Some(0),
        Some(hex) => (hex, 16),
        None if lower.len() > 1 && lower.starts_with('0') => (lower.as_str(), 8),
        None => (lower.as_str(), 10),
    };
    // Without a sign: from_str_radix would take one.
    if !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    u64::from_str_radix(digits, radix).ok()
}
