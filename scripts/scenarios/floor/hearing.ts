import type { FloorError } from "../../../src/core/assignment/live/decision.ts";
import type { Contact } from "../../../src/core/contact/contact.ts";
import { hear } from "../../../src/core/contact/hear.ts";
import { floorOf } from "../../../src/core/seating/floor.ts";
import { defaultSettings } from "../../../src/core/setting/registry.ts";
import { loadContact, writeStep } from "../../../src/store/contact/contact-step.ts";
import { loadFloor } from "../../../src/store/floor.ts";
import { inTransaction } from "../../../src/store/transaction.ts";
import type { Stage } from "./stage.ts";

/** The fan writes, as the lane hears it that takes her words in, where the contact is as the scenario means it. anew: as if for the first time. */
export async function hears(
  { client, ids, now, contacts }: Stage,
  name: string,
  isMeant: (contact: Contact) => boolean,
): Promise<FloorError | "anew" | undefined> {
  const contactId = contacts.get(name);
  return inTransaction(client, async () => {
    const loaded = contactId && (await loadContact(client, { contactId }, "wait"));
    if (!loaded || !isMeant(loaded.contact)) return "illegal_transition";
    const { contact } = loaded;
    const isLeft = contact.state === "abandoned";
    const hearing = hear(
      { kind: "text", text: "我在" },
      {
        contact: isLeft ? undefined : contact,
        left: isLeft ? contact : undefined,
        served: undefined,
        invited: undefined,
        seq: loaded.seq + 1,
        at: now(),
        settings: defaultSettings,
        ids,
        decide: () => ({ kind: "hand_over", reason: "asked", rule: "person_wished", top: [] }),
        entryOfKey: () => undefined,
        floor: floorOf(await loadFloor(client)),
        queueId: contact.queueId,
      },
    );
    if (hearing.contact?.id !== contact.id) return "anew";
    await writeStep(client, contact, { events: hearing.contactEvents, at: now(), actor: "fan" });
    return undefined;
  });
}
