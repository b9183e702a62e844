import {
  changed,
  count,
  idOf,
  instant,
  list,
  MANAGERS,
  mutation,
  optional,
  required,
  usual,
} from "../../common/declare.js";
import { Cohort } from "../../engagements/cohort.js";
import { Engagement } from "../../engagements/engagement.js";
import { Program } from "../../engagements/program.js";
import { Person } from "../../tenancy/person.js";
import { sendingRefusals } from "./survey-refusals.js";
import { SurveyTemplate } from "./survey-template.js";
import { Survey } from "./survey.js";

/** When a survey can be answered, and how often people are reminded. */
export const surveyTimes = {
  opensAt: optional(instant, "When it opens. Defaults to now."),
  closesAt: optional(
    instant,
    "When it closes by itself, within the next year. Without it, somebody closes it by hand.",
  ),
  reminderCount: usual(
    count(0, 3),
    2,
    "How many reminders people get who have not answered, {range}: one every third day while it is open.",
  ),
};

export const SendSurvey = mutation("sendSurvey", {
  owner: "gateway",
  description:
    "Sends a survey to people, or to everybody who takes part today in an engagement, a cohort or a program. Each gets an e-mail when it opens. People who cannot sign in answer on the page of a personal link.",
  roles: MANAGERS,
  input: {
    templateId: required(idOf(SurveyTemplate), "The template."),
    personIds: optional(list(idOf(Person), { least: 1, most: 500 }), "Who is asked, {range}."),
    engagementId: optional(idOf(Engagement), "Asks the participants of this engagement."),
    cohortId: optional(idOf(Cohort), "Asks the participants of this cohort's engagements."),
    programId: optional(idOf(Program), "Asks the participants of this program's engagements."),
    ...surveyTimes,
  },
  refusals: {
    ...sendingRefusals,
    WRONG_PEOPLE: "Give exactly one of personIds, engagementId, cohortId and programId.",
    TOO_FEW: "An anonymous survey needs at least 5 people. With fewer, it could never have results.",
    NOBODY_TO_ASK: "Nobody who can be reached takes part today, or a person who is named cannot be reached.",
  },
  result: { survey: changed(Survey, "The survey that was sent.") },
});
