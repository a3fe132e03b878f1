import { setImmediate as turn } from "node:timers/promises";

import type { Query } from "../../../action/action.ts";
import { addGoldens, listGoldens, removeGolden } from "../../../action/trial/goldens.ts";
import { keepTrial } from "../../../action/trial/keep.ts";
import { readTrial } from "../../../action/trial/look.ts";
import { draftToTry, readMaterial } from "../../../action/trial/material.ts";
import type { AccountReport, Trying } from "../../../action/trial/ports.ts";
import type { Action } from "../../../action/action.ts";
import type { Actor } from "../../../core/access/actor.ts";
import { EMPTY_MEMORY } from "../../../core/answer/decision.ts";
import type { Matcher } from "../../../core/answer/matcher.ts";
import { Fault } from "../../../core/kernel/fault.ts";
import type { Entry } from "../../../core/knowledge/entry.ts";
import { entriesWith } from "../../../core/trial/moved.ts";
import { type Report, tryingOut } from "../../../core/trial/trial.ts";
import { type Channel, createChannel } from "../../../flow/channel.ts";
import { type Api, acts, answers, asks, type Route } from "../../api/route.ts";
import type { Contract, GivenAnswer, InputOf } from "../../contract/contract.ts";
import * as trial from "../../contract/knowledge/trial.ts";

/** Learns what an account would know; `name` keeps it beside others. */
export type Learn = (name: string, entries: readonly Entry[]) => Promise<Matcher>;

type ChannelOf = (accountId: string) => Channel | undefined;

/** Tries entries of an account out together, by the same rules that answer fans, and keeps what it shows. Answers the trial's id. */
export type TryOut = (api: Api, tried: readonly Trying[], actor: Actor | undefined) => Promise<string>;

export const createTryOut =
  (channelOf: ChannelOf, learn: Learn): TryOut =>
  async (api, tried, actor) => {
    let base: string | undefined;
    const reports: AccountReport[] = [];
    for (const one of new Set(tried.flatMap(accountsOf))) {
      const material = await api.ask(readMaterial, { accountId: one }, actor);
      base ??= material.base;
      const channel = channelOf(one);
      if (channel === undefined) continue;
      const { account, adapter, desk, entries } = channel;
      const own = tried.filter((trying) => accountsOf(trying).includes(one));
      const after = entriesWith(entries, own, { platform: account.platform, at: api.clock() });
      const matcher = await learn(`trial ${one}`, after);
      const would = createChannel(account, adapter, matcher, desk.settings, {
        scenes: [],
        matters: desk.matters,
      }).desk;
      const run = tryingOut(
        (text) => desk.decide({ text }, EMPTY_MEMORY),
        (text) => would.decide({ text }, EMPTY_MEMORY),
        material,
      );
      reports.push({ accountId: one, report: await inTurns(run) });
    }
    return (await api.perform(keepTrial, { tried, base: base ?? "", reports }, actor)).id;
  };

/** Its own first. */
const accountsOf = ({ accountId, writing }: Trying): readonly string[] => [accountId, ...writing.accountIds];

/** Lets messages have their turn between two questions. */
async function inTurns(run: Generator<void, Report>): Promise<Report> {
  for (;;) {
    const { done, value } = run.next();
    if (done === true) return value;
    await turn();
  }
}

/** An action that publishes: what was not tried out as it is now, is tried out first. */
export const publishes = <C extends Contract>(
  contract: C,
  {
    action,
    toTry,
    tryOut,
  }: {
    readonly action: Action<InputOf<C>, GivenAnswer<C>>;
    readonly toTry: Query<InputOf<C>, readonly Trying[]>;
    readonly tryOut: TryOut;
  },
): Route =>
  answers(contract, async ({ input, actor, key }, api) => {
    try {
      return await api.perform(action, input, actor, key);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "entry_untried") throw error;
    }
    await tryOut(api, await api.ask(toTry, input, actor), actor);
    return api.perform(action, input, actor, key);
  });

/** The gate before publishing, and the questions that it asks. */
export const trialRoutes = (tryOut: TryOut): readonly Route[] => [
  answers(trial.tryDraft, async ({ input, actor }, api) => {
    const id = await tryOut(api, await api.ask(draftToTry, input, actor), actor);
    return api.ask(readTrial, { id }, actor);
  }),
  asks(trial.readTrial, readTrial),
  asks(trial.listGoldens, listGoldens),
  acts(trial.addGoldens, addGoldens),
  acts(trial.removeGolden, removeGolden),
];
