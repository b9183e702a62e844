import { changed, clearable, date, idOf, MEMBERS, mutation, optional, required, text } from "../common/declare.js";
import { Engagement } from "../engagements/engagement.js";
import { wrongStatus } from "../engagements/refusals.js";
import { Session } from "../scheduling/booking/session.js";
import { Person } from "../tenancy/person.js";
import { ActionItem } from "./action-item.js";
import { dueRefusals } from "./refusals.js";

export const CreateActionItem = mutation("createActionItem", {
  owner: "gateway",
  description:
    "Writes down what a coach or participant of an engagement commits to do. The owner gets an e-mail in the morning of the day before it is due, and another one the day after if it is still open. Participants write down their own, and what their coaches do for them.",
  roles: MEMBERS,
  input: {
    engagementId: required(idOf(Engagement), "The engagement."),
    sessionId: optional(idOf(Session), "The session in which it was agreed."),
    ownerId: optional(idOf(Person), "Who does it: a coach or a participant. Defaults to you."),
    participantId: optional(
      idOf(Person),
      "For whom a coach does it. That participant sees it, too. Defaults to the only participant, or to you. Leave it out if a participant is the owner.",
    ),
    title: required(text(500), "What is to be done."),
    dueOn: clearable(date, "The day by which it is to be done: today or later."),
  },
  refusals: {
    ...wrongStatus,
    ...dueRefusals,
    NOT_A_MEMBER: "The owner is neither a coach nor a participant of the engagement today.",
    NOT_A_PARTICIPANT: "The person does not take part in the engagement today.",
    OTHER_ENGAGEMENT: "The session is one of another engagement.",
  },
  result: { actionItem: changed(ActionItem, "The new action item.") },
});
