import type { Contact } from "../contact.ts";

type Optional = { [Key in keyof Contact]-?: undefined extends Contact[Key] ? Key : never }[keyof Contact];

/** What is not known of it any more. */
export function without(contact: Contact, ...keys: readonly Optional[]): Contact {
  const rest: Record<string, unknown> = { ...contact };
  for (const key of keys) delete rest[key];
  return rest as Contact;
}

/** Not held any more. */
export const spoken = (contact: Contact): Contact => without(contact, "heldSince", "heldBy");
