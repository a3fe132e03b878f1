import { Fault } from "../../core/kernel/fault.ts";
import type { Settings } from "../../core/setting/registry.ts";
import {
  type AnswerKind,
  type ApprovalPolicy,
  bannedIn,
  holding,
  isStatement,
  preparedFor,
  sameTextKey,
  wordsOf,
} from "../../core/social/gate.ts";
import type { HeldSocial, Incident } from "../social/ports.ts";
import type { Store } from "../social/rules.ts";

/** Who has to look at what is said for this account: by its settings, its queue, and whether an incident holds it. */
export async function policyOf(
  store: Store,
  accountId: string,
  settings: Settings,
  held: readonly Incident[],
): Promise<ApprovalPolicy> {
  return {
    followersMin: settings["social.approvalFollowers"],
    always: settings["social.approvalAlways"] === "on" || (await store.social.queueApproves(accountId)),
    isIncident: held.length > 0,
  };
}

/** The incidents that hold what is said in a thread: by its root, by its words, by what we are about to say. */
export async function heldBy(
  store: Store,
  { id, accountId, rootMid }: Pick<HeldSocial, "id" | "accountId" | "rootMid">,
  words: readonly string[],
): Promise<readonly Incident[]> {
  const open = await store.social.incidents(accountId);
  if (open.length === 0) return [];
  const items = await store.social.items(id);
  return holding(open, { rootMid, texts: [...items.map(({ text }) => text), ...words] });
}

/** What the house has prepared to say to her, by what it is for. */
export const preparedTexts = (name: string, settings: Settings) => ({
  invite: preparedFor(settings["social.privateInvite"], name),
  closing: preparedFor(settings["social.closing"], name),
});

type Meant = { readonly kind: AnswerKind; readonly name: string };

/** Refuses what nobody promises. @throws Fault `social_text_banned` {words} */
export function refuseBanned(text: string, settings: Settings): void {
  const banned = bannedIn(text, wordsOf(settings["social.bannedPromises"]));
  if (banned.length === 0) return;
  const words = banned.join("、");
  throw new Fault("social_text_banned", `Nobody promises this in public: ${words}. Take it out.`, { words });
}

/**
 * Refuses where incidents hold it all that is no statement of theirs.
 * @throws Fault `social_text_unapproved` {incident}
 */
export function refuseUnsaid(
  text: string,
  meant: Meant,
  settings: Settings,
  held: readonly Incident[],
): void {
  const [first] = held;
  if (first === undefined || mayBeSaid(text, meant, settings, held)) return;
  throw new Fault("social_text_unapproved", "During this incident only its approved statements are said.", {
    incident: first.name,
  });
}

/**
 * A statement of any that holds it. What the house has prepared as it stands is said all the same: it promises nothing,
 * and leads out of the public.
 */
export function mayBeSaid(
  text: string,
  { kind, name }: Meant,
  settings: Settings,
  held: readonly Incident[],
): boolean {
  if (held.length === 0 || held.some(({ statements }) => isStatement(text, statements))) return true;
  const prepared = kind === "answer" ? undefined : preparedTexts(name, settings)[kind];
  return prepared !== undefined && sameTextKey(prepared) === sameTextKey(text);
}
