/** Native ES modules; TypeScript is stripped by swc, types are checked by `npm run check`. */
export default {
  testEnvironment: "node",
  testEnvironmentOptions: { customExportConditions: ["source", "node", "node-addons"] },
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2023" }, module: { type: "es6" } },
    ],
  },
  // Tests wait more than they compute, for servers and browsers that are processes of their own.
  maxWorkers: "100%",
  // A worker never gives back the modules of the files that it has run (some 20 MB each); near the heap's end it only
  // collects. It is replaced between two files.
  workerIdleMemoryLimit: "1GB",
  // A test that hangs ends; one that is only on a busy machine does not.
  testTimeout: 60_000,
  // Not in the temporary folder, which `npm test` makes anew for each run.
  cacheDirectory: "<rootDir>/node_modules/.cache/jest",
  testMatch: ["<rootDir>/test/**/*.test.ts", "<rootDir>/adapters/**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/dist", "<rootDir>/data"],
};
