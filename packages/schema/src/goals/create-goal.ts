import { changed, idOf, MEMBERS, mutation, optional, required, text, wordOf } from "../common/declare.js";
import { Engagement } from "../engagements/engagement.js";
import { Person } from "../tenancy/person.js";
import { Goal, GoalKind } from "./goal.js";
import { describedFields, scaleFields, weight } from "./goal-fields.js";
import { GoalTemplate } from "./goal-template.js";
import { goalRefusals, noScale, targetRefusals } from "./refusals.js";

export const CreateGoal = mutation("createGoal", {
  owner: "gateway",
  description:
    "Sets a goal in an engagement. In coaching, its coaches and participants do so. In mentoring, mentees set their own objectives and themes. A team has one set of goals.",
  roles: MEMBERS,
  input: {
    engagementId: required(idOf(Engagement), "The engagement."),
    participantId: optional(
      idOf(Person),
      "Whose goal it is. Defaults to the participant who asks, or to the only participant. Leave it out for a team.",
    ),
    kind: optional(
      wordOf(GoalKind),
      "What it is. Defaults to GOAL in coaching, which has no other, and to OBJECTIVE in mentoring.",
    ),
    templateId: optional(
      idOf(GoalTemplate),
      "A goal template of the engagement's program. The goal copies its title, its reasons and its scale, unless others are given.",
    ),
    title: optional(text(200), "The title. Needed without a template."),
    ...describedFields,
    weight: optional(
      weight,
      "How much it counts beside other goals, {range}. Defaults to 1. For goals of coaching alone.",
    ),
    ...scaleFields,
  },
  refusals: {
    ...goalRefusals,
    ...noScale,
    ...targetRefusals,
    WRONG_KIND: "Coaching has goals; mentoring has objectives and themes.",
    NOT_A_PARTICIPANT: "The person does not take part in the engagement today.",
    OTHER_PROGRAM: "The goal template is of another program than the engagement.",
    OF_TEAM: "In a team, goals are everybody's.",
  },
  result: { goal: changed(Goal, "The new goal.") },
});
