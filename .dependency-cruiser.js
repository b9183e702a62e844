// Who may import whom. Types count too: a module that names another's types depends on it.

const slices = [
  "tenancy",
  "engagements",
  "feedback",
  "profiles",
  "scheduling",
  "goals",
  "agreements",
  "resources",
  "choosing",
  "measuring",
  "live",
  "partners",
  "offboarding",
];
const anySlice = `(?:${slices.join("|")})`;
/** The folders that are cut into slices; the scheduling service is one slice, whole. */
const houses = ["packages/schema/src", "apps/gateway/src", "test"];

/** The packages from left to right: each may import those before it. */
const packages = ["reader", "schema", "platform", "testing"];

/** The scheduling service's folders from below to above: each may import those of the rows before its own. */
const layers = [
  ["core"],
  ["jobs", "people"],
  ["availability", "calendars", "places"],
  ["allocation", "booking", "mail", "staffing"],
  ["attendance", "feeds", "files", "holds", "introductions", "matching", "seats", "slots", "surveys"],
  ["series"],
  ["answers"],
];
const scheduling = "apps/scheduling/src";

/** Tests, and what several of them share. */
const test = "[.]test(?:ing)?[.]tsx?$";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Modules in a cycle can only be understood, tested and loaded together.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-folder-cycles",
      comment: "Folders in a cycle are one folder with several names.",
      severity: "error",
      scope: "folder",
      from: {},
      to: { circular: true },
    },
    {
      name: "resolvable",
      comment: "An import that cannot be followed cannot be judged by the other rules.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    ...packages.slice(0, -1).map((name, place) => ({
      name: `package-${name}-looks-left`,
      comment: `Packages are in order: ${packages.join(" <- ")}.`,
      severity: "error",
      from: { path: `^packages/${name}/` },
      to: { path: `^packages/(${packages.slice(place + 1).join("|")})/` },
    })),
    {
      name: "packages-stand-alone",
      comment: "Packages know no app, nor what starts or tests them.",
      severity: "error",
      from: { path: "^packages/" },
      to: { path: "^(apps|infra|test)/" },
    },
    {
      name: "client-stands-alone",
      comment: "Its users have nothing else of ours. It is made of schema.graphql alone.",
      severity: "error",
      from: { path: "^packages/client/" },
      to: { path: "^(packages|apps|infra|test)/", pathNot: "^packages/client/" },
    },
    {
      name: "product-needs-no-client",
      comment: "The client is for users of the API; commands of the terminal and tests are such.",
      severity: "error",
      from: { path: "^(packages|apps)/", pathNot: "^packages/client/" },
      to: { path: "^packages/client/" },
    },
    {
      name: "apps-stand-alone",
      comment: "Apps import packages, never each other: they talk over the contract in packages/schema.",
      severity: "error",
      from: { path: "^apps/([^/]+)/" },
      to: { path: "^(apps|infra|test)/", pathNot: "^apps/$1/" },
    },
    {
      name: "infra-imports-packages",
      comment:
        "Infra starts the apps as processes. It uses what the gateway exports to let people sign in, of a demo and a new firm's first owner, and for a demo's API keys and the secrets of its webhooks.",
      severity: "error",
      from: { path: "^infra/" },
      to: {
        path: "^(apps|test)/",
        pathNot:
          "^apps/gateway/src/(tenancy/(auth-(identity|database|password)|invitations)|partners/(key-format|webhooks/sealed-secrets))[.]ts$",
      },
    },
    {
      name: "tests-stay-out-of-the-product",
      comment: "What runs in production imports no test and no test tool.",
      severity: "error",
      from: { path: "^(packages|apps|infra)/", pathNot: [test, "^packages/testing/"] },
      to: { path: [test, "^packages/testing/", "^node_modules/.*/(@jest/|jest|fast-check)"] },
    },
    // By whatever way: through a folder that all slices share, too. (A rule on reachability takes no "$1", so one each.)
    ...houses.flatMap((house) =>
      slices.slice(0, -1).map((name, place) => ({
        name: `${house}/${name}-looks-left`,
        comment: `Slices are in order: ${slices.join(" <- ")}. A later slice adds its fields to an earlier one's type.`,
        severity: "error",
        from: { path: `^${house}/${name}/` },
        to: { path: `^${house}/(?:${slices.slice(place + 1).join("|")})/`, reachable: true },
      })),
    ),
    {
      name: "only-roots-know-slices",
      comment: "Only files at the root (main.ts, schema.ts, ...) put the slices together; a shared folder knows none.",
      severity: "error",
      from: { path: `^(${houses.join("|")})/(?!${anySlice}/)[^/]+/` },
      to: { path: `^$1/${anySlice}/` },
    },
    ...layers.slice(0, -1).map((folders, place) => ({
      name: `${scheduling}/(${folders.join("|")})-looks-down`,
      comment: `Layers are in order: ${layers.map((each) => each.join(", ")).join(" <- ")}. An event, or a file at the root, tells those above.`,
      severity: "error",
      from: { path: `^${scheduling}/(${folders.join("|")})/` },
      to: {
        path: `^${scheduling}/(${layers
          .slice(place + 1)
          .flat()
          .join("|")})/`,
      },
    })),
    {
      name: "features-stand-alone",
      comment: "What two features share lies in a layer below them.",
      severity: "error",
      from: { path: `^${scheduling}/(${layers[4].join("|")})/` },
      to: { path: `^${scheduling}/(${layers[4].join("|")})/`, pathNot: `^${scheduling}/$1/` },
    },
    {
      name: "every-folder-has-a-layer",
      comment: "A new folder has its place in the list of layers.",
      severity: "error",
      from: {},
      to: { path: `^${scheduling}/(?!(?:${layers.flat().join("|")})/)[^/]+/` },
    },
    {
      name: "roots-stand-above",
      comment: "The files at the root (main.ts, calls.ts, ...) put the folders together; no folder knows them.",
      severity: "error",
      from: { path: `^${scheduling}/[^/]+/` },
      to: { path: `^${scheduling}/[^/]+$` },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    combinedDependencies: false,
    doNotFollow: { path: "(^|/)node_modules/" },
    exclude: { path: "(^|/)(dist|fixtures|[.]turbo)/" },
    // Workspace packages count as their sources, by their condition "coachwork".
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["coachwork", "import", "node", "default", "types"],
      mainFields: ["main", "types"],
    },
  },
};
