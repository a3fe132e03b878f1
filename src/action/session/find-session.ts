import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Session } from "./ports.ts";

/** The session that lives under this id, within the limits of the settings. Asked with every call. */
export const findSession: Query<
  { readonly id: string },
  Session | undefined,
  Pick<Stores, "session" | "setting">
> = {
  permission: "public",
  async ask({ store, at }, { id }) {
    const session = await store.session.byId(id);
    if (session === undefined) return undefined;
    const settings = await store.setting.read();
    const alive =
      at - session.createdAt < settings["session.lifeMs"] && at - session.seenAt < settings["session.idleMs"];
    return alive ? session : undefined;
  },
};
