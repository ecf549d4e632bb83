//! What can be done from the keyboard, and by which keys.

/// Something the page can do without further questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Send the request in the bar.
    Send,
    /// Open the command palette.
    Palette,
    /// Step the trace back.
    StepBack,
    /// Step the trace forth.
    StepForth,
    /// Come back to now.
    Now,
    /// Go on from the moment that is looked at.
    ContinueHere,
    /// Put the cursor into the editor.
    FocusEditor,
    /// Put the cursor into the request's URL.
    FocusRequest,
    /// Show the trace.
    ShowTrace,
    /// Show the diagram.
    ShowDiagram,
    /// Show the database.
    ShowDatabase,
    /// Show the cache.
    ShowCache,
    /// Show the log.
    ShowLog,
    /// Restart the application's process.
    Restart,
    /// Begin the world anew, with the code as it is.
    StartOver,
    /// Begin the world anew, with its own code.
    Reset,
    /// Show the kept sessions.
    Sessions,
    /// Save the session to a file.
    Export,
    /// Read a session from a file.
    Import,
    /// The next theme.
    Theme,
    /// Show the list of shortcuts.
    Shortcuts,
    /// Show what Backlot is and where it differs.
    About,
}

impl Action {
    /// Every action, in the order the palette shows them.
    pub const ALL: [Self; 22] = [
        Self::Send,
        Self::FocusRequest,
        Self::FocusEditor,
        Self::StepBack,
        Self::StepForth,
        Self::Now,
        Self::ContinueHere,
        Self::ShowTrace,
        Self::ShowDiagram,
        Self::ShowDatabase,
        Self::ShowCache,
        Self::ShowLog,
        Self::Restart,
        Self::StartOver,
        Self::Reset,
        Self::Sessions,
        Self::Export,
        Self::Import,
        Self::Theme,
        Self::Shortcuts,
        Self::About,
        Self::Palette,
    ];

    /// What it is called everywhere.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Send => "Send the request",
            Self::Palette => "Search commands",
            Self::StepBack => "Step back in time",
            Self::StepForth => "Step forth in time",
            Self::Now => "Come back to now",
            Self::ContinueHere => "Continue from this moment",
            Self::FocusEditor => "Go to the editor",
            Self::FocusRequest => "Go to the request",
            Self::ShowTrace => "Show the trace",
            Self::ShowDiagram => "Show the diagram",
            Self::ShowDatabase => "Show the database",
            Self::ShowCache => "Show the cache",
            Self::ShowLog => "Show the log",
            Self::Restart => "Restart the server process",
            Self::StartOver => "Start over with my code",
            Self::Reset => "Reset to the original world",
            Self::Sessions => "Sessions",
            Self::Export => "Export this session to a file",
            Self::Import => "Import a session from a file",
            Self::Theme => "Switch between light and dark",
            Self::Shortcuts => "Keyboard shortcuts",
            Self::About => "About Backlot, and where it differs",
        }
    }

    /// Its keys, as they are written for people; none when it has none.
    #[must_use]
    pub const fn keys(self) -> Option<&'static str> {
        Some(match self {
            Self::Send => "Ctrl Enter",
            Self::Palette => "Ctrl K",
            Self::StepBack => ",",
            Self::StepForth => ".",
            Self::Now => "Shift .",
            Self::FocusRequest => "Alt R",
            Self::FocusEditor => "Alt E",
            Self::ShowTrace => "Alt 1",
            Self::ShowDiagram => "Alt 2",
            Self::ShowDatabase => "Alt 3",
            Self::ShowCache => "Alt 4",
            Self::ShowLog => "Alt 5",
            Self::Shortcuts => "?",
            _ => return None,
        })
    }
}

/// A key as pressed.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "it is what the browser says")]
pub struct Press<'a> {
    /// `KeyboardEvent.key`.
    pub key: &'a str,
    /// `KeyboardEvent.code`, which Alt does not turn into another letter.
    pub code: &'a str,
    /// Ctrl or Cmd.
    pub ctrl: bool,
    /// Alt or Option.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
    /// Whether it was pressed in a field where text is typed.
    pub typing: bool,
}

/// The action that a key stands for. Keys without Ctrl or Alt mean nothing
/// where text is typed.
#[must_use]
pub fn action(press: Press<'_>) -> Option<Action> {
    match (press.ctrl, press.alt) {
        (true, false) => match press.key {
            "Enter" if !press.shift => Some(Action::Send),
            "k" | "K" if !press.shift => Some(Action::Palette),
            _ => None,
        },
        (false, true) => match press.code {
            "KeyR" => Some(Action::FocusRequest),
            "KeyE" => Some(Action::FocusEditor),
            "Digit1" => Some(Action::ShowTrace),
            "Digit2" => Some(Action::ShowDiagram),
            "Digit3" => Some(Action::ShowDatabase),
            "Digit4" => Some(Action::ShowCache),
            "Digit5" => Some(Action::ShowLog),
            _ => None,
        },
        (false, false) if !press.typing => match press.key {
            "," => Some(Action::StepBack),
            "." => Some(Action::StepForth),
            ">" | ":" if press.shift => Some(Action::Now),
            "?" => Some(Action::Shortcuts),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Press<'_> = Press {
        key: "",
        code: "",
        ctrl: false,
        alt: false,
        shift: false,
        typing: false,
    };

    #[test]
    fn plain_keys_are_text_where_text_is_typed() {
        let comma = Press { key: ",", ..PLAIN };
        assert_eq!(action(comma), Some(Action::StepBack));
        assert_eq!(
            action(Press {
                typing: true,
                ..comma
            }),
            None
        );
        let send = Press {
            key: "Enter",
            ctrl: true,
            typing: true,
            ..PLAIN
        };
        assert_eq!(action(send), Some(Action::Send));
    }

    #[test]
    fn alt_keys_go_by_their_place_on_the_keyboard() {
        let press = Press {
            key: "¡",
            code: "Digit1",
            alt: true,
            ..PLAIN
        };
        assert_eq!(action(press), Some(Action::ShowTrace));
    }

    #[test]
    fn every_action_is_listed_once() {
        for (place, one) in Action::ALL.iter().enumerate() {
            assert!(!Action::ALL.iter().skip(place + 1).any(|other| other == one));
        }
    }
}
