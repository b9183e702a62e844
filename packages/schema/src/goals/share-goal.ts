import { changed, idOf, mutation, required, wordOf } from "../common/declare.js";
import { wordsOf, type WordOf } from "../common/enums.js";
import { Goal } from "./goal.js";

export const SharedPart = wordsOf("SharedPart", "How much of a goal its participant shares with sponsors.", {
  TITLE: "The title alone.",
  PROGRESS:
    "Also its target date, status, scale, levels with their dates, and metrics. Never the reasons and comments.",
});
export type SharedPart = WordOf<typeof SharedPart>;

export const ShareGoal = mutation("shareGoal", {
  owner: "gateway",
  description:
    "Shares a goal of yours with the sponsors: with everybody of your organization who has the role SPONSOR, if that organization pays for the engagement. Everybody in a team can share its goals. Nobody else can, and you can take it back.",
  roles: ["CLIENT"],
  input: {
    id: required(idOf(Goal), "The goal, objective or theme."),
    part: required(wordOf(SharedPart), "How much of it."),
  },
  result: { goal: changed(Goal, "The shared goal.") },
});
