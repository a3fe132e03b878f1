import type { Answer } from "../../api/endpoints.ts";
import { t } from "../../text/index.ts";

export type Notice = Answer<"GET /conversations/:id/notices">["items"][number];
export type Field = Notice["fields"][number];

/** What stands before it; where nothing does, on the phone, it is still asked for by a name. */
export const labelOf = ({ label, key }: Field): string => (label === "" ? key : label);

/** What it takes, in a few words. */
export const hintOf = ({ kind, charsMax }: Field): string => t(`notices.takes.${kind}`, { max: charsMax });

/** As characters, since half an emoji is none. */
export const charsOf = (text: string): number => Array.from(text.trim()).length;

export const isFilled = ({ charsMax, kind }: Field, text: string): boolean => {
  const chars = charsOf(text);
  // A name of letters may be twice as long; the server knows the rest.
  return chars > 0 && chars <= (kind === "name" ? 2 * charsMax : charsMax);
};
