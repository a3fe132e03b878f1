import { notePersona, readAttributions, setAttribution } from "../../../action/persona/personas.ts";
import type { Asked } from "../../../core/channel/capability/asked.ts";
import type { Personas } from "../../../core/channel/capability/personas.ts";
import { Fault } from "../../../core/kernel/fault.ts";
import { acts, answers, asks, type Route } from "../../api/route.ts";
import * as persona from "../../contract/platform/persona.ts";

const ASK_MS_MAX = 15_000;
const soon = (): AbortSignal => AbortSignal.timeout(ASK_MS_MAX);

/** As whom ours are shown; `personasOf`: an account's desk at its platform. No transaction is open while it is asked. */
export function personaRoutes(personasOf: (accountId: string) => Personas | undefined): readonly Route[] {
  const the = (accountId: string): Personas => personasOf(accountId) ?? unsupported();

  return [
    asks(persona.readAttributions, readAttributions),
    acts(persona.setAttribution, setAttribution),
    answers(persona.listPersonas, async ({ input, actor }, api) => {
      await api.ask(readAttributions, input, actor);
      return { items: [...valueOf(await the(input.id).list(soon()))] };
    }),
    answers(persona.addPersona, async ({ input, actor, key }, api) => {
      const { id, persona: personaId, name, person } = input;
      await api.ask(readAttributions, { id }, actor);
      valueOf(await the(id).add({ id: personaId, name }, soon()));
      await api.perform(notePersona, { id, persona: personaId, did: "added" }, actor, key);
      if (person === undefined) return {};
      valueOf(await the(id).invite(personaId, person, soon()));
      await api.perform(notePersona, { id, persona: personaId, did: "invited" }, actor);
      return {};
    }),
  ];
}

function valueOf<Value>(asked: Asked<Value>): Value {
  if (asked.kind === "done") return asked.value;
  throw new Fault("platform_refused", `The platform did not answer as hoped: ${asked.code}.`, {
    code: asked.code,
  });
}

function unsupported(): never {
  throw new Fault(
    "personas_unsupported",
    "This account has no desk of the platform's own that can be asked.",
  );
}
