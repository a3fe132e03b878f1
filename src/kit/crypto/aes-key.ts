/** What a platform's page calls EncodingAESKey: 43 letters and digits (protocols §1.3). */
export const encodedAesKey = /^[0-9A-Za-z]{43}$/;

/**
 * The 32 bytes of such a key; undefined where the text is none. 43 characters carry two bits more than a key has:
 * they belong to nothing, may be set, and strict decoders refuse such keys. Node's leaves them out.
 */
export function decodeAesKey(text: string): Buffer | undefined {
  return encodedAesKey.test(text) ? Buffer.from(text, "base64") : undefined;
}
