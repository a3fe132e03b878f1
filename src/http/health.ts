import type { BudgetLevel } from "../core/ledger/budget.ts";
import { type Language, translate } from "../text/index.ts";

/** Can a fan be answered, account by account. */
export type Health = {
  readonly ok: boolean;
  readonly version: string;
  readonly startedAt: string;
  readonly database: { readonly ok: boolean; readonly tookMs?: number; readonly skewMs?: number };
  readonly accounts: readonly AccountHealth[];
};

export type AccountHealth = {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly simulated: boolean;
  readonly canAnswer: boolean;
  /** silent: nothing has come for longer than expected. That may be the night or a wrong address: it fails no health. */
  readonly state: "ok" | "silent" | "down";
  /** The last message before. */
  readonly silentSince: string | null;
  /** Who gives its access token: the platform, or the brand's token server. Null: it needs none, or has none. */
  readonly token: "own" | "theirs" | null;
  /** What the account may still send by itself; answers to webhooks do not count. Null: its platform names no limit. */
  readonly budget: {
    readonly used: number;
    readonly sends: number;
    readonly level: BudgetLevel;
    readonly per: "day" | "hour";
    readonly until: string;
  } | null;
  /** Why not: codes of `src/text`. */
  readonly problems: readonly (
    | "health.database_down"
    | "health.clock_skewed"
    | "health.no_knowledge"
    | "health.lanes_behind"
    | "health.stopping"
  )[];
  readonly entries: number;
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const ROW = { ok: "ok", silent: "warn", down: "bad" } as const;
/** An account whose budget runs out still answers webhooks. */
const rowOf = ({ state, budget }: AccountHealth): string =>
  state === "ok" && budget !== null && budget.level !== "calm" ? "warn" : ROW[state];

const BUDGET = { warned: "health.budget_warned", used_up: "health.budget_used_up" } as const;

function stateOf({ canAnswer, problems, silentSince, token, budget }: AccountHealth, say: Say): string {
  const words = canAnswer ? [say("health.can_answer")] : problems.map((code) => say(code));
  const silence = silentSince === null ? [] : [say("health.silent", { since: silentSince })];
  const level = budget?.level ?? "calm";
  const spent =
    budget === null || level === "calm"
      ? []
      : [say(BUDGET[level], { used: budget.used, sends: budget.sends, until: budget.until })];
  const lent = token === "theirs" ? [say("health.token_theirs")] : [];
  return [...words, ...silence, ...spent, ...lent].join("<br>");
}

type Say = (code: Parameters<typeof translate>[1], params?: Parameters<typeof translate>[2]) => string;

/** The same for a person with a browser. No script, no style from elsewhere. */
export function healthPage(health: Health, language: Language): string {
  const say: Say = (code, params = {}) => escape(translate(language, code, params));
  const rows = health.accounts.map(
    (account) => `<tr class="${rowOf(account)}">
      <td><b>${escape(account.name)}</b>${account.simulated ? ` <small>${say("health.simulated")}</small>` : ""}</td>
      <td>${escape(account.platform)}</td>
      <td class="n">${account.entries}</td>
      <td>${stateOf(account, say)}</td>
    </tr>`,
  );
  const title = say(health.ok ? "health.ok" : "health.not_ok");
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title} · Seatbridge</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="stylesheet" href="/health.css"></head>
<body><main><h1 class="${health.ok ? "ok" : "bad"}">${title}</h1>
<p>${say(health.database.ok ? "health.database_ok" : "health.database_down", { ms: health.database.tookMs ?? 0 })} · Seatbridge ${escape(health.version)}</p>
<table><thead><tr><th>${say("health.account")}</th><th>${say("health.platform")}</th><th>${say("health.entries")}</th><th>${say("health.state")}</th></tr></thead>
<tbody>${rows.length > 0 ? rows.join("") : `<tr><td colspan="4">${say("health.no_accounts")}</td></tr>`}</tbody></table>
</main></body></html>`;
}

export const HEALTH_STYLE = `
:root { color-scheme: light dark; --ok: #116329; --warn: #9a5b00; --bad: #a40e26; --line: #d0d7de; --ink: #1f2328; --paper: #fff }
@media (prefers-color-scheme: dark) { :root { --ok: #56d364; --warn: #e3b341; --bad: #ff7b72; --line: #3d444d; --ink: #e6edf3; --paper: #0d1117 } }
body { margin: 0; font: 16px/1.6 system-ui, "Noto Sans CJK SC", "PingFang SC", sans-serif; color: var(--ink); background: var(--paper) }
main { max-width: 60rem; margin: 3rem auto; padding: 0 1.5rem }
h1 { font-size: 1.6rem; margin: 0 0 .25rem } .ok h1, h1.ok, tr.ok td:last-child { color: var(--ok) } h1.bad, tr.bad td:last-child { color: var(--bad) } tr.warn td:last-child { color: var(--warn) }
table { border-collapse: collapse; width: 100%; margin-top: 1.5rem } th, td { text-align: start; padding: .6rem .75rem; border-bottom: 1px solid var(--line); vertical-align: top }
th { font-weight: 600 } .n { font-variant-numeric: tabular-nums } small { border: 1px solid var(--line); border-radius: .5rem; padding: 0 .4rem }
`;
