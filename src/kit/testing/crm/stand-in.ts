import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import type { CrmConnector } from "../../../core/ticket/connector.ts";
import { readCall } from "../sending/stand-in.ts";
import type { CrmDriver } from "./crm-driver.ts";

/** What goes wrong with one call: done, and the line cut before the answer; or not done, and this status. */
export type CrmFault = "cut" | number;

export type StandInCrm = {
  readonly connector: CrmConnector;
  readonly close: () => Promise<void>;
};

/** The driver's CRM on a port of its own; `faultOf` a call's number, from 0. */
export async function openCrm(
  driver: CrmDriver,
  faultOf: (n: number) => CrmFault | undefined,
): Promise<StandInCrm> {
  let calls = 0;
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = faultOf(calls++);
    const call = await readCall(request);
    if (typeof fault === "number") return void response.writeHead(fault).end("{}");
    const { status, body } = await driver.handle(call);
    if (fault === "cut") response.destroy();
    else response.writeHead(status, { "content-type": "application/json" }).end(body);
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    connector: driver.open(base, fetch),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
