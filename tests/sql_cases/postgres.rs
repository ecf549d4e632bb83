//! As much of PostgreSQL's protocol (version 3) as recording answers takes.

use backlot::sql::{SqlError, SqlField, SqlRows};
use std::io::{Read, Result, Write};
use std::net::TcpStream;

/// A connection to a server, with an empty schema of its own.
pub struct Connection {
    stream: TcpStream,
}

impl Connection {
    /// Connects as `postgres` and empties the schema `public`.
    pub fn open(address: &str) -> Result<Self> {
        let mut stream = TcpStream::connect(address)?;
        let body = b"user\0postgres\0database\0postgres\0\0";
        let mut hello = Vec::new();
        hello.extend((body.len() as u32 + 8).to_be_bytes());
        hello.extend(196_608_u32.to_be_bytes());
        hello.extend(body);
        stream.write_all(&hello)?;
        let mut connection = Self { stream };
        while connection.message()?.0 != b'Z' {}
        connection.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public;")?;
        Ok(connection)
    }

    fn message(&mut self) -> Result<(u8, Vec<u8>)> {
        let mut head = [0; 5];
        self.stream.read_exact(&mut head)?;
        let [kind, length @ ..] = head;
        let mut body = vec![0; u32::from_be_bytes(length) as usize - 4];
        self.stream.read_exact(&mut body)?;
        Ok((kind, body))
    }

    /// Runs a text by the simple query protocol.
    pub fn query(&mut self, text: &str) -> Result<(Vec<SqlRows>, Option<SqlError>)> {
        let mut message = vec![b'Q'];
        message.extend((text.len() as u32 + 5).to_be_bytes());
        message.extend(text.as_bytes());
        message.push(0);
        self.stream.write_all(&message)?;
        let (mut results, mut error, mut rows) = (Vec::new(), None, SqlRows::default());
        loop {
            let (kind, body) = self.message()?;
            let mut body = Body(&body);
            match kind {
                b'T' => {
                    let count = body.number(2);
                    rows.fields = (0..count).map(|_| body.field()).collect();
                }
                b'D' => {
                    let count = body.number(2);
                    rows.rows.push((0..count).map(|_| body.value()).collect());
                }
                b'C' => {
                    rows.tag = body.text();
                    results.push(std::mem::take(&mut rows));
                }
                b'E' => {
                    rows = SqlRows::default();
                    error = Some(body.error());
                }
                b'Z' => return Ok((results, error)),
                _ => {}
            }
        }
    }
}

/// A message's body, read from the front.
struct Body<'a>(&'a [u8]);

impl Body<'_> {
    fn take(&mut self, count: usize) -> &[u8] {
        let (head, rest) = self.0.split_at(count);
        self.0 = rest;
        head
    }

    fn number(&mut self, bytes: usize) -> u32 {
        self.take(bytes)
            .iter()
            .fold(0, |n, byte| n << 8 | u32::from(*byte))
    }

    fn text(&mut self) -> String {
        let end = self
            .0
            .iter()
            .position(|byte| *byte == 0)
            .unwrap_or(self.0.len());
        let text = String::from_utf8_lossy(self.take(end)).into_owned();
        self.take(1);
        text
    }

    fn field(&mut self) -> SqlField {
        let name = self.text();
        self.take(6);
        let type_oid = self.number(4);
        self.take(8);
        SqlField {
            name,
            type_name: type_name(type_oid),
            type_oid,
        }
    }

    fn value(&mut self) -> Option<String> {
        let length = self.number(4);
        if length == u32::MAX {
            return None;
        }
        Some(String::from_utf8_lossy(self.take(length as usize)).into_owned())
    }

    fn error(&mut self) -> SqlError {
        let mut error = SqlError::default();
        loop {
            let [kind] = *self.take(1) else { return error };
            if kind == 0 {
                return error;
            }
            let text = self.text();
            match kind {
                b'C' => error.code = text,
                b'M' => error.message = text,
                b'D' => error.detail = Some(text),
                b'H' => error.hint = Some(text),
                b'P' => error.position = text.parse().ok(),
                b't' => error.table = Some(text),
                b'c' => error.column = Some(text),
                b'n' => error.constraint = Some(text),
                _ => {}
            }
        }
    }
}

/// The name of a type in `pg_type`.
fn type_name(oid: u32) -> String {
    let name = match oid {
        16 => "bool",
        17 => "bytea",
        19 => "name",
        20 => "int8",
        21 => "int2",
        23 => "int4",
        25 => "text",
        26 => "oid",
        114 => "json",
        199 => "_json",
        700 => "float4",
        701 => "float8",
        705 => "unknown",
        1000 => "_bool",
        1005 => "_int2",
        1007 => "_int4",
        1009 => "_text",
        1015 => "_varchar",
        1016 => "_int8",
        1022 => "_float8",
        1042 => "bpchar",
        1043 => "varchar",
        1082 => "date",
        1083 => "time",
        1114 => "timestamp",
        1115 => "_timestamp",
        1182 => "_date",
        1184 => "timestamptz",
        1186 => "interval",
        1231 => "_numeric",
        1700 => "numeric",
        2205 => "regclass",
        2206 => "regtype",
        2249 => "record",
        2950 => "uuid",
        3802 => "jsonb",
        3807 => "_jsonb",
        other => return other.to_string(),
    };
    name.to_owned()
}
