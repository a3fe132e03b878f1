import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { sniffMedia, sniffSound } from "../../../src/core/media/sniff.ts";

const latin = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
const MP4 = latin("\0\0\0\u0018ftypmp42");

describe("what bytes are", () => {
  it.each([
    ["#!AMR\n", "audio/amr"],
    ["#!AMR-WB\n", "audio/amr-wb"],
    ["\u0002#!SILK_V3", "audio/silk"],
    ["ID3\u0004", "audio/mpeg"],
    ["\u00ff\u00fb\u0090\0", "audio/mpeg"],
    ["OggS\0", "audio/ogg"],
    ["RIFF\0\0\0\0WAVE", "audio/wav"],
  ])("%j is %s", (text, type) => {
    expect(sniffSound(latin(text))).toBe(type);
  });

  it.each([
    ["a picture that is a page", "image", latin("<html><script>alert(1)</script>")],
    ["a picture that is a drawing with scripts", "image", latin("<svg xmlns='http://www.w3.org/2000/svg'>")],
    ["a film with a picture's head", "video", JPEG],
    ["a picture with a film's head", "image", MP4],
    ["a voice that is a picture", "voice", JPEG],
    ["a voice that is an error of the platform", "voice", latin('{"errcode":40007}')],
    ["a film that is nothing", "video", latin("")],
  ] as const)("are refused of %s", (_, kind, bytes) => {
    expect(sniffMedia(kind, bytes)).toBeUndefined();
  });

  it("are never what a browser would run, whatever they are", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 64 }),
        fc.constantFrom("image", "voice", "video"),
        (bytes, kind) => {
          const type = sniffMedia(kind, bytes);
          expect(type === undefined || /^(?:image|audio|video)\/(?!svg)/.test(type)).toBe(true);
        },
      ),
    );
  });
});
