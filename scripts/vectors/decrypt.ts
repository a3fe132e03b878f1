import { decodeAesKey, decryptMessage, sortedSha1, type Receipt } from "seatbridge/kit";
import { z } from "zod";

import { sign } from "../../emulator/wechat/index.ts";
import { miniProgram, officialAccount } from "./accounts.ts";
import { compared, type Result, type Vector } from "./result.ts";

const decryptVector = z.object({
  mode: z.enum(["xml", "compatible", "json"]),
  token: z.string(),
  encodingAESKey: z.string(),
  receiveId: z.string(),
  timestamp: z.string().nullish(),
  nonce: z.string().nullish(),
  msgSignature: z.string().nullish(),
  plainSignature: z.string().nullish(),
  encrypt: z.string(),
  httpBody: z.string().nullish(),
  expectedPlaintext: z.string(),
});
/** Decrypted, and yet no message: nobody is its sender. */
const NO_MESSAGE = "body_malformed";
type Given = z.infer<typeof decryptVector>;

/** Where a vector names no moment. */
const anyTimestamp = "1500000000";
const otherReceiver = "wx0000000000000000";

/** What is encrypted alone, and the whole way through the door; for its own receiver, and for another. */
export function runDecrypt(vector: Vector): Result {
  const given = decryptVector.parse(vector);
  const { encrypt, receiveId, msgSignature, expectedPlaintext } = given;
  const plaintext = decrypted(given, receiveId);
  const receipt = receive(given, receiveId);
  return compared(vector, { plaintext, received: toldOf(receipt) }, [
    ...(msgSignature == null
      ? []
      : [{ what: "msg_signature", is: signatureOf(given, encrypt), expected: msgSignature }]),
    { what: "plaintext", is: plaintext, expected: expectedPlaintext },
    { what: "plaintext of another receiver", is: decrypted(given, otherReceiver), expected: "receive_id" },
    {
      what: "message",
      is: toldOf(receipt),
      expected: expectedPlaintext.includes("FromUserName") ? expectedPlaintext : NO_MESSAGE,
    },
    { what: "another account's", is: toldOf(receive(given, otherReceiver)), expected: "decryption_failed" },
  ]);
}

function decrypted({ encodingAESKey, encrypt }: Given, receiveId: string): string {
  const key = decodeAesKey(encodingAESKey);
  if (key === undefined) return "the key is refused";
  const result = decryptMessage([key], encrypt, receiveId);
  return result.kind === "decrypted" ? result.message.toString() : result.reason;
}

function signatureOf({ token, timestamp, nonce }: Given, encrypt: string): string {
  return sortedSha1([token, timestamp ?? anyTimestamp, nonce ?? "1", encrypt]);
}

/** Signed by the emulator where the vector was recorded without a signature. */
function receive(given: Given, appId: string): Receipt {
  const { token, encodingAESKey, encrypt, mode } = given;
  const { timestamp: recorded, nonce: drawn } = given;
  const [timestamp, nonce] = [recorded ?? anyTimestamp, drawn ?? "1"];
  const query = new URLSearchParams({
    signature: given.plainSignature ?? sign(token, timestamp, nonce),
    timestamp,
    nonce,
    encrypt_type: "aes",
    msg_signature: given.msgSignature ?? signatureOf(given, encrypt),
  });
  const body = Buffer.from(given.httpBody ?? `<xml><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`);
  const settings = {
    token,
    appId,
    encodingAesKey: encodingAESKey,
    mode: mode === "compatible" ? "compatible" : "safe",
  };
  const account = mode === "json" ? miniProgram(settings) : officialAccount(settings);
  return account.receive({ method: "POST", query, body, at: Number(timestamp) * 1_000 });
}

/** The message in clear, or why there is none. */
const toldOf = (receipt: Receipt): string => (receipt.kind === "accepted" ? receipt.raw : receipt.reason);
