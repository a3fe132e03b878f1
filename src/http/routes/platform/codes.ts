import {
  codeMade,
  type CodeLimitsOf,
  codeToMake,
  createCode,
  listCodes,
  listEntries,
  updateCode,
} from "../../../action/scene/codes.ts";
import type { Asked } from "../../../core/channel/capability/asked.ts";
import type { Codes, MadeCode } from "../../../core/channel/capability/codes.ts";
import { acts, answers, type Api, asks, type Call, type Route } from "../../api/route.ts";
import type { GivenAnswer } from "../../contract/contract.ts";
import * as code from "../../contract/platform/code.ts";

const ASK_MS_MAX = 15_000;
const NOBODY: Asked<never> = { kind: "unanswered", code: "no_access" };

/** Codes by which fans come in; `codesOf`: how the platform of an account makes them. */
export function codeRoutes(codesOf: (accountId: string) => Codes | undefined): readonly Route[] {
  const limitsOf: CodeLimitsOf = (accountId) => codesOf(accountId)?.limits;

  /** No transaction is open while the platform is asked; whoever dies meanwhile leaves one that can be made again. */
  async function made(
    id: string,
    { actor }: Pick<Call, "actor">,
    api: Api,
  ): Promise<GivenAnswer<typeof code.makeCode>> {
    const { accountId, scene, livesMs } = await api.ask(codeToMake, { id }, actor);
    const life = livesMs === null ? {} : { livesMs };
    const asked: Asked<MadeCode> =
      (await codesOf(accountId)?.make({ scene, ...life }, AbortSignal.timeout(ASK_MS_MAX))) ?? NOBODY;
    return api.perform(codeMade, { id, asked }, actor);
  }

  return [
    asks(code.listCodes, listCodes(limitsOf)),
    answers(code.createCode, async (call, api) => {
      const { id } = await api.perform(createCode(limitsOf), call.input, call.actor, call.key);
      return made(id, call, api);
    }),
    acts(code.updateCode, updateCode),
    answers(code.makeCode, (call, api) => made(call.input.id, call, api)),
    asks(code.listEntries, listEntries),
  ];
}
