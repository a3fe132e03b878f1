import type { Contact } from "../../core/contact/contact.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Objection } from "../../core/outgoing/doubt.ts";
import { judgeOutgoing } from "../../core/outgoing/judge.ts";
import type { Stores } from "../ports.ts";

export type Given = {
  readonly accountId: string;
  readonly contact: Contact;
  readonly staffId: string;
  readonly text: string;
  readonly placesAfter: number | undefined;
  readonly despite: boolean;
  readonly at: Instant;
};

/**
 * Refuses what the house does not say to a fan, and keeps that she was offered something, once a contact.
 * @throws Fault `reply_banned`, `promotion_barred`, `promotion_last_place`, `promotion_twice` {word}; `promotion_consent`
 * {word}, `promise_over` {word, title}, `date_over` {word}, which `despite` lets pass
 */
export async function refuseUnfit(store: Pick<Stores, "outgoing">, given: Given): Promise<void> {
  const promotes = await refuseObjectionable(store, given);
  if (promotes === undefined) return;
  const { accountId, contact, staffId, at } = given;
  const isFirst = await store.outgoing.promote({
    contactId: contact.id,
    accountId,
    staffId,
    word: promotes,
    at,
  });
  if (!isFirst) throw refusal({ code: "promotion_twice", word: promotes });
}

/**
 * The same, and keeps nothing; tells by which word she would be offered something.
 * @throws Fault as above, but `promotion_twice`
 */
export async function refuseObjectionable(
  store: Pick<Stores, "outgoing">,
  { accountId, contact, text, placesAfter, despite, at }: Given,
): Promise<string | undefined> {
  if (text.trim() === "") return undefined;
  const { objection, promotes } = judgeOutgoing(text, {
    ...(await store.outgoing.wording(accountId, at)),
    at,
    lane: contact.lane,
    placesAfter,
    despite,
  });
  if (objection !== undefined) throw refusal(objection);
  return promotes;
}

const SENTENCES: Readonly<Record<Objection["code"], string>> = {
  reply_banned: "The house does not promise this. Write it otherwise.",
  promotion_barred: "Nothing is offered to a customer who complains or is in danger.",
  promotion_last_place: "The last message that the platform takes is not for an offer.",
  promotion_twice: "Something was offered in this contact before.",
  promotion_consent:
    "This is an offer: send it only when the matter is solved and the customer wants to hear it.",
  promise_over: "An entry said this whose time is over.",
  date_over: "The day named here is over.",
};

function refusal({ code, word, title }: Objection): Fault {
  return new Fault(code, SENTENCES[code], { word, ...(title === undefined ? {} : { title }) });
}
