import type { TextKey } from "../../text/index.ts";

export type Shortcut = { readonly id: string; readonly keys: string; readonly text: TextKey };

/**
 * Every shortcut of the console: what the sheet shows is what the keyboard does. None is a bare Alt with a letter
 * (Chrome's menu, Polish letters), none is one that input methods take (Ctrl+Space, Ctrl+., Ctrl+Shift+F).
 */
export const SHORTCUTS = [
  { id: "palette", keys: "Ctrl+K", text: "app.keys.palette" },
  { id: "sheet", keys: "Ctrl+/", text: "app.keys.sheet" },
  { id: "close", keys: "Escape", text: "app.keys.close" },
  { id: "status", keys: "F2", text: "app.keys.status" },
  { id: "previous", keys: "Ctrl+ArrowUp", text: "app.keys.previous" },
  { id: "next", keys: "Ctrl+ArrowDown", text: "app.keys.next" },
  { id: "unread", keys: "Ctrl+Shift+U", text: "app.keys.unread" },
  { id: "accept", keys: "Ctrl+Enter", text: "app.keys.accept" },
  { id: "card", keys: "Ctrl+Shift+L", text: "app.keys.card" },
  { id: "note", keys: "Ctrl+Shift+M", text: "app.keys.note" },
  { id: "suggest1", keys: "Ctrl+1", text: "app.keys.suggest1" },
  { id: "suggest2", keys: "Ctrl+2", text: "app.keys.suggest2" },
  { id: "suggest3", keys: "Ctrl+3", text: "app.keys.suggest3" },
  { id: "transfer", keys: "Ctrl+Shift+Y", text: "app.keys.transfer" },
  { id: "hold", keys: "Ctrl+Shift+H", text: "app.keys.hold" },
  { id: "dial", keys: "F9", text: "app.keys.dial" },
  { id: "flag", keys: "F8", text: "app.keys.flag" },
  { id: "give", keys: "Ctrl+Shift+G", text: "app.keys.give" },
  { id: "end", keys: "Ctrl+Shift+E", text: "app.keys.end" },
] as const satisfies readonly Shortcut[];

export type ShortcutId = (typeof SHORTCUTS)[number]["id"];
