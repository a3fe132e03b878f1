import { endRelay, keepWay, readRelay, turnRelay } from "../../action/relay/keep-relay.ts";
import type { StateOf } from "../../action/relay/ports.ts";
import { countExchanges, listExchanges, type ReportItem } from "../../action/relay/report.ts";
import { explainRelay, watchRelay } from "../../action/relay/watch-relay.ts";
import { acts, answers, asks, type Route } from "../api/route.ts";
import * as relay from "../contract/relay/relay.ts";
import * as report from "../contract/relay/report.ts";
import { csvOf } from "../../core/table/csv.ts";

const EXPORT_ROWS_MAX = 10_000;

/** Accounts beside another system. `stateOf`: how this node's calls to their downstreams fare. */
export const relayRoutes = (stateOf: StateOf): readonly Route[] => [
  asks(relay.readRelay, readRelay),
  acts(relay.keepWay, keepWay),
  acts(relay.turnRelay, turnRelay),
  acts(relay.endRelay, endRelay),
  asks(relay.watchRelay, watchRelay(stateOf)),
  asks(relay.explainRelay, explainRelay),
  asks(report.countExchanges, countExchanges),
  asks(report.listExchanges, listExchanges),
  answers(report.exportExchanges, async ({ input, actor, ctx }, api) => {
    const { items } = await api.ask(listExchanges, { ...input, limit: EXPORT_ROWS_MAX }, actor);
    ctx.set("content-type", "text/csv; charset=utf-8");
    ctx.set("content-disposition", 'attachment; filename="relay.csv"');
    ctx.body = csvOf([COLUMNS, ...items.map(cellsOf)]);
  }),
];

const COLUMNS = [
  "at",
  "fan",
  "kind",
  "ours",
  "ours_rule",
  "theirs",
  "comparison",
  "answerer",
  "why",
  "failure",
];

const cellsOf = (item: ReportItem): readonly string[] =>
  [
    item.at,
    item.fan,
    item.kind,
    item.ours,
    item.oursRule,
    item.theirs,
    item.comparison,
    item.answerer,
    item.why,
    item.failure,
  ].map((cell) => cell ?? "");
