import { changed, clearable, date, idOf, list, mutation, optional, required } from "../common/declare.js";
import { Engagement } from "../engagements/engagement.js";
import { wrongStatus } from "../engagements/refusals.js";
import { Person } from "../tenancy/person.js";
import { Worksheet } from "./worksheet.js";

export const AssignWorksheet = mutation("assignWorksheet", {
  owner: "gateway",
  description:
    "Assigns a worksheet to participants of an engagement that you coach. Each fills in their own, with the form as it is now, and gets an e-mail.",
  roles: ["COACH"],
  input: {
    worksheetId: required(idOf(Worksheet), "The worksheet."),
    engagementId: required(idOf(Engagement), "The engagement."),
    participantIds: optional(
      list(idOf(Person), { least: 1, most: 100 }),
      "Who is to fill it in, {range}. Defaults to everybody who takes part today.",
    ),
    dueOn: clearable(date, "The day by which it is to be handed in: today or later."),
  },
  refusals: {
    ...wrongStatus,
    DUE_IN_PAST: "The due day is before today.",
    NOT_A_PARTICIPANT: "The person does not take part in the engagement today.",
  },
  result: { engagement: changed(Engagement, "The engagement with the assigned worksheets.") },
});
