//! Differences that are known, each with its reason.

use super::Answer;

/// Why two answers may differ, if that is known.
pub fn reason(_statement: &str, ours: &Answer, theirs: &Answer) -> Option<&'static str> {
    let (our_error, their_error) = (ours.1.as_ref(), theirs.1.as_ref());
    if let (Some(our), Some(their)) = (our_error, their_error)
        && our.code == their.code
    {
        return Some("the same error in other words");
    }
    None
}
