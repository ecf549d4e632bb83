//! Names and connections, as the client of a world keeps them.
//!
//! # Limits
//! One client, one name server, IPv4, no TLS, no packet loss. Real clients
//! also race IPv6 against IPv4 (RFC 8305) and retry lost packets.

use crate::base::SmallMap;
use imbl::OrdMap;

/// The address that every host of a world resolves to.
pub const SERVER_ADDRESS: &str = "10.0.0.10";
/// The client's own address.
pub const CLIENT_ADDRESS: &str = "10.0.0.7";
/// How long a resolved name may be kept, in seconds.
pub const NAME_TTL_S: u32 = 60;
/// Connections a client opens to one host at most, as browsers do.
pub const CONNECTIONS_PER_HOST: usize = 6;
/// How long a server keeps an idle connection open, in microseconds
/// (Node's `server.keepAliveTimeout`).
pub const KEEP_ALIVE_US: u64 = 5_000_000;

/// What a client knows of names, and its open connections. A value.
#[derive(Debug, Clone, Default)]
pub struct Net {
    known_until_us: SmallMap<String, u64>,
    connections: OrdMap<u32, Connection>,
    last_connection: u32,
}

/// One TCP connection between client and server.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Connection {
    host: String,
    port: u16,
    idle_since_us: Option<u64>,
}

/// What a client does to have a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lease {
    /// It uses one that lay idle for so many microseconds.
    Reused {
        /// Its number.
        connection: u32,
        /// How long it was idle.
        idle_us: u64,
    },
    /// It opens one.
    New {
        /// Its number.
        connection: u32,
    },
    /// It waits: this many are open to the host, all in use.
    Full {
        /// How many.
        open: usize,
    },
}

impl Net {
    /// Whether the client still knows the address of `name` at `now_us`.
    #[must_use]
    pub fn knows(&self, name: &str, now_us: u64) -> bool {
        self.known_until_us
            .get(name)
            .is_some_and(|until| *until > now_us)
    }

    /// Remembers the address of `name` for [`NAME_TTL_S`].
    pub fn learn(&mut self, name: &str, now_us: u64) {
        let until = now_us + u64::from(NAME_TTL_S) * 1_000_000;
        self.known_until_us.insert(name.to_owned(), until);
    }

    /// Forgets the connections that the server has closed by `now_us` because
    /// they lay idle for [`KEEP_ALIVE_US`]. Gives their numbers.
    pub fn expire(&mut self, now_us: u64) -> Vec<u32> {
        let is_over = |c: &Connection| {
            c.idle_since_us
                .is_some_and(|at| at + KEEP_ALIVE_US <= now_us)
        };
        let over = self.connections.iter().filter(|(_, c)| is_over(c));
        let over: Vec<u32> = over.map(|(number, _)| *number).collect();
        for number in &over {
            self.connections.remove(number);
        }
        over
    }

    /// Takes an idle connection to `host` and `port`, or a new one.
    pub fn lease(&mut self, host: &str, port: u16, now_us: u64) -> Lease {
        let here = |c: &Connection| c.host == host && c.port == port;
        let idle = self.connections.iter().find_map(|(number, connection)| {
            let since = connection.idle_since_us.filter(|_| here(connection))?;
            Some((*number, since))
        });
        if let Some((connection, since)) = idle {
            if let Some(found) = self.connections.get_mut(&connection) {
                found.idle_since_us = None;
            }
            return Lease::Reused {
                connection,
                idle_us: now_us - since,
            };
        }
        let open = self.connections.values().filter(|c| here(c)).count();
        if open >= CONNECTIONS_PER_HOST {
            return Lease::Full { open };
        }
        self.last_connection += 1;
        let connection = self.last_connection;
        self.connections.insert(
            connection,
            Connection {
                host: host.to_owned(),
                port,
                idle_since_us: None,
            },
        );
        Lease::New { connection }
    }

    /// Gives a connection back, to be used again.
    pub fn release(&mut self, connection: u32, now_us: u64) {
        if let Some(found) = self.connections.get_mut(&connection) {
            found.idle_since_us = Some(now_us);
        }
    }

    /// Forgets a connection that was closed.
    pub fn close(&mut self, connection: u32) {
        self.connections.remove(&connection);
    }

    /// Forgets every connection: the server went away. Gives their numbers.
    pub fn close_all(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.connections)
            .keys()
            .copied()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_connection_is_reused_until_the_server_closes_it() {
        let mut net = Net::default();
        assert_eq!(net.lease("a.test", 80, 0), Lease::New { connection: 1 });
        net.release(1, 1_000);
        let reused = Lease::Reused {
            connection: 1,
            idle_us: 500,
        };
        assert_eq!(net.lease("a.test", 80, 1_500), reused);
        net.release(1, 2_000);
        assert!(net.expire(1_999 + KEEP_ALIVE_US).is_empty());
        assert_eq!(net.expire(2_000 + KEEP_ALIVE_US), [1]);
        assert_eq!(
            net.lease("a.test", 80, 9_000_000),
            Lease::New { connection: 2 }
        );
    }

    #[test]
    fn seventh_connection_waits() {
        let mut net = Net::default();
        for connection in 1..=6 {
            assert_eq!(net.lease("a.test", 80, 0), Lease::New { connection });
        }
        assert_eq!(net.lease("a.test", 80, 0), Lease::Full { open: 6 });
        assert_eq!(net.lease("b.test", 80, 0), Lease::New { connection: 7 });
    }

    #[test]
    fn name_is_known_for_its_time_to_live() {
        let mut net = Net::default();
        assert!(!net.knows("a.test", 0));
        net.learn("a.test", 0);
        assert!(net.knows("a.test", 59_999_999));
        assert!(!net.knows("a.test", 60_000_000));
    }
}
