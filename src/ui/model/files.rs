//! The names of a project's files.

use crate::base::limits;

/// The longest name, in characters.
const NAME_CHARS: usize = 120;

/// Whether a new file may have this name, and why not.
///
/// # Errors
/// A sentence that says what to change.
pub fn check_name<'a>(
    name: &str,
    taken: impl ExactSizeIterator<Item = &'a String>,
) -> Result<(), String> {
    if name.is_empty() {
        return Err("Give it a name, such as routes/books.js.".to_owned());
    }
    if taken.len() >= limits::FILES {
        return Err(format!("A project holds at most {} files.", limits::FILES));
    }
    if name.chars().count() > NAME_CHARS {
        return Err(format!("Keep it under {NAME_CHARS} characters."));
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
    if let Some(other) = name.chars().find(|c| !allowed(*c)) {
        let shown = if other == ' ' {
            "a space".to_owned()
        } else {
            format!("“{other}”")
        };
        return Err(format!(
            "Use letters, digits, “.”, “-”, “_” and “/”; {shown} will not do."
        ));
    }
    if name.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Err("Each part between the slashes needs a name of its own.".to_owned());
    }
    let known = ["js", "mjs", "json", "sql", "txt", "html", "css", "md"];
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if !known.contains(&extension) {
        return Err(format!("End it in one of .{}.", known.join(", .")));
    }
    let mut taken = taken;
    if taken.any(|other| other == name) {
        return Err(format!("There is a {name} already."));
    }
    Ok(())
}

/// The language of a file's text, as the editor names it.
#[must_use]
pub fn language(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("js" | "mjs") => "javascript",
        Some("sql") => "sql",
        Some("json") => "json",
        _ => "text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_will_not_do_say_why() {
        let taken = ["server.js".to_owned()];
        for (name, part) in [
            ("", "Give it a name"),
            ("a b.js", "a space"),
            ("a\\b.js", "“\\”"),
            ("../x.js", "between the slashes"),
            ("/x.js", "between the slashes"),
            ("server", "End it in"),
            ("server.js", "already"),
        ] {
            let error = check_name(name, taken.iter()).expect_err(name);
            assert!(error.contains(part), "{name}: {error}");
        }
        assert_eq!(check_name("routes/books.js", taken.iter()), Ok(()));
    }

    #[test]
    fn language_follows_the_extension() {
        assert_eq!(language("schema.sql"), "sql");
        assert_eq!(language("a/b.mjs"), "javascript");
        assert_eq!(language("README"), "text");
    }
}
