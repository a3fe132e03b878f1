import { platforms } from "../../../adapters/index.ts";
import type { AccountKinds, AccountProbe, AccountProbed, Settings } from "../../action/account/ports.ts";
import { SECOND } from "../../core/kernel/instant.ts";
import type { AccountProbed as Probed, Platform } from "../../kit/platform.ts";

const PROBE_MS_MAX = 20 * SECOND;

const platformOf = (platform: string): Platform | undefined =>
  platforms.find(({ name }) => name === platform);

/** The platforms whose accounts this build can connect. */
export const accountKinds: AccountKinds = {
  names: platforms.map(({ name }) => name),
  read(platform, settings) {
    const read = platformOf(platform)?.config.safeParse(settings);
    if (read?.success === true) return { settings: read.data as Settings };
    const wrong = (read?.error.issues ?? []).flatMap((issue) =>
      issue.code === "unrecognized_keys" ? issue.keys : issue.path.map(String).join("."),
    );
    return { wrong: [...new Set(wrong)] };
  },
  secretsOf: (platform) => platformOf(platform)?.secrets,
  serversOf: (platform) => platformOf(platform)?.servers ?? [],
  previousOf: (platform) => platformOf(platform)?.previous ?? {},
};

/** Asks a platform; what its adapter fails by is its bug, and told as such. */
export const createAccountProbe =
  (fetch: typeof globalThis.fetch, onError: (error: unknown) => void): AccountProbe =>
  async (platform, settings) => {
    try {
      const signal = AbortSignal.timeout(PROBE_MS_MAX);
      const probed = await platformOf(platform)?.probe(settings, { fetch, signal });
      if (probed !== undefined) return shown(probed, secretsIn(platform, settings));
    } catch (error) {
      onError(error);
    }
    return { kind: "unreachable", code: "probe_failed", detail: null };
  };

/** Words of the other side's that repeat a secret are not passed on. */
function shown(probed: Probed, secrets: readonly string[]): AccountProbed {
  const { kind } = probed;
  if (kind === "ready") return { kind, code: null, detail: null };
  if (kind === "receives_only") return { kind, code: null, detail: probed.missing.join(", ") };
  const { code, detail = null } = probed;
  return {
    kind,
    code,
    detail: detail !== null && secrets.some((one) => detail.includes(one)) ? null : detail,
  };
}

const secretsIn = (platform: string, settings: Settings): readonly string[] =>
  (accountKinds.secretsOf(platform) ?? [])
    .map((name) => settings[name])
    .filter((value): value is string => typeof value === "string");
