import {
  type EngagementFormat,
  type EngagementKind,
  memberFromSql,
  usualWeights,
  type Weights,
} from "@coachwork/schema";

/** What is known of somebody who needs a coach. */
export interface PersonFacts {
  readonly id: string;
  readonly name: string;
  readonly organizationId: string | null;
  readonly locale: string;
  readonly job: string | null;
  readonly level: string | null;
  readonly interests: readonly string[];
  /** Everybody to whom they report, directly or through others. */
  readonly above: readonly string[];
}

/** What is known of a coach or mentor. */
export interface CoachFacts {
  readonly id: string;
  readonly name: string;
  readonly isCoach: boolean;
  /** BCP 47, the best first. */
  readonly languages: readonly string[];
  readonly industries: readonly string[];
  readonly kinds: readonly EngagementKind[];
  readonly formats: readonly EngagementFormat[];
  readonly specialities: readonly string[];
  readonly capacity: number | null;
  /** Active engagements and drafts, as both take a place. */
  readonly load: number;
  readonly above: readonly string[];
  /** The people and organizations with whom they have a conflict of interest. */
  readonly conflicts: readonly string[];
  /** How many people of each level they have worked with. Levels are in lower case. */
  readonly levels: Readonly<Record<string, number>>;
  /** How their work with each person in question ended, by person. */
  readonly history: Readonly<Record<string, "EARLY" | "WELL">>;
}

/** What the engagement or program says. Null where nothing is said. */
export interface MatchTerms {
  readonly kind: EngagementKind | null;
  readonly format: EngagementFormat | null;
  /** The only coaches that the program allows. Null if it allows all. */
  readonly chosen: readonly string[] | null;
  readonly weights: Weights;
  /** Everybody who is in the engagement. */
  readonly members: readonly string[];
}

export interface MatchFacts {
  /** Whether the engagement and the program exist, as far as they are named. */
  readonly isKnown: boolean;
  readonly people: readonly PersonFacts[];
  readonly coaches: readonly CoachFacts[];
  readonly terms: MatchTerms;
}

/** Whom a question is about, by UUID. */
export interface Asked {
  readonly personIds: readonly string[];
  readonly engagementId: string | null;
  readonly programId: string | null;
  /** The coaches. Everybody who coaches or coached for the firm, if left out. */
  readonly coachIds?: readonly string[];
}

/** Runs one statement of a firm. */
export type Ask = (text: string, values: unknown[]) => Promise<readonly object[]>;

/** Reads everything that the rules need, in one statement. `today` is the firm's day. */
export async function matchFacts(
  ask: Ask,
  firmId: string,
  { personIds, engagementId, programId, coachIds }: Asked,
  today: string,
): Promise<MatchFacts> {
  const [row] = await ask(text, [firmId, personIds, engagementId, programId, today, coachIds ?? null]);
  const { isKnown, people, coaches, terms, weights } = row as Omit<MatchFacts, "terms"> & {
    readonly terms: Omit<MatchTerms, "weights">;
    readonly weights: Weights | null;
  };
  return { isKnown, people, coaches, terms: { ...terms, weights: weights ?? usualWeights } };
}

/** SQL for a JSON object of the rows of a coach, empty if there are none. */
const byKey = (rows: string, key: string, value: string) =>
  `coalesce((select jsonb_object_agg(${key}, ${value}) from ${rows} x where x.coach = k.id), '{}')`;
const allOf = (column: string, rows: string) => `coalesce((select jsonb_agg(${column}) from ${rows}), '[]')`;

const text = `
  with recursive terms as (
    select (given.engagement is null or e.id is not null) and (given.program is null or q.id is not null) as is_known,
      coalesce(e.kind, p.kind) as kind, coalesce(e.format, p.format) as format, p.id as program, p.any_coach
    from (select $3::uuid as engagement, $4::uuid as program) given
    left join engagement e on e.firm_id = $1::uuid and e.id = given.engagement
    left join program q on q.firm_id = $1::uuid and q.id = given.program
    left join program p on p.firm_id = $1::uuid and p.id = coalesce(e.program_id, given.program)
  ), member as (
    select person_id as id from engagement_participant m
    where m.firm_id = $1::uuid and m.engagement_id = $3::uuid and ${memberFromSql("m", "$5::date")}
    union select person_id from engagement_coach m
    where m.firm_id = $1::uuid and m.engagement_id = $3::uuid and ${memberFromSql("m", "$5::date")}
  ), asked as (
    select p.id, p.name, p.organization_id, p.locale, c.job, c.level, coalesce(c.interests, '{}') as interests
    from person p left join client_profile c on c.firm_id = $1::uuid and c.person_id = p.id
    where p.firm_id = $1::uuid and p.id = any($2::uuid[])
  ), role as (
    select person_id as id from person_role where firm_id = $1::uuid and role = 'COACH'
  ), chosen as (
    select person_id as id from program_coach where firm_id = $1::uuid and program_id = (select program from terms)
  ), coach as (
    select p.id, p.name, p.id in (select id from role) and p.status <> 'DEACTIVATED' as is_coach, k.id as profile,
      k.languages, k.industries, k.kinds, k.formats, k.capacity
    from person p left join coach_profile k on k.firm_id = $1::uuid and k.person_id = p.id
    where p.firm_id = $1::uuid and p.status <> 'ERASED' and ($6::uuid[] is null or p.id = any($6::uuid[]))
      and (k.id is not null or p.id in (select id from role) or p.id in (select id from chosen))
  ), line (start, id) as (
    select id, id from asked union select id, id from coach
    union
    select line.start, c.manager_id from line
    join client_profile c on c.firm_id = $1::uuid and c.person_id = line.id
    where c.manager_id is not null
  ), coaching as (
    select c.person_id as coach, c.engagement_id, e.status, ${memberFromSql("c", "$5::date")} as goes_on
    from engagement_coach c join engagement e on e.firm_id = $1::uuid and e.id = c.engagement_id
    where c.firm_id = $1::uuid and c.person_id in (select id from coach)
  ), load as (
    select coach, count(distinct engagement_id)::integer as engagements from coaching
    where goes_on and status in ('ACTIVE', 'DRAFT') group by coach
  ), met as (
    select c.coach, p.person_id as person, c.engagement_id, c.status
    from coaching c join engagement_participant p on p.firm_id = $1::uuid and p.engagement_id = c.engagement_id
    where c.status <> 'DRAFT' and not exists (
      select from engagement_status_change d where d.firm_id = $1::uuid and d.engagement_id = c.engagement_id
        and d.status_before = 'DRAFT' and d.status = 'CANCELLED')
  ), level as (
    select m.coach, lower(c.level) as level, count(distinct m.person)::integer as people
    from met m join client_profile c on c.firm_id = $1::uuid and c.person_id = m.person
    where lower(c.level) in (select lower(level) from asked)
    group by m.coach, lower(c.level)
  ), history as (
    select m.coach, m.person, case when bool_or(m.status = 'CANCELLED' or r.id is not null) then 'EARLY' else 'WELL' end as ended
    from met m left join rematch r
      on r.firm_id = $1::uuid and r.engagement_id = m.engagement_id and r.from_coach_id = m.coach
    where m.person in (select id from asked)
    group by m.coach, m.person
  )
  select (select is_known from terms) as "isKnown",
    ${allOf(
      `jsonb_build_object('id', a.id, 'name', a.name, 'organizationId', a.organization_id, 'locale', a.locale, 'job', a.job,
        'level', a.level, 'interests', a.interests, 'above', ${allOf("l.id", "line l where l.start = a.id and l.id <> a.id")})`,
      "asked a",
    )} as people,
    ${allOf(
      `jsonb_build_object('id', k.id, 'name', k.name, 'isCoach', k.is_coach, 'languages', coalesce(k.languages, '{}'),
        'industries', coalesce(k.industries, '{}'), 'kinds', coalesce(k.kinds, '{}'), 'formats', coalesce(k.formats, '{}'),
        'capacity', k.capacity, 'load', coalesce((select engagements from load where coach = k.id), 0),
        'specialities', ${allOf(
          "s.name",
          `coach_speciality c join speciality s on s.firm_id = $1::uuid and s.id = c.speciality_id
           where c.firm_id = $1::uuid and c.coach_profile_id = k.profile`,
        )},
        'above', ${allOf("l.id", "line l where l.start = k.id and l.id <> k.id")},
        'conflicts', ${allOf(
          "coalesce(c.person_id, c.organization_id)",
          "conflict_of_interest c where c.firm_id = $1::uuid and c.coach_id = k.id",
        )},
        'levels', ${byKey("level", "x.level", "x.people")}, 'history', ${byKey("history", "x.person", "x.ended")})`,
      "coach k",
    )} as coaches,
    (select jsonb_build_object('kind', kind, 'format', format, 'members', ${allOf("id", "member")},
      'chosen', case when program is not null and not any_coach then ${allOf("id", "chosen")} end) from terms) as terms,
    (select jsonb_build_object('SPECIALITIES', w.specialities, 'INDUSTRIES', w.industries, 'LANGUAGE', w.language,
        'LEVEL', w.level, 'LOAD', w.load, 'HISTORY', w.history)
      from match_weights w
      where w.firm_id = $1::uuid and (w.program_id is null or w.program_id = (select program from terms))
      order by w.program_id nulls last limit 1) as weights`;
