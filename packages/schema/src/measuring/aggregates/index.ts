export * from "./answer-block.js";
export * from "./blocks.js";
export * from "./rater-report.js";
export * from "./survey-results.js";
export { type Benefit, countablesOf, type Measures, measuresOf, sumOf, type Tally, tallyOf } from "./tally.js";
export * from "./three-sixty-result.js";
