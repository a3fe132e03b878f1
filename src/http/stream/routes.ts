import { lookAt } from "../../action/conversation/look-at.ts";
import type { Look } from "../../core/desk/presence.ts";
import { reachOf } from "../../core/desk/reach.ts";
import type { DeskHub } from "../../flow/desk/hub.ts";
import { answers, type Route, signedInOf } from "../api/route.ts";
import { focusDesk, openStream, readDesk } from "../contract/desk/desk.ts";
import { openWindow } from "./event-stream.ts";

/** `publish`: tells all nodes what somebody looks at. */
export const streamRoutes = (hub: DeskHub, publish: (look: Look) => void): readonly Route[] => [
  answers(readDesk, async (call) => {
    const { actor } = signedInOf(call);
    return hub.snapshot({ staffId: actor.id, reach: reachOf(actor) });
  }),
  answers(openStream, async (call) => {
    const { actor, id: sessionId } = signedInOf(call);
    const window = openWindow(call.ctx);
    try {
      const visitor = { staffId: actor.id, sessionId, reach: reachOf(actor) };
      const leave = await hub.open(visitor, window);
      if (call.ctx.res.destroyed) leave();
      else call.ctx.res.once("close", leave);
    } catch {
      // The answer has begun, so nothing can be said: the browser comes back by itself.
      window.end();
    }
  }),
  answers(focusDesk, async (call, api) => {
    const { conversationId, doing } = call.input;
    const { actor } = signedInOf(call);
    if (conversationId !== null) await api.ask(lookAt, { id: conversationId }, actor);
    publish({ staffId: actor.id, conversationId: conversationId ?? undefined, doing });
    return {};
  }),
];
