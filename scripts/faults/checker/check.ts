import type { Accepted, AgentSaid, Told } from "../witness/told.ts";
import { type AgentMessage, agentViolations } from "./agent-words.ts";
import { type Floor, floorViolations } from "./floor.ts";
import { type Ledger, messageViolations } from "./messages.ts";
import { sendViolations, type Tried } from "./sends.ts";

/** What everybody saw: the fans, the agents, the platform, and the database when all was quiet again. */
export type Evidence = {
  readonly told: readonly Told[];
  readonly said: readonly AgentSaid[];
  readonly accepted: readonly Accepted[];
  readonly ledger: Ledger;
  readonly tried: readonly Tried[];
  readonly floor: Floor;
  /** Rows that are open past their limit, each in words. */
  readonly open: readonly string[];
};

/** Every promise that was broken, in words; none where all of them were kept. Pure. */
export const check = ({ told, said, accepted, ledger, tried, floor, open }: Evidence): readonly string[] => [
  ...messageViolations(told, ledger),
  ...sendViolations(accepted, tried),
  ...agentViolations(said, agentMessages(ledger)),
  ...floorViolations(floor),
  ...open.map((what) => `${what} is left lying`),
];

const agentMessages = ({ messages }: Ledger): readonly AgentMessage[] =>
  messages.filter(({ author }) => author === "agent");
