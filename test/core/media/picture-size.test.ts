import { describe, expect, it } from "@jest/globals";

import { judgePicture, pictureId } from "../../../src/core/knowledge/picture.ts";
import { pictureSize } from "../../../src/core/media/picture-size.ts";

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(" ", ""), "hex"));
/** Heads of real files; what follows a head is nobody's business here. */
const PNG = (width: number, height: number) => {
  const head = Buffer.from(`89504e470d0a1a0a0000000d49484452${"00".repeat(8)}0806000000`, "hex");
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return new Uint8Array(head);
};
const GIF = bytes("474946383961 8002 e001 f70000");
const JPEG = bytes("ffd8 ffe00010 4a46494600010101004800480000 ffc00011 08 01e0 0280 03 012200");
const LOSSY = bytes("52494646 00000000 57454250 56503820 00000000 000000 9d012a 8002 e001");
const LOSSLESS = bytes("52494646 00000000 57454250 5650384c 00000000 2f 7fc27700");
const PARTS = bytes("52494646 00000000 57454250 56503858 0a000000 00000000 7f0200 df0100");

describe("how large a picture says it is", () => {
  it.each([
    ["PNG", PNG(640, 480)],
    ["GIF", GIF],
    ["JPEG", JPEG],
    ["lossy WebP", LOSSY],
    ["lossless WebP", LOSSLESS],
    ["WebP of parts", PARTS],
  ])("is read from the head of a %s", (_, head) => {
    expect(pictureSize(head)).toEqual({ width: 640, height: 480 });
  });

  it.each([
    ["that ends before it says so", PNG(640, 480).subarray(0, 18)],
    ["whose frames never begin", bytes("ffd8 ffe00004 0000 ffda0002")],
    ["that is a script", new TextEncoder().encode("<svg onload='x'/>")],
  ])("is nothing of one %s", (_, head) => {
    expect(pictureSize(head)).toBeUndefined();
    expect(judgePicture(head)).toEqual({ fault: "type" });
  });
});

describe("a picture of the knowledge", () => {
  it("is refused where it would unpack into more than anybody can open, however few bytes it has", () => {
    expect(judgePicture(PNG(6_000, 6_000))).toEqual({ type: "image/png" });
    expect(judgePicture(PNG(60_000, 60_000))).toEqual({ fault: "pixels" });
    expect(judgePicture(PNG(0, 10))).toEqual({ fault: "type" });
  });

  it("is called by its content: a UUID, the same for the same bytes", () => {
    const id = pictureId("00112233445566778899aabbccddeeff".repeat(2));
    expect(id).toBe("00112233-4455-8677-8899-aabbccddeeff");
    expect(pictureId("f".repeat(64))).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
