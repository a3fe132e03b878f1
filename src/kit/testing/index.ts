/** What an adapter's own test imports: the contract of its port, as data, and its recorded calls. */
export type { ContractCase } from "./contract-case.ts";
export { crmContract } from "./crm/crm-contract.ts";
export type { CrmDriver, HeldTicket } from "./crm/crm-driver.ts";
export { fixtureCases } from "./fixtures.ts";
export { hostileJson } from "./hostile-json.ts";
export { hostileXml } from "./hostile-xml.ts";
export { platformContract } from "./platform-contract.ts";
export type { HostileBody, PlatformDriver, SampleText } from "./platform-driver.ts";
export { memoryTokens } from "./sending/memory-tokens.ts";
export { memoryUploads } from "./sending/memory-uploads.ts";
export { sendingContract } from "./sending/sending-contract.ts";
export type { PlatformAnswer, SampleMedia, SeenCall, SendingDriver } from "./sending/sending-driver.ts";
export { openStandIn, type Reaction, type StandIn } from "./sending/stand-in.ts";
