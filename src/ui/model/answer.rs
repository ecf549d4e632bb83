//! An answer in words.

use super::time;
use crate::session::protocol::Answer;

/// The answer in one sentence, for people who listen to the page.
#[must_use]
pub fn sentence(answer: &Answer) -> String {
    let took = time::duration(answer.ended_at_us.saturating_sub(answer.sent_at_us));
    match (&answer.response, &answer.diagnostic) {
        (Some(response), _) => format!(
            "{} {} in {took}, {}.",
            response.status,
            response.reason,
            time::bytes(response.body.len())
        ),
        (None, Some(diagnostic)) => format!("No response. {}", diagnostic.message),
        (None, None) => format!("No response after {took}."),
    }
}

/// What there is to know beside the status: informational responses before
/// it, the moments its bytes came, and the responses after it.
#[must_use]
pub fn notes(answer: &Answer) -> Vec<String> {
    /// Pieces told one by one.
    const TOLD: usize = 6;
    let Some(response) = &answer.response else {
        return Vec::new();
    };
    let mut notes = Vec::new();
    if !response.informational.is_empty() {
        let codes: Vec<String> = response.informational.iter().map(u16::to_string).collect();
        notes.push(format!("Before it came {}.", codes.join(" and ")));
    }
    if !response.pieces.is_empty() {
        let pieces = response.pieces.iter().take(TOLD).map(|piece| {
            let after = time::duration(piece.at_us.saturating_sub(answer.sent_at_us));
            format!("{} after {after}", time::bytes(piece.bytes))
        });
        let pieces: Vec<String> = pieces.collect();
        let more = if response.pieces.len() > TOLD {
            ", …"
        } else {
            ""
        };
        let count = response.pieces.len();
        notes.push(format!(
            "It came in {count} pieces: {}{more}.",
            pieces.join(", ")
        ));
    }
    if !answer.more.is_empty() {
        let words = answer
            .more
            .iter()
            .map(|r| format!("{} {}", r.status, r.reason));
        let words: Vec<String> = words.collect();
        notes.push(format!(
            "Then, on the same connection: {}.",
            words.join(", ")
        ));
    }
    notes
}

/// Everything that came, byte by byte.
#[must_use]
pub fn received(answer: &Answer) -> Vec<u8> {
    let all = answer.response.iter().chain(&answer.more);
    all.flat_map(|response| response.bytes.0.iter().copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Body, RequestId};
    use crate::session::protocol::{Piece, Response};

    #[test]
    fn answer_is_told_in_a_sentence() {
        let mut answer = Answer {
            request: RequestId(1),
            sent_at_us: 1_000,
            ended_at_us: 31_000,
            request_bytes: Body::default(),
            response: Some(Response {
                status: 200,
                reason: "OK".to_owned(),
                headers: Vec::new(),
                body: Body::from("hello"),
                bytes: Body::default(),
                informational: Vec::new(),
                pieces: Vec::new(),
            }),
            more: Vec::new(),
            diagnostic: None,
        };
        assert_eq!(sentence(&answer), "200 OK in 30.0 ms, 5 B.");
        assert!(notes(&answer).is_empty());
        if let Some(response) = &mut answer.response {
            response.informational = vec![100];
            response.pieces = [(2_000, 40), (31_000, 12)]
                .map(|(at_us, bytes)| Piece { at_us, bytes })
                .to_vec();
            answer.more = vec![response.clone()];
        }
        assert_eq!(
            notes(&answer),
            [
                "Before it came 100.",
                "It came in 2 pieces: 40 B after 1.00 ms, 12 B after 30.0 ms.",
                "Then, on the same connection: 200 OK.",
            ]
        );
        answer.response = None;
        assert_eq!(sentence(&answer), "No response after 30.0 ms.");
    }
}
