import type { Happening } from "../api/wire.ts";

/** What happened one after the other to one contact of a ticket. */
export type TicketGroup = {
  readonly key: string;
  /** Which contact of the ticket, from 1; undefined where it has no others to be told from. */
  readonly contactNumber: number | undefined;
  readonly events: readonly Happening[];
};

/**
 * A ticket's events in their order, parted where the contact changes: of two that overlap, as where one is reopened
 * before the other is wrapped up, each shows what was its own. The ticket's own events stand with what they follow.
 * `contactIds`: the ticket's contacts, oldest first.
 */
export function ticketGroups(
  events: readonly Happening[],
  contactIds: readonly string[],
): readonly TicketGroup[] {
  const groups: { key: string; contactId: string | null; events: Happening[] }[] = [];
  for (const event of events) {
    const group = groups.at(-1);
    const { contactId } = event;
    if (
      group === undefined ||
      (contactId !== null && group.contactId !== null && contactId !== group.contactId)
    ) {
      groups.push({ key: event.id, contactId, events: [event] });
    } else {
      group.events.push(event);
      group.contactId ??= contactId;
    }
  }
  const numberOf = (contactId: string | null): number | undefined => {
    const index = contactIds.indexOf(contactId ?? "");
    return index === -1 || contactIds.length === 1 ? undefined : index + 1;
  };
  return groups.map(({ key, contactId, events: own }) => ({
    key,
    contactNumber: numberOf(contactId),
    events: own,
  }));
}
