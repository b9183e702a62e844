import type { Database } from "@coachwork/platform";
import {
  type Actor,
  type Benefit,
  countablesOf,
  MANAGERS,
  measuresOf,
  type AskedQuestion,
  SurveyQuestionResult,
  SurveyResults,
  type Tally,
} from "@coachwork/schema";

/** Which answers the results are of. Ids are UUIDs. Undefined means any. */
export interface ResultsAsked {
  readonly templateId: string;
  readonly formVersion?: number | undefined;
  readonly surveyId?: string | undefined;
  readonly organizationId?: string | undefined;
  readonly programId?: string | undefined;
  readonly cohortId?: string | undefined;
  readonly kind?: string | undefined;
  readonly format?: string | undefined;
  readonly quarter?: string | undefined;
}

/** The columns of a block by which results can be filtered, and their types. Every combination is a sum of whole blocks. */
const columns = {
  surveyId: ["survey_id", "uuid"],
  organizationId: ["organization_id", "uuid"],
  programId: ["program_id", "uuid"],
  cohortId: ["cohort_id", "uuid"],
  kind: ["kind", "text"],
  format: ["format", "text"],
  quarter: ["quarter", "text"],
} as const;

/**
 * What people answered, added up. Every aggregate of answers that anybody sees comes from here, because no other module reads the
 * blocks. Sponsors see only their own organization. Null if there is no such template, or if the viewer may not see any of its results.
 */
export async function surveyResults(
  database: Database,
  viewer: Actor,
  asked: ResultsAsked,
): Promise<SurveyResults | null> {
  if (!seesResults(viewer)) return null;
  const values: unknown[] = [];
  const [found] = await database.read(viewer, resultsSql(viewer, asked, binderOf(values)), values);
  return found ? resultsFrom(found as unknown as Found, viewer, asked) : null;
}

/** Adds a value to a statement, and returns its place, such as `$3`. */
export type Bind = (value: unknown) => string;

export function binderOf(values: unknown[]): Bind {
  return (value) => `$${values.push(value)}`;
}

const seesAll = ({ grants }: Actor) => [...MANAGERS, "engagements:read"].some((grant) => grants.includes(grant));

/** Whether a viewer can see any results at all. */
export function seesResults(viewer: Actor): boolean {
  return seesAll(viewer) || viewer.grants.includes("SPONSOR");
}

/** A row of `resultsSql`. */
export interface Found {
  readonly title: string;
  readonly form: readonly AskedQuestion[];
  readonly formVersion: number;
  readonly sums: readonly Summed[];
}

/**
 * SQL for the questions of a template and the sums of their answers, as one row of `Found`. There is none if there is no such template,
 * or if the viewer may not see any of its results. It is read by `resultsFrom`.
 */
export function resultsSql(viewer: Actor, asked: ResultsAsked, bind: Bind): string {
  const firm = `${bind(viewer.firmId)}::uuid`;
  const own = seesAll(viewer)
    ? undefined
    : `(select p.organization_id from person p where p.firm_id = ${firm} and p.id = ${bind(viewer.personId)}::uuid)`;
  const conditions = filtersOf(asked).map(([name, value]) => {
    const [column, type] = columns[name];
    return `b.${column} = ${bind(value)}::${type}`;
  });
  if (own) conditions.push(`b.organization_id = ${own}`);
  const template = templateSql(asked, firm, bind, own);
  const sum = (part: string) => `sum((b.tally->'benefit'->>'${part}')::numeric)::float8`;
  const covered = [
    `b.firm_id = ${firm} and b.template_id = (select id from template)`,
    `b.form_version = (select form_version from template)`,
  ];
  return `
    with template as materialized (${template}), b as materialized (
      select b.number, b.n, b.tally from answer_block b where ${[...covered, ...conditions].join(" and ")}
    ), counts as (
      select number, jsonb_object_agg(said, total) as counts from (
        select b.number, c.key as said, sum(c.value::integer)::integer as total
        from b cross join lateral jsonb_each_text(b.tally->'counts') c group by b.number, c.key
      ) each group by number
    ), sums as (
      select b.number, sum(b.n)::integer as n, ${sum("value")} as value, ${sum("attributed")} as attributed,
        ${sum("adjusted")} as adjusted, (select c.counts from counts c where c.number = b.number) as counts
      from b group by b.number
    )
    select t.title, t.form, t.form_version as "formVersion",
      coalesce((select json_agg(s) from sums s), '[]'::json) as sums
    from template t`;
}

/**
 * The version of the template that is asked for: as the template is, or from a survey that was sent. A sponsor can see a template only
 * if it has results of their organization.
 */
function templateSql({ templateId, formVersion }: ResultsAsked, firm: string, bind: Bind, own?: string): string {
  const version = `${bind(formVersion ?? null)}::integer`;
  const known = own
    ? `and exists (select 1 from answer_block b
        where b.firm_id = ${firm} and b.template_id = t.id and b.organization_id = ${own})`
    : "";
  return `select t.id, t.title, v.form, v.form_version from survey_template t
    cross join lateral (
      select t.form, t.form_version where ${version} is null or ${version} = t.form_version
      union all
      (select s.form, s.form_version from survey s
       where s.firm_id = ${firm} and s.template_id = t.id and s.form_version = ${version} limit 1)
      limit 1
    ) v
    where t.firm_id = ${firm} and t.id = ${bind(templateId)}::uuid and t.privacy <> 'GROUPED' ${known}`;
}

/** The results that a row of `resultsSql` holds. */
export function resultsFrom(
  { title, form, formVersion, sums }: Found,
  viewer: Actor,
  asked: ResultsAsked,
): SurveyResults {
  const isWhole = seesAll(viewer) && filtersOf(asked).length === 0;
  const questions = form.map((question, place) => {
    const sum = sums.find(({ number }) => number === place + 1);
    return resultOf(question, place + 1, { tally: sum && tallyOf(sum), isWhole });
  });
  return Object.assign(new SurveyResults(), { title, formVersion, questions });
}

type Filter = keyof typeof columns;

const filtersOf = (asked: ResultsAsked) =>
  (Object.keys(columns) as Filter[]).flatMap((name) =>
    asked[name] === undefined ? [] : [[name, asked[name]] as const],
  );

/** The sums of the blocks of a question. */
type Summed = {
  readonly [Sum in keyof Benefit]: number;
} & {
  readonly number: number;
  readonly n: number;
  readonly counts: Readonly<Record<string, number>> | null;
};

function tallyOf({ n, counts, value, attributed, adjusted }: Summed): Tally {
  return { n, counts: counts ?? {}, benefit: { value, attributed, adjusted } };
}

interface Covered {
  /** Undefined if no block is covered. */
  readonly tally: Tally | undefined;
  /** Whether all answers to the version are asked for. */
  readonly isWhole: boolean;
}

function resultOf(question: AskedQuestion, number: number, { tally, isWhole }: Covered): SurveyQuestionResult {
  const { label, kind, currency } = question;
  const measures = tally ? measuresOf(question, tally) : { n: 0, mean: null, nps: null };
  const counts = tally ? countablesOf(question).map((choice) => ({ choice, count: tally.counts[choice] ?? 0 })) : [];
  const benefit = tally && kind === "RETURN" ? { currency: currency!, ...tally.benefit } : null;
  const withheld = tally ? (isWhole ? null : PARTLY) : isWhole ? NONE : TOO_FEW;
  return Object.assign(new SurveyQuestionResult(), { number, label, kind, ...measures, counts, benefit, withheld });
}

const NONE =
  "There are no results yet. They appear once a survey has closed in which at least 5 people answered this question.";
const TOO_FEW =
  "Fewer than 5 people who match these filters answered this, or their answers are added up with those of others to protect a smaller group. Use wider filters.";
const PARTLY =
  "Answers that are added up with those of a group of fewer than 5 people are missing here. They count only in results with wider filters.";
