import { needsFirstAdmin } from "../../action/link/needs-first-admin.ts";
import { lookAtLink } from "../../action/link/look-at-link.ts";
import { changeLanguage } from "../../action/me/change-language.ts";
import { readOwnNursery } from "../../action/me/read-nursery.ts";
import { endSession } from "../../action/session/end-session.ts";
import { readZone } from "../../action/setting/read-zone.ts";
import { acts, answers, asks, type Route, signedInOf } from "../api/route.ts";
import { readMeta } from "../contract/meta.ts";
import * as me from "../contract/people/me.ts";
import * as session from "../contract/people/session.ts";
import { sessionCookie } from "../session/cookie.ts";
import { shownMe } from "../session/me.ts";
import { accept, changeOwn, setUp, signIn } from "../session/sign-in.ts";

/** Who somebody is, and how she comes in and goes. */
export const sessionRoutes: readonly Route[] = [
  answers(
    readMeta,
    async (_, api) =>
      ({
        product: "Seatbridge",
        version: api.version,
        needsSetup: await api.ask(needsFirstAdmin, {}, undefined),
        languages: ["zh-CN", "en"],
        zone: await api.ask(readZone, {}, undefined),
        publicUrlIsSecure: api.secure,
      }) as const,
  ),
  answers(session.signIn, (call, api) => signIn(call.input, call, api)),
  answers(session.readSession, async (call) => shownMe(signedInOf(call).staff)),
  answers(session.signOut, async (call, api) => {
    await api.perform(endSession, {}, call.actor, call.key);
    api.sessions.forget([signedInOf(call).staff.id]);
    call.ctx.set("set-cookie", sessionCookie(undefined, { secure: api.secure, maxAgeS: 0 }));
  }),
  answers(session.setUp, (call, api) => setUp(call.input, call, api)),
  asks(session.lookAtInvitation, lookAtLink),
  answers(session.acceptInvitation, (call, api) => accept(call.input, call, api)),
  asks(me.readOwnNursery, readOwnNursery),
  acts(me.changeLanguage, changeLanguage),
  answers(me.changePassword, (call, api) => changeOwn(call.input, call, api)),
];
