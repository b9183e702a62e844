const { createRequire } = require("node:module");
const Sequencer = createRequire(require.resolve("jest"))("@jest/test-sequencer").default;

/** The files that take longest, longest first: a worker that comes to one of them last keeps the others waiting. */
const longest = [
  "isolation/canary",
  "faults/faults",
  "reader/indexes",
  "isolation/doors",
  "isolation/walls",
  "isolation/database-walls",
  "isolation/shardable",
  "scheduling/mail-server",
  "scheduling/mail-letters",
  "limits/generated",
  "live/resume",
];

const place = ({ path }) => {
  const found = longest.findIndex((name) => path.includes(`/test/${name}.`));
  return found < 0 ? longest.length : found;
};

module.exports = class extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => place(one) - place(other));
  }
};
