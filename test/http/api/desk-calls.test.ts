import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import type { Permission } from "../../../src/core/access/permission.ts";
import { ROLES, rolePermissions } from "../../../src/core/access/role.ts";
import type { Contract } from "../../../src/http/contract/contract.ts";
import { deskRoutes } from "../../../src/http/routes/desk.ts";
import { mediaRoutes } from "../../../src/http/routes/media.ts";
import { workRoutes } from "../../../src/http/routes/work.ts";
import * as desk from "../../../src/http/contract/desk/desk.ts";
import { type Agent, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

const nowhere = {
  take: async () => ({ kind: "unfit" as const }),
  bytesOf: async () => undefined,
  stream: () => Readable.from([]),
  fetch: async () => ({ kind: "refused" as const }),
};
const contracts: readonly Contract[] = [
  ...[
    ...deskRoutes(
      () => ({ bytesMax: 2_048, charsMax: Infinity, windowMs: Infinity, sends: {} }),
      () => undefined,
    ),
    ...workRoutes(() => undefined),
    ...mediaRoutes(nowhere),
  ].map(({ contract }) => contract),
  desk.readDesk,
  desk.focusDesk,
];

let floor: DeskFloor;
const people = new Map<string, Agent>();

beforeAll(async () => {
  floor = await openDeskFloor();
  for (const role of ROLES) {
    people.set(role, await floor.agent(role, { grants: [{ role, queues: "all" }], capacity: null }));
  }
});

afterAll(() => floor.close());

const call = (agent: Agent, { method, path }: Contract) =>
  agent.call(
    method,
    path.replace(":tab", "mine").replace(":seq", "1").replace(/:\w+/g, randomUUID()),
    method === "GET" ? undefined : {},
  );

describe("the calls of a desk", () => {
  const limited = contracts.filter(({ permission }) => permission !== "signed_in");
  const cases = ROLES.flatMap((role) => limited.map((contract) => [role, contract.id, contract] as const));

  it.each(cases)("are closed to %s where the role does not say otherwise: %s", async (role, _, contract) => {
    const person = people.get(role);
    if (person === undefined) throw new Error("there is somebody of each role");
    const may = rolePermissions[role].includes(contract.permission as Permission);
    const answer = await call(person, contract);
    const isClosed = answer.status === 403 && refusalOf(answer).code === "forbidden";
    // What she may, is refused for another reason: there is nothing of that id, or nothing was said.
    if (may) expect(isClosed && refusalOf(answer).params["permission"] === contract.permission).toBe(false);
    else expect(refusalOf(answer)).toMatchObject({ params: { permission: contract.permission } });
  });

  it("are all in the document", async () => {
    const document = await fetch(`${floor.api.url}/api/v1/openapi.json`);
    const { paths } = (await document.json()) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const documented = Object.values(paths).flatMap((path) =>
      Object.values(path).map((one) => one.operationId),
    );
    expect(documented).toEqual(expect.arrayContaining([...contracts.map(({ id }) => id), "desk.stream"]));
    expect(new Set(documented).size).toBe(documented.length);
  });

  it("name nothing that a stranger may see", () => {
    expect(contracts.filter(({ permission }) => permission === "public")).toEqual([]);
  });
});
