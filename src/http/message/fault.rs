//! Everything that can be wrong with a message, and what is said about it.

/// One way in which bytes are not a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    TlsHandshake,
    Method,
    MethodEnd,
    Preface,
    Target,
    Protocol,
    ProtocolMethod,
    Version,
    VersionEnd,
    SpaceAfterStart,
    FieldNameEmpty,
    FieldName,
    FieldWithoutColon,
    SpaceBeforeColon,
    FieldValue,
    BareCr,
    BareLf,
    Folded,
    HeadTooLarge,
    TooManyFields,
    LengthNotNumber,
    LengthTwice,
    LengthTooLarge,
    LengthWithEncoding,
    ChunkedNotLast,
    HostMissing,
    HostTwice,
    Expectation,
    Tunnel,
    BodyTooLarge,
    ChunkSize,
    ChunkTooLarge,
    ChunkExtension,
    ChunkExtensionTooLong,
    ChunkEnd,
    DataAfterClose,
    ResponseVersion,
    StatusCode,
    ResponseTooLarge,
    ResponseCutShort,
}

/// A fault, and Node's words for it where they are not the usual ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) fault: Fault,
    said: Option<&'static str>,
}

impl From<Fault> for Found {
    fn from(fault: Fault) -> Self {
        Self { fault, said: None }
    }
}

impl Found {
    /// What Node's parser says.
    pub(super) fn said(self) -> &'static str {
        self.said.unwrap_or(self.fault.words().node)
    }
}

/// What is said about a fault.
pub(super) struct Words {
    pub(super) code: &'static str,
    /// What Node's server answers; 0 when it closes without a word.
    pub(super) status: u16,
    pub(super) message: &'static str,
    pub(super) next_step: &'static str,
    /// The rule's section, such as `RFC 9112 §3.2`.
    pub(super) section: &'static str,
    /// What Node's parser says, as its `clientError` event has it.
    pub(super) node: &'static str,
}

const fn words(
    code: &'static str,
    status: u16,
    message: &'static str,
    next_step: &'static str,
    section: &'static str,
    node: &'static str,
) -> Words {
    Words {
        code,
        status,
        message,
        next_step,
        section,
        node,
    }
}

impl Fault {
    /// This fault in a place where Node has these words for it.
    pub(super) const fn said(self, words: &'static str) -> Found {
        Found {
            fault: self,
            said: Some(words),
        }
    }

    /// What is said about it.
    #[expect(
        clippy::too_many_lines,
        reason = "a table, one entry a fault, read top to bottom"
    )]
    pub(super) const fn words(self) -> Words {
        match self {
            Self::TlsHandshake => words(
                "HTTP001",
                400,
                "These bytes begin a TLS handshake, and this server speaks plain HTTP.",
                "Send the request to an http:// address.",
                "RFC 9112 §3",
                "HPE_INVALID_METHOD: Invalid method encountered",
            ),
            Self::Method => words(
                "HTTP002",
                400,
                "The message does not begin with a method that the server knows.",
                "Begin with GET, POST, PUT, PATCH, DELETE or another registered method, in capitals.",
                "RFC 9110 §9.1",
                "HPE_INVALID_METHOD: Invalid method encountered",
            ),
            Self::MethodEnd => words(
                "HTTP003",
                400,
                "After the method there must be a space.",
                "Write the request line as: method, space, target, space, HTTP/1.1.",
                "RFC 9112 §3",
                "HPE_INVALID_METHOD: Expected space after method",
            ),
            Self::Preface => words(
                "HTTP004",
                400,
                "PRI opens an HTTP/2 connection, and this server speaks HTTP/1.1.",
                "Begin with a method such as GET.",
                "RFC 9113 §3.4",
                "HPE_PAUSED_H2_UPGRADE: Pause on PRI/Upgrade",
            ),
            Self::Target => words(
                "HTTP005",
                400,
                "The request's target holds a character that cannot stand there.",
                "Begin the target with /, and write spaces and non-ASCII characters as %20 and the like.",
                "RFC 9112 §3.2",
                "HPE_INVALID_URL: Invalid characters in url",
            ),
            Self::Protocol => words(
                "HTTP006",
                400,
                "After the target there must be the protocol, HTTP/1.1.",
                "End the request line with a space and HTTP/1.1, in capitals.",
                "RFC 9112 §2.3",
                "HPE_INVALID_CONSTANT: Expected HTTP/, RTSP/ or ICE/",
            ),
            Self::ProtocolMethod => words(
                "HTTP007",
                400,
                "This method does not exist in this protocol.",
                "Use one of HTTP's methods with HTTP/1.1.",
                "RFC 9110 §9.1",
                "HPE_INVALID_CONSTANT: Invalid method for HTTP/x.x request",
            ),
            Self::Version => words(
                "HTTP008",
                400,
                "There is no such version of HTTP.",
                "Write HTTP/1.1 or HTTP/1.0.",
                "RFC 9110 §2.5",
                "HPE_INVALID_VERSION: Invalid HTTP version",
            ),
            Self::VersionEnd => words(
                "HTTP009",
                400,
                "After the version the line must end, with CR and LF.",
                "Remove what follows HTTP/1.1 on the request line.",
                "RFC 9112 §3",
                "HPE_INVALID_VERSION: Expected CRLF after version",
            ),
            Self::SpaceAfterStart => words(
                "HTTP010",
                400,
                "The first header field begins with white space.",
                "Begin each field at the start of its line.",
                "RFC 9112 §2.2",
                "HPE_UNEXPECTED_SPACE: Unexpected space after start line",
            ),
            Self::FieldNameEmpty => words(
                "HTTP011",
                400,
                "A header field has no name before its colon.",
                "Write each field as Name: value.",
                "RFC 9112 §5",
                "HPE_INVALID_HEADER_TOKEN: Invalid header token",
            ),
            Self::FieldName => words(
                "HTTP012",
                400,
                "A header field's name holds a character that cannot stand there.",
                "Use letters, digits and hyphens in the name.",
                "RFC 9110 §5.1",
                "HPE_INVALID_HEADER_TOKEN: Invalid header token",
            ),
            Self::FieldWithoutColon => words(
                "HTTP013",
                400,
                "A header line has no colon.",
                "Write each field as Name: value, and end the head with an empty line.",
                "RFC 9112 §5",
                "HPE_INVALID_HEADER_TOKEN: Invalid header token",
            ),
            Self::SpaceBeforeColon => words(
                "HTTP014",
                400,
                "There is white space between a header field's name and its colon.",
                "Remove the space: proxies and servers that read it differently can be tricked.",
                "RFC 9112 §5.1",
                "HPE_INVALID_HEADER_TOKEN: Invalid header token",
            ),
            Self::FieldValue => words(
                "HTTP015",
                400,
                "A header field's value holds a control character.",
                "Remove it; only the tab may stand in a value.",
                "RFC 9110 §5.5",
                "HPE_INVALID_HEADER_TOKEN: Invalid header value char",
            ),
            Self::BareCr => words(
                "HTTP016",
                400,
                "A CR stands alone; lines end with CR and LF together.",
                "End each line of the head with CR LF.",
                "RFC 9112 §2.2",
                "HPE_LF_EXPECTED: Missing expected LF after header value",
            ),
            Self::BareLf => words(
                "HTTP017",
                400,
                "A line ends with LF alone; lines end with CR and LF together.",
                "End each line of the head with CR LF.",
                "RFC 9112 §2.2",
                "HPE_CR_EXPECTED: Missing expected CR after header value",
            ),
            Self::Folded => words(
                "HTTP018",
                400,
                "A header line begins with white space: folding a value over lines is obsolete.",
                "Write the whole value on one line.",
                "RFC 9112 §5.2",
                "HPE_INVALID_HEADER_TOKEN: Unexpected whitespace after header value",
            ),
            Self::HeadTooLarge => words(
                "HTTP019",
                431,
                "The target and the header fields reach 16 KiB, the server's limit.",
                "Send less in the URL and the header fields, most often in Cookie; large data belongs in the body.",
                "RFC 6585 §5",
                "HPE_HEADER_OVERFLOW: Header overflow",
            ),
            Self::TooManyFields => words(
                "HTTP020",
                431,
                "There are more than 2,000 header fields, the server's limit.",
                "Send fewer fields.",
                "RFC 6585 §5",
                "Node keeps the first 2,000 fields (server.maxHeadersCount) and leaves out the rest",
            ),
            Self::LengthNotNumber => words(
                "HTTP021",
                400,
                "Content-Length is not a whole number.",
                "Write the body's length in bytes, in decimal digits only.",
                "RFC 9112 §6.3",
                "HPE_INVALID_CONTENT_LENGTH: Invalid character in Content-Length",
            ),
            Self::LengthTwice => words(
                "HTTP022",
                400,
                "Content-Length is there twice, so the body's end is in doubt.",
                "Send it once.",
                "RFC 9112 §6.3",
                "HPE_UNEXPECTED_CONTENT_LENGTH: Duplicate Content-Length",
            ),
            Self::LengthTooLarge => words(
                "HTTP023",
                400,
                "Content-Length is larger than any body can be.",
                "Write the body's length in bytes.",
                "RFC 9112 §6.3",
                "HPE_INVALID_CONTENT_LENGTH: Content-Length overflow",
            ),
            Self::LengthWithEncoding => words(
                "HTTP024",
                400,
                "Content-Length and Transfer-Encoding are both there: servers that believe different ones can be tricked (request smuggling).",
                "Send only one of the two.",
                "RFC 9112 §6.1",
                "HPE_INVALID_TRANSFER_ENCODING: Transfer-Encoding can't be present with Content-Length",
            ),
            Self::ChunkedNotLast => words(
                "HTTP025",
                400,
                "The last transfer coding is not chunked, so the body's end is unknown.",
                "Let Transfer-Encoding end with chunked, once, or use Content-Length.",
                "RFC 9112 §6.3",
                "HPE_INVALID_TRANSFER_ENCODING: Request has invalid `Transfer-Encoding`",
            ),
            Self::HostMissing => words(
                "HTTP026",
                400,
                "An HTTP/1.1 request must name the host it wants, and this one has no Host field.",
                "Add a line such as Host: shop.test.",
                "RFC 9112 §3.2",
                "Node's requireHostHeader option is on by default",
            ),
            Self::HostTwice => words(
                "HTTP027",
                400,
                "There are two Host fields, so the host that is meant is in doubt.",
                "Send Host once.",
                "RFC 9112 §3.2",
                "nginx logs: client sent duplicate host header (Node's server alone would take the first)",
            ),
            Self::Expectation => words(
                "HTTP028",
                417,
                "The server cannot meet what the Expect field asks.",
                "Remove Expect, or write 100-continue.",
                "RFC 9110 §10.1.1",
                "Node answers 417 unless the server listens for checkExpectation",
            ),
            Self::Tunnel => words(
                "HTTP029",
                0,
                "CONNECT asks a proxy for a tunnel, and this server is not a proxy: it closes the connection without an answer.",
                "Use GET or another method that asks for a resource.",
                "RFC 9110 §9.3.6",
                "Node closes the connection unless the server listens for connect",
            ),
            Self::BodyTooLarge => words(
                "HTTP030",
                413,
                "The body is larger than 8 MiB, the limit of this world.",
                "Send a smaller body.",
                "RFC 9110 §15.5.14",
                "nginx logs: client intended to send too large body",
            ),
            Self::ChunkSize => words(
                "HTTP031",
                400,
                "A chunk's size is not a hexadecimal number followed by CR LF.",
                "Write the size in hexadecimal digits, with no space after it.",
                "RFC 9112 §7.1",
                "HPE_INVALID_CHUNK_SIZE: Invalid character in chunk size",
            ),
            Self::ChunkTooLarge => words(
                "HTTP032",
                400,
                "A chunk's size is larger than any body can be.",
                "Write the chunk's length in bytes, in hexadecimal digits.",
                "RFC 9112 §7.1",
                "HPE_INVALID_CHUNK_SIZE: Chunk size overflow",
            ),
            Self::ChunkExtension => words(
                "HTTP033",
                400,
                "What follows a chunk's size is not a chunk extension.",
                "Write extensions as ;name=value, or leave them out.",
                "RFC 9112 §7.1.1",
                "HPE_STRICT: Invalid character in chunk extensions",
            ),
            Self::ChunkExtensionTooLong => words(
                "HTTP034",
                413,
                "The chunk extensions reach 16 KiB, the server's limit.",
                "Leave chunk extensions out.",
                "RFC 9112 §7.1.1",
                "HPE_CHUNK_EXTENSIONS_OVERFLOW: Chunk extensions overflow",
            ),
            Self::ChunkEnd => words(
                "HTTP035",
                400,
                "A chunk's data does not end where its size says: CR LF must follow.",
                "Count the chunk's bytes and write that number, in hexadecimal, before it.",
                "RFC 9112 §7.1",
                "HPE_STRICT: Expected LF after chunk data",
            ),
            Self::DataAfterClose => words(
                "HTTP036",
                400,
                "More bytes follow a message that was to be the last of its connection.",
                "Remove what follows the body, correct Content-Length, or keep the connection alive.",
                "RFC 9112 §9.6",
                "HPE_CLOSED_CONNECTION: Data after `Connection: close`",
            ),
            Self::ResponseVersion => words(
                "HTTP037",
                502,
                "The response does not begin with HTTP/1.1, a space and a status code.",
                "Let the server begin its answer with a line such as HTTP/1.1 200 OK.",
                "RFC 9112 §4",
                "HPE_INVALID_VERSION: Expected space after version",
            ),
            Self::StatusCode => words(
                "HTTP038",
                502,
                "The response's status code is not a number of three digits.",
                "Let the server answer with a code such as 200.",
                "RFC 9112 §4",
                "HPE_INVALID_STATUS: Invalid status code",
            ),
            Self::ResponseTooLarge => words(
                "HTTP039",
                502,
                "The response's body is larger than 16 MiB, the limit of this world.",
                "Answer with less, for instance a page of the rows.",
                "RFC 9110 §15.6.3",
                "curl: (63) Maximum file size exceeded",
            ),
            Self::ResponseCutShort => words(
                "HTTP040",
                502,
                "The connection closed before the response was complete.",
                "Look at why the server stopped: its log has the reason.",
                "RFC 9112 §8",
                "curl: (18) transfer closed with outstanding read data remaining",
            ),
        }
    }
}
