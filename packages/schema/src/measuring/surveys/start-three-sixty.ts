import {
  changed,
  count,
  email,
  flag,
  group,
  idOf,
  list,
  MANAGERS,
  mutation,
  optional,
  required,
  text,
  usual,
  wordOf,
} from "../../common/declare.js";
import { Engagement } from "../../engagements/engagement.js";
import { Person } from "../../tenancy/person.js";
import { surveyTimes } from "./send-survey.js";
import { sendingRefusals } from "./survey-refusals.js";
import { SurveyTemplate } from "./survey-template.js";
import { RaterGroup } from "./survey-words.js";
import { Survey } from "./survey.js";

const RaterInput = group("RaterInput", "Somebody who is asked about the subject of a 360. They need no account.", {
  group: required(wordOf(RaterGroup), "How they relate to the subject. Not SELF: see `asksSubject`."),
  name: required(text(200), "Their name."),
  email: required(email, "Their e-mail address, to which the personal link goes."),
});

const RaterThresholdInput = group("RaterThresholdInput", "The fewest answers with which a group of raters is shown.", {
  group: required(wordOf(RaterGroup), "The group: PEERS, REPORTS or OTHERS."),
  least: required(count(3, 20), "The fewest answers, {range}."),
});

export const StartThreeSixty = mutation("startThreeSixty", {
  owner: "gateway",
  description:
    "Starts a 360, which asks raters about somebody by personal links. Once it has closed, the subject can read a report by groups of raters. So can their coaches, if the template says so. Nobody else can.",
  roles: MANAGERS,
  input: {
    templateId: required(idOf(SurveyTemplate), "The template. Its privacy is GROUPED."),
    subjectId: required(
      idOf(Person),
      "Whom it is about. They can sign in, because nobody else reads the report for them.",
    ),
    engagementId: optional(idOf(Engagement), "The engagement that it belongs to, in which the subject takes part."),
    raters: required(list(RaterInput, { least: 1, most: 50 }), "Who is asked, {range}."),
    thresholds: optional(
      list(RaterThresholdInput, { most: 3 }),
      "The fewest answers with which each group is shown. They never change. 3 by default. Always 1 for MANAGER and SELF.",
    ),
    asksSubject: usual(flag, true, "Whether the subject also answers, as SELF."),
    ...surveyTimes,
  },
  refusals: {
    ...sendingRefusals,
    NOBODY_TO_ASK: "The subject cannot be reached.",
    CANNOT_SIGN_IN: "The subject cannot sign in, so nobody could read the report. Invite them first.",
    NOT_A_PARTICIPANT: "The subject does not take part in the engagement today.",
    WRONG_RATERS: "A rater is named twice, or is the subject.",
    WRONG_THRESHOLD: "The threshold of a group is fixed, or is given twice.",
  },
  result: { survey: changed(Survey, "The 360.") },
});
