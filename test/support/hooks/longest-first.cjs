const { createRequire } = require("node:module");
const Sequencer = createRequire(require.resolve("jest"))("@jest/test-sequencer").default;

/** The files that take longest, longest first: a worker that comes to one of them last keeps the others waiting. */
const longest = [
  "isolation/canary",
  "faults/faults",
  "tour/pages",
  "reader/indexes",
  "isolation/doors",
  "isolation/walls",
  "isolation/database-walls",
  "limits/worst-inputs",
  "scheduling/mail-server",
  "scheduling/mail-gathered",
  "scheduling/mail-letters",
  "scheduling/seats-storm",
  "isolation/shadows",
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
