/** What people work on is between coaches and participants. */
export const GOALS = [
  "Goal",
  "GoalProgress",
  "GoalRevision",
  "ActionItem",
  "Metric",
  "MetricEntry",
  "MetricPoint",
  "AssignedWorksheet",
  "WorksheetHandIn",
  "WorksheetAnswer",
  "SurveyInvitation",
  "SurveyAnswer",
  "ThreeSixtyResult",
].concat(["baselineGoalScore", "goalScore", "goalScoreChange"].map((score) => `EngagementParticipant.${score}`));
export const GOAL_TEXTS = [
  " GOAL of ",
  " GOALWHY ",
  " GOALLEVEL ",
  " GOALBEFORE ",
  " GOALREASON ",
  " GOALCOMMENT ",
  " ACTION of ",
  " METRIC of ",
  " METRICUNIT ",
  " METRICCOMMENT ",
  ...[" ASSIGNED", " SURVEYANSWER ", " SURVEYREPORT "],
].concat(...[".967", ".971", ".919", ".929", ".937", ".953", ".991", ".997", ".709", ".719", ".787"]);
/** What sponsors see of no goal. */
export const GOAL_WORK = ["ActionItem", "GoalRevision", "GoalProgress.comment", "GoalProgress.recordedBy"].concat(
  ["why", "weight", "revision", "isScaleFrozen", "updatedAt", "version"].map((field) => `Goal.${field}`),
  ["comment", "recordedBy", "updatedAt", "version"].map((field) => `MetricEntry.${field}`),
  ["Metric.updatedAt", "Metric.version", "AssignedWorksheet", "WorksheetHandIn", "WorksheetAnswer"],
  ["SurveyInvitation", "SurveyAnswer", "ThreeSixtyResult"],
  GOALS.filter((name) => name.startsWith("EngagementParticipant")),
);
export const GOAL_WORDS = [
  " GOALWHY ",
  " GOALBEFORE ",
  " GOALREASON ",
  " GOALCOMMENT ",
  " ACTION of ",
  " METRICCOMMENT ",
  ...[" ASSIGNED", " SURVEY"],
  ...[".953", ".967", ".971", ".929", ".709", ".719", ".787"],
];
/** What nobody shares with sponsors. */
export const UNSHARED = ["kept", "theme", "fellow"]
  .map((which) => `GOAL of ${which}`)
  .concat("GOALLEVEL much_less of titled", "GOALLEVEL much_less of team", ".997")
  .concat(["titled", "kept", "fellow", "team"].map((which) => `METRIC of ${which}`));
/** What another member of a group works on, and coaches among themselves. */
export const FELLOWS_WORK = [
  ...["GOAL of fellow", "GOALWHY of fellow", "METRIC of fellow", "METRICCOMMENT of fellow"],
  ...["ACTION of fellow", "ACTION of coaches", "SURVEYANSWER of fellow", "SURVEYREPORT of fellow"],
  ...["", "FIELD", "ANSWER", "COMMENT"].map((what) => `ASSIGNED${what} of fellow`),
];
/** What participants write before they hand it in. */
export const DRAFTED = [" ASSIGNEDDRAFT"];
/** What is worked on elsewhere, and what is shared there. */
export const FARA_WORK = ["ASSIGNED", "SURVEYANSWER", "SURVEYREPORT", "GOAL", "METRIC", "RESOURCE"].map(
  (what) => `FARA ${what}`,
);
