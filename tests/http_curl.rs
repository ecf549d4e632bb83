//! Command lines mean here what they mean to bash and curl: what curl 7.88
//! put on the wire for each is recorded in `tests/cases/http/curl.json` (by `record.mjs` beside it).

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

use backlot::base::Chance;
use backlot::http::curl::{parse, print};
use backlot::http::draft::{Draft, compose};
use serde_json::Value;

/// Where Backlot differs on purpose, and why.
const DIFFERENCES: [(&str, &str); 5] = [
    (
        "curl -X POST http://shop.test/",
        "an empty POST says Content-Length: 0 (RFC 9110 §8.6)",
    ),
    (
        "curl 'http://SHOP.test/?q=<x>'",
        "URLs are those of browsers: < and > percent-encoded, hosts in lower case",
    ),
    (
        "curl -g 'http://shop.test/{a}[1]'",
        "URLs are those of browsers: braces in a path percent-encoded",
    ),
    (
        "curl -G http://shop.test/search -d q=1 --data-urlencode 'name=Å b'",
        "escapes in capitals, as newer versions of curl write them",
    ),
    (
        "curl http://shop.test/ \\\n  -H 'A: 1' \\\n  --data-raw $'line\\n\\'quoted\\'\\x21\\u00e9\\101' \\\n  --compressed",
        "--compressed is passed over: nothing here unpacks",
    ),
];

/// Request line, sorted fields and body, with what curl says of itself and its
/// random boundary replaced.
fn comparable(bytes: &[u8]) -> (String, Vec<String>, Vec<u8>) {
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
    let head: String = bytes[..end].iter().map(|b| char::from(*b)).collect();
    let mut lines = head.split("\r\n").map(str::to_owned);
    let start = lines.next().unwrap();
    let mut body: String = bytes[end + 4..].iter().map(|b| char::from(*b)).collect();
    let mut fields: Vec<String> = lines
        .map(|line| {
            let (name, value) = line.split_once(':').unwrap();
            format!("{name}: {}", value.trim())
        })
        .map(|line| line.replace("curl/7.88.1", "backlot/0.1"))
        .collect();
    for field in &mut fields {
        if let Some((before, boundary)) = field.clone().split_once("boundary=") {
            body = body.replace(boundary, "B");
            *field = format!("{before}boundary=B");
        }
    }
    fields.sort();
    (start, fields, body.chars().map(|c| c as u8).collect())
}

#[test]
fn commands_put_the_same_on_the_wire_as_curl() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("cases/http/curl.json")).unwrap();
    let mut wrong = Vec::new();
    for case in &cases {
        let command = case["command"].as_str().unwrap();
        let sent: Vec<u8> = case["sent"]
            .as_str()
            .unwrap()
            .chars()
            .map(|c| c as u8)
            .collect();
        let ours = parse(command).and_then(|draft| {
            compose(
                &draft.method,
                &draft.url,
                &draft.headers,
                &draft.body,
                "shop.test",
            )
        });
        let same = match &ours {
            Ok(composed) => comparable(&composed.bytes) == comparable(&sent),
            Err(_) => false,
        };
        let differs = DIFFERENCES.iter().any(|(known, _)| *known == command);
        if same == differs {
            let ours = ours.map(|composed| String::from_utf8_lossy(&composed.bytes).into_owned());
            let theirs = String::from_utf8_lossy(&sent);
            wrong.push(format!("{command}\n  ours {ours:?}\n  curl's {theirs:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!(
        "curl: {} of {} alike; on purpose not: {DIFFERENCES:?}",
        cases.len() - DIFFERENCES.len(),
        cases.len()
    );
}

/// Text of letters that shells, URLs and HTTP treat in their own ways.
fn nasty(chance: &mut Chance, most: u64, alphabet: &str) -> String {
    let letters: Vec<char> = alphabet.chars().collect();
    (0..chance.below(most))
        .map(|_| letters[usize::try_from(chance.below(letters.len() as u64)).unwrap()])
        .collect()
}

#[test]
fn a_printed_command_reads_back_as_the_same_request() {
    let mut chance = Chance::from_seed(7);
    for round in 0..5_000 {
        let value = "ab '\"\\$`!;:,=@#%&|<>(){}[]*?~éñ漢\t";
        let headers = (0..chance.below(4))
            .map(|at| {
                let value = nasty(&mut chance, 12, value);
                (format!("X-{at}"), value.trim().to_owned())
            })
            .collect();
        let method = ["GET", "POST", "PUT", "DELETE", "HEAD", "M-SEARCH"]
            [usize::try_from(chance.below(6)).unwrap()];
        let body = if chance.below(2) == 0 {
            String::new()
        } else {
            nasty(&mut chance, 40, &format!("{value}\n\r"))
        };
        let draft = Draft {
            method: method.to_owned(),
            url: format!("http://shop.test/{}", nasty(&mut chance, 12, value)),
            headers,
            body: body.into_bytes(),
        };
        let printed = print(&draft, "shop.test");
        let read = parse(&printed).unwrap_or_else(|why| panic!("{round}: {printed}\n{why:?}"));
        assert_eq!(read, draft, "{printed}");
    }
}

#[test]
fn any_text_is_a_command_or_a_diagnostic() {
    let mut chance = Chance::from_seed(8);
    let words = [
        "curl",
        " ",
        "-X",
        "-d",
        "--json",
        "-F",
        "a=b",
        "'",
        "\"",
        "\\",
        "$'",
        "$",
        "`",
        "\n",
        "-",
        "--",
        "-sS",
        "http://shop.test/",
        "@f",
        ";type=",
        "\\x",
        "\\u12",
        "é",
        "-H",
        "A: b",
        "|",
        "&",
        "-G",
        "-I",
        "-u",
        ":",
        "\0",
    ];
    let mut refused = 0;
    for _ in 0..20_000 {
        let text: String = (0..chance.below(14))
            .map(|_| words[usize::try_from(chance.below(words.len() as u64)).unwrap()])
            .collect();
        for text in [text.clone(), format!("curl {text}")] {
            match parse(&text) {
                Ok(draft) => assert!(!draft.method.is_empty() || text.contains("-X")),
                Err(diagnostic) => {
                    refused += 1;
                    assert!(diagnostic.code.starts_with("HTTP0"), "{diagnostic:?}");
                }
            }
        }
    }
    assert!(refused > 1_000);
}

#[test]
fn what_cannot_be_done_is_named() {
    for (command, code, words) in [
        ("", "HTTP070", "no command"),
        ("wget http://shop.test/", "HTTP070", "wget"),
        ("curl", "HTTP073", "no URL"),
        ("curl a.test b.test", "HTTP071", "b.test"),
        ("curl -I -d x a.test", "HTTP072", "more than one kind"),
        ("curl 'a.test", "HTTP074", "never closed"),
        ("curl \"$URL\"", "HTTP075", "variable"),
        ("curl http://a.test/?a=1&b=2", "HTTP076", "&"),
        ("curl -F x a.test", "HTTP077", "no value"),
        ("curl a.test -H", "HTTP078", "-H"),
        ("curl -x proxy:1 a.test", "HTTP079", "-x"),
        ("curl --http3 a.test", "HTTP079", "--http3"),
        ("curl -H nonsense a.test", "HTTP080", "colon"),
        ("curl -A $'\\xff' a.test", "HTTP081", "UTF-8"),
        ("curl --frobnicate a.test", "HTTP082", "--frobnicate"),
        ("curl -d @body.json a.test", "HTTP083", "body.json"),
        ("curl -b cookies.txt a.test", "HTTP083", "cookies.txt"),
        ("curl -F f=@photo.png a.test", "HTTP083", "photo.png"),
        (
            "curl ^\"http://a.test/^\" ^\r\n  -X PUT",
            "HTTP084",
            "Windows",
        ),
        ("curl http://a.test/ `\n  -X PUT", "HTTP084", "Windows"),
    ] {
        let diagnostic = parse(command).expect_err(command);
        assert_eq!(diagnostic.code, code, "{command}: {diagnostic:?}");
        assert!(diagnostic.message.contains(words), "{diagnostic:?}");
        assert!(!diagnostic.next_step.is_empty());
    }
}

#[test]
fn commands_are_printed_as_people_write_them() {
    let draft = |method: &str, url: &str, headers: &[(&str, &str)], body: &[u8]| Draft {
        method: method.to_owned(),
        url: url.to_owned(),
        headers: headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        body: body.to_vec(),
    };
    let json = [("Content-Type", "application/json")];
    for (draft, printed) in [
        (
            draft("GET", "/books", &[], b""),
            "curl http://shop.test/books",
        ),
        (
            draft("GET", "?a=1&b=2", &[], b""),
            "curl 'http://shop.test/?a=1&b=2'",
        ),
        (
            draft("HEAD", "http://shop.test:3000/", &[], b""),
            "curl --head http://shop.test:3000/",
        ),
        (
            draft("POST", "/books", &json, b"{\"title\":\"It's\"}"),
            "curl \\\n  http://shop.test/books \\\n  --header 'Content-Type: application/json' \\\n  \
             --data-raw '{\"title\":\"It'\\''s\"}'",
        ),
        (
            draft("PUT", "/x", &json, b"\x00\xff'%"),
            "printf '\\000\\377\\047%%' | curl \\\n  --request PUT \\\n  http://shop.test/x \\\n  \
             --header 'Content-Type: application/json' \\\n  --data-binary @-",
        ),
    ] {
        assert_eq!(print(&draft, "shop.test"), printed);
    }
}
