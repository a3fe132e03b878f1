/** What was written in a contact, in order; null: no text. */
export type Line = {
  readonly author: "fan" | "bot" | "agent" | "system";
  readonly text: string | null;
  readonly internal: boolean;
};

/** 演练: what a customer wrote, and what a person of ours answered. */
export type Turn = { readonly said: string; readonly answer: string };

export const TURNS_MAX = 20;
export const TURN_CHARS_MAX = 1_000;

/**
 * A finished contact as turns: all that she wrote up to a person's answer is one, and so are the answer's pieces. What the
 * bot said, notes, and what is no text are left out; so is what nobody answered. Never longer than a turn may be.
 */
export function turnsOf(lines: readonly Line[]): readonly Turn[] {
  const turns: { said: string[]; answer: string[] }[] = [];
  for (const { author, text, internal } of lines) {
    if (text === null || text.trim() === "" || internal) continue;
    const last = turns.at(-1);
    if (author === "agent") last?.answer.push(text.trim());
    else if (author === "fan") {
      if (last === undefined || last.answer.length > 0) turns.push({ said: [text.trim()], answer: [] });
      else last.said.push(text.trim());
    }
  }
  return turns
    .filter(({ answer }) => answer.length > 0)
    .slice(0, TURNS_MAX)
    .map(({ said, answer }) => ({ said: joined(said), answer: joined(answer) }));
}

const joined = (parts: readonly string[]): string => parts.join("\n").slice(0, TURN_CHARS_MAX);
