import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A Redmine that has one project, `care`, and one key; what it is asked otherwise it does not know. */
export async function openStandInRedmine(key: string) {
  const asked: (string | undefined)[] = [];
  let status: number | undefined;
  const server = createServer((request, response) => {
    const given = request.headers["x-redmine-api-key"];
    asked.push(typeof given === "string" ? given : undefined);
    const known: Record<string, object> = {
      "/users/current.json": { user: { id: 1 } },
      "/projects/care.json": { project: { id: 7 } },
    };
    const found = given === key ? known[request.url ?? ""] : undefined;
    const answer = status ?? (given !== key ? 401 : found === undefined ? 404 : 200);
    response.writeHead(answer, { "content-type": "application/json" }).end(JSON.stringify(found ?? {}));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The keys that it was given, call by call. */
    asked,
    /** It answers everything so; undefined: as it should. */
    answerBy: (wanted: number | undefined) => void (status = wanted),
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
