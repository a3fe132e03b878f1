import { gzipSync } from "node:zlib";

import type { Caller } from "./api.ts";
import type { Class, Draft } from "../input.ts";
import { INJECTION_TEXTS, NAMES, UNICODE_TEXTS } from "../texts.ts";
import type { Wire } from "../throw.ts";

const MEGABYTE = 1024 * 1024;
const PNG = Buffer.from("89504e470d0a1a0a", "hex");
const text = (words: string) => (mark: string) => Buffer.from(words.replaceAll("@", mark));

/** An image header that promises so many pixels, and nothing behind it. */
function pngHead(width: number, height: number): Buffer {
  const head = Buffer.alloc(25);
  head.writeUInt32BE(13, 0);
  head.write("IHDR", 4, "latin1");
  head.writeUInt32BE(width, 8);
  head.writeUInt32BE(height, 12);
  head.set([8, 6], 16);
  return Buffer.concat([PNG, head]);
}

const NO_PICTURES: readonly ((mark: string) => Uint8Array)[] = [
  () => new Uint8Array(),
  text("@"),
  text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>@</svg>"),
  text("<!doctype html><script>alert('@')</script>"),
  text("%PDF-1.7\n@"),
  text("BM@"),
  text("MZ@"),
  text("#!/bin/sh\n: @"),
  text("\u0000\u0001\u0002@"),
  () => gzipSync(Buffer.alloc(8 * MEGABYTE)),
  () => Buffer.from("504b0304140000000800", "hex"),
  () => PNG.subarray(0, 7),
  () => Buffer.from("RIFF\u0010\u0000\u0000\u0000AVI LIST", "latin1"),
  () => Buffer.from("GIF88a<script>", "latin1"),
  () => Buffer.from("ffd8", "hex"),
  () => Buffer.alloc(11 * MEGABYTE, 0x20),
  () => Buffer.concat([PNG, Buffer.alloc(11 * MEGABYTE)]),
];

/** They begin as a picture or a sound does; what more they are is for whoever opens them. */
const PERHAPS_PICTURES: readonly ((mark: string) => Uint8Array)[] = [
  () => PNG,
  () => pngHead(0, 0),
  () => pngHead(65_535, 65_535),
  () => pngHead(0x7f_ff_ff_ff, 0x7f_ff_ff_ff),
  (mark) => Buffer.concat([pngHead(1, 1), Buffer.from(`<script>alert("${mark}")</script>`)]),
  (mark) => Buffer.from(`GIF89a/*${mark}*/=1;alert(1)`, "latin1"),
  () => Buffer.from("ffd8ffe000104a46494600", "hex"),
  () => Buffer.from("RIFF\u00ff\u00ff\u00ff\u00ffWEBPVP8 ", "latin1"),
  () => Buffer.from("RIFF\u00ff\u00ff\u00ff\u00ffWAVEfmt ", "latin1"),
  (mark) => Buffer.from(`ID3<script>alert("${mark}")</script>`, "latin1"),
];

/** Pictures that are none, at a door that takes pictures. */
export function uploadDrafts(path: string, caller: Caller, open: boolean): readonly Draft[] {
  const upload = (expect: Draft["expect"], bytes: (mark: string) => Uint8Array, type: string): Draft => ({
    class: "picture",
    door: `POST ${path.replace(/\?.*/, "")}, ${caller.as}`,
    expect: open || caller.cookie ? expect : "refused",
    make: (mark) => ({
      wire: {
        method: "POST",
        path,
        headers: [...caller.headers, ["Idempotency-Key", mark], ["Content-Type", type]],
        body: bytes(mark),
      },
    }),
  });
  return [
    ...NO_PICTURES.map((bytes) => upload("refused", bytes, "application/octet-stream")),
    ...NO_PICTURES.slice(1, 4).map((bytes) => upload("refused", bytes, "image/png")),
    ...PERHAPS_PICTURES.map((bytes) => upload("any", bytes, "image/png")),
  ];
}

/** Odd words at a door of ours that keeps words: what an agent notes of a fan who waits. */
export function noteDrafts(conversation: string, caller: Caller): readonly Draft[] {
  return [...UNICODE_TEXTS, ...INJECTION_TEXTS].map((words, index) => ({
    class: index < UNICODE_TEXTS.length ? "unicode" : "injection",
    door: `a note, ${caller.as}`,
    expect: "kept",
    make: (mark) => ({
      words: { conversation, text: words },
      wire: {
        method: "POST",
        path: `/api/v1/conversations/${conversation}/notes`,
        headers: [...caller.headers, ["Idempotency-Key", mark], ["Content-Type", "application/json"]],
        body: JSON.stringify({ text: words }),
      },
    }),
  }));
}

/** Pages and files of the console, and what lies beside them. */
export function pageDrafts(): readonly Draft[] {
  const draft = (kind: Class, expect: Draft["expect"], wire: Wire): Draft => ({
    class: kind,
    door: "pages and files",
    expect,
    make: () => ({ wire }),
  });
  const get = (path: string): Wire => ({ method: "GET", path });
  const away = [
    "/../package.json",
    "/assets/../../package.json",
    "/assets/..%2f..%2fpackage.json",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/..%5c..%5cpackage.json",
    "/assets/%00",
    "/.git/config",
    "/.env",
    "/data/secret.key",
    "/simulated.json",
    "/setup-link.txt",
    "/src/main.ts",
    "/index.html%00.png",
    "/desk/../../etc/passwd",
    `/desk/${"x".repeat(65)}`,
    "/assets/",
    "/api/v2/session",
    "/api",
    "/webhooks",
    "/fan/api/nothing",
    `/${"a/".repeat(3_000)}`,
    `/${"x".repeat(7_000)}`,
  ];
  return [
    ...away.map((path) => draft("path", "refused", get(path))),
    ...NAMES.flatMap((name) =>
      ["/", "/assets/"].map((folder) => draft("path", "refused", get(folder + name))),
    ),
    ...["/health.css", "/metrics", "/desk", "/"].flatMap((path) => [
      ...["POST", "PUT", "DELETE", "TRACE"].map((method) => draft("method", "refused", { method, path })),
      draft("query", "any", get(`${path}?${"a=%00&".repeat(500)}`)),
      draft("header", "any", {
        ...get(path),
        headers: [
          ["Accept", "text/html;q=x,".repeat(300)],
          ["Accept-Encoding", "br;q=NaN, gzip;q=-1, identity;q=0, *;q=0"],
          ["If-None-Match", '"'.repeat(3_000)],
          ["Accept-Language", "*;q=1,".repeat(500)],
        ],
      }),
    ]),
  ];
}

/** What is no proper HTTP, or breaks off, before any door is reached. */
export function httpDrafts(path: string): readonly Draft[] {
  const post = `POST ${path} HTTP/1.1\r\nHost: h\r\n`;
  const heads: readonly string[] = [
    "hello\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "\u0016\u0003\u0001\u0000\u00c8\u0001\u0000\u0000\u00c4\u0003\u0003",
    `GET ${path} HTTP/1.1\r\n\r\n`,
    `GET ${path} HTTP/9.9\r\nHost: h\r\n\r\n`,
    `GET ${path}\u0000 HTTP/1.1\r\nHost: h\r\n\r\n`,
    `GET ${path} x HTTP/1.1\r\nHost: h\r\n\r\n`,
    `${post}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`,
    `${post}Content-Length: -1\r\n\r\n`,
    `${post}Content-Length: 0x10\r\n\r\n`,
    `${post}Content-Length: 99999999999999999999999\r\n\r\n`,
    `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n`,
    `${post}Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n`,
    `${post}Transfer-Encoding : chunked\r\n\r\n`,
    `${post}X-Odd: a\u0000b\r\n\r\n`,
    `${post}\n: x\r\n\r\n`,
    `${post}X-Long: ${"x".repeat(20_000)}\r\n\r\n`,
    `${post}${"X-Many: 1\r\n".repeat(5_000)}\r\n`,
    `${post}Expect: miracles\r\n\r\n`,
    `GET /${"y".repeat(20_000)} HTTP/1.1\r\nHost: h\r\n\r\n`,
    "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
  ];
  return heads.map((head) => ({
    class: "http",
    door: path.replace(/\?.*/, ""),
    expect: "refused",
    make: () => ({ wire: { method: "", path: "", bytes: Buffer.from(head, "latin1") } }),
  }));
}
