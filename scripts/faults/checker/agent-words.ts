import type { AgentSaid } from "../witness/told.ts";

/** A message of an agent in a thread. */
export type AgentMessage = { readonly conversation: string; readonly words: string };

/** What an agent was told about her words is what became of them: taken once, refused, or one of both. */
export function agentViolations(
  said: readonly AgentSaid[],
  messages: readonly AgentMessage[],
): readonly string[] {
  const times = new Map<string, number>();
  const keyOf = ({ conversation, words }: AgentMessage): string => `${conversation} ${words}`;
  for (const message of messages) times.set(keyOf(message), (times.get(keyOf(message)) ?? 0) + 1);
  return said.flatMap(({ conversation, words, outcome }) => {
    const count = times.get(keyOf({ conversation, words })) ?? 0;
    if (count > 1) return [`the agent's ${words} stands ${count} times in ${conversation}`];
    if (outcome === "taken" && count === 0) return [`the agent's ${words} was taken and is lost`];
    if (outcome === "refused" && count > 0) return [`the agent's ${words} was refused and stands there`];
    return [];
  });
}
