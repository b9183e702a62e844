export * from "./answer-block.js";
export * from "./blocks.js";
export * from "./rater-report.js";
export * from "./rater-result.js";
export * from "./survey-results.js";
export { type Benefit, countablesOf, type Measures, measuresOf, sumOf, type Tally, tallyOf } from "./tally.js";
