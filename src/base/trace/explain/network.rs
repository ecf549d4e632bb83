//! The words of the network's events.

use super::Explanation;
use super::numbers::{bytes, count, short, system, thousands, time};
use super::reference::{node, rfc};
use crate::base::System;

pub(super) fn name_resolved(name: &str, address: &str, cached: bool, ttl_s: u32) -> Explanation {
    let name = short(name);
    let life = count(u64::from(ttl_s), "second");
    if cached {
        return Explanation::new(
            format!("The client still knew that {name} is {address}."),
            format!(
                "An answer of the name system may be kept for as long as it says, here {life} \
                 from when it was given; until then no question is sent."
            ),
        )
        .see(rfc(1035, "7.4"));
    }
    Explanation::new(
        format!("The client asked its name server for {name} and learned {address}."),
        format!(
            "Connections go to addresses, not to names, so the name is looked up first (DNS). \
             The client may keep the answer for {life} (its TTL)."
        ),
    )
    .see(rfc(1034, "5.3.1"))
}

pub(super) fn name_not_found(name: &str) -> Explanation {
    Explanation::new(
        format!("The name server knows no host {}.", short(name)),
        "The answer was NXDOMAIN: nobody has that name, so there is no address to connect to. \
         Check the spelling; Node reports ENOTFOUND.",
    )
    .see(rfc(2308, "2.1"))
}

pub(super) fn connection_opened(
    connection: u32,
    address: &str,
    port: u16,
    rtt_us: u64,
) -> Explanation {
    Explanation::new(
        format!(
            "Connection {connection} to {address}, port {port}, was opened in {}.",
            time(rtt_us)
        ),
        "TCP begins with a handshake: one side says SYN, the other SYN-ACK. Only then may data \
         follow, so a new connection costs one round trip before the first byte.",
    )
    .see(rfc(9293, "3.5"))
}

pub(super) fn connection_reused(connection: u32, idle_us: u64) -> Explanation {
    Explanation::new(
        format!(
            "Connection {connection} was used again after {} without traffic.",
            time(idle_us)
        ),
        "HTTP/1.1 keeps connections open after a response unless one side says \
         Connection: close, so this request is spared the handshake's round trip.",
    )
    .see(rfc(9112, "9.3"))
}

pub(super) fn connection_refused(address: &str, port: u16) -> Explanation {
    Explanation::new(
        format!("{address} refused a connection to port {port}."),
        "The host is there, but no process listens on that port; it answers SYN with RST. Node \
         reports ECONNREFUSED. Check that the server is running and which port it listens on.",
    )
    .see(node(
        "errors.html#common-system-errors",
        "Common system errors",
    ))
}

pub(super) fn connection_closed(connection: u32, reason: &str) -> Explanation {
    let what = match reason.trim_end_matches('.') {
        "" => format!("Connection {connection} was closed."),
        reason => format!("Connection {connection} was closed: {}.", short(reason)),
    };
    Explanation::new(
        what,
        "Either side may close a connection. What is needed next opens a new one, at the price \
         of a round trip.",
    )
    .see(rfc(9112, "9.6"))
}

pub(super) fn bytes_transferred(
    from: System,
    to: System,
    size: usize,
    latency_us: u64,
    transfer_us: u64,
) -> Explanation {
    let what = format!(
        "{} went from {} to {} in {}.",
        capitalised(&bytes(size)),
        system(from),
        system(to),
        time(latency_us.saturating_add(transfer_us))
    );
    let way = time(latency_us);
    let scaled = (size as u64).saturating_mul(1_000_000);
    let bandwidth = scaled.checked_div(transfer_us).map(|per_second| {
        let (took, rate) = (time(transfer_us), thousands(per_second));
        format!("; the bytes take {took}, at {rate} bytes a second (bandwidth)")
    });
    let bandwidth = bandwidth.unwrap_or_default();
    let why = format!(
        "The way itself takes {way}, however little is sent (latency){bandwidth}. Fewer round \
         trips help with the first, smaller messages with the second."
    );
    Explanation::new(what, why)
}

fn capitalised(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
