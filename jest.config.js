import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL(".", import.meta.url));

// The build's compiler options are swc's too, so that decorators mean the same in a test as in production.
const { compilerOptions } = JSON.parse(readFileSync(`${root}tsconfig.base.json`, "utf8"));
const swc = {
  jsc: {
    target: compilerOptions.target,
    parser: { syntax: "typescript", decorators: true },
    transform: {
      legacyDecorator: compilerOptions.experimentalDecorators === true,
      decoratorMetadata: compilerOptions.emitDecoratorMetadata === true,
      useDefineForClassFields: compilerOptions.useDefineForClassFields !== false,
    },
    keepClassNames: true,
  },
  module: { type: "es6" },
  sourceMaps: "inline",
  swcrc: false,
};

const project = {
  rootDir: root,
  testEnvironment: "node",
  // Workspace packages resolve to their sources, so that each is there once. "import" and "require" are not listed:
  // jest adds the one that fits each import, and naming both would load a package twice, as ESM and as CommonJS.
  testEnvironmentOptions: { customExportConditions: ["coachwork", "node", "node-addons"] },
  extensionsToTreatAsEsm: [".ts"],
  resolver: "<rootDir>/test/support/hooks/jest-resolver.cjs",
  transform: { "\\.ts$": ["@swc/jest", swc] },
  modulePathIgnorePatterns: ["<rootDir>/(packages|apps)/[^/]+/dist/"],
};

/** A hook runs outside the tests' realm, where Node itself reads the TypeScript. */
const hook = (name) => `<rootDir>/test/support/hooks/${name}.mjs`;

export default {
  rootDir: root,
  // More than the cores of a small machine, because tests mostly wait for what they started.
  maxWorkers: 3,
  testSequencer: "<rootDir>/test/support/hooks/longest-first.cjs",
  // What a test file loads stays in its worker's memory. With gigabytes of it, a worker stops for seconds to collect
  // garbage, and with it what a test simulates, such as a link to the database.
  workerIdleMemoryLimit: "900MB",
  // Only a test that hangs meets this: how long one takes says how busy the machine is.
  testTimeout: 120_000,
  globalSetup: hook("global-setup"),
  globalTeardown: hook("global-teardown"),
  projects: [
    {
      ...project,
      displayName: "unit",
      testMatch: ["packages/**/src", "apps/**/src", "infra"].map((folder) => `<rootDir>/${folder}/**/*.test.ts`),
    },
    { ...project, displayName: "e2e", testMatch: ["<rootDir>/test/**/*.test.ts"] },
  ],
};
