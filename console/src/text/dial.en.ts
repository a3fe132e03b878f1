export const text = {
  dial: "Call",
  "dial.whom": "Call {name}",
  "dial.known": "The telephone system knows the number: {number}",
  "dial.unknown": "The number is not known yet. Type it.",
  "dial.hidden": "number hidden",
  "dial.number": "Number",
  "dial.other": "Or another number",
  "dial.number.hint": "e.g. 138 0000 1234",
  "dial.what":
    "Your seat's telephone rings first; the customer's does once you have answered. Of a number that you type the last four digits are kept once the telephone system has it.",
  "dial.ordered": "Telling the telephone system: {number}",
  "dial.phone": "Answer your telephone: then {number} is called",
  "dial.ringing": "Calling {number}",
  "dial.talking": "On the telephone with {number}",
  "dial.talked": "Talked with {number}",
  "dial.missed": "{number} did not answer",
  "dial.open": "Open the call",
  "dial.code.agent_busy":
    "Not called: your telephone is engaged or signed out. Hang up or sign it in, then call again.",
  "dial.code.number_refused":
    "Not called: the telephone system refuses this number. Check it, then call again.",
  "dial.code.key_refused":
    "Not called: the telephone system does not accept our signature. Ask an administrator to check the key.",
  "dial.code.address_wrong":
    "Not called: the address for orders is wrong. Ask an administrator to check the page of telephone systems.",
  "dial.code.refused":
    "Not called: the telephone system refused. Dial on the telephone itself, and tell an administrator.",
  "dial.code.unreachable":
    "Not called: the telephone system could not be reached for 30 seconds. Dial on the telephone itself, or call again later.",
  "dial.code.trouble":
    "Not called: the telephone system failed. Dial on the telephone itself, or call again later.",
  "dial.code.silent":
    "The telephone system took the order, but no call came for two minutes. Look at your telephone, then call again.",
  "dial.code.system_off": "Not called: this telephone system is switched off. Ask an administrator.",
} as const;
