import { judgeSuggestion } from "../../../action/assist/judge-suggestion.ts";
import { createReadSuggestions, type EntriesTo } from "../../../action/assist/read-suggestions.ts";
import { type Candidate, SUGGESTIONS_MAX } from "../../../core/answer/suggest/suggest.ts";
import type { Content } from "../../../core/channel/content.ts";
import type { Said } from "../../../core/conversation/said.ts";
import type { Channel } from "../../../flow/channel.ts";
import { acts, asks, type Route } from "../../api/route.ts";
import * as assist from "../../contract/knowledge/assist.ts";

/** What is suggested to agents, by the very matcher that answers fans. */
export const assistRoutes = (channelOf: (accountId: string) => Channel | undefined): readonly Route[] => [
  asks(assist.readSuggestions, createReadSuggestions(entriesOf(channelOf))),
  acts(assist.judgeSuggestion, judgeSuggestion),
];

const entriesOf =
  (channelOf: (accountId: string) => Channel | undefined): EntriesTo =>
  (accountId, folded, { name, at }) => {
    const channel = channelOf(accountId);
    if (channel === undefined) return undefined;
    const { desk, matcher, contentOf } = channel;
    const entries = matcher.matchFolded(folded, SUGGESTIONS_MAX).flatMap(({ entry, score }) => {
      const said: Said = { kind: "entry", entryId: entry.id, version: entry.version };
      const text = textOf(contentOf(desk.spoken?.(said, name ?? undefined, at) ?? said));
      const { id, version, title } = entry;
      return text === undefined
        ? []
        : [{ kind: "entry", id, version, title, text, confidence: score } as const];
    }) satisfies readonly Candidate[];
    return {
      entries,
      threshold: desk.settings["answer.threshold"],
      askFrom: desk.settings["answer.askFrom"],
    };
  };

/** As an agent can write it: of an article its title and where it is; a picture cannot be. */
function textOf(content: Content | undefined): string | undefined {
  if (content?.kind === "text") return content.text;
  if (content?.kind !== "news") return undefined;
  return content.articles.map(({ title, url }) => `${title}\n${url}`).join("\n");
}
