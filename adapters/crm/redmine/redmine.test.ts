import { describe, expect, it } from "@jest/globals";

import type { TicketRecord } from "seatbridge/kit";
import { type CrmDriver, crmContract } from "seatbridge/kit/testing";

import { redmine } from "./index.ts";

type Issue = { id: number; status: number; subject: string; description: string; notes: string[] };
type Sent = { issue: { subject?: string; description?: string; notes?: string; status_id?: number } };

const OPEN = 1;
const CLOSED = 5;

/** Redmine as far as the connector speaks to it; test/process/redmine runs the same against a real one. */
function memoryRedmine(): CrmDriver {
  const issues: Issue[] = [];
  const json = (status: number, value: unknown) => ({ status, body: JSON.stringify(value) });
  const shown = ({ id, status, subject, description, notes }: Issue) => ({
    id,
    subject,
    description,
    status: { id: status },
    journals: notes.map((text) => ({ notes: text })),
  });
  function change(issue: Issue, { subject, notes, status_id }: Sent["issue"]): void {
    issue.subject = subject ?? issue.subject;
    issue.status = status_id ?? issue.status;
    if (notes !== undefined) issue.notes.push(notes);
  }
  return {
    open: (base, fetch) =>
      redmine.create({ url: base, apiKey: "key", project: "care" }, { fetch, clock: () => 0 }),
    handle({ method, path, query, headers, body }) {
      if (headers["x-redmine-api-key"] !== "key") return json(401, {});
      if (path === "/users/current.json") return json(200, { user: { id: 1 } });
      if (path === "/projects/care.json") return json(200, { project: { id: 1 } });
      if (path === "/issue_statuses.json") {
        return json(200, { issue_statuses: [{ id: OPEN }, { id: CLOSED, is_closed: true }] });
      }
      if (path === "/projects/care/issues.json") {
        const key = query.get("v[description][]") ?? "";
        return json(200, {
          issues: issues.filter(({ description }) => description.includes(key)).map(shown),
        });
      }
      if (method === "POST" && path === "/issues.json") {
        const { issue } = JSON.parse(body.toString("utf8")) as Sent;
        const { subject = "", description = "" } = issue;
        const made: Issue = { id: issues.length + 1, status: OPEN, subject, description, notes: [] };
        issues.push(made);
        return json(201, { issue: { id: made.id } });
      }
      const issue = issues.find(({ id }) => path === `/issues/${id}.json`);
      if (issue === undefined) return json(404, {});
      if (method === "PUT") change(issue, (JSON.parse(body.toString("utf8")) as Sent).issue);
      return method === "PUT" ? { status: 204, body: "" } : json(200, { issue: shown(issue) });
    },
    held: () =>
      issues.map(({ id, status, notes }) => ({
        externalId: String(id),
        open: status !== CLOSED,
        text: notes.join("\n"),
      })),
  };
}

const ticket: TicketRecord = {
  ticketId: "01a21642-ce34-7000-9999-0123456789ab",
  number: "GD-1004",
  title: "锅盖裂了",
  state: "open",
  priority: 2,
  openedAt: "2026-11-26T05:00:00.000Z",
  closedAt: null,
  dueAt: null,
  reason: null,
  assignee: null,
  fan: { externalId: "oFan", name: "小美" },
  account: { name: "屿禾", platform: "wechat-oa" },
  entries: [],
};

describe("Redmine's connector", () => {
  for (const { name, run } of crmContract(memoryRedmine, { shutBy: [401, 403, 404], refusedBy: 422 }))
    it(name, run);

  it("leaves alone an issue of somebody else that has the number of ours", async () => {
    const driver = memoryRedmine();
    const answer = (method: string, path: string, body = Buffer.from("")) =>
      driver.handle({
        method,
        path,
        query: new URLSearchParams(),
        headers: { "x-redmine-api-key": "key" },
        body,
      });
    await answer(
      "POST",
      "/issues.json",
      Buffer.from('{"issue": {"subject": "theirs", "description": "theirs"}}'),
    );
    const reach: typeof fetch = async (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      const { status, body } = await answer(init?.method ?? "GET", pathname);
      return new Response(body, { status });
    };
    const connector = driver.open("http://redmine.test", reach);
    expect(await connector.record(ticket, "1", AbortSignal.timeout(5_000))).toEqual({
      kind: "refused",
      code: "issue_gone",
    });
    expect(await driver.held()).toMatchObject([{ text: "" }]);
  });

  it("names every wrong setting at once", () => {
    const wrong = { url: "ftp://x", apiKey: "", project: "No Such", timeZone: "Mars/Olympus" };
    const create = () => redmine.create(wrong, { fetch, clock: () => 0 });
    for (const field of Object.keys(wrong)) expect(create).toThrow(new RegExp(field));
  });
});
