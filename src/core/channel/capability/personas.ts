import type { Asked } from "./asked.ts";

/** Somebody of the platform's own desk, as whom words of ours may be shown. */
export type Persona = { readonly id: string; readonly name: string };

/** The platform's own desk (客服账号): its agents' names and faces, which an account's fans see beside our words. */
export type Personas = {
  readonly list: (signal: AbortSignal) => Promise<Asked<readonly Persona[]>>;
  /** Nobody is asked: the name alone is new there. */
  readonly add: (persona: Persona, signal: AbortSignal) => Promise<Asked<void>>;
  /** Asks the person of this id on the platform to be that agent. */
  readonly invite: (id: string, person: string, signal: AbortSignal) => Promise<Asked<void>>;
};
