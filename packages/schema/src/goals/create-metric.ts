import { changed, idOf, MEMBERS, mutation, optional, required, text, wordOf } from "../common/declare.js";
import { Engagement } from "../engagements/engagement.js";
import { Person } from "../tenancy/person.js";
import { Goal } from "./goal.js";
import { metricFields } from "./metric-fields.js";
import { MetricFrequency } from "./metric-words.js";
import { Metric } from "./metric.js";
import { goalRefusals, metricRefusals } from "./refusals.js";

export const CreateMetric = mutation("createMetric", {
  owner: "gateway",
  description:
    "Sets up a number that a participant follows over time. In coaching, coaches and participants do so; in mentoring, mentees do for themselves. A team has one set of metrics.",
  roles: MEMBERS,
  input: {
    engagementId: required(idOf(Engagement), "The engagement."),
    participantId: optional(
      idOf(Person),
      "Whose metric it is. Defaults to the participant of the goal, to the participant who asks, or to the only participant. Leave it out for a team.",
    ),
    goalId: optional(
      idOf(Goal),
      "The goal that it belongs to, of the same participant. Sponsors with whom the goal's progress is shared see the metric, too.",
    ),
    name: required(text(200), "The name, such as Deep work."),
    frequency: required(wordOf(MetricFrequency), "How often it is recorded."),
    ...metricFields,
  },
  refusals: {
    ...goalRefusals,
    ...metricRefusals,
    NOT_A_PARTICIPANT: "The person does not take part in the engagement today.",
    OF_TEAM: "In a team, metrics are everybody's.",
  },
  result: { metric: changed(Metric, "The new metric.") },
});
