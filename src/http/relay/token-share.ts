import { mayRead, noteLent } from "../../action/token-share/lend.ts";
import { endShare, keepShare, readShare } from "../../action/token-share/share.ts";
import type { Access } from "../../core/channel/capability/access.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { SECOND } from "../../core/kernel/instant.ts";
import { acts, answers, asks, type Route } from "../api/route.ts";
import { bearerOf } from "../session/bearer.ts";
import * as share from "../contract/relay/token-share.ts";

/** An account's access token for the brand's other systems. No transaction is open while the platform may be asked. */
export const tokenShareRoutes = (accessOf: (accountId: string) => Access | undefined): readonly Route[] => [
  asks(share.readShare, readShare),
  acts(share.keepShare, keepShare),
  acts(share.endShare, endShare),
  answers(share.lendToken, async ({ input: { id }, ctx, address: from }, api) => {
    // As a person writes it, whatever the socket listens on.
    const reader = { id, key: bearerOf(ctx), address: from.replace(/^::ffff:/, "") };
    await api.ask(mayRead, reader, undefined);
    const given = (await accessOf(id)?.token()) ?? { kind: "none" as const, code: "no_access" };
    if (given.kind === "none") {
      const { code } = given;
      throw new Fault("token_unavailable", `There is no token now (${code}). Try again in a moment.`, {
        code,
      });
    }
    const { value, expiresAt } = given.token;
    await api.perform(noteLent, { ...reader, until: expiresAt }, undefined);
    return { access_token: value, expires_in: Math.max(0, Math.floor((expiresAt - api.clock()) / SECOND)) };
  }),
];
