import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** A rule that forbids the syntax its selectors match. Each has a name, so that its exceptions can be listed below. */
const forbid = (message, ...selectors) => ({
  meta: { type: "problem", schema: [] },
  create: (context) => ({ [selectors.join(", ")]: (node) => context.report({ node, message }) }),
});

const house = {
  environment: forbid(
    "Only packages/platform/src/config.ts reads the environment: take a setting from the config.",
    "MemberExpression[object.name='process']:matches([property.name='env'], [property.value='env'])",
    "MemberExpression[object.property.name='process'][property.name='env']",
    "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']",
    "ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name='env']",
  ),
  clock: forbid(
    "Only packages/platform/src/clock.ts asks what time it is: take the time, or a clock, as an argument.",
    "MemberExpression[object.name='Date'][property.name='now']",
    "MemberExpression[object.property.name='Date'][property.name='now']",
    "NewExpression[callee.name='Date'][arguments.length=0]",
    "CallExpression[callee.name='Date']",
    "MemberExpression[object.name='Temporal'][property.name='Now']",
  ),
  // Types may be imported: the reader takes its columns from the data source's metadata.
  database: forbid(
    "Only packages/platform/src/database/ touches a connection: run statements through its transactions.",
    "ImportDeclaration[source.value=/^typeorm($|\\u002f)/][importKind!='type'] > ImportSpecifier[importKind!='type'][imported.name='DataSource']",
    "ImportDeclaration[source.value=/^typeorm($|\\u002f)/][importKind!='type'] > :matches(ImportDefaultSpecifier, ImportNamespaceSpecifier)",
    "ImportDeclaration[source.value=/^pg($|-|\\u002f)/][importKind!='type'] > :not(ImportSpecifier[importKind='type'], Literal)",
    "ImportExpression[source.value=/^(pg|typeorm)($|\\u002f)/]",
    "MemberExpression[property.name='createQueryRunner']",
    "MemberExpression:matches([object.name='dataSource'], [object.property.name='dataSource'])[property.name=/^(query|manager|transaction|getRepository|createQueryBuilder)$/]",
  ),
  "names-not-ids": forbid(
    "A refusal names people and things. It prints no id.",
    ":matches(CallExpression[callee.property.name='refuse'], Property[key.name='message'], VariableDeclarator[id.name='message']) TemplateLiteral > :matches(Identifier[name=/^(id|(?!external).*Id)$/], CallExpression[callee.name='apiIdOf'])",
  ),
  "every-test-runs": forbid(
    "Every test runs: no skip, only, todo or failing.",
    "MemberExpression[object.name=/^(test|it|describe)$/][property.name=/^(skip|only|todo|failing)$/]",
    "MemberExpression[object.object.name=/^(test|it|describe)$/][property.name=/^(skip|only|failing)$/]",
    "ImportDeclaration[source.value='@jest/globals'] > ImportSpecifier[imported.name=/^([xf](it|describe)|xtest)$/]",
  ),
};

const tests = ["test/**", "packages/testing/**", "**/*.test.ts", "**/*.testing.ts"];

export default defineConfig(
  globalIgnores(["**/dist/", "**/.turbo/", ".coachwork/", "coverage/"]),
  js.configs.recommended,
  tseslint.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.{ts,tsx}"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-unnecessary-type-assertion": "error",
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/prefer-promise-reject-errors": "error",
      "@typescript-eslint/return-await": ["error", "error-handling-correctness-only"],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // Node strips types from infra and test one file at a time, so a type's import must say that it is one. Should
      // emitDecoratorMetadata be on, the rule leaves files with decorators alone: what looks like a type is a value there.
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
    },
  },
  {
    plugins: { house: { rules: house } },
    rules: {
      "house/environment": "error",
      "house/clock": "error",
      "house/database": "error",
      "house/names-not-ids": "error",
      "house/every-test-runs": "error",
      "max-lines": ["error", 300], // a file says one thing
      "no-console": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
    },
  },

  // Who may what.
  {
    files: ["packages/platform/src/config.ts", "infra/launcher/environment.ts", "*.config.js", ...tests],
    rules: { "house/environment": "off" },
  },
  { files: ["packages/platform/src/clock.ts", "infra/**", ...tests], rules: { "house/clock": "off" } },
  {
    files: [
      "packages/platform/src/database/**",
      "packages/platform/src/live/postgres-bus.ts", // listens on a connection of its own, outside any tenant
      "packages/schema/src/migrate*", // runs before there is a viewer, as the owner of the tables
      "packages/schema/src/migrate*/**",
      "apps/gateway/src/tenancy/auth*", // better-auth wants a pool of its own, for the global identity schema
      "apps/gateway/src/tenancy/auth*/**",
      "infra/**",
      ...tests,
    ],
    rules: { "house/database": "off" },
  },
  { files: tests, rules: { "house/names-not-ids": "off" } },
  {
    files: [
      "packages/schema/src/migrations/**", // stay as they were released
    ],
    rules: { "max-lines": "off" },
  },
  { files: ["infra/**", "test/**"], rules: { "no-console": "off" } },
  {
    // Node runs these without a build: it erases types, and a parameter property is more than a type.
    files: ["infra/**", "packages/testing/**", "test/bench/**", "test/faults/**"],
    rules: { "@typescript-eslint/parameter-properties": "error" },
  },
  {
    files: ["**/*.{js,cjs,mjs}"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } },
  },
  {
    files: ["**/*.cjs"],
    languageOptions: { sourceType: "commonjs", globals: { require: "readonly", module: "writable" } },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
