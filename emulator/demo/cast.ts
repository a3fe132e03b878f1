import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Console, openConsole } from "./console.ts";

/** For the demo alone: it runs on this machine, in a folder of its own, with fans that nobody is. */
export const DEMO_PASSWORD = "yuhe-demo-2026";

export type Member = {
  readonly login: string;
  readonly name: string;
  readonly employeeNo: string;
  readonly roles: readonly string[];
  /** A robot sits there; visitors sign in as one of the others. */
  readonly seat?: string;
};

/** The people of the shop's stories. */
export const CAST: readonly Member[] = [
  { login: "he", name: "何姐", employeeNo: "1001", roles: ["supervisor", "agent"] },
  { login: "lin", name: "林晓", employeeNo: "1007", roles: ["agent"], seat: "A-007" },
  { login: "zhou", name: "周敏", employeeNo: "1021", roles: ["agent"], seat: "A-021" },
  { login: "ajie", name: "阿杰", employeeNo: "1033", roles: ["agent"], seat: "A-033" },
];

export const ADMIN = { login: "gu", name: "顾总" } as const;

/** As many chats at once. */
const CAPACITY = 10;

type Queues = { readonly queues: readonly { readonly id: string; readonly key: string }[] };
type Created = { readonly staff: { readonly id: string }; readonly link: { readonly path: string } };
type Meta = { readonly needsSetup: boolean };

/** Hires everybody where nobody has been hired yet, as an administrator would: through the server's own doors. */
export async function hire(base: string, dataDir: string): Promise<void> {
  const admin = openConsole(base);
  const { needsSetup } = await admin.call<Meta>("GET", "/meta");
  if (!needsSetup) return;
  const token = tokenIn(await readFile(join(dataDir, "setup-link.txt"), "utf8"));
  await admin.call("POST", "/setup", { ...ADMIN, token, password: DEMO_PASSWORD });
  const { queues } = await admin.call<Queues>("GET", "/queues");
  for (const member of CAST) await hireOne(base, admin, member, queues);
}

async function hireOne(
  base: string,
  admin: Console,
  { login, name, employeeNo, roles }: Member,
  queues: Queues["queues"],
): Promise<void> {
  const { staff, link } = await admin.call<Created>("POST", "/staff", {
    login,
    name,
    employeeNo,
    capacity: CAPACITY,
    roles: roles.map((role) => ({ role, queues: "all" })),
  });
  for (const { id } of queues) await admin.call("PUT", `/queues/${id}/members/${staff.id}`, { level: 0 });
  const invited = openConsole(base);
  const token = tokenIn(link.path);
  await invited.call("POST", "/invitations/accept", { token, password: DEMO_PASSWORD });
  await invited.call("DELETE", "/session");
}

/** Links carry their token behind the #, where no server logs it. */
function tokenIn(link: string): string {
  const token = /#token=([\w.~-]+)/.exec(link)?.[1];
  if (token === undefined) throw new Error("The link carries no token.");
  return token;
}
