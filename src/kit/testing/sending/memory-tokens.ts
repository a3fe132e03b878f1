import type { Clock } from "../../../core/kernel/instant.ts";
import type { TokenLease, TokenRecord, TokenStore } from "../../../core/channel/token.ts";

/** A token store for tests, as several nodes would share it. */
export function memoryTokens(clock: Clock): TokenStore {
  let record: TokenRecord = { version: 0 };
  let holder: { readonly lease: TokenLease; readonly until: number } | undefined;
  let leases = 0;
  const holds = (lease: TokenLease): boolean => holder?.lease === lease && holder.until > clock();

  return {
    read: async () => record,
    async claim(version, leaseMs) {
      if (record.version !== version || (holder !== undefined && holder.until > clock())) return undefined;
      const lease = { id: String((leases += 1)) };
      holder = { lease, until: clock() + leaseMs };
      return lease;
    },
    async settle(lease, outcome) {
      if (!holds(lease)) return false;
      holder = undefined;
      if (outcome.kind === "trouble") {
        record = { ...record, trouble: { code: outcome.code, until: outcome.until } };
        return true;
      }
      const { token, forced } = outcome;
      const forcedAt = forced ? token.refreshedAt : record.forcedAt;
      record = {
        version: record.version + 1,
        token,
        ...(forcedAt === undefined ? {} : { forcedAt }),
      };
      return true;
    },
  };
}
