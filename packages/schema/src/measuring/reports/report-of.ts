import {
  argumentsOf,
  count,
  currency,
  decimal,
  group,
  idOf,
  list,
  optional,
  required,
  usual,
} from "../../common/declare.js";
import type { Kind } from "../../common/kind.js";
import { rawText } from "../../common/kinds.js";
import { Program } from "../../engagements/program.js";
import { Organization } from "../../tenancy/organization.js";
import { Survey, SurveyTemplate } from "../surveys/index.js";

/** A quarter of a calendar year. */
const quarter: Kind<string> = {
  type: () => String,
  range: "a year from 1900 to 2199 and a quarter from 1 to 4",
  example: "2027-Q1",
  read(given, reading) {
    const value = rawText.read(given, reading);
    if (value === undefined || /^(19|20|21)\d\d-Q[1-4]$/.test(value)) return value;
    return reading.wrong("INVALID", `${reading.field} is not a quarter: give a year and a quarter, such as 2027-Q1.`);
  },
};

const numbers = list(count(1, 100), { most: 100 });

/** The survey by which a report measures what people thought of the work and what it was worth. */
export const ReportSurvey = group(
  "ReportSurvey",
  "The survey that a report measures by. A question counts on one of Phillips's levels: a SCALE and an NPS for the reaction, unless you say otherwise, and a RETURN for the impact.",
  {
    templateId: required(idOf(SurveyTemplate), "The survey template."),
    formVersion: optional(count(1, 2_147_483_647), "The version of the template. Defaults to the present one."),
    surveyId: optional(
      idOf(Survey),
      "Only answers to this survey. Give it if the template was sent to the same people more than once: the return on investment would count their benefit each time.",
    ),
    learning: usual(numbers, [], "The numbers of SCALE questions that ask what people learned."),
    application: usual(numbers, [], "The numbers of SCALE questions that ask what people do differently."),
  },
);

const money = decimal(0, 1_000_000_000, 2);

/** What the work costs, which only the firm and its sponsors know. */
export const ReportCosts = group(
  "ReportCosts",
  "What the work costs, fully loaded. Each becomes a line of the calculation.",
  {
    currency: required(currency, "The currency (ISO 4217). Benefits in another currency do not count."),
    fees: usual(money, 0, "Fees that do not depend on hours, such as the price of a program."),
    feePerHour: usual(money, 0, "The fee for each paid hour of the coaches and mentors."),
    participantHourCost: required(money, "What an hour of a participant costs their employer."),
    administration: required(money, "What it cost to administer the work, at the firm and at its clients."),
  },
);

/** What a report is of. An argument that is left out narrows nothing. */
export const ReportOf = argumentsOf({
  organizationId: optional(idOf(Organization), "Engagements that this organization sponsors."),
  programId: optional(idOf(Program), "Engagements of this program."),
  quarter: optional(
    quarter,
    "Sessions of this quarter, such as 2027-Q1, surveys that closed in it, and engagements that were under way in it.",
  ),
  survey: optional(ReportSurvey, "The survey to measure by. Without it, the report has no results of surveys."),
  costs: optional(ReportCosts, "What the work costs. Without it, the report has no return on investment."),
});
