/** What of a message says what was asked, and what was answered to it. */
type Said = {
  readonly contactId: string | null;
  readonly author: string;
  readonly internal: boolean;
  readonly content: { readonly kind: string; readonly text?: string };
};

export type Asked<M extends Said> = {
  /** Her words of that night, until she was promised an answer; what she only showed is named. */
  readonly asked: readonly M[];
  /** What the bot said last, before it promised. */
  readonly answered: M | undefined;
};

const ASKED_MAX = 3;
/** An opener, or the wish for a person, is not what she asked. */
const EMPTY =
  /^(?:在吗|在么|你好|您好|有人吗|转人工|人工|找人工|找个活人|人工客服|叫个人来)[。！!？?～~\s]*$/u;

/**
 * 隔夜, for the agent who has her now: what she asked and what the bot knew, in two lines instead of a thread. The promise
 * itself stands beside it.
 */
export function askedAtNight<M extends Said>(messages: readonly M[], contactId: string): Asked<M> {
  const hers = messages.filter((one) => one.contactId === contactId && !one.internal);
  const asked = hers.filter(
    ({ author, content }) => author === "fan" && !EMPTY.test(content.text?.trim() ?? ""),
  );
  const said = hers.filter(({ author }) => author === "bot");
  // The last thing it said was the promise.
  return { asked: asked.slice(0, ASKED_MAX), answered: said.at(-2) };
}
