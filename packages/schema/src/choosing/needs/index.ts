export * from "./create-needs-questionnaire.js";
export * from "./default-questions.js";
export * from "./needs-question.js";
export * from "./needs-questionnaire.js";
export * from "./update-needs-questionnaire.js";
