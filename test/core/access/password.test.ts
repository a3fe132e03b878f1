import { describe, expect, it } from "@jest/globals";

import { foldLogin, foldPassword, passwordProblem } from "../../../src/core/access/password.ts";

describe("a password", () => {
  it.each([
    ["123456789", "password_short"],
    ["十个汉字不算短吧试试", undefined],
    ["九个汉字就太短了吧", "password_short"],
    ["👍👍👍👍👍👍👍👍👍", "password_short"],
    ["x1".repeat(64), "password_common"],
    ["xyz".repeat(42), undefined],
    ["xyz".repeat(43), "password_long"],
    ["lin.xiao.01", "password_is_login"],
    ["LIN.XIAO.01", "password_is_login"],
    ["lin.xiao.012", undefined],
    ["Password123", "password_common"],
    ["5201314520", "password_common"],
    ["ｐａｓｓｗｏｒｄ１２３", "password_common"],
    ["zzzzzzzzzz", "password_common"],
    ["all lower case is fine", undefined],
  ])("%s: %s", (password, problem) => {
    expect(passwordProblem(password, " Lin.Xiao.01 ")).toBe(problem);
  });

  it("is the same in both ways of typing an accent", () => {
    expect(foldPassword("Caf\u00e9 au lait")).toBe(foldPassword("Cafe\u0301 au lait"));
  });
});

describe("a login", () => {
  it("is the same in capitals, in full width and between blanks", () => {
    expect(new Set(["lin01", " LIN01 ", "ｌｉｎ０１"].map(foldLogin)).size).toBe(1);
  });
});
