import { platforms } from "../../../adapters/index.ts";
import type { AccountKinds, AccountProbe, AccountProbed, Settings } from "../../action/account/ports.ts";
import { SECOND } from "../../core/kernel/instant.ts";
import type { AccountProbed as Probed, Platform, ProbeReach } from "../../kit/platform.ts";
import { discreet } from "../secret/discreet.ts";

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
  serversOf: (platform) => platformOf(platform)?.servers ?? {},
  previousOf: (platform) => platformOf(platform)?.previous ?? {},
};

/** Asks a platform; what its adapter fails by is its bug, and told as such. */
export const createAccountProbe =
  (reach: Omit<ProbeReach, "signal">, onError: (error: unknown) => void): AccountProbe =>
  async (platform, settings) => {
    try {
      const signal = AbortSignal.timeout(PROBE_MS_MAX);
      const probed = await platformOf(platform)?.probe(settings, { ...reach, signal });
      if (probed !== undefined) return shown(probed, platform, settings);
    } catch (error) {
      onError(error);
    }
    return { kind: "unreachable", code: "probe_failed", detail: null };
  };

function shown(probed: Probed, platform: string, settings: Settings): AccountProbed {
  const { kind } = probed;
  if (kind === "ready") return { kind, code: null, detail: null };
  if (kind === "receives_only") return { kind, code: null, detail: probed.missing.join(", ") };
  const { code, detail } = probed;
  return { kind, code, detail: discreet(detail, settings, accountKinds.secretsOf(platform) ?? []) ?? null };
}
