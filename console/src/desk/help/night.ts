/** What of a message says what was asked, and what was answered to it. */
type Said = {
  readonly contactId: string | null;
  readonly at: number;
  readonly author: string;
  readonly internal: boolean;
  readonly content: { readonly kind: string; readonly text?: string };
};

export type Asked<M extends Said> = {
  readonly asked: readonly M[];
  readonly answered: M | undefined;
};

const ASKED_MAX = 3;
/** An opener, or the wish for a person, is not what she asked. */
const EMPTY =
  /^(?:在吗|在么|你好|您好|有人吗|转人工|人工|找人工|找个活人|人工客服|叫个人来)[。！!？?～~\s]*$/u;

/**
 * 隔夜, for the agent who has her now, in two lines instead of a thread: what she had asked as she wished for a person, else
 * what she wrote afterwards, and what the bot knew until then. What it promised stands beside it.
 */
export function askedAtNight<M extends Said>(
  messages: readonly M[],
  contactId: string,
  wishedAt: number,
): Asked<M> {
  const hers = messages.filter((one) => one.contactId === contactId && !one.internal);
  const words = hers.filter(
    ({ author, content }) => author === "fan" && !EMPTY.test(content.text?.trim() ?? ""),
  );
  const before = words.filter(({ at }) => at <= wishedAt);
  const answered = hers.findLast(({ author, at }) => author === "bot" && at < wishedAt);
  return { asked: (before.length > 0 ? before : words).slice(0, ASKED_MAX), answered };
}
