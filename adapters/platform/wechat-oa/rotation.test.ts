import { describe, expect, it } from "@jest/globals";

import { call, callWith, encrypted, open, safe, token, xml } from "./testing.ts";

const NEW = "theNewToken1";
const body = xml({ MsgType: "text", Content: "hi", MsgId: "1" });

describe("a token that was replaced", () => {
  it("is accepted as long as it is kept, in plain mode", () => {
    expect(open({ token: NEW, previousToken: token }).receive(call(body))).toMatchObject({
      kind: "accepted",
    });
    expect(open({ token: NEW }).receive(call(body))).toMatchObject({
      kind: "refused",
      reason: "signature_wrong",
    });
  });

  it("is accepted as long as it is kept, in safe mode", () => {
    const request = callWith(encrypted(body));
    expect(open({ ...safe, token: NEW, previousToken: token }).receive(request)).toMatchObject({
      kind: "accepted",
    });
    expect(open({ ...safe, token: NEW }).receive(request)).toMatchObject({
      kind: "refused",
      reason: "signature_wrong",
    });
  });

  it("lets the new one in, too", () => {
    expect(open({ previousToken: NEW }).receive(call(body))).toMatchObject({ kind: "accepted" });
  });
});
