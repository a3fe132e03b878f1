import { deepStrictEqual, ok } from "node:assert/strict";

import type { CrmConnector, Recorded, RecordEntry, TicketRecord } from "../../../core/ticket/connector.ts";
import type { ContractCase } from "../contract-case.ts";
import type { CrmDriver, CrmStatuses } from "./crm-driver.ts";
import { type CrmFault, openCrm } from "./stand-in.ts";

const CONTACT = "01a21642-ce34-7000-8f23-41a64a70c5c4";
const TICKET = "01a21642-ce34-7000-9999-0123456789ab";
/** More than any connector calls for one record. */
const CALLS_MAX = 12;
const TRY_MS_MAX = 10_000;
/** What would do something, were it more than words. */
const HOSTILE = "!https://evil.example/x.png! {{macro}} <img src=x onerror=alert(1)> </pre> ``` 🧯\u202eabc";

const entry = (number: number, text: string): RecordEntry => ({
  id: `${CONTACT}:${number}`,
  at: `2026-11-26T05:${String(number).padStart(2, "0")}:00.000Z`,
  code: "heard",
  by: { kind: "fan" },
  text,
});
const ticketWith = (entries: readonly RecordEntry[], state: "open" | "closed" = "open"): TicketRecord => ({
  ticketId: TICKET,
  number: "GD-1004",
  title: "锅盖裂了",
  state,
  priority: 2,
  openedAt: "2026-11-26T05:00:00.000Z",
  closedAt: state === "closed" ? "2026-11-26T06:00:00.000Z" : null,
  dueAt: null,
  reason: null,
  assignee: null,
  fan: { externalId: "oFan", name: "小美" },
  account: { name: "屿禾", platform: "wechat-oa" },
  entries,
});
const FIRST = [entry(1, "first word"), entry(2, "second word")];
const SECOND = [entry(3, "third word")];

type Try = (ticket: TicketRecord, externalId?: string) => Promise<Recorded>;

type Fresh = () => CrmDriver | Promise<CrmDriver>;
type Use = (record: Try, driver: CrmDriver, connector: CrmConnector) => Promise<void>;

/** What every connector keeps to, as cases; `fresh` makes a CRM that holds nothing. */
export function crmContract(fresh: Fresh, statuses: CrmStatuses): readonly ContractCase[] {
  const withCrm: WithCrm =
    (use, faults = []) =>
    async () => {
      const driver = await fresh();
      const crm = await openCrm(driver, (n) => faults[n]);
      try {
        await use(
          (ticket, externalId) => crm.connector.record(ticket, externalId, AbortSignal.timeout(TRY_MS_MAX)),
          driver,
          crm.connector,
        );
      } finally {
        await crm.close();
      }
    };
  return [...recordingCases(withCrm), ...lostAnswerCases(withCrm), ...failureCases(withCrm, fresh, statuses)];
}

/** A case with a CRM of its own, whose n-th call meets the n-th fault. */
type WithCrm = (use: Use, faults?: readonly (CrmFault | undefined)[]) => () => Promise<void>;

function recordingCases(withCrm: WithCrm): readonly ContractCase[] {
  return [
    {
      name: "makes one ticket and writes its entries in order",
      run: withCrm(async (record, driver) => {
        const recorded = await record(ticketWith(FIRST));
        await holds(driver, ["first word", "second word"]);
        deepStrictEqual(recorded, { kind: "recorded", externalId: (await driver.held())[0]?.externalId });
      }),
    },
    {
      name: "adds what is new, and nothing that is there",
      run: withCrm(async (record, driver) => {
        const id = idOf(await record(ticketWith(FIRST)));
        await record(ticketWith(SECOND), id);
        await record(ticketWith([...FIRST, ...SECOND]), id);
        await record(ticketWith(SECOND), id);
        await holds(driver, ["first word", "second word", "third word"]);
      }),
    },
    {
      name: "closes with the ticket, and opens again with it",
      run: withCrm(async (record, driver) => {
        const id = idOf(await record(ticketWith(FIRST, "closed")));
        deepStrictEqual(
          (await driver.held()).map(({ open }) => open),
          [false],
        );
        await record(ticketWith(SECOND), id);
        deepStrictEqual(
          (await driver.held()).map(({ open }) => open),
          [true],
        );
      }),
    },
    {
      name: "writes a fan's words as they are, as words",
      run: withCrm(async (record, driver) => {
        idOf(await record(ticketWith([entry(1, HOSTILE)])));
        const [{ text } = { text: "" }] = await driver.held();
        ok(text.replaceAll("\u200b", "").includes(HOSTILE), text);
      }),
    },
  ];
}

const lostAnswerCases = (withCrm: WithCrm): readonly ContractCase[] =>
  Array.from({ length: CALLS_MAX }, (_, n) => ({
    name: `makes nothing twice where the answer of call ${n + 1} is lost`,
    run: withCrm(
      async (record, driver) => {
        const first = await record(ticketWith(FIRST));
        ok(first.kind === "recorded" || first.kind === "unavailable", JSON.stringify(first));
        const second = await record(
          ticketWith(FIRST),
          first.kind === "recorded" ? first.externalId : undefined,
        );
        const again = second.kind === "recorded" ? second : await record(ticketWith(FIRST));
        const last = await record(ticketWith(SECOND), idOf(again));
        if (last.kind !== "recorded") await record(ticketWith(SECOND), idOf(again));
        await holds(driver, ["first word", "second word", "third word"]);
      },
      [...Array.from({ length: n }, () => undefined), "cut"],
    ),
  }));

function failureCases(
  withCrm: WithCrm,
  fresh: Fresh,
  { shutBy, refusedBy }: CrmStatuses,
): readonly ContractCase[] {
  return [
    ...[500, 503, 429].map((status) => ({
      name: `comes again after ${status}`,
      run: withCrm(
        async (record) => deepStrictEqual((await record(ticketWith(FIRST))).kind, "unavailable"),
        [status],
      ),
    })),
    {
      name: "comes again where nobody answers",
      run: async () => {
        const connector = (await fresh()).open("http://127.0.0.1:9", fetch);
        const recorded = await connector.record(
          ticketWith(FIRST),
          undefined,
          AbortSignal.timeout(TRY_MS_MAX),
        );
        deepStrictEqual(recorded.kind, "unavailable");
      },
    },
    ...shutBy.map((status) => ({
      name: `stops all where ${status} says that nothing will be taken`,
      run: withCrm(
        async (record) => deepStrictEqual((await record(ticketWith(FIRST))).kind, "shut"),
        [status],
      ),
    })),
    {
      name: "leaves a ticket to a person where it is refused as it is",
      run: withCrm(
        async (record) => deepStrictEqual((await record(ticketWith(FIRST))).kind, "refused"),
        [refusedBy],
      ),
    },
    {
      name: "tries a connection without leaving a ticket",
      run: withCrm(async (_record, driver, connector) => {
        deepStrictEqual(await connector.probe(AbortSignal.timeout(TRY_MS_MAX)), { kind: "ready" });
        deepStrictEqual(await driver.held(), []);
      }),
    },
  ];
}

function idOf(recorded: Recorded): string {
  if (recorded.kind === "recorded") return recorded.externalId;
  throw new Error(`not recorded: ${JSON.stringify(recorded)}`);
}

/** One ticket, these words in it, each once and in this order. */
async function holds(driver: CrmDriver, words: readonly string[]): Promise<void> {
  const held = await driver.held();
  deepStrictEqual(held.length, 1, JSON.stringify(held));
  const text = held[0]?.text ?? "";
  deepStrictEqual(text.match(/\w+ word/g), words);
}
