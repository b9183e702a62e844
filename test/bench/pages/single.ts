import { apiId } from "../world.ts";
import type { Page } from "./page.ts";

const query = `query Single($id: ID!) {
  session(id: $id) { id startsAt endsAt status kind engagement { id title } }
}`;

const postgraphile = `query Single($firmId: UUID!, $id: UUID!) {
  session: sessionByFirmIdAndRowId(firmId: $firmId, rowId: $id) {
    id: rowId startsAt endsAt status kind engagement: engagementByFirmIdAndEngagementId { id: rowId title }
  }
}`;

const statement = `
select json_build_object('data', json_build_object('session', (
  select json_build_object(
    'id', s.id, 'startsAt', s.starts_at, 'endsAt', s.ends_at, 'status', s.status, 'kind', s.kind,
    'engagement', (
      select json_build_object('id', e.id, 'title', e.title) from engagement e
      where e.firm_id = $1 and e.id = s.engagement_id))
  from session s where s.firm_id = $1 and s.id = $2)))::text as text`;

export const single: Page = {
  name: "single",
  says: "one session by its id, with its engagement's title",
  viewer: "owner",
  statement,
  requests: ({ firmId, sessionIds }) =>
    sessionIds.map((id) => ({
      coachwork: { query, variables: { id: apiId("session", id) } },
      postgraphile: { query: postgraphile, variables: { firmId, id } },
      limit: [id],
    })),
};
