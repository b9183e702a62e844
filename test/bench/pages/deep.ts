import type { Page } from "./page.ts";

const query = `query Deep($after: String!) {
  sessions(first: 50, after: $after) {
    nodes { id startsAt endsAt status kind }
    pageInfo { hasNextPage endCursor }
  }
}`;

const postgraphile = `query Deep($after: Cursor!) {
  sessions: allSessions(first: 50, after: $after, orderBy: [STARTS_AT_ASC, ROW_ID_ASC]) {
    nodes { id: rowId startsAt endsAt status kind }
    pageInfo { hasNextPage endCursor }
  }
}`;

const statement = `
select json_build_object('data', json_build_object('sessions', json_build_object(
  'nodes', coalesce(json_agg(json_build_object(
    'id', s.id, 'startsAt', s.starts_at, 'endsAt', s.ends_at, 'status', s.status, 'kind', s.kind)
    order by s.rank) filter (where s.rank <= 50), '[]'),
  'pageInfo', json_build_object(
    'hasNextPage', count(*) > 50,
    'endCursor', max((s.starts_at, s.id)::text) filter (where s.rank = 50)))))::text as text
from (
  select s.*, row_number() over () as rank from (
    select * from session s where s.firm_id = $1 and (s.starts_at, s.id) > ($2, $3)
    order by s.starts_at, s.id limit 51) s) s`;

/** Finds the last session before an instant, and so the cursor from which the page goes on. */
export const cursorBefore = {
  coachwork: `query Before($until: DateTime!) {
    sessions(last: 1, filter: { startsBefore: $until }) { edges { cursor } }
  }`,
  postgraphile: `query Before($until: Datetime!) {
    sessions: allSessions(last: 1, filter: { startsAt: { lessThan: $until } }, orderBy: [STARTS_AT_ASC, ROW_ID_ASC]) {
      edges { cursor }
    }
  }`,
};

export const deep: Page = {
  name: "deep",
  says: "page 1,000 of the firm's sessions, 50 a page, by cursor",
  viewer: "owner",
  statement,
  requests: ({ deep: { cursors, last, offset } }) => [
    {
      coachwork: { query, variables: { after: cursors.coachwork } },
      postgraphile: { query: postgraphile, variables: { after: cursors.postgraphile } },
      naive: { query, variables: { after: String(offset) } },
      limit: [last.startsAt, last.id],
    },
  ],
};
