// The editor: CodeMirror with what Backlot's files need. The page loads this
// file when its prose stands; it talks to it through `globalThis.backlotEditor`.

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorSelection, EditorState, Prec } from "@codemirror/state";
import {
  drawSelection, dropCursor, EditorView, highlightActiveLine, highlightActiveLineGutter,
  highlightSpecialChars, keymap, lineNumbers,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { languageOf } from "./languages.js";
import { offsetOf, syntaxTrouble } from "./trouble.js";

/**
 * What the engine found wrong at a place of a file.
 * @typedef {{ line: number, column: number, message: string }} Mark
 */

/**
 * What the page wants to hear.
 * @typedef {object} Hears
 * @property {(path: string, text: string) => void} changed
 * @property {() => void} run Ctrl or Cmd+Enter.
 */

/** How long typing must rest before the text is checked, in milliseconds. */
const REST = 250;

/**
 * Makes an editor inside an element.
 * @param {HTMLElement} parent
 * @param {Hears} hears
 */
function create(parent, hears) {
  /** @type {Map<string, EditorState>} Each file's text, cursor and undo history. */
  const states = new Map();
  /** @type {Map<string, Mark[]>} */
  const marks = new Map();
  const editable = new Compartment();
  let path = "";
  let locked = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;

  const view = new EditorView({ parent, state: EditorState.create({}) });

  /** @param {string} name */
  function extensions(name) {
    return [
      lineNumbers(),
      highlightActiveLineGutter(),
      highlightSpecialChars(),
      history(),
      drawSelection(),
      dropCursor(),
      EditorState.allowMultipleSelections.of(true),
      indentOnInput(),
      indentUnit.of("  "),
      closeBrackets(),
      highlightActiveLine(),
      highlightSelectionMatches(),
      search({ top: true }),
      lintGutter(),
      syntaxHighlighting(classHighlighter),
      languageOf(name),
      editable.of(EditorState.readOnly.of(locked)),
      EditorView.contentAttributes.of({ "aria-label": `Text of ${name}`, tabindex: "0" }),
      Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (hears.run(), true) }])),
      keymap.of([
        ...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap,
        ...lintKeymap, indentWithTab,
      ]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) {
          // What the engine said was about the text before.
          marks.delete(path);
          check();
          hears.changed(path, update.state.doc.toString());
        }
      }),
    ];
  }

  /** Shows what is wrong, once typing rests. */
  function check() {
    clearTimeout(resting);
    resting = setTimeout(show, REST);
  }

  function show() {
    const { state } = view;
    const said = (marks.get(path) ?? []).map((mark) => {
      const from = offsetOf(state.doc, mark.line, mark.column);
      const word = state.wordAt(from);
      const to = word && word.from === from ? word.to : Math.min(from + 1, state.doc.lineAt(from).to);
      return { from, to: Math.max(from, to), severity: /** @type {const} */ ("error"), message: mark.message };
    });
    view.dispatch(setDiagnostics(state, said.length > 0 ? said : syntaxTrouble(state, path)));
  }

  return {
    /**
     * Shows a file. One that was open before keeps its cursor and undo history.
     * @param {string} name
     * @param {string} text
     */
    open(name, text) {
      if (path) states.set(path, view.state);
      path = name;
      view.setState(states.get(name) ?? EditorState.create({ doc: text, extensions: extensions(name) }));
      view.dispatch({ effects: editable.reconfigure(EditorState.readOnly.of(locked)) });
      this.replace(text);
      show();
    },
    /**
     * Makes this the text, as one step that can be undone, unless it is already.
     * @param {string} text
     */
    replace(text) {
      if (view.state.doc.toString() !== text) {
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      }
    },
    /** Forgets every file: another world has opened. */
    forget() {
      states.clear();
      marks.clear();
      path = "";
    },
    /**
     * Marks what the engine found wrong in the open file.
     * @param {string} json a list of marks
     */
    mark(json) {
      marks.set(path, JSON.parse(json));
      show();
    },
    /**
     * Goes to a place and shows it.
     * @param {number} line
     * @param {number} column
     */
    reveal(line, column) {
      const at = offsetOf(view.state.doc, line, column);
      view.dispatch({
        selection: EditorSelection.cursor(at),
        effects: EditorView.scrollIntoView(at, { y: "center" }),
      });
      view.focus();
    },
    /** @param {boolean} yes */
    lock(yes) {
      locked = yes;
      view.dispatch({ effects: editable.reconfigure(EditorState.readOnly.of(yes)) });
    },
    focus() {
      view.focus();
    },
    destroy() {
      clearTimeout(resting);
      view.destroy();
    },
  };
}

Object.assign(globalThis, { backlotEditor: { create } });
