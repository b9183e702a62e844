import {
  type Actor,
  Organization,
  Program,
  read,
  type ReportCosts,
  ReportOf,
  Survey,
  SurveyTemplate,
  uuidOf,
  type ValuesOf,
} from "@coachwork/schema";
import { GraphQLError } from "graphql";

/** What a report is of. Ids are UUIDs. Undefined means all. */
export interface ReportAsked {
  readonly organizationId?: string | undefined;
  readonly programId?: string | undefined;
  readonly quarter?: string | undefined;
  /** The first and the last day of the quarter. */
  readonly days?: { readonly first: string; readonly last: string } | undefined;
  readonly firmTimeZone: string;
  readonly survey?: SurveyAsked | undefined;
  readonly costs?: ValuesOf<typeof ReportCosts.fields> | undefined;
}

/** By which survey a report measures. */
export interface SurveyAsked {
  readonly templateId: string;
  readonly formVersion?: number | undefined;
  readonly surveyId?: string | undefined;
  /** Numbers of questions. */
  readonly learning: readonly number[];
  readonly application: readonly number[];
}

/**
 * What the arguments of a report ask for. In GraphQL, null means the same here as leaving a field out.
 *
 * @throws GraphQLError if a value is out of range
 */
export function askedFor(given: ValuesOf<typeof ReportOf.fields>, { firmTimeZone }: Actor): ReportAsked {
  const { value, flaws } = read(ReportOf, withoutNulls(given));
  if (flaws) throw new GraphQLError(flaws[0]!.message, { extensions: { code: "BAD_USER_INPUT" } });
  const { organizationId, programId, quarter, survey, costs } = value;
  return {
    organizationId: organizationId && uuidOf(Organization, organizationId),
    programId: programId && uuidOf(Program, programId),
    ...{ quarter, firmTimeZone, costs },
    days: quarter === undefined ? undefined : daysOf(quarter),
    survey: survey && {
      ...survey,
      templateId: uuidOf(SurveyTemplate, survey.templateId),
      surveyId: survey.surveyId && uuidOf(Survey, survey.surveyId),
    },
  };
}

const lastDays = { 1: "03-31", 2: "06-30", 3: "09-30", 4: "12-31" } as Readonly<Record<string, string>>;

/** The first and the last day of a quarter, such as 2027-Q1. */
function daysOf(quarter: string): { readonly first: string; readonly last: string } {
  const [year, number] = quarter.split("-Q") as [string, string];
  const month = String(Number(number) * 3 - 2).padStart(2, "0");
  return { first: `${year}-${month}-01`, last: `${year}-${lastDays[number]!}` };
}

function withoutNulls(given: object): object {
  const present = Object.entries(given).filter(([, value]) => value != null);
  return Object.fromEntries(
    present.map(([name, value]: [string, unknown]) => [
      name,
      typeof value === "object" && !Array.isArray(value) ? withoutNulls(value as object) : value,
    ]),
  );
}
