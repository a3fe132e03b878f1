import { resolve } from "node:path";

import { describe, expect, it } from "@jest/globals";

import { readConfig } from "../../src/config.ts";
import { Fault } from "../../src/core/kernel/fault.ts";

/** What is said of a wrong environment. */
function complaint(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof Fault && error.code === "config_wrong") return error.message;
    throw error;
  }
  return "";
}

const keyText = (byte: number): string => Buffer.alloc(32, byte).toString("base64");

describe("readConfig", () => {
  it("needs nothing", () => {
    expect(readConfig({})).toEqual({
      egress: { https: undefined, http: undefined, direct: "" },
      host: "127.0.0.1",
      port: 3_000,
      publicUrl: undefined,
      proxies: 0,
      dataDir: resolve("data"),
      databaseUrl: undefined,
      redisUrl: undefined,
      logLevel: "info",
      secretKeys: [],
      crash: undefined,
    });
  });

  it("takes what is given, and leaves alone what is not its own", () => {
    const given = {
      HOST: "::1",
      PORT: "0",
      PUBLIC_URL: "https://service.example.com",
      TRUST_PROXY: "2",
      DATA_DIR: "/srv/seatbridge",
      DATABASE_URL: "postgres://u:p%40ss@db.example.com/seatbridge?sslmode=require",
      REDIS_URL: "rediss://cache.example.com:6380",
      SECRET_KEY: keyText(1),
      SECRET_KEY_PREVIOUS: `${keyText(2)}, ${keyText(3)}`,
      LOG_LEVEL: "silent",
      SEATBRIDGE_CRASH: "take_in.written:3",
      PATH: "/bin",
      npm_config_port: "nonsense",
      https_proxy: "http://lin:secret@proxy.example:3128",
      HTTPS_PROXY: "http://other.example:3128",
      HTTP_PROXY: "http://proxy.example:3128",
      NO_PROXY: "crm.example",
    };
    expect(readConfig(given)).toEqual({
      egress: {
        https: "http://lin:secret@proxy.example:3128",
        http: "http://proxy.example:3128",
        direct: "crm.example",
      },
      host: "::1",
      port: 0,
      publicUrl: given.PUBLIC_URL,
      proxies: 2,
      dataDir: "/srv/seatbridge",
      databaseUrl: given.DATABASE_URL,
      redisUrl: given.REDIS_URL,
      secretKeys: [Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)],
      logLevel: "silent",
      crash: { point: "take_in.written", nth: 3 },
    });
  });

  it("counts an empty variable as unset", () => {
    const names = [
      "HOST",
      "PORT",
      "PUBLIC_URL",
      "DATA_DIR",
      "DATABASE_URL",
      "REDIS_URL",
      "LOG_LEVEL",
      "SECRET_KEY",
    ];
    const empty = Object.fromEntries(names.map((name) => [name, ""]));
    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  it("takes a database on a socket", () => {
    const DATABASE_URL = "postgresql:///seatbridge?host=/var/run/postgresql";
    expect(readConfig({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
  });

  it.each([
    ["PORT", "abc", "a port number"],
    ["PORT", "-1", "a port number"],
    ["PORT", "65536", "a port number"],
    ["PORT", "3000.5", "a port number"],
    ["PORT", "3000x", "a port number"],
    ["PORT", " ", "a port number"],
    ["PUBLIC_URL", "service.example.com", "https://service.example.com"],
    ["PUBLIC_URL", "ftp://service.example.com", "https://service.example.com"],
    ["DATABASE_URL", "nonsense", "postgresql://user:password@host:5432/seatbridge"],
    ["DATABASE_URL", "mysql://host/seatbridge", "postgresql://user:password@host:5432/seatbridge"],
    ["DATABASE_URL", "host:5432/seatbridge", "postgresql://user:password@host:5432/seatbridge"],
    ["REDIS_URL", "http://host:6379", "redis://host:6379"],
    ["SECRET_KEY", "geheim", "32 bytes in base64"],
    ["SECRET_KEY", `${keyText(1)}=`, "32 bytes in base64"],
    ["SECRET_KEY_PREVIOUS", `${keyText(1)} geheim`, "32 bytes in base64"],
    ["LOG_LEVEL", "loud", "debug"],
    ["SEATBRIDGE_CRASH", "nowhere:1", "take_in.written"],
    ["SEATBRIDGE_CRASH", "take_in.written:0", ""],
    ["SEATBRIDGE_CRASH", "take_in.written", ""],
  ])("names %s=%j and what is expected", (name, value, expected) => {
    const said = complaint({ [name]: value });
    expect(said).toMatch(new RegExp(`^Environment: ${name}[ .]`));
    expect(said).toContain(expected);
    expect(said).not.toContain("\n");
    if (name.startsWith("SECRET")) expect(said).not.toMatch(/geheim|AQEB/);
  });

  it("names every wrong variable at once, and repeats no password", () => {
    const said = complaint({
      PORT: "abc",
      DATABASE_URL: "mysql://user:geheim@host/db",
      REDIS_URL: "x",
      LOG_LEVEL: "loud",
    });
    for (const name of ["PORT", "DATABASE_URL", "REDIS_URL", "LOG_LEVEL"]) expect(said).toContain(name);
    expect(said).not.toContain("geheim");
  });
});
