import { Fault } from "../../core/kernel/fault.ts";
import type { Action, Query } from "../action.ts";
import { refuseUnseen } from "../conversation/seen.ts";
import type { Stores } from "../ports.ts";
import type { Kept } from "../../core/media/taking.ts";
import type { Held, Media } from "./ports.ts";

type Store = Pick<Stores, "media">;

/** An upload, whose bytes lie in the media store by now. */
export const addMedia: Action<Kept, Pick<Media, "id" | "type" | "bytes">, Store> = {
  id: "media.added",
  permission: "contact.serve",
  async run({ store, actor, at, ids }, { type, bytes, sha256 }) {
    const id = ids();
    await store.media.insert({ id, type, bytes, sha256, name: null, createdBy: actor.id }, at);
    return {
      result: { id, type, bytes },
      audit: [{ subject: "media", subjectId: id, data: { type, bytes } }],
    };
  },
};

/** @throws Fault `media_missing` for all but whoever uploaded it: in a thread a picture has its message's address */
export const readMedia: Query<{ readonly id: string }, Media, Store> = {
  permission: "contact.serve",
  async ask({ store, actor }, { id }) {
    const media = await store.media.byId(id);
    if (media?.createdBy === actor.id) return media;
    throw new Fault("media_missing", "There is no such upload. Choose the file again.");
  },
};

type Place = { readonly id: string; readonly seq: number };

/** @throws Fault `conversation_unseen`, `media_missing` */
export const findMedium: Query<Place, Held, Pick<Stores, "conversation" | "media">> = {
  permission: "contact.read",
  async ask({ store, actor }, { id, seq }) {
    await refuseUnseen(store, actor, id);
    const held = await store.media.ofMessage(id, seq);
    if (held !== undefined) return held;
    throw new Fault("media_missing", "This message has nothing to show.");
  },
};

/** What came of fetching what a fan has sent: its bytes, which lie in the media store by now, or that there is none. */
export const keepMedium: Action<
  Place & { readonly outcome: Kept | "expired" | "refused" },
  Held,
  Pick<Stores, "conversation" | "media">
> = {
  id: "media.fetched",
  permission: "contact.read",
  async run({ store, actor, at, ids }, { id, seq, outcome }) {
    await refuseUnseen(store, actor, id);
    const place = { conversationId: id, seq };
    if (typeof outcome === "string") {
      await store.media.settle(place, outcome);
    } else {
      const media = { id: ids(), name: null, createdBy: null, ...outcome };
      await store.media.insert(media, at);
      await store.media.settle(place, { mediaId: media.id });
    }
    const held = await store.media.ofMessage(id, seq);
    if (held === undefined) throw new Fault("media_missing", "This message has nothing to show.");
    return { result: held, audit: [] };
  },
};
