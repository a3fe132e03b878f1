import { describe, expect, it } from "@jest/globals";

import { type ComposerState, keyAction, type KeyPress } from "../../../console/src/desk/compose/keys.ts";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shift: false,
  ctrl: false,
  alt: false,
  repeat: false,
  composing: false,
  msSinceComposed: Number.POSITIVE_INFINITY,
  ...more,
});
const enter: ComposerState = { sendKey: "enter", menuOpen: false };
const ctrlEnter: ComposerState = { sendKey: "ctrl-enter", menuOpen: false };
const menu: ComposerState = { sendKey: "enter", menuOpen: true };

describe("a key in the composer", () => {
  it.each<[string, KeyPress, ComposerState, ReturnType<typeof keyAction>]>([
    ["sends with Enter", press("Enter"), enter, "send"],
    ["makes a line with Shift+Enter", press("Enter", { shift: true }), enter, "leave"],
    ["makes a line with Ctrl+Enter where Enter sends", press("Enter", { ctrl: true }), enter, "line"],
    ["makes a line with Enter where Ctrl+Enter sends", press("Enter"), ctrlEnter, "leave"],
    ["sends with Ctrl+Enter where that was chosen", press("Enter", { ctrl: true }), ctrlEnter, "send"],
    ["leaves the Enter that picks a candidate", press("Enter", { composing: true }), enter, "leave"],
    ["leaves it also where Ctrl sends", press("Enter", { composing: true, ctrl: true }), ctrlEnter, "leave"],
    ["swallows Safari's Enter after the pick", press("Enter", { msSinceComposed: 29 }), enter, "swallow"],
    ["sends with the next one", press("Enter", { msSinceComposed: 30 }), enter, "send"],
    ["sends a held Enter once", press("Enter", { repeat: true }), enter, "swallow"],
    ["leaves letters with AltGr alone", press("ł", { alt: true, ctrl: true }), enter, "leave"],
    ["chooses a canned reply with Enter", press("Enter"), menu, "menu-choose"],
    ["chooses one with Tab", press("Tab"), menu, "menu-choose"],
    ["does not choose on and on", press("Enter", { repeat: true }), menu, "swallow"],
    ["walks the list", press("ArrowDown", { repeat: true }), menu, "menu-down"],
    ["closes the list with Escape", press("Escape"), menu, "menu-close"],
    ["leaves Escape where no list is open", press("Escape"), enter, "leave"],
    ["picks a candidate, not a reply, while composing", press("Enter", { composing: true }), menu, "leave"],
    [
      "walks candidates, not the list, while composing",
      press("ArrowDown", { composing: true }),
      menu,
      "leave",
    ],
  ])("%s", (_, given, state, wanted) => expect(keyAction(given, state)).toBe(wanted));
});
