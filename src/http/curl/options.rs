//! curl's options: what each asks for, and which cannot be done here.

use super::multipart::Part;
use crate::base::Diagnostic;

/// What one option asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Effect {
    Url(String),
    Method(String),
    /// `-H 'Name: value'`.
    Field(String, String),
    /// `-H 'Name:'`: do not send curl's own.
    NoField(String),
    /// A field with an option of its own, which `-H` overrides.
    OwnField(&'static str, String),
    User(String),
    Data(Vec<u8>),
    Json(Vec<u8>),
    Part(Part),
    ToQuery,
    Head,
}

#[derive(Debug, Default)]
pub(super) struct Options {
    pub(super) effects: Vec<Effect>,
}

/// How an option is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It has a value, and an effect.
    Takes(Take),
    Get,
    Head,
    /// It only concerns how curl goes about it or shows the answer.
    Harmless,
    /// The same, with a value.
    HarmlessValue,
    Unsupported(&'static str),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Take {
    Url,
    Request,
    Header,
    Data,
    DataRaw,
    DataUrlencode,
    Json,
    Form,
    FormString,
    User,
    Bearer,
    Agent,
    Referer,
    Cookie,
    Range,
}

/// Short name, long name, and how it is taken. Several long names are
/// entries of their own.
const TABLE: &[(&str, &str, Kind)] = {
    use Kind::{Get, Harmless, HarmlessValue, Head, Takes, Unsupported};
    &[
        ("", "url", Takes(Take::Url)),
        ("", "url-query", Unsupported("write the query into the URL")),
        ("X", "request", Takes(Take::Request)),
        ("H", "header", Takes(Take::Header)),
        ("d", "data", Takes(Take::Data)),
        ("", "data-ascii", Takes(Take::Data)),
        ("", "data-binary", Takes(Take::Data)),
        ("", "data-raw", Takes(Take::DataRaw)),
        ("", "data-urlencode", Takes(Take::DataUrlencode)),
        ("", "json", Takes(Take::Json)),
        ("F", "form", Takes(Take::Form)),
        ("", "form-string", Takes(Take::FormString)),
        ("u", "user", Takes(Take::User)),
        ("", "oauth2-bearer", Takes(Take::Bearer)),
        ("A", "user-agent", Takes(Take::Agent)),
        ("e", "referer", Takes(Take::Referer)),
        ("b", "cookie", Takes(Take::Cookie)),
        ("r", "range", Takes(Take::Range)),
        ("G", "get", Get),
        ("I", "head", Head),
        ("#", "progress-bar", Harmless),
        ("4", "ipv4", Harmless),
        ("6", "ipv6", Harmless),
        ("L", "location", Harmless),
        ("N", "no-buffer", Harmless),
        ("O", "remote-name", Harmless),
        ("J", "remote-header-name", Harmless),
        ("R", "remote-time", Harmless),
        ("S", "show-error", Harmless),
        ("f", "fail", Harmless),
        ("g", "globoff", Harmless),
        ("i", "include", Harmless),
        ("k", "insecure", Harmless),
        ("q", "disable", Harmless),
        ("s", "silent", Harmless),
        ("v", "verbose", Harmless),
        ("", "basic", Harmless),
        ("", "compressed", Harmless),
        ("", "fail-early", Harmless),
        ("", "fail-with-body", Harmless),
        ("", "http1.1", Harmless),
        ("", "http2", Harmless),
        ("", "no-progress-meter", Harmless),
        ("", "no-keepalive", Harmless),
        ("", "show-headers", Harmless),
        ("", "tcp-nodelay", Harmless),
        ("", "trace-time", Harmless),
        ("", "tlsv1.2", Harmless),
        ("", "tlsv1.3", Harmless),
        ("c", "cookie-jar", HarmlessValue),
        ("D", "dump-header", HarmlessValue),
        ("m", "max-time", HarmlessValue),
        ("o", "output", HarmlessValue),
        ("w", "write-out", HarmlessValue),
        ("y", "speed-time", HarmlessValue),
        ("Y", "speed-limit", HarmlessValue),
        ("", "cacert", HarmlessValue),
        ("", "capath", HarmlessValue),
        ("", "connect-timeout", HarmlessValue),
        ("", "keepalive-time", HarmlessValue),
        ("", "limit-rate", HarmlessValue),
        ("", "max-redirs", HarmlessValue),
        ("", "output-dir", HarmlessValue),
        ("", "retry", HarmlessValue),
        ("", "retry-delay", HarmlessValue),
        ("", "retry-max-time", HarmlessValue),
        ("", "stderr", HarmlessValue),
        ("", "trace", HarmlessValue),
        ("", "trace-ascii", HarmlessValue),
        ("T", "upload-file", Unsupported("it reads a file")),
        ("K", "config", Unsupported("it reads a file")),
        ("n", "netrc", Unsupported("it reads a file")),
        (
            "0",
            "http1.0",
            Unsupported("this client speaks HTTP/1.1; the raw form can send any version"),
        ),
        (
            "",
            "http2-prior-knowledge",
            Unsupported("this client speaks HTTP/1.1"),
        ),
        ("", "http3", Unsupported("this client speaks HTTP/1.1")),
        ("x", "proxy", Unsupported("there is no proxy in this world")),
        ("E", "cert", Unsupported("this world speaks plain HTTP")),
        ("", "key", Unsupported("this world speaks plain HTTP")),
        ("", "digest", Unsupported("it needs two requests")),
        ("", "ntlm", Unsupported("it needs several requests")),
        ("", "negotiate", Unsupported("it needs several requests")),
        ("", "aws-sigv4", Unsupported("it signs with the wall clock")),
        ("", "resolve", Unsupported("names are the world's")),
        ("", "connect-to", Unsupported("names are the world's")),
        ("", "unix-socket", Unsupported("names are the world's")),
        (
            "",
            "path-as-is",
            Unsupported("paths are resolved; the raw form can send any target"),
        ),
        (
            "",
            "request-target",
            Unsupported("the raw form can send any target"),
        ),
        ("", "next", Unsupported("it begins a second request")),
        ("Z", "parallel", Unsupported("it sends several requests")),
    ]
};

/// Reads the words behind `curl`.
pub(super) fn read(words: impl Iterator<Item = Vec<u8>>) -> Result<Options, Diagnostic> {
    let mut words = words;
    let mut options = Options::default();
    let mut only_urls = false;
    while let Some(word) = words.next() {
        if only_urls || word == b"-" || !word.starts_with(b"-") {
            options.effects.push(Effect::Url(text(word)?));
        } else if word == b"--" {
            only_urls = true;
        } else if word.starts_with(b"--") {
            let name = text(word)?;
            let kind = long_option(&name)?;
            take(&mut options, &name, kind, None, &mut words)?;
        } else {
            short_options(&mut options, &word, &mut words)?;
        }
    }
    Ok(options)
}

fn long_option(name: &str) -> Result<Kind, Diagnostic> {
    let long = name.trim_start_matches('-');
    let positive = long.strip_prefix("no-").unwrap_or(long);
    TABLE
        .iter()
        .find(|(_, known, _)| *known == long)
        .or_else(|| {
            // `--no-location` and the like switch off what is off here.
            let off = |kind| kind == Kind::Harmless;
            TABLE
                .iter()
                .find(|(_, known, kind)| *known == positive && off(*kind))
        })
        .map(|(_, _, kind)| *kind)
        .ok_or_else(|| unknown(name))
}

/// Several in one word: `-sSL`, `-XPOST`, `-d@file`.
fn short_options(
    options: &mut Options,
    word: &[u8],
    words: &mut impl Iterator<Item = Vec<u8>>,
) -> Result<(), Diagnostic> {
    let mut letters = word.get(1..).unwrap_or_default();
    while let [letter, rest @ ..] = letters {
        let letter = char::from(*letter);
        let name = format!("-{letter}");
        let kind = TABLE
            .iter()
            .find(|(short, _, _)| short.starts_with(letter))
            .map(|(_, _, kind)| *kind)
            .ok_or_else(|| unknown(&name))?;
        if matches!(kind, Kind::Takes(_) | Kind::HarmlessValue) {
            let attached = (!rest.is_empty()).then_some(rest);
            return take(options, &name, kind, attached, words);
        }
        take(options, &name, kind, None, words)?;
        letters = rest;
    }
    Ok(())
}

fn take(
    options: &mut Options,
    name: &str,
    kind: Kind,
    attached: Option<&[u8]>,
    words: &mut impl Iterator<Item = Vec<u8>>,
) -> Result<(), Diagnostic> {
    let mut value = || {
        attached
            .map(<[u8]>::to_vec)
            .or_else(|| words.next())
            .ok_or_else(|| {
                Diagnostic::new(
                    "HTTP078",
                    format!("The option {name} stands without its value."),
                    "Add the value behind it.",
                )
                .authentic(format!("curl: option {name}: requires parameter"))
            })
    };
    match kind {
        Kind::Get => options.effects.push(Effect::ToQuery),
        Kind::Head => options.effects.push(Effect::Head),
        Kind::Harmless => {}
        Kind::HarmlessValue => {
            value()?;
        }
        Kind::Unsupported(why) => {
            return Err(Diagnostic::new(
                "HTTP079",
                format!("The option {name} cannot be used here: {why}."),
                "Remove the option.",
            ));
        }
        Kind::Takes(take) => {
            let value = value()?;
            options.effects.extend(effect(name, take, value)?);
        }
    }
    Ok(())
}

fn effect(name: &str, take: Take, value: Vec<u8>) -> Result<Option<Effect>, Diagnostic> {
    Ok(Some(match take {
        Take::Data | Take::Json if value.starts_with(b"@") => {
            return Err(needs_file(name, &String::from_utf8_lossy(&value)));
        }
        Take::Data | Take::DataRaw => Effect::Data(value),
        Take::Json => Effect::Json(value),
        Take::DataUrlencode => Effect::Data(urlencoded(name, &value)?),
        Take::Url => Effect::Url(text(value)?),
        Take::Request => Effect::Method(text(value)?),
        Take::Header => field(&text(value)?)?,
        Take::Form => Effect::Part(Part::parse(&text(value)?)?),
        Take::FormString => Effect::Part(Part::literal(&text(value)?)?),
        Take::User => Effect::User(text(value)?),
        Take::Bearer => Effect::OwnField("Authorization", format!("Bearer {}", text(value)?)),
        Take::Agent if value.is_empty() => return Ok(None),
        Take::Agent => Effect::OwnField("User-Agent", text(value)?),
        Take::Referer => Effect::OwnField("Referer", text(value)?),
        Take::Range => Effect::OwnField("Range", format!("bytes={}", text(value)?)),
        Take::Cookie if !value.contains(&b'=') => {
            return Err(needs_file(name, &String::from_utf8_lossy(&value)));
        }
        Take::Cookie => Effect::OwnField("Cookie", text(value)?),
    }))
}

/// `-H 'Name: value'`, `'Name;'` for an empty value, `'Name:'` for none.
fn field(line: &str) -> Result<Effect, Diagnostic> {
    if line.starts_with('@') {
        return Err(needs_file("-H", line));
    }
    if let Some((name, value)) = line.split_once(':') {
        let value = value.trim_matches([' ', '\t']);
        let name = name.to_owned();
        return Ok(if value.is_empty() {
            Effect::NoField(name)
        } else {
            Effect::Field(name, value.to_owned())
        });
    }
    match line.strip_suffix(';') {
        Some(name) => Ok(Effect::Field(name.to_owned(), String::new())),
        None => Err(Diagnostic::new(
            "HTTP080",
            format!("The header {line:?} has no colon."),
            "Write -H 'Name: value'.",
        )),
    }
}

/// `content`, `=content` or `name=content`, with the content encoded.
fn urlencoded(option: &str, value: &[u8]) -> Result<Vec<u8>, Diagnostic> {
    let mark = value.iter().position(|byte| matches!(byte, b'=' | b'@'));
    let (name, content) = match mark.and_then(|at| Some((at, value.get(at)?))) {
        Some((_, b'@')) => {
            return Err(needs_file(option, &String::from_utf8_lossy(value)));
        }
        Some((at, _)) => (
            value.get(..at).unwrap_or_default(),
            value.get(at + 1..).unwrap_or_default(),
        ),
        None => (&[][..], value),
    };
    let mut out = name.to_vec();
    if !name.is_empty() {
        out.push(b'=');
    }
    for byte in content {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(*byte),
            b' ' => out.push(b'+'),
            _ => out.extend_from_slice(format!("%{byte:02X}").as_bytes()),
        }
    }
    Ok(out)
}

fn text(word: Vec<u8>) -> Result<String, Diagnostic> {
    String::from_utf8(word).map_err(|_| {
        Diagnostic::new(
            "HTTP081",
            "The command holds bytes that are not UTF-8 text outside a body.",
            "Write the URL and the headers in text.",
        )
    })
}

fn unknown(name: &str) -> Diagnostic {
    Diagnostic::new(
        "HTTP082",
        format!("curl has no option {name} that is known here."),
        "Correct it, or remove it.",
    )
    .authentic(format!("curl: option {name}: is unknown"))
}

/// A diagnostic for an option that would read a file.
pub(super) fn needs_file(option: &str, value: &str) -> Diagnostic {
    Diagnostic::new(
        "HTTP083",
        format!("{option} {value} reads a file, and a page in a browser cannot."),
        "Paste the file's content in its place, with --data-raw for a body.",
    )
}
