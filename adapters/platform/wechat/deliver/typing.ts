import { SECOND, type Typing } from "seatbridge/kit";

import type { Client } from "../api/client.ts";
import { setTyping } from "../api/talk/typing.ts";

/** Protocols §1.10. `path`: mini programs have a newer one. */
export const createTyping = (client: Client, path = setTyping.path): Typing => ({
  lastsMs: 15 * SECOND,
  show: (externalId, signal) =>
    client({ ...setTyping, path }, { touser: externalId, command: "Typing" }, { signal }),
});
