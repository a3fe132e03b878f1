import type { Actor } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { masked } from "../../core/practice/mask.ts";
import { type Turn, turnsOf } from "../../core/practice/turns.ts";
import { privateIn } from "../../core/social/gate.ts";
import type { Action, Query } from "../action.ts";
import { refuseUnseen } from "../conversation/seen.ts";
import type { Stores } from "../ports.ts";
import type { Original } from "./ports.ts";

type Store = Pick<Stores, "conversation" | "practice">;
type Made = { readonly id: string };

/**
 * 用于演练: a finished contact as its copy would be, masked. Nothing is kept of it: first somebody has to look.
 * @throws Fault `contact_gone`, `conversation_unseen`, `practice_not_over`, `practice_no_turns`
 */
export const previewTalk: Query<{ readonly id: string }, { readonly turns: readonly Turn[] }, Store> = {
  permission: "floor.write",
  async ask({ store, actor }, { id }) {
    const { names, lines } = await theOriginal(store, actor, id);
    const turns = turnsOf(lines).map(({ said, answer }) => ({
      said: masked(said, names),
      answer: masked(answer, names),
    }));
    if (turns.length === 0)
      throw new Fault("practice_no_turns", "Nobody of ours answered this customer in text.");
    return { turns };
  },
};

/**
 * Gives a talk to practise on, as somebody has looked at it and changed it. What still looks like a number, an address or
 * a card is refused: eyes miss what shapes do not.
 * @throws Fault those of `previewTalk`, `practice_private` {turn}, `practice_title_private`, `practice_again`
 */
export const makeTalk: Action<
  { readonly contactId: string; readonly title: string; readonly turns: readonly Turn[] },
  Made,
  Store
> = {
  id: "practice.made",
  permission: "floor.write",
  async run({ store, actor, at, ids }, { contactId, title, turns }) {
    const { identityId, accountId, names } = await theOriginal(store, actor, contactId);
    refusePrivate({ title, turns }, names);
    const id = ids();
    const isNew = await store.practice.make(
      { id, contactId, identityId, accountId, title, turns, byId: actor.id },
      at,
    );
    if (!isNew) throw new Fault("practice_again", "This talk is practised on already.");
    return { result: { id }, audit: [{ subject: "practice_talk", subjectId: id, data: { contactId } }] };
  },
};

/**
 * Takes a talk away from those who practise, and brings it back; what was practised stays.
 * @throws Fault `practice_gone`
 */
export const withdrawTalk: Action<{ readonly id: string }, Made, Store> = {
  id: "practice.withdrawn",
  permission: "floor.write",
  async run({ store, at }, { id }) {
    if (!(await store.practice.withdraw(id, at))) throw noTalk();
    return { result: { id }, audit: [{ subject: "practice_talk", subjectId: id }] };
  },
};

/** @throws Fault `practice_gone` */
export const restoreTalk: Action<{ readonly id: string }, Made, Store> = {
  id: "practice.restored",
  permission: "floor.write",
  async run({ store }, { id }) {
    if (!(await store.practice.withdraw(id, undefined))) throw noTalk();
    return { result: { id }, audit: [{ subject: "practice_talk", subjectId: id }] };
  },
};

export const noTalk = (): Fault => new Fault("practice_gone", "There is no such talk to practise on.");

async function theOriginal(store: Store, actor: Actor, contactId: string): Promise<Original> {
  const original = await store.practice.original(contactId);
  if (original === undefined) throw new Fault("contact_gone", "There is no such contact.");
  await refuseUnseen(store, actor, original.conversationId);
  if (!original.isOver || !original.isPrivate)
    throw new Fault("practice_not_over", "Only a chat that is over can be practised on.");
  return original;
}

function refusePrivate(
  { title, turns }: { readonly title: string; readonly turns: readonly Turn[] },
  names: readonly string[],
): void {
  const tells = (text: string): boolean =>
    names.some((name) => name.length > 1 && text.includes(name)) || privateIn(text).length > 0;
  if (tells(title)) throw new Fault("practice_title_private", "The title still tells who somebody is.");
  const turn = 1 + turns.findIndex(({ said, answer }) => tells(`${said}\n${answer}`));
  if (turn > 0) throw new Fault("practice_private", `Turn ${turn} still tells who somebody is.`, { turn });
}
