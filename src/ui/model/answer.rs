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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Body, RequestId};
    use crate::session::protocol::Response;

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
            }),
            diagnostic: None,
        };
        assert_eq!(sentence(&answer), "200 OK in 30.0 ms, 5 B.");
        answer.response = None;
        assert_eq!(sentence(&answer), "No response after 30.0 ms.");
    }
}
