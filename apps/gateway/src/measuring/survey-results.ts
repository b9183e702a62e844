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
  const isRunner = [...MANAGERS, "engagements:read"].some((grant) => viewer.grants.includes(grant));
  if (!isRunner && !viewer.grants.includes("SPONSOR")) return null;
  const template = await templateOf(database, viewer, asked, isRunner);
  if (!template) return null;
  const { title, form, formVersion } = template;
  const values: unknown[] = [viewer.firmId, asked.templateId, formVersion];
  const conditions = (Object.keys(columns) as (keyof typeof columns)[]).flatMap((name) => {
    if (asked[name] === undefined) return [];
    const [column, type] = columns[name];
    return [`b.${column} = $${values.push(asked[name])}::${type}`];
  });
  if (!isRunner) conditions.push(`b.organization_id = ${organizationOf(values.push(viewer.personId))}`);
  const sums = (await database.read(viewer, sumsWhere(conditions), values)) as Summed[];
  const isWhole = conditions.length === 0;
  const questions = form.map((question, place) => {
    const sum = sums.find(({ number }) => number === place + 1);
    return resultOf(question, place + 1, { tally: sum && tallyOf(sum), isWhole });
  });
  return Object.assign(new SurveyResults(), { title, formVersion, questions });
}

const organizationOf = (place: number) =>
  `(select p.organization_id from person p where p.firm_id = $1::uuid and p.id = $${place}::uuid)`;

type Template = {
  readonly title: string;
  readonly form: readonly AskedQuestion[];
  readonly formVersion: number;
};

/**
 * The questions of the version that is asked for: from the template, or from a survey that was sent. A sponsor can see a template
 * only if it has results of their organization.
 */
async function templateOf(
  database: Database,
  viewer: Actor,
  { templateId, formVersion }: ResultsAsked,
  isRunner: boolean,
): Promise<Template | undefined> {
  const values = [viewer.firmId, templateId, formVersion ?? null, ...(isRunner ? [] : [viewer.personId])];
  const known = isRunner
    ? ""
    : `and exists (select 1 from answer_block b where b.firm_id = $1::uuid and b.template_id = t.id
        and b.organization_id = ${organizationOf(4)})`;
  const text = `select t.title, v.form, v.form_version as "formVersion" from survey_template t
    cross join lateral (
      select t.form, t.form_version where $3::integer is null or $3::integer = t.form_version
      union all
      (select s.form, s.form_version from survey s
       where s.firm_id = $1::uuid and s.template_id = t.id and s.form_version = $3::integer limit 1)
      limit 1
    ) v
    where t.firm_id = $1::uuid and t.id = $2::uuid and t.privacy <> 'GROUPED' ${known}`;
  const [template] = (await database.read(viewer, text, values)) as Template[];
  return template;
}

/** The sums of the blocks of a question. */
type Summed = {
  readonly [Sum in keyof Benefit]: number;
} & {
  readonly number: number;
  readonly n: number;
  readonly counts: Readonly<Record<string, number>> | null;
};

function sumsWhere(conditions: readonly string[]): string {
  const sum = (part: string) => `sum((b.tally->'benefit'->>'${part}')::numeric)::float8`;
  return `
    with b as materialized (
      select b.number, b.n, b.tally from answer_block b
      where ${["b.firm_id = $1::uuid", "b.template_id = $2::uuid", "b.form_version = $3::integer", ...conditions].join(" and ")}
    ), counts as (
      select number, jsonb_object_agg(said, total) as counts from (
        select b.number, c.key as said, sum(c.value::integer)::integer as total
        from b cross join lateral jsonb_each_text(b.tally->'counts') c group by b.number, c.key
      ) each group by number
    )
    select b.number, sum(b.n)::integer as n, ${sum("value")} as value, ${sum("attributed")} as attributed,
      ${sum("adjusted")} as adjusted, (select c.counts from counts c where c.number = b.number) as counts
    from b group by b.number`;
}

function tallyOf({ n, counts, value, attributed, adjusted }: Summed): Tally {
  return { n, counts: counts ?? {}, benefit: { value, attributed, adjusted } };
}

interface Found {
  /** Undefined if no block is covered. */
  readonly tally: Tally | undefined;
  /** Whether all answers to the version are asked for. */
  readonly isWhole: boolean;
}

function resultOf(question: AskedQuestion, number: number, { tally, isWhole }: Found): SurveyQuestionResult {
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
