//! Where a message ends: what its fields say about its length and its
//! connection (RFC 9112 §6 and §9).

use super::fault::{Fault, Found};

/// What the fields seen so far say.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each notes one independent field"
)]
pub(super) struct Framing {
    /// `Content-Length`.
    pub(super) length: Option<u64>,
    /// Whether there is a `Transfer-Encoding`, be it empty.
    pub(super) encoded: bool,
    /// Whether it names a coding.
    pub(super) has_coding: bool,
    /// Whether its last coding is `chunked`.
    pub(super) chunked: bool,
    pub(super) hosts: usize,
    pub(super) close: bool,
    pub(super) keep_alive: bool,
    connection_upgrade: bool,
    upgrade_field: bool,
    is_request: bool,
}

impl Framing {
    pub(super) fn of_request() -> Self {
        Self {
            is_request: true,
            ..Self::default()
        }
    }

    /// Judges one more field; its value still has the white space behind it.
    pub(super) fn see(&mut self, name: &str, value: &str) -> Result<(), Found> {
        if name.eq_ignore_ascii_case("content-length") {
            self.see_length(value)
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            self.see_encoding(value)
        } else {
            // Old proxies' clients say Proxy-Connection, and Node heeds it.
            if ["connection", "proxy-connection"]
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known))
            {
                self.see_connection(value);
            } else if name.eq_ignore_ascii_case("upgrade") {
                self.upgrade_field = true;
            } else if name.eq_ignore_ascii_case("host") {
                self.hosts += 1;
            }
            Ok(())
        }
    }

    fn see_length(&mut self, value: &str) -> Result<(), Found> {
        if self.length.is_some() {
            return Err(Fault::LengthTwice.into());
        }
        if self.encoded {
            return Err(Fault::LengthWithEncoding.said(
                "HPE_INVALID_CONTENT_LENGTH: Content-Length can't be present with \
                 Transfer-Encoding",
            ));
        }
        // Node takes spaces behind the number, and no tabs.
        let value = value.trim_end_matches(' ');
        if value.is_empty() {
            let said = "HPE_INVALID_CONTENT_LENGTH: Empty Content-Length";
            return Err(Fault::LengthNotNumber.said(said));
        }
        if !value.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Fault::LengthNotNumber.into());
        }
        let length = value.parse().map_err(|_| Fault::LengthTooLarge)?;
        self.length = Some(length);
        Ok(())
    }

    fn see_encoding(&mut self, value: &str) -> Result<(), Found> {
        if self.length.is_some() {
            return Err(Fault::LengthWithEncoding.into());
        }
        self.encoded = true;
        if value.trim_ascii().is_empty() {
            return Ok(());
        }
        self.has_coding = true;
        for coding in value.split(',') {
            // Here too, Node takes no tab behind a word.
            let coding = coding.trim_ascii_start().trim_end_matches(' ');
            if self.chunked && self.is_request {
                return Err(Fault::ChunkedNotLast.said(
                    "HPE_INVALID_TRANSFER_ENCODING: Invalid `Transfer-Encoding` header value",
                ));
            }
            self.chunked = coding.eq_ignore_ascii_case("chunked");
        }
        Ok(())
    }

    fn see_connection(&mut self, value: &str) {
        for option in value.split(',').map(str::trim_ascii) {
            if option.eq_ignore_ascii_case("close") {
                self.close = true;
            } else if option.eq_ignore_ascii_case("keep-alive") {
                self.keep_alive = true;
            } else if option.eq_ignore_ascii_case("upgrade") {
                self.connection_upgrade = true;
            }
        }
    }

    /// Whether the connection is to change its protocol.
    pub(super) const fn upgrade(&self) -> bool {
        self.connection_upgrade && self.upgrade_field
    }

    /// Whether the connection may carry another message: HTTP/1.1's default,
    /// HTTP/1.0's exception (RFC 9112 §9.3).
    pub(super) const fn stays_open(&self, version: (u8, u8)) -> bool {
        if version.0 > 0 && version.1 > 0 {
            !self.close
        } else {
            self.keep_alive && !self.close
        }
    }
}
