//! As much of PostgreSQL's protocol (version 3) as recording answers takes.

use backlot::sql::{SqlError, SqlField, SqlRows};
use std::io::{Read, Result, Write};
use std::net::TcpStream;

/// A connection to a server.
pub struct Connection {
    stream: TcpStream,
    /// The number of the server's process.
    pub process: u32,
    answer: Answer,
}

/// What has come of an answer.
#[derive(Default)]
struct Answer {
    results: Vec<SqlRows>,
    error: Option<SqlError>,
    rows: SqlRows,
}

impl Connection {
    /// Connects as `postgres` and empties the schema `public`.
    pub fn open(address: &str) -> Result<Self> {
        let mut connection = Self::connect(address)?;
        connection.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public;")?;
        Ok(connection)
    }

    /// Connects as `postgres`.
    pub fn connect(address: &str) -> Result<Self> {
        let mut stream = TcpStream::connect(address)?;
        let body = b"user\0postgres\0database\0postgres\0\0";
        let mut hello = Vec::new();
        hello.extend((body.len() as u32 + 8).to_be_bytes());
        hello.extend(196_608_u32.to_be_bytes());
        hello.extend(body);
        stream.write_all(&hello)?;
        let mut connection = Self {
            stream,
            process: 0,
            answer: Answer::default(),
        };
        loop {
            match connection.message()? {
                (b'K', body) => connection.process = Body(&body).number(4),
                (b'Z', _) => return Ok(connection),
                _ => {}
            }
        }
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
        self.send(text)?;
        loop {
            if let Some(answer) = self.answer()? {
                return Ok(answer);
            }
        }
    }

    /// Sends a text without waiting for its answer.
    pub fn send(&mut self, text: &str) -> Result<()> {
        let mut message = vec![b'Q'];
        message.extend((text.len() as u32 + 5).to_be_bytes());
        message.extend(text.as_bytes());
        message.push(0);
        self.stream.write_all(&message)
    }

    /// The answer, if it comes within some milliseconds.
    #[allow(dead_code, reason = "only where several connections meet")]
    pub fn soon(&mut self) -> Result<Option<(Vec<SqlRows>, Option<SqlError>)>> {
        let mut byte = [0];
        let patience = std::time::Duration::from_millis(20);
        loop {
            self.stream.set_read_timeout(Some(patience))?;
            let there = self.stream.peek(&mut byte);
            self.stream.set_read_timeout(None)?;
            match there {
                Ok(_) => {
                    if let Some(answer) = self.answer()? {
                        return Ok(Some(answer));
                    }
                }
                Err(_) => return Ok(None),
            }
        }
    }

    /// Reads one message; gives the answer when it was the last.
    fn answer(&mut self) -> Result<Option<(Vec<SqlRows>, Option<SqlError>)>> {
        let (kind, body) = self.message()?;
        let mut body = Body(&body);
        let answer = &mut self.answer;
        match kind {
            b'T' => {
                let count = body.number(2);
                answer.rows.fields = (0..count).map(|_| body.field()).collect();
            }
            b'D' => {
                let count = body.number(2);
                let row = (0..count).map(|_| body.value()).collect();
                answer.rows.rows.push(row);
            }
            b'C' => {
                answer.rows.tag = body.text();
                answer.results.push(std::mem::take(&mut answer.rows));
            }
            b'E' => {
                answer.rows = SqlRows::default();
                answer.error = Some(body.error());
            }
            b'Z' => {
                let answer = std::mem::take(answer);
                return Ok(Some((answer.results, answer.error)));
            }
            _ => {}
        }
        Ok(None)
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
