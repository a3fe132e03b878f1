import { OUR_MATTERS } from "../../../src/core/answer/words/own.ts";
import { defaultSettings } from "../../../src/core/setting/registry.ts";
import type { Looked, SocialChannel } from "../../../src/core/social/channel.ts";
import type { SocialAccount } from "../../../src/flow/social/polling.ts";

/** An account whose platform does what a test says. */
export function socialAccount(id: string, ownId: string, social: Partial<SocialChannel>): SocialAccount {
  const none: Looked = { items: [], cursors: {}, calls: 3 };
  const limits = { callsPerDay: 100, callsPerHour: 150, postsPerHour: 2, isPushed: false, callsPerLook: 3 };
  const channel: SocialChannel = {
    ownId,
    limits,
    look: async () => none,
    isOurFeed: () => false,
    show: async () => ({ kind: "gone", code: "20101", calls: 1 }),
    answer: async () => ({ kind: "accepted", externalId: "5199999999999999" }),
    remove: async () => ({ kind: "accepted" }),
    ...social,
  };
  return { id, social: channel, settings: defaultSettings, matters: OUR_MATTERS };
}

export const quietWatch = {
  looked: () => {},
  answered: () => {},
  trouble: (what: string, error: unknown) => {
    throw new Error(what, { cause: error });
  },
};
