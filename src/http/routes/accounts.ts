import { createAccount, listAccounts, updateAccount } from "../../action/account/keep-account.ts";
import { readCheck, startCheck } from "../../action/check/check-account.ts";
import type { AccountProbe } from "../../action/account/ports.ts";
import { readSettings } from "../../action/account/rules.ts";
import type { AccountView } from "../../action/account/shown.ts";
import { accountTested, accountToTry, type Tried } from "../../action/account/test-account.ts";
import { switchOff, switchOn } from "../../action/account/turn-account.ts";
import { acts, answers, type Api, asks, type Call, type Route } from "../api/route.ts";
import type { AnswerOf } from "../contract/contract.ts";
import * as account from "../contract/people/account.ts";

/** Official accounts: which platforms there are, and how one is asked, is given from outside. */
export function accountRoutes(view: AccountView, probe: AccountProbe): readonly Route[] {
  const { kinds } = view;

  /** No transaction is open while the platform is asked. */
  async function tested(
    { id, platform, settings }: Tried,
    { actor }: Pick<Call, "actor">,
    api: Api,
  ): Promise<AnswerOf<typeof account.testAccount>> {
    const probed = await probe(platform, settings);
    const { kind, code } = probed;
    await api.perform(accountTested, { platform, kind, code, ...(id === undefined ? {} : { id }) }, actor);
    return probed;
  }

  return [
    asks(account.listAccounts, listAccounts(view)),
    acts(account.createAccount, createAccount(view)),
    acts(account.updateAccount, updateAccount(view)),
    acts(account.switchOff, switchOff(view)),
    acts(account.switchOn, switchOn(view)),
    acts(account.startCheck, startCheck),
    asks(account.readCheck, readCheck),
    answers(account.testNewAccount, async (call, api) => {
      const { platform, settings } = call.input;
      return tested({ platform, settings: readSettings(kinds, platform, settings) }, call, api);
    }),
    answers(account.testAccount, async (call, api) =>
      tested(await api.ask(accountToTry(kinds), call.input, call.actor), call, api),
    ),
  ];
}
