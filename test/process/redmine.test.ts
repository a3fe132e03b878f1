import { randomBytes } from "node:crypto";

import { describe, it } from "@jest/globals";

import { redmine } from "../../adapters/crm/redmine/index.ts";
import { type CrmDriver, crmContract, type HeldTicket } from "../../src/kit/testing/index.ts";

/** A Redmine whose interface is on, and the key of one of its administrators. */
const { REDMINE_URL: url = "", REDMINE_KEY: apiKey = "" } = process.env;

type Shown = { id: number; status: { is_closed: boolean }; journals?: { notes?: string }[] };

async function ask(method: string, path: string, body?: Buffer): Promise<{ status: number; body: string }> {
  const answer = await fetch(url + path, {
    method,
    headers: { "x-redmine-api-key": apiKey, "content-type": "application/json" },
    ...(body === undefined || body.length === 0 ? {} : { body }),
  });
  return { status: answer.status, body: await answer.text() };
}
const read = async (path: string): Promise<Record<string, unknown>> =>
  JSON.parse((await ask("GET", path)).body) as Record<string, unknown>;

/** The real one behind a door that may lose answers; a project of its own for each case. */
async function realRedmine(): Promise<CrmDriver> {
  const project = `care-${randomBytes(6).toString("hex")}`;
  const made = JSON.stringify({ project: { name: project, identifier: project, tracker_ids: [1] } });
  await ask("POST", "/projects.json", Buffer.from(made));
  return {
    open: (base) => redmine.create({ url: base, apiKey, project }, { fetch, clock: Date.now }),
    handle: ({ method, path, query, body }) =>
      ask(method, query.size === 0 ? path : `${path}?${query.toString()}`, body),
    async held() {
      const { issues } = await read(`/projects/${project}/issues.json?status_id=*`);
      const ids = (issues as Shown[]).map(({ id }) => id);
      return Promise.all(
        ids.map(async (id): Promise<HeldTicket> => {
          const { issue } = (await read(`/issues/${id}.json?include=journals`)) as { issue: Shown };
          const notes = (issue.journals ?? []).flatMap((one) => one.notes ?? []);
          return { externalId: String(id), open: !issue.status.is_closed, text: notes.join("\n") };
        }),
      );
    },
  };
}

const group = url === "" ? describe.skip : describe;
group(url === "" ? "a real Redmine (needs REDMINE_URL and REDMINE_KEY)" : "a real Redmine", () => {
  for (const { name, run } of crmContract(realRedmine, { shutBy: [401, 403, 404], refusedBy: 422 })) {
    it(name, run, 60_000);
  }
});
