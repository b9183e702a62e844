import type { TestDatabase } from "../support/database.ts";
import { dropIndexes } from "./drop-indexes.js";
import { id } from "./many-ids.js";
import { entries } from "./many-entries.js";
import { events, monthsOfEvents } from "./many-events.js";
import { matching } from "./many-matching.js";
import { needs } from "./many-needs.js";
import { surveys } from "./many-surveys.js";
import { consents } from "./many-consents.js";
import { worksheets } from "./many-worksheets.js";

/** How many sessions there are; of the rest there are as many as such a firm would have. */
const SESSIONS = 300_000;

const people = 100_000;
const engagements = 50_000;

/**
 * Twenty firms, of which the first has half of everything. Written by the server itself, without checking what is right by
 * construction, so that it takes seconds.
 */
export async function fillWithManyRows({ admin }: TestDatabase): Promise<void> {
  const client = await admin.connect();
  // One a minute, in another order than all else.
  const changed = "timestamptz '2025-01-01' + (n::bigint * 7919 % 1000003) * interval '1 minute'";
  const firm = (number: string) =>
    `case when ${number} % 2 = 0 then ${id(0, "0")} else ${id(0, `(${number} % 19 + 1)::bigint`)} end`;
  try {
    await client.query("set session_replication_role = replica");
    const makeIndexes = await dropIndexes(client);
    const fill = (table: string, columns: string, values: string, count: number) =>
      client.query(`insert into ${table} (${columns}) select ${values} from generate_series(0, ${count - 1}) as n`);
    await fill("firm", "firm_id, name, time_zone, created_at", `${id(0, "n")}, 'Firm ' || n, 'UTC', now()`, 20);
    await fill(
      "organization",
      "firm_id, id, name, created_at",
      `${firm("n")}, ${id(1, "n")}, 'Organization ' || n, now()`,
      2_000,
    );
    await fill(
      "team",
      "firm_id, id, organization_id, name",
      `${firm("n")}, ${id(2, "n")}, ${id(1, "n")}, 'Team ' || n`,
      2_000,
    );
    await fill(
      "person",
      "firm_id, id, external_id, name, email, time_zone, locale, organization_id, team_id, created_at, updated_at",
      `${firm("n")}, ${id(3, "n")}, 'x' || n, 'Person ' || md5(n::text), 'p' || n || '@many.example', 'UTC', 'en', ${id(1, "(n % 2000)::bigint")}, ${id(2, "(n % 2000)::bigint")}, now(), ${changed}`,
      people,
    );
    // The words of a name and an address, and as many others as a name has without one of its letters.
    const hash = (number: string) => `md5((${number})::text)`;
    await fill(
      "spelling",
      "firm_id, type, record_id, spelling, field, form",
      `${firm("(n / 8)")}, 'person', ${id(3, "n / 8")}, case n % 8 when 0 then 'person' when 1 then left(${hash("n / 8")}, 24) when 2 then 'p' || n / 8
         when 3 then 'many' when 4 then 'example' else right(${hash("n / 8")}, n % 8 + 9) end,
       case when n % 8 in (2, 3, 4) then 'email' else 'name' end, case when n % 8 in (3, 4) then 'DOMAIN' when n % 8 > 4 then 'REMAINDER' else 'WORD' end`,
      people * 8,
    );
    await fill(
      "spelling",
      "firm_id, type, record_id, spelling, field, form",
      `${firm("(n / 2)")}, 'engagement', ${id(4, "n / 2")}, case n % 2 when 0 then 'engagement' else left(${hash("n / 2")}, 24) end, 'title', 'WORD'`,
      engagements * 2,
    );
    await fill(
      "person_role",
      "firm_id, person_id, role",
      `${firm("n")}, ${id(3, "n")}, case when n % 50 < 2 then 'COACH' else 'CLIENT' end`,
      people,
    );
    await fill(
      "speciality",
      "firm_id, id, name",
      `${firm("n")}, ${id(12, "n")}, 'Speciality ' || md5(n::text)`,
      20_000,
    );
    // Of those who coach.
    const coach = "(n % 2 + n / 2 * 50)::bigint";
    await fill(
      "coach_profile",
      "firm_id, id, person_id, bio, languages, kinds, formats, affiliation",
      `${firm("n")}, ${id(13, "n")}, ${id(3, coach)}, repeat(md5(n::text), 20), array[(array['en', 'de', 'fr'])[n % 3 + 1]], array[(array['COACHING', 'MENTORING'])[n / 2 % 2 + 1]], array['GROUP'], 'EXTERNAL'`,
      4_000,
    );
    await fill(
      "coach_speciality",
      "firm_id, coach_profile_id, speciality_id",
      `${firm("n")}, ${id(13, "(n % 4000)::bigint")}, ${id(12, "(n / 2 % 20000)::bigint")}`,
      40_000,
    );
    await fill(
      "credential",
      "firm_id, id, person_id, body, valid_until",
      `${firm("n")}, ${id(14, "n")}, ${id(3, "(n % 4000 % 2 + n % 4000 / 2 * 50)::bigint")}, 'ICF', date '2025-01-01' + n % 3000`,
      20_000,
    );
    await fill(
      "delegation",
      "firm_id, id, principal_id, delegate_id, created_at",
      `${firm("n")}, ${id(19, "n")}, ${id(3, "(n % 4000 % 2 + n % 4000 / 2 * 50)::bigint")}, ${id(3, "((n % 10000) * 2)::bigint")},
       timestamptz '2025-01-01' + n * interval '1 minute'`,
      20_000,
    );
    await fill(
      "program",
      "firm_id, id, name, status, kind, format, mentoring_form, any_coach, chemistry, needs_approval, created_at",
      `${firm("n")}, ${id(15, "n")}, 'Program ' || md5(n::text), (array['DRAFT', 'ACTIVE', 'ARCHIVED'])[n % 3 + 1], 'MENTORING',
       (array['INDIVIDUAL', 'GROUP', 'TEAM'])[n % 3 + 1], 'INFORMAL', true, 'NONE', false, now()`,
      20_000,
    );
    await fill(
      "agreement_template",
      "firm_id, id, name, text, text_version, created_at",
      `${firm("n")}, ${id(19, "n")}, 'Template ' || md5(n::text), 'Text', 1, now()`,
      20_000,
    );
    await fill(
      "agreement",
      "firm_id, id, engagement_id, template_version_id, status, is_three_way, title, text, text_hash, prepared_at, prepared_by_id, sent_at, ended_at",
      `${firm("n")}, ${id(20, "n")}, ${id(4, `(n % ${engagements})::bigint`)}, ${id(19, "n")}, (array['WITHDRAWN', 'SUPERSEDED'])[n % 2 + 1], false,
       'Agreement', 'Text', md5(n::text) || md5(n::text), now(), ${id(3, "200::bigint")}, now(), now()`,
      50_000,
    );
    await fill(
      "agreement_party",
      "firm_id, id, agreement_id, person_id, side",
      `${firm("n")}, ${id(21, "n")}, ${id(20, "n")}, ${id(3, "((n % 2) + (n % 1000) * 100)::bigint")}, (array['COACH', 'PARTICIPANT'])[n / 2 % 2 + 1]`,
      50_000,
    );
    await fill(
      "pool",
      "firm_id, id, name, organization_id, unit, amount, created_at",
      `${firm("n")}, ${id(18, "n")}, 'Pool ' || md5(n::text), ${id(1, "(n % 2000)::bigint")}, 'SESSIONS', 100, now()`,
      20_000,
    );
    await fill(
      "cohort",
      "firm_id, id, name, program_id, organization_id, starts_on, created_at",
      `${firm("n")}, ${id(16, "n")}, 'Cohort ' || md5(n::text), ${id(15, "n")}, ${id(1, "(n % 2000)::bigint")}, date '2026-01-01' + n % 700, now()`,
      20_000,
    );
    await fill(
      "cohort_member",
      "firm_id, id, cohort_id, person_id, engagement_id, status, enrolled_at",
      `${firm("n")}, ${id(17, "n")}, ${id(16, "(n % 20000)::bigint")}, ${id(3, "n")}, ${id(4, "n")},
       (array['IN_PROGRESS', 'COMPLETED'])[n % 2 + 1], timestamptz '2025-01-01' + n * interval '1 minute'`,
      engagements,
    );
    await fill(
      "engagement",
      "firm_id, id, title, kind, format, mentoring_form, status, starts_on, ends_on, organization_id, program_id, cohort_id, created_at, updated_at",
      `${firm("n")}, ${id(4, "n")}, 'Engagement ' || md5(n::text), 'MENTORING', 'INDIVIDUAL', 'INFORMAL',
       (array['DRAFT', 'ACTIVE', 'PAUSED', 'COMPLETED', 'CANCELLED'])[n % 5 + 1], date '2026-01-01' + (n % 700), date '2026-01-01' + (n % 700) + 180, ${id(1, "(n % 2000)::bigint")}, ${id(15, "(n % 20000)::bigint")}, ${id(16, "(n % 20000)::bigint")}, now(), ${changed}`,
      engagements,
    );
    // Each coach has some fifty engagements, each client one or two.
    for (const [table, kind, person] of [
      ["engagement_coach", 5, "(n % 2) + (n % 1000) * 100"],
      ["engagement_participant", 6, "(n % 2) + 2 + (n % 49000) * 2"],
    ] as const) {
      await fill(
        table,
        "firm_id, id, engagement_id, person_id, joined_on",
        `${firm("n")}, ${id(kind, "n")}, ${id(4, "n")}, ${id(3, `(${person})::bigint`)}, date '2026-01-01'`,
        engagements,
      );
    }
    await fill(
      "cancellation_policy",
      "firm_id, id, engagement_id, notice_minutes, late_cancellation_forfeits, no_show_forfeits, clients_cancel, clients_reschedule",
      `${firm("n")}, ${id(9, "n")}, ${id(4, "n")}, 1440, true, true, 'ALWAYS', 'ALWAYS'`,
      engagements,
    );
    await fill(
      "merged_person",
      "firm_id, id, person_id, merged_at",
      `${firm("n")}, ${id(15, "n")}, ${id(3, "n")}, now()`,
      20_000,
    );
    await fill(
      "engagement_pause",
      "firm_id, id, engagement_id, starts_on, sessions",
      `${firm("n")}, ${id(14, "n")}, ${id(4, "n")}, date '2026-02-01', 'KEEP'`,
      engagements,
    );
    await fill(
      "action_item",
      "firm_id, id, engagement_id, owner_id, participant_id, title, due_on, status, created_at",
      `${firm("n")}, ${id(17, "n")}, ${id(4, `(n % ${engagements})::bigint`)}, ${id(3, "((n % 2) + 2 + (n % 49000) * 2)::bigint")}, ${id(3, "((n % 2) + 2 + (n % 49000) * 2)::bigint")},
       'Item ' || n, date '2026-01-01' + n % 700, (array['OPEN', 'DONE', 'DROPPED'])[n % 3 + 1], now()`,
      100_000,
    );
    const goalTemplate = `${firm("n")}, ${id(20, "n")}, ${id(15, "n")}, 'Template ' || n, now()`;
    await fill("goal_template", "firm_id, id, program_id, title, created_at", goalTemplate, 20_000);
    await fill(
      "goal",
      "firm_id, id, engagement_id, participant_id, kind, title, target_date, status, created_at",
      `${firm("n")}, ${id(16, "n")}, ${id(4, `(n % ${engagements})::bigint`)}, ${id(3, "((n % 2) + 2 + (n % 49000) * 2)::bigint")}, 'THEME', 'Goal ' || n,
       date '2026-01-01' + n % 700, (array['OPEN', 'ACHIEVED', 'DROPPED'])[n % 3 + 1], now()`,
      100_000,
    );
    await fill(
      "metric",
      "firm_id, id, engagement_id, participant_id, goal_id, name, frequency, archived_at, created_at",
      `${firm("n")}, ${id(22, "n")}, ${id(4, `(n % ${engagements})::bigint`)}, ${id(3, "((n % 2) + 2 + (n % 49000) * 2)::bigint")}, ${id(16, "n")},
       'Metric ' || n, (array['DAILY', 'WEEKLY', 'MONTHLY'])[n % 3 + 1], case when n % 2 = 0 then now() end, now()`,
      100_000,
    );
    const sessionType = `${firm("n")}, ${id(10, "n")}, 'Type ' || md5(n::text), 'REGULAR', 60`;
    await fill("session_type", "firm_id, id, name, kind, duration_minutes", sessionType, 20_000);
    const holiday = `${firm("n")}, ${id(11, "n")}, 'Holiday', date '2026-01-01' + (n % 9000)::integer`;
    await fill("holiday", "firm_id, id, name, date", holiday, 20_000);
    await fill(
      "note",
      "firm_id, id, engagement_id, author_id, visibility, text, created_at",
      `${firm("n")}, ${id(7, "n")}, ${id(4, `(n % ${engagements})::bigint`)}, ${id(3, `((n % 2) + (n % 1000) * 100)::bigint`)}, (array['PRIVATE', 'COACHES', 'SHARED'])[n % 3 + 1], 'A note', now()`,
      100_000,
    );
    const uploader = id(3, `((n % 2) + (n % 1000) * 100)::bigint`);
    await fill(
      "upload",
      "firm_id, id, uploader_id, name, bytes, content_type, status, created_at",
      `${firm("n")}, ${id(19, "n")}, ${uploader}, 'Plan.pdf', 1000, 'application/pdf', 'USED', now()`,
      50_000,
    );
    // Half are shared with an engagement, and half with a program.
    await fill(
      "resource",
      "firm_id, id, title, url, engagement_id, program_id, author_id, created_at",
      `${firm("n")}, ${id(20, "n")}, 'Resource ' || md5(n::text), 'https://books.example',
       case when n % 4 < 2 then ${id(4, `(n % ${engagements})::bigint`)} end, case when n % 4 > 1 then ${id(15, "(n % 20000)::bigint")} end, ${uploader}, now()`,
      100_000,
    );
    for (const each of worksheets(firm, engagements)) await fill(...each);
    for (const each of [...needs(firm), ...matching(firm), ...consents(firm)]) await fill(...each);
    for (const each of surveys(firm, engagements)) await fill(...each);
    await client.query(monthsOfEvents);
    await fill(...events(firm, SESSIONS));
    await fill(...entries(firm, SESSIONS, engagements));
    await fill(
      "rematch",
      "firm_id, id, engagement_id, from_coach_id, to_coach_id, starts_on, sessions, reason, decided_at, decided_by_id",
      `${firm("n")}, ${id(18, "n")}, ${id(4, `(n % ${engagements})::bigint`)}, ${id(3, "200::bigint")}, ${id(3, "300::bigint")}, date '2026-03-01', 'MOVE', 'Why', now(), ${id(3, "200::bigint")}`,
      20_000,
    );
    await fill(
      "extension",
      "firm_id, id, engagement_id, status, ends_on, ends_on_before, side, proposed_by_id, proposed_at",
      `${firm("n")}, ${id(17, "n")}, ${id(4, `(n % ${engagements})::bigint`)}, 'EXPIRED', date '2027-01-01', date '2026-06-01', 'COACH', ${id(3, `((n % 2) + (n % 1000) * 100)::bigint`)}, now()`,
      20_000,
    );
    await fill(
      "introduction",
      "firm_id, id, engagement_id, mentor_id, mentee_id, outsider_name, message, status, answer_by, created_at",
      `${firm("n")}, ${id(21, "n")}, ${id(4, `(n % ${engagements})::bigint`)}, ${uploader}, ${id(3, "((n % 2) + 2 + (n % 49000) * 2)::bigint")}, 'Ida', 'Meet', 'EXPIRED', date '2026-06-01', now()`,
      50_000,
    );
    await fill(
      "takeaway",
      "firm_id, id, engagement_id, author_id, visibility, text, created_at",
      `${firm("n")}, ${id(16, "n")}, ${id(4, `(n % ${engagements})::bigint`)}, ${id(3, `((n % 2) + (n % 1000) * 100)::bigint`)}, (array['PRIVATE', 'SHARED'])[n % 2 + 1], 'Taken', now()`,
      50_000,
    );
    await fill(
      "feedback",
      "firm_id, id, engagement_id, participant_id, status, question, created_at",
      `${firm("n")}, ${id(18, "n")}, ${id(4, `(n % ${engagements})::bigint`)}, ${id(3, `((n % 2) + (n % 1000) * 100)::bigint`)}, 'REQUESTED', 'Asked', now()`,
      50_000,
    );
    await fill(
      "session",
      "firm_id, id, engagement_id, kind, status, starts_at, ends_at, time_zone, date, sequence, created_at, updated_at",
      `${firm("n")}, ${id(8, "n")}, ${id(4, `(n % ${engagements})::bigint`)}, 'REGULAR', (array['CONFIRMED', 'COMPLETED', 'CANCELLED', 'COMPLETED'])[n % 4 + 1],
       timestamptz '2025-01-01' + n * interval '1 minute', timestamptz '2025-01-01' + n * interval '1 minute' + interval '1 hour', 'UTC', date '2025-01-01' + n / 1440, 0, now(), ${changed}`,
      SESSIONS,
    );
    await fill(
      "session_coach",
      "firm_id, session_id, coach_id, blocked, blocks",
      `${firm("n")}, ${id(8, "n")}, ${id(3, "((n % 2) + (n % 1000) * 100)::bigint")}, tstzrange(timestamptz '2025-01-01' + n * interval '1 minute', timestamptz '2025-01-01' + n * interval '1 minute' + interval '1 second'), false`,
      SESSIONS,
    );
    await fill(
      "attendance",
      "firm_id, session_id, person_id, status",
      `${firm("n")}, ${id(8, "n")}, ${id(3, "((n % 2) + 2 + (n % 49000) * 2)::bigint")}, 'PENDING'`,
      50_000,
    );
    await makeIndexes();
    // As it is kept by the server itself: what is in an index alone can be read from there.
    await client.query("vacuum coach_profile");
    await client.query("analyze");
  } finally {
    await client.query("set session_replication_role = default");
    client.release();
  }
}
