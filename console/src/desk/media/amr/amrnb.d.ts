declare module "benz-amr-recorder/src/amrnb.js" {
  /** Takes the worker's messages from then on. */
  export default function listen(): void;
}
