import listen from "benz-amr-recorder/src/amrnb.js";

/**
 * The decoder of phones' voices (AMR-NB), in a thread of its own, since it is slow and large. It is plain script: no
 * eval, no WebAssembly, so it lives under the strictest policy. Asked `{command: "decode", buffer}`, it answers
 * `{command: "decode", amr}`: samples, or null.
 */
listen();
