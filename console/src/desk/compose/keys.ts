/** What the composer knows of a key press, whatever browser it comes from. */
export type KeyPress = {
  readonly key: string;
  readonly shift: boolean;
  /** Ctrl, or ⌘ on a Mac. */
  readonly ctrl: boolean;
  readonly alt: boolean;
  /** The key is held down: the same press again. */
  readonly repeat: boolean;
  /** An input method has the key: it picks a candidate with it. */
  readonly composing: boolean;
  /** Since an input method put its word in; infinite where none did. */
  readonly msSinceComposed: number;
};

export type ComposerState = {
  readonly sendKey: "enter" | "ctrl-enter";
  /** The list of canned replies is open. */
  readonly menuOpen: boolean;
};

/**
 * `leave`: the browser does what the key does. `swallow`: nothing at all. Everything else is done by us, and the
 * browser's own effect prevented.
 */
export type KeyAction =
  | "leave"
  | "swallow"
  | "send"
  | "line"
  | "menu-up"
  | "menu-down"
  | "menu-choose"
  | "menu-close";

/** Safari tells the Enter that picked a candidate after the word is in, as if it were another one. */
const PICKED_MS = 30;

const inMenu: Readonly<Record<string, KeyAction>> = {
  ArrowUp: "menu-up",
  ArrowDown: "menu-down",
  Enter: "menu-choose",
  Tab: "menu-choose",
  Escape: "menu-close",
};

/** What a key does in the composer (console section 2.5). */
export function keyAction(press: KeyPress, { sendKey, menuOpen }: ComposerState): KeyAction {
  if (press.composing) return "leave";
  const enter = press.key === "Enter";
  if (enter && press.msSinceComposed < PICKED_MS) return "swallow";
  if (menuOpen && !press.shift && !press.ctrl && !press.alt) {
    const action = inMenu[press.key];
    // A held Enter chooses once; held arrows travel.
    if (action !== undefined) return enter && press.repeat ? "swallow" : action;
  }
  if (!enter || press.alt) return "leave";
  const sends = sendKey === "enter" ? !press.shift && !press.ctrl : press.ctrl && !press.shift;
  // One press is one message, however long the key is held.
  if (sends) return press.repeat ? "swallow" : "send";
  // Browsers make no line of Ctrl with Enter in a text area.
  return press.ctrl ? "line" : "leave";
}
