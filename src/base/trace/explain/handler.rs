//! The words of the handler's events: what the learner's code does.

use super::numbers::{bytes, line, short, time};
use super::reference::{express, node};
use super::{Explanation, status};
use crate::base::Diagnostic;

fn middleware(name: &str) -> String {
    match name {
        "" | "<anonymous>" | "anonymous" => "An unnamed middleware".to_owned(),
        name => format!("The middleware {}", short(name)),
    }
}

pub(super) fn middleware_entered(name: &str, path: &str) -> Explanation {
    let place = match path {
        "" | "/" => "every path".to_owned(),
        path => short(path),
    };
    Explanation::new(
        format!("{} was called.", middleware(name)),
        format!(
            "It is mounted for {place}, and middleware runs in the order of app.use(). It may \
             look at the request, answer it, or call next()."
        ),
    )
    .see(express("guide/using-middleware.html", "Using middleware"))
}

pub(super) fn middleware_passed(name: &str) -> Explanation {
    Explanation::new(
        format!("{} let the request go on.", middleware(name)),
        "It called next(), so the next middleware or route that matches has its turn.",
    )
    .see(express(
        "guide/writing-middleware.html",
        "Writing middleware",
    ))
}

pub(super) fn middleware_failed(name: &str, message: &str) -> Explanation {
    Explanation::new(
        format!(
            "{} failed: {}.",
            middleware(name),
            short(message.trim_end_matches('.'))
        ),
        "It threw, rejected, or called next(error). Express now skips ahead to the first error \
         handler, a function of four arguments; without one, it answers 500 itself.",
    )
    .see(express("guide/error-handling.html", "Error handling"))
}

pub(super) fn route_matched(
    method: &str,
    pattern: &str,
    params: &[(String, String)],
) -> Explanation {
    let mut what = format!("The route {method} {} matched", short(pattern));
    if !params.is_empty() {
        let found: Vec<String> = params
            .iter()
            .map(|(name, value)| format!("{name} = \"{}\"", short(value)))
            .collect();
        what.push_str(", with ");
        what.push_str(&short(&found.join(", ")));
    }
    what.push('.');
    let why = if params.is_empty() {
        "Express tries routes in the order they were added, and takes the first whose method and \
         path match."
    } else {
        "Express tries routes in the order they were added, and takes the first whose method and \
         path match. Names behind a colon match one segment each; their texts are in req.params."
    };
    Explanation::new(what, why).see(express("guide/routing.html", "Routing"))
}

pub(super) fn route_missed(method: &str, path: &str) -> Explanation {
    Explanation::new(
        format!("No route matched {method} {}.", short(path)),
        "Every route was tried. Express then answers 404 itself. Check the method, the path's \
         spelling, and where a router is mounted.",
    )
    .see(express(
        "starter/faq.html",
        "How do I handle 404 responses?",
    ))
}

pub(super) fn wrote(code: Option<u16>, body_bytes: usize) -> Explanation {
    let what = match (code, body_bytes) {
        (Some(code), 0) => format!("The handler sent the head of its response, status {code}."),
        (Some(code), size) => format!(
            "The handler sent the head of its response, status {code}, and {} of the body.",
            bytes(size)
        ),
        (None, size) => format!("The handler sent {} more of the body.", bytes(size)),
    };
    Explanation::new(
        what,
        "res.write() lets a piece leave at once, and res.end() ends the response. Once the head \
         is on its way, status and header fields cannot be changed any more: an error can then \
         only break the connection off.",
    )
    .see(node(
        "http.html#responsewritechunk-encoding-callback",
        "response.write()",
    ))
}

pub(super) fn responded(code: u16, body_bytes: usize) -> Explanation {
    let body = match body_bytes {
        0 => "no body".to_owned(),
        size => format!("a body of {}", bytes(size)),
    };
    let meaning = status::meaning(code).sentence(code);
    Explanation::new(
        format!("The handler answered with status {code} and {body}."),
        format!(
            "A request is answered once, by res.send(), res.json(), res.end() and the like. {meaning}"
        ),
    )
    .see(express("5x/api.html#res", "Response"))
}

pub(super) fn failed(diagnostic: &Diagnostic) -> Explanation {
    let message = line(&diagnostic.message);
    let what = match &diagnostic.place {
        Some(place) => format!(
            "The handler's code failed in {}, line {}: {message}",
            short(&place.file),
            place.line
        ),
        None => format!("The handler's code failed: {message}"),
    };
    Explanation::new(
        what,
        format!(
            "An error that no try … catch takes reaches Express, which answers 500. {}",
            diagnostic.next_step
        ),
    )
    .see(express("guide/error-handling.html", "Error handling"))
}

pub(super) fn stalled(process: &str) -> Explanation {
    Explanation::new(
        format!(
            "{} has nothing left to do and never answered.",
            short(process)
        ),
        "No query, timer or other call is under way that could wake it. Most often a path \
         through the handler neither answers nor calls next(), or awaits a promise that nothing \
         settles.",
    )
    .see(express(
        "guide/writing-middleware.html",
        "Writing middleware",
    ))
}

pub(super) fn timer_set(timer: u32, delay_us: u64) -> Explanation {
    Explanation::new(
        format!("Timer {timer} was set, to fire in {}.", time(delay_us)),
        "setTimeout asks to be called later; until then the process is free for other requests. \
         The delay is the least, not the exact wait.",
    )
    .see(node(
        "timers.html#settimeoutcallback-delay-args",
        "setTimeout()",
    ))
}

pub(super) fn timer_fired(timer: u32) -> Explanation {
    Explanation::new(
        format!("Timer {timer} fired, and its function was called."),
        "Its time had come and the process was free. Functions of one process never run at the \
         same moment: each waits until the one before has returned.",
    )
    .see(node("timers.html#timers", "Timers"))
}
