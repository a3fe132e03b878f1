import type { Content } from "../channel/content.ts";
import { type Answerer, type Begun, type RelayPolicy, whoAnswers, type Why } from "./policy.ts";
import { DEAD_LETTER, hear } from "../contact/hear.ts";
import { type Hearing, type HearingContext, ignored } from "../contact/hearing.ts";
import { rate } from "../contact/rating.ts";

export type HeardBeside = {
  readonly hearing: Hearing;
  readonly answerer: Answerer;
  readonly why: Why;
};

/**
 * Hears a message on an account that the system of before answers, too. What is not ours is stored, and nothing is
 * said to it, nobody waits for a person by it: `relayed`. What we have begun we finish, in any mode.
 */
export function hearBeside(
  policy: RelayPolicy,
  fan: string,
  content: Content,
  context: HearingContext,
): HeardBeside {
  const { answerer, why } = whoAnswers(policy, { fan, content, begun: begunWith(content, context) });
  const hearing =
    answerer === "ours" || saysNothing(content) ? hear(content, context) : relayed(content, context);
  return { hearing, answerer, why };
}

/** Where no person ever saw her: there is nobody to look after a message of hers that we could not take in. */
function relayed(content: Content, context: HearingContext): Hearing {
  const hearing = ignored(context, "relayed");
  return content === DEAD_LETTER
    ? { ...hearing, outcome: { state: "dead", rule: "attempts_used_up" } }
    : hearing;
}

/**
 * Of these we say nothing in any case: what is open ends with her leaving, and what she withdraws is what we hold of
 * her, whoever answers her.
 */
const saysNothing = (content: Content): boolean =>
  content.kind === "event" &&
  (content.event.name === "unfollowed" || content.event.name === "consent_withdrawn");

function begunWith(content: Content, context: HearingContext): Begun | undefined {
  const { contact } = context;
  if (contact !== undefined && contact.state !== "bot") return "person";
  if (contact?.turn !== undefined) return "turn";
  return content !== DEAD_LETTER && rate(content, context) !== undefined ? "rating" : undefined;
}

/**
 * What we would say to this, had we never spoken with her: nothing of it becomes true. A piece of a turn is judged by
 * itself, at once.
 */
export function wouldSay(
  content: Content,
  context: Omit<HearingContext, keyof typeof UNSPOKEN>,
): Pick<Hearing, "say"> & { readonly rule: string } {
  const settings = { ...context.settings, "turn.pauseMs": 0 };
  const { say, outcome } = hear(content, { ...context, ...UNSPOKEN, settings });
  return { ...(say && { say }), rule: outcome.rule };
}

const UNSPOKEN = { contact: undefined, served: undefined, invited: undefined, seq: 1 } as const;
