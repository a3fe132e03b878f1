import { z } from "zod";

import { contract } from "../contract.ts";
import { id, line, PathId } from "../parts.ts";

const NAME_MAX = 10;

/** The platform's own id of an agent of its desk. */
const persona = z.string().regex(/^[0-9A-Za-z_-]{1,32}@[0-9A-Za-z_-]{1,64}$/);

export const readAttributions = contract({
  id: "persona.list",
  method: "GET",
  path: "/accounts/:id/personas",
  permission: "account.read",
  summary: "As which agent of the platform's own desk each of ours is shown to the account's fans",
  params: PathId,
  response: z.object({
    items: z.array(z.object({ staffId: id, name: z.string(), persona: z.string().nullable() })),
  }),
});

/** Faults: account_gone, personas_unsupported, platform_refused {code} */
export const listPersonas = contract({
  id: "persona.known",
  method: "GET",
  path: "/accounts/:id/personas/known",
  permission: "account.read",
  summary: "The agents of the platform's own desk, by its own word",
  params: PathId,
  response: z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }),
});

/** From her next words on; null: as the account says. Faults: account_gone, staff_gone */
export const setAttribution = contract({
  id: "persona.set",
  method: "PUT",
  path: "/accounts/:id/personas/:staffId",
  permission: "account.write",
  summary: "As whom one of ours is shown",
  params: z.strictObject({ id, staffId: id }),
  body: z.strictObject({ persona: persona.nullable() }),
  response: z.object({ persona: z.string().nullable() }),
});

/** Faults: account_gone, personas_unsupported, platform_refused {code} */
export const addPersona = contract({
  id: "persona.add",
  method: "POST",
  path: "/accounts/:id/personas",
  permission: "account.write",
  summary: "Makes an agent of the platform's own desk; with `person`, asks her there to be it",
  params: PathId,
  body: z.strictObject({ persona, name: line(NAME_MAX), person: line(64).optional() }),
  response: z.object({}),
});
