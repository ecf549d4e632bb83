//! The client's way to the server: a name, a connection, bytes on the link.

use super::World;
use super::costs;
use super::receive::shown;
use super::schedule::Job;
use crate::base::{Diagnostic, Parent, RequestId, System, What};
use crate::net::{Lease, NAME_TTL_S, SERVER_ADDRESS};
use std::sync::Arc;

impl World {
    pub(super) fn resolve(&mut self, id: RequestId) {
        let Some(exchange) = self.exchanges.get(&id) else {
            return;
        };
        let (parent, wire) = (exchange.parent, Arc::clone(&exchange.wire));
        let literal = wire.host == SERVER_ADDRESS || wire.host == "localhost";
        if literal || self.net.knows(&wire.host, self.clock.now_us) {
            let name = wire.host.clone();
            let address = SERVER_ADDRESS.to_owned();
            self.record(
                parent,
                What::NameResolved {
                    name,
                    address,
                    cached: true,
                    ttl_s: 0,
                },
            );
            self.connect(id);
            return;
        }
        self.start_leg(id, &format!("resolve {}", wire.host));
        self.add_job(id, 2 * self.file.latency.dns_us, Job::Connect(id));
    }

    pub(super) fn connect(&mut self, id: RequestId) {
        let Some(exchange) = self.exchanges.get(&id).filter(|e| e.answer.is_none()) else {
            return;
        };
        let (leg, parent, wire) = (exchange.leg, exchange.parent, Arc::clone(&exchange.wire));
        if let Some(span) = leg {
            let inside = Parent {
                span: Some(span),
                ..parent
            };
            let name = wire.host.clone();
            if wire.host != self.file.host {
                self.record(inside, What::NameNotFound { name });
                self.end_leg(id, true);
                self.finish(id, Some(no_such_host(&wire.host, &self.file.host)));
                return;
            }
            self.net.learn(&name, self.clock.now_us);
            let address = SERVER_ADDRESS.to_owned();
            let what = What::NameResolved {
                name,
                address,
                cached: false,
                ttl_s: NAME_TTL_S,
            };
            self.record(inside, what);
            self.end_leg(id, false);
        }
        for connection in self.net.expire(self.clock.now_us) {
            let reason = "it lay idle past the server's keep-alive timeout".to_owned();
            self.record(parent, What::ConnectionClosed { connection, reason });
        }
        match self.net.lease(&wire.host, wire.port, self.clock.now_us) {
            Lease::Reused {
                connection,
                idle_us,
            } => {
                self.set_connection(id, Some(connection));
                self.record(
                    parent,
                    What::ConnectionReused {
                        connection,
                        idle_us,
                    },
                );
                self.transmit(id);
            }
            Lease::New { connection } => {
                self.set_connection(id, Some(connection));
                self.start_leg(id, &format!("connect to {SERVER_ADDRESS}:{}", wire.port));
                self.add_job(id, 2 * self.file.latency.client_us, Job::Transmit(id));
            }
            Lease::Full { open } => {
                let resource = format!("connections to {}", wire.host);
                self.record(
                    parent,
                    What::Queued {
                        resource,
                        ahead: open,
                    },
                );
                self.waiting.push_back(id);
            }
        }
    }

    pub(super) fn transmit(&mut self, id: RequestId) {
        let Some(exchange) = self.exchanges.get(&id).filter(|e| e.answer.is_none()) else {
            return;
        };
        let (leg, parent, wire) = (exchange.leg, exchange.parent, Arc::clone(&exchange.wire));
        let connection = exchange.connection.unwrap_or_default();
        if let Some(span) = leg {
            let inside = Parent {
                span: Some(span),
                ..parent
            };
            let (address, port) = (SERVER_ADDRESS.to_owned(), wire.port);
            if !self.is_listening(wire.port) {
                self.record(inside, What::ConnectionRefused { address, port });
                self.end_leg(id, true);
                self.net.close(connection);
                self.set_connection(id, None);
                self.finish(id, Some(self.nothing_listens(port)));
                return;
            }
            let rtt_us = 2 * self.file.latency.client_us;
            self.record(
                inside,
                What::ConnectionOpened {
                    connection,
                    address,
                    port,
                    rtt_us,
                },
            );
            self.end_leg(id, false);
        }
        let total_bytes = wire.first.unwrap_or(wire.bytes.len());
        let (method, url) = (wire.method.clone(), wire.url.clone());
        let bytes = shown(wire.bytes.0.get(..total_bytes).unwrap_or_default());
        self.record(
            parent,
            What::RequestSent {
                method,
                url,
                bytes,
                total_bytes,
            },
        );
        self.put_on_the_link(id, "request on the wire", total_bytes);
        if wire.first.is_some() {
            self.add_job(id, costs::CONTINUE_TIMEOUT_US, Job::SendBody(id));
        }
    }

    /// The client goes on with the body that it held back.
    pub(super) fn send_body(&mut self, id: RequestId) {
        let Some(exchange) = self.exchanges.get(&id).filter(|e| e.answer.is_none()) else {
            return;
        };
        let (parent, wire) = (exchange.parent, Arc::clone(&exchange.wire));
        let rest = wire
            .bytes
            .0
            .get(exchange.client.written..)
            .unwrap_or_default();
        if rest.is_empty() {
            return;
        }
        let (bytes, total_bytes) = (shown(rest), rest.len());
        self.record(parent, What::BodySent { bytes, total_bytes });
        self.put_on_the_link(id, "body on the wire", total_bytes);
    }

    /// Sends the next bytes of a request to the server.
    fn put_on_the_link(&mut self, id: RequestId, name: &str, bytes: usize) {
        let latency_us = self.file.latency.client_us;
        let transfer_us = costs::transfer_us(bytes, self.file.latency.client_bytes_per_s);
        if let Some(inside) = self.start_leg(id, name) {
            self.record(
                inside,
                What::BytesTransferred {
                    from: System::Client,
                    to: System::Server,
                    bytes,
                    latency_us,
                    transfer_us,
                },
            );
        }
        if let Some(exchange) = self.exchange_mut(id) {
            exchange.client.written += bytes;
        }
        self.add_job(id, latency_us + transfer_us, Job::Arrive(id));
    }

    fn start_leg(&mut self, id: RequestId, name: &str) -> Option<Parent> {
        let parent = self.exchanges.get(&id)?.parent;
        let span = self.start_span(parent, System::Network, name);
        self.exchange_mut(id)?.leg = Some(span);
        Some(Parent {
            span: Some(span),
            ..parent
        })
    }

    pub(super) fn end_leg(&mut self, id: RequestId, failed: bool) {
        let leg = self
            .exchange_mut(id)
            .and_then(|exchange| exchange.leg.take());
        if let Some(span) = leg {
            self.end_span(Some(id), span, failed);
        }
    }

    fn set_connection(&mut self, id: RequestId, connection: Option<u32>) {
        if let Some(exchange) = self.exchange_mut(id) {
            exchange.connection = connection;
        }
    }

    fn nothing_listens(&self, port: u16) -> Diagnostic {
        let listening: Vec<String> = self.process.ports.iter().map(u16::to_string).collect();
        let next_step = if !self.process.running {
            "The process is not running: read the log for the error that ended it.".to_owned()
        } else if listening.is_empty() {
            "The process runs but listens nowhere: call app.listen(3000).".to_owned()
        } else {
            let ports = listening.join(", ");
            format!(
                "The process listens on {ports}; port 80 is forwarded to PORT, which is 3000 unless the world sets another."
            )
        };
        Diagnostic::new(
            "NET111",
            format!("Nothing listens on port {port}."),
            next_step,
        )
        .authentic(format!("connect ECONNREFUSED {SERVER_ADDRESS}:{port}"))
    }
}

fn no_such_host(host: &str, known: &str) -> Diagnostic {
    let message = format!("There is no host named {host} in this world.");
    let next_step = format!("Use http://{known}/ or a path that starts with /.");
    Diagnostic::new("NET110", message, next_step).authentic(format!("getaddrinfo ENOTFOUND {host}"))
}
