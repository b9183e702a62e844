import { instantText } from "../generate/calendar.ts";
import { apiId } from "../world.ts";
import type { Page } from "./page.ts";

const query = `query Whole($id: ID!, $now: DateTime!) {
  engagement(id: $id) {
    id title kind format status startsOn endsOn
    coaches(first: 10) { nodes { id joinedOn leftOn person { id name } } }
    participants(first: 20) { nodes { id joinedOn leftOn person { id name } } }
    goals(first: 20) {
      nodes { id kind title targetDate status weight progress(first: 10) { nodes { id level reachedOn comment } } }
    }
    actionItems(first: 20, orderBy: CREATED) { nodes { id title dueOn status owner { id name } } }
    sessions(first: 3, filter: { startsFrom: $now }) { nodes { id startsAt endsAt status kind } }
    agreements(first: 5) { nodes { id title status preparedAt completedAt } }
  }
}`;

/** Knows one order. */
const naive = query.replace(", orderBy: CREATED", "");

const postgraphile = `query Whole($firmId: UUID!, $id: UUID!, $now: Datetime!) {
  engagement: engagementByFirmIdAndRowId(firmId: $firmId, rowId: $id) {
    id: rowId title kind format status startsOn endsOn
    coaches: engagementCoachesByFirmIdAndEngagementId(first: 10, orderBy: [JOINED_ON_ASC, ROW_ID_ASC]) {
      nodes { id: rowId joinedOn leftOn person: personByFirmIdAndPersonId { id: rowId name } }
    }
    participants: engagementParticipantsByFirmIdAndEngagementId(first: 20, orderBy: [JOINED_ON_ASC, ROW_ID_ASC]) {
      nodes { id: rowId joinedOn leftOn person: personByFirmIdAndPersonId { id: rowId name } }
    }
    goals: goalsByFirmIdAndEngagementId(first: 20, orderBy: [ROW_ID_ASC]) {
      nodes {
        id: rowId kind title targetDate status weight
        progress: goalProgressesByFirmIdAndGoalId(first: 10, orderBy: [REACHED_ON_ASC, ROW_ID_ASC]) {
          nodes { id: rowId level reachedOn comment }
        }
      }
    }
    actionItems: actionItemsByFirmIdAndEngagementId(first: 20, orderBy: [ROW_ID_ASC]) {
      nodes { id: rowId title dueOn status owner: personByFirmIdAndOwnerId { id: rowId name } }
    }
    sessions: sessionsByFirmIdAndEngagementId(
      first: 3, filter: { startsAt: { greaterThanOrEqualTo: $now } }, orderBy: [STARTS_AT_ASC, ROW_ID_ASC]
    ) {
      nodes { id: rowId startsAt endsAt status kind }
    }
    agreements: agreementsByFirmIdAndEngagementId(first: 5, orderBy: [PREPARED_AT_ASC, ROW_ID_ASC]) {
      nodes { id: rowId title status preparedAt completedAt }
    }
  }
}`;

const person = (id: string) =>
  `(select json_build_object('id', p.id, 'name', p.name) from person p where p.firm_id = $1 and p.id = ${id})`;

/** The first rows of a table that belong to the engagement. */
const page = (table: string, most: number, order: string, json: string, condition = "true") => `
  json_build_object('nodes', (
    select coalesce(json_agg(json_build_object(${json}) order by ${order}), '[]')
    from (
      select * from ${table} t where t.firm_id = $1 and t.engagement_id = e.id and ${condition}
      order by ${order} limit ${most}) t))`;

const members = (table: string, most: number) =>
  page(
    table,
    most,
    "t.joined_on, t.id",
    `'id', t.id, 'joinedOn', t.joined_on, 'leftOn', t.left_on, 'person', ${person("t.person_id")}`,
  );

const progress = `json_build_object('nodes', (
  select coalesce(json_agg(json_build_object(
    'id', g.id, 'level', g.level, 'reachedOn', g.reached_on, 'comment', g.comment) order by g.reached_on, g.id), '[]')
  from (
    select * from goal_progress g where g.firm_id = $1 and g.goal_id = t.id order by g.reached_on, g.id limit 10) g))`;

const goals = `'id', t.id, 'kind', t.kind, 'title', t.title, 'targetDate', t.target_date, 'status', t.status,
  'weight', t.weight, 'progress', ${progress}`;

const actionItems = `'id', t.id, 'title', t.title, 'dueOn', t.due_on, 'status', t.status, 'owner', ${person("t.owner_id")}`;

const sessions = `'id', t.id, 'startsAt', t.starts_at, 'endsAt', t.ends_at, 'status', t.status, 'kind', t.kind`;

const agreements = `'id', t.id, 'title', t.title, 'status', t.status, 'preparedAt', t.prepared_at,
  'completedAt', t.completed_at`;

const statement = `
select json_build_object('data', json_build_object('engagement', (
  select json_build_object(
    'id', e.id, 'title', e.title, 'kind', e.kind, 'format', e.format, 'status', e.status,
    'startsOn', e.starts_on, 'endsOn', e.ends_on,
    'coaches', ${members("engagement_coach", 10)},
    'participants', ${members("engagement_participant", 20)},
    'goals', ${page("goal", 20, "t.id", goals)},
    'actionItems', ${page("action_item", 20, "t.id", actionItems)},
    'sessions', ${page("session", 3, "t.starts_at, t.id", sessions, "t.starts_at >= $3")},
    'agreements', ${page("agreement", 5, "t.prepared_at, t.id", agreements)})
  from engagement e where e.firm_id = $1 and e.id = $2)))::text as text`;

export const whole: Page = {
  name: "whole",
  says: "one engagement as its coach works with it: people, goals with progress, action items, next sessions, agreements",
  viewer: "coach",
  statement,
  requests: ({ firmId, engagementIds, anchor }) => {
    const now = instantText(anchor);
    return engagementIds.map((id) => ({
      coachwork: { query, variables: { id: apiId("engagement", id), now } },
      postgraphile: { query: postgraphile, variables: { firmId, id, now } },
      limit: [id, now],
      naive: { query: naive, variables: { id: apiId("engagement", id), now } },
    }));
  },
};
