import { expect, it } from "@jest/globals";
import { openStandIn } from "seatbridge/kit/testing";

import { driver, json, refused } from "../deliver/testing.ts";

it("agents of the platform's own desk are listed, made and invited by its calls", async () => {
  const purposeOf = ({ path }: { readonly path: string }) =>
    path === "/cgi-bin/stable_token" ? "token" : "send";
  const ok = json({ errcode: 0, errmsg: "ok" });
  const list = json({ kf_list: [{ kf_account: "lin@yuhe", kf_nick: "林晓", kf_id: 1_001 }] });
  const platform = await openStandIn({ ...driver, purposeOf }, [list, ok, ok, refused(61_453)]);
  const { personas } = platform.adapter;
  const { signal } = new AbortController();
  const mei = { id: "mei@yuhe", name: "梅梅" };
  expect(await personas?.list(signal)).toEqual({ kind: "done", value: [{ id: "lin@yuhe", name: "林晓" }] });
  expect(await personas?.add(mei, signal)).toMatchObject({ kind: "done" });
  expect(await personas?.invite("mei@yuhe", "meimei", signal)).toMatchObject({ kind: "done" });
  expect(await personas?.add(mei, signal)).toMatchObject({ kind: "refused", code: "61453" });
  await platform.close();
  const calls = platform.seen.slice(1).map(({ call: { path, body } }) => `${path} ${body.toString()}`);
  expect(calls.slice(0, 3)).toEqual([
    "/cgi-bin/customservice/getkflist ",
    '/customservice/kfaccount/add {"kf_account":"mei@yuhe","nickname":"梅梅"}',
    '/customservice/kfaccount/inviteworker {"kf_account":"mei@yuhe","invite_wx":"meimei"}',
  ]);
});
