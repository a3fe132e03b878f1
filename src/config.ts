import { resolve } from "node:path";

import { z } from "zod";

import { Fault } from "./core/kernel/fault.ts";
import { CRASH_POINTS } from "./flow/crash-point.ts";

const url = (protocol: RegExp, example: string) =>
  z.url({ protocol, error: `must be an address such as ${example}` }).optional();

const PORT_WRONG = "must be a port number, 0 to 65535";

const PROXIES_WRONG = "must be how many proxies of yours stand in front, 0 to 8";

/** 32 bytes in base64, as `openssl rand -base64 32` prints them. */
const secretKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/, "must be 32 bytes in base64, as openssl rand -base64 32 prints them")
  .transform((text) => Buffer.from(text, "base64"));

const Environment = z.object({
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z
    .string()
    .regex(/^[0-9]{1,5}$/, PORT_WRONG)
    .transform(Number)
    .pipe(z.number().max(65_535, PORT_WRONG))
    .default(3_000),
  PUBLIC_URL: url(/^https?$/, "https://service.example.com"),
  TRUST_PROXY: z
    .string()
    .regex(/^[0-8]$/, PROXIES_WRONG)
    .transform(Number)
    .default(0),
  DATA_DIR: z.string().min(1).default("data"),
  DATABASE_URL: url(/^postgres(ql)?$/, "postgresql://user:password@host:5432/seatbridge"),
  REDIS_URL: url(/^rediss?$/, "redis://host:6379"),
  SECRET_KEY: secretKey.optional(),
  SECRET_KEY_PREVIOUS: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((key) => key !== ""))
    .pipe(z.array(secretKey))
    .default([]),
  HTTPS_PROXY: url(/^https?$/, "http://proxy.example.com:3128"),
  HTTP_PROXY: url(/^https?$/, "http://proxy.example.com:3128"),
  NO_PROXY: z.string().default(""),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  /** Tests only: dies at the named point, the n-th time it is passed: `take_in.written:3`. */
  SEATBRIDGE_CRASH: z
    .string()
    .transform((text) => ({ point: text.split(":")[0], nth: Number(text.split(":")[1]) }))
    .pipe(z.object({ point: z.enum(CRASH_POINTS), nth: z.int().positive() }))
    .optional(),
});

/** What the process was told from outside. */
export type Config = {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  /** How many proxies of ours stand in front; their `x-forwarded-for` is believed. */
  readonly proxies: number;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  /** Seal secrets in the database, the newest first; none: those of the key file in `dataDir`. Never logged. */
  readonly secretKeys: readonly Buffer[];
  /** Through which proxies the platforms, CRMs and their files are reached, and what is reached directly. */
  readonly egress: {
    readonly https: string | undefined;
    readonly http: string | undefined;
    readonly direct: string;
  };
  readonly logLevel: string;
  readonly crash: { readonly point: (typeof CRASH_POINTS)[number]; readonly nth: number } | undefined;
};

const proxiesOf = (environment: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(
    ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"].map((name) => [
      name,
      environment[name.toLowerCase()] || environment[name],
    ]),
  );

/** Reads the environment once; a Fault names every wrong variable. Empty counts as unset. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(
    // Proxies are named in either letter case, the lower one first (curl).
    Object.entries({ ...environment, ...proxiesOf(environment) }).filter(([, value]) => value !== ""),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new Fault("config_wrong", `Environment: ${wrong.join("; ")}.`, { variables: wrong.join("; ") });
  }
  const { HOST, PORT, PUBLIC_URL, TRUST_PROXY, DATA_DIR, DATABASE_URL, REDIS_URL, LOG_LEVEL } = parsed.data;
  const { SECRET_KEY, SECRET_KEY_PREVIOUS, SEATBRIDGE_CRASH } = parsed.data;
  return {
    host: HOST,
    port: PORT,
    publicUrl: PUBLIC_URL,
    proxies: TRUST_PROXY,
    dataDir: resolve(DATA_DIR),
    databaseUrl: DATABASE_URL,
    redisUrl: REDIS_URL,
    secretKeys: [...(SECRET_KEY === undefined ? [] : [SECRET_KEY]), ...SECRET_KEY_PREVIOUS],
    egress: {
      https: parsed.data.HTTPS_PROXY,
      http: parsed.data.HTTP_PROXY,
      direct: parsed.data.NO_PROXY,
    },
    logLevel: LOG_LEVEL,
    crash: SEATBRIDGE_CRASH,
  };
}
