import { apiId } from "../world.ts";
import type { Page } from "./page.ts";

const query = `query Engagement($id: ID!) {
  engagement(id: $id) {
    id title kind format mentoringForm status objectives startsOn endsOn allocationUnit allocationAmount createdAt
    organization { id name }
    team { id name }
    coaches(first: 10) { nodes { id joinedOn leftOn person { id name } } }
    participants(first: 20) { nodes { id joinedOn leftOn person { id name email organization { name } } } }
    sessions(first: 20) { nodes { id startsAt endsAt status kind attendance { status person { id name } } } }
    notes(first: 20) { nodes { id visibility text createdAt author { id name } } }
  }
}`;

const postgraphile = `query Engagement($firmId: UUID!, $id: UUID!) {
  engagement: engagementByFirmIdAndRowId(firmId: $firmId, rowId: $id) {
    id: rowId title kind format mentoringForm status objectives startsOn endsOn allocationUnit allocationAmount createdAt
    organization: organizationByFirmIdAndOrganizationId { id: rowId name }
    team: teamByFirmIdAndTeamId { id: rowId name }
    coaches: engagementCoachesByFirmIdAndEngagementId(first: 10, orderBy: [JOINED_ON_ASC, ROW_ID_ASC]) {
      nodes { id: rowId joinedOn leftOn person: personByFirmIdAndPersonId { id: rowId name } }
    }
    participants: engagementParticipantsByFirmIdAndEngagementId(first: 20, orderBy: [JOINED_ON_ASC, ROW_ID_ASC]) {
      nodes {
        id: rowId joinedOn leftOn
        person: personByFirmIdAndPersonId {
          id: rowId name email organization: organizationByFirmIdAndOrganizationId { name }
        }
      }
    }
    sessions: sessionsByFirmIdAndEngagementId(first: 20, orderBy: [STARTS_AT_ASC, ROW_ID_ASC]) {
      nodes {
        id: rowId startsAt endsAt status kind
        attendance: attendancesByFirmIdAndSessionIdList(orderBy: [PERSON_ID_ASC]) {
          status person: personByFirmIdAndPersonId { id: rowId name }
        }
      }
    }
    notes: notesByFirmIdAndEngagementId(first: 20, orderBy: [CREATED_AT_DESC, ROW_ID_DESC]) {
      nodes { id: rowId visibility text createdAt author: personByFirmIdAndAuthorId { id: rowId name } }
    }
  }
}`;

const person = (id: string, fields: string) =>
  `(select json_build_object('id', p.id, 'name', p.name${fields}) from person p where p.firm_id = $1 and p.id = ${id})`;

const members = (table: string, most: number, fields: string) => `json_build_object('nodes', (
  select coalesce(json_agg(json_build_object(
    'id', m.id, 'joinedOn', m.joined_on, 'leftOn', m.left_on, 'person', ${person("m.person_id", fields)})
    order by m.joined_on, m.id), '[]')
  from (
    select * from ${table} m where m.firm_id = $1 and m.engagement_id = e.id order by m.joined_on, m.id limit ${most}) m))`;

const organization = `, 'email', p.email, 'organization', (
  select json_build_object('name', o.name) from organization o where o.firm_id = $1 and o.id = p.organization_id)`;

const statement = `
select json_build_object('data', json_build_object('engagement', (
  select json_build_object(
    'id', e.id, 'title', e.title, 'kind', e.kind, 'format', e.format, 'mentoringForm', e.mentoring_form,
    'status', e.status, 'objectives', e.objectives, 'startsOn', e.starts_on, 'endsOn', e.ends_on,
    'allocationUnit', e.allocation_unit, 'allocationAmount', e.allocation_amount, 'createdAt', e.created_at,
    'organization', (
      select json_build_object('id', o.id, 'name', o.name) from organization o
      where o.firm_id = $1 and o.id = e.organization_id),
    'team', (select json_build_object('id', t.id, 'name', t.name) from team t where t.firm_id = $1 and t.id = e.team_id),
    'coaches', ${members("engagement_coach", 10, "")},
    'participants', ${members("engagement_participant", 20, organization)},
    'sessions', json_build_object('nodes', (
      select coalesce(json_agg(json_build_object(
        'id', s.id, 'startsAt', s.starts_at, 'endsAt', s.ends_at, 'status', s.status, 'kind', s.kind,
        'attendance', (
          select coalesce(json_agg(json_build_object('status', a.status, 'person', ${person("a.person_id", "")})
            order by a.person_id), '[]')
          from attendance a where a.firm_id = $1 and a.session_id = s.id))
        order by s.starts_at, s.id), '[]')
      from (
        select * from session s where s.firm_id = $1 and s.engagement_id = e.id order by s.starts_at, s.id limit 20) s)),
    'notes', json_build_object('nodes', (
      select coalesce(json_agg(json_build_object(
        'id', n.id, 'visibility', n.visibility, 'text', n.text, 'createdAt', n.created_at,
        'author', ${person("n.author_id", "")}) order by n.created_at desc, n.id desc), '[]')
      from (
        select * from note n where n.firm_id = $1 and n.engagement_id = e.id
        order by n.created_at desc, n.id desc limit 20) n)))
  from engagement e where e.firm_id = $1 and e.id = $2)))::text as text`;

export const engagement: Page = {
  name: "engagement",
  says: "one engagement with everything on it, as its coach: people, 20 sessions with attendance, 20 notes",
  viewer: "coach",
  statement,
  requests: ({ firmId, engagementIds }) =>
    engagementIds.map((id) => ({
      coachwork: { query, variables: { id: apiId("engagement", id) } },
      postgraphile: { query: postgraphile, variables: { firmId, id } },
      limit: [id],
    })),
};
