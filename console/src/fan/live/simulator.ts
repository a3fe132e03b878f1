import { shallowRef } from "vue";

import type {
  Astray,
  Deed,
  FanAccount,
  FanCard,
  SendFault,
  Trick,
} from "../../../../src/http/contract/fan/view.ts";
import { toastError } from "../../parts/notice/toasts.ts";
import { ask } from "./fan-api.ts";
import { usePhoneStream } from "./phone-stream.ts";

const CHOSEN_KEY = "seatbridge.fan";

export type Simulator = ReturnType<typeof useSimulator>;

/** The accounts, their fans, and the one whose phone is in hand. */
export function useSimulator() {
  const accounts = shallowRef<readonly FanAccount[]>([]);
  const account = shallowRef<FanAccount>();
  const fans = shallowRef<readonly FanCard[]>([]);
  const openid = shallowRef<string>();
  /** Why there is no simulator. */
  const trouble = shallowRef<unknown>();
  const stream = usePhoneStream();

  /** Finds the phone that was in hand last, or makes the first. */
  async function start(): Promise<void> {
    trouble.value = undefined;
    try {
      accounts.value = (await ask<{ accounts: readonly FanAccount[] }>("/accounts")).accounts;
      const kept = readKept();
      const first = accounts.value.find(({ id }) => id === kept.account) ?? accounts.value[0];
      if (first !== undefined) await useAccount(first.id, kept.openid);
    } catch (error) {
      trouble.value = error;
    }
  }

  async function useAccount(id: string, wished?: string): Promise<void> {
    account.value = accounts.value.find((one) => one.id === id);
    await readFans();
    const found = fans.value.find((one) => one.openid === wished) ?? fans.value[0];
    if (found === undefined) await newFan();
    else useFan(found.openid);
  }

  async function readFans(): Promise<void> {
    const query = new URLSearchParams({ account: account.value?.id ?? "" });
    fans.value = (await ask<{ fans: readonly FanCard[] }>(`/fans?${query}`)).fans;
  }

  function useFan(chosen: string): void {
    openid.value = chosen;
    const accountId = account.value?.id ?? "";
    localStorage.setItem(CHOSEN_KEY, JSON.stringify({ account: accountId, openid: chosen }));
    stream.open(accountId, chosen);
  }

  async function newFan(): Promise<void> {
    const card = await ask<FanCard>("/fans", { account: account.value?.id ?? "" });
    await readFans();
    useFan(card.openid);
  }

  return {
    ...stream,
    accounts,
    account,
    fans,
    openid,
    trouble,
    start,
    useAccount: (id: string) => trying(useAccount(id)),
    useFan,
    newFan: () => trying(newFan()),
    /** Others may have come meanwhile, by `npm run send`. */
    readFans: () => trying(readFans()),
    ...deeds(() => ({ account: account.value?.id ?? "", fan: openid.value ?? "" })),
  };
}

/** What can be done to the phone in hand, and to the platform behind it. */
function deeds(hers: () => { readonly account: string; readonly fan: string }) {
  return {
    act: (deed: Deed, forged = false) => trying(ask("/act", { ...hers(), deed, forged })),
    /** A picture of hers, ready to be sent. */
    sendPicture(picture: Blob): Promise<boolean> {
      const { account } = hers();
      const kept = ask<{ mediaId: string }>(`/pictures?${new URLSearchParams({ account })}`, picture);
      return trying(
        kept.then(({ mediaId }) => ask("/act", { ...hers(), deed: { does: "send_image", mediaId } })),
      );
    },
    runAhead: (ms: number) => trying(ask("/ahead", { ...hers(), ms })),
    setFault: (fault: SendFault | null) => trying(ask("/fault", { ...hers(), fault })),
    setAstray: (astray: Astray | null) => trying(ask("/astray", { ...hers(), astray })),
    playTrick: (trick: Trick) => trying(ask("/trick", { ...hers(), trick })),
  };
}

/** Her phone shows what came of it; only a refusal has to be told. */
const trying = (asked: Promise<unknown>): Promise<boolean> =>
  asked.then(
    () => true,
    (error: unknown) => {
      toastError(error);
      return false;
    },
  );

function readKept(): { readonly account?: string; readonly openid?: string } {
  try {
    return JSON.parse(localStorage.getItem(CHOSEN_KEY) ?? "{}") as { account?: string; openid?: string };
  } catch {
    return {};
  }
}
