import { WEEK_MS, DAY_MS, instantText } from "../generate/calendar.ts";
import type { Page } from "./page.ts";

/** A page of a schedule, whoever looks at it. */
export const schedulePage = `
    nodes {
      id startsAt endsAt status kind
      coaches { coach { id name } }
      engagement {
        id title kind
        participants(first: 10) { nodes { person { id name organization { name } } } }
      }
    }
    pageInfo { hasNextPage endCursor }`;

const query = `query Week($from: DateTime!, $until: DateTime!) {
  sessions(first: 50, filter: { startsFrom: $from, startsBefore: $until }) {${schedulePage}
  }
}`;

const postgraphile = `query Week($from: Datetime!, $until: Datetime!) {
  sessions: allSessions(
    first: 50
    filter: { startsAt: { greaterThanOrEqualTo: $from, lessThan: $until } }
    orderBy: [STARTS_AT_ASC, ROW_ID_ASC]
  ) {
    nodes {
      id: rowId startsAt endsAt status kind
      coaches: sessionCoachesByFirmIdAndSessionIdList(orderBy: [COACH_ID_ASC]) {
        coach: personByFirmIdAndCoachId { id: rowId name }
      }
      engagement: engagementByFirmIdAndEngagementId {
        id: rowId title kind
        participants: engagementParticipantsByFirmIdAndEngagementId(first: 10, orderBy: [JOINED_ON_ASC, ROW_ID_ASC]) {
          nodes {
            person: personByFirmIdAndPersonId {
              id: rowId name organization: organizationByFirmIdAndOrganizationId { name }
            }
          }
        }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

const statement = `
select json_build_object('data', json_build_object('sessions', json_build_object(
  'nodes', coalesce(json_agg(json_build_object(
    'id', s.id, 'startsAt', s.starts_at, 'endsAt', s.ends_at, 'status', s.status, 'kind', s.kind,
    'coaches', (
      select coalesce(json_agg(json_build_object('coach', json_build_object('id', p.id, 'name', p.name)) order by c.coach_id), '[]')
      from session_coach c join person p on p.firm_id = $1 and p.id = c.coach_id
      where c.firm_id = $1 and c.session_id = s.id),
    'engagement', (
      select json_build_object('id', e.id, 'title', e.title, 'kind', e.kind, 'participants', json_build_object('nodes', (
        select coalesce(json_agg(json_build_object('person', (
          select json_build_object('id', p.id, 'name', p.name, 'organization', (
            select json_build_object('name', o.name) from organization o where o.firm_id = $1 and o.id = p.organization_id))
          from person p where p.firm_id = $1 and p.id = m.person_id)) order by m.joined_on, m.id), '[]')
        from (
          select m.id, m.person_id, m.joined_on from engagement_participant m
          where m.firm_id = $1 and m.engagement_id = e.id order by m.joined_on, m.id limit 10) m)))
      from engagement e where e.firm_id = $1 and e.id = s.engagement_id))
    order by s.starts_at, s.id) filter (where s.rank <= 50), '[]'),
  'pageInfo', json_build_object(
    'hasNextPage', count(*) > 50,
    'endCursor', max((s.starts_at, s.id)::text) filter (where s.rank = 50)))))::text as text
from (
  select s.*, row_number() over () as rank from (
    select * from session s where s.firm_id = $1 and s.starts_at >= $2 and s.starts_at < $3
    order by s.starts_at, s.id limit 51) s) s`;

export const week: Page = {
  name: "week",
  says: "the schedule of the coming week: 50 sessions with coaches, engagement, its people and their organizations",
  viewer: "owner",
  statement,
  requests: ({ anchor }) =>
    [0, 1, 2, 3, 4].map((day) => {
      const from = instantText(anchor + WEEK_MS + day * DAY_MS);
      const until = instantText(anchor + 2 * WEEK_MS + day * DAY_MS);
      const variables = { from, until };
      return {
        coachwork: { query, variables },
        postgraphile: { query: postgraphile, variables },
        limit: [from, until],
      };
    }),
};
