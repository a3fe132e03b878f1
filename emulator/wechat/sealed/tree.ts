import { parseStringPromise } from "xml2js";

import type { SimulatedAccount } from "../account.ts";

export type Tree = { readonly [name: string]: unknown };

export const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The fields of an answer in the account's format; of JSON a number is its digits. In words what it is instead. */
export async function readTree(body: string, account: SimulatedAccount | undefined): Promise<Tree | string> {
  return account?.mini?.format === "json" ? jsonTree(body) : xmlTree(body);
}

async function xmlTree(body: string): Promise<Tree | string> {
  const parsed: unknown = await parseStringPromise(body, { explicitArray: false, explicitRoot: true }).catch(
    () => undefined,
  );
  if (!isTree(parsed)) return "the answer is no XML";
  const root = Object.hasOwn(parsed, "xml") ? parsed["xml"] : undefined;
  return isTree(root) ? root : "the answer's root is not xml";
}

function jsonTree(body: string): Tree | string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (!isTree(parsed)) return "the answer is no object of JSON";
    return Object.fromEntries(
      Object.entries(parsed).map(([name, value]) => [
        name,
        typeof value === "number" ? String(value) : value,
      ]),
    );
  } catch {
    return "the answer is no JSON";
  }
}
