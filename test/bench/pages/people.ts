import type { Page } from "./page.ts";

const query = `query People {
  people(first: 50, filter: { role: CLIENT }) {
    nodes { id name email timeZone roles organization { id name } team { id name } }
    pageInfo { hasNextPage endCursor }
  }
}`;

const postgraphile = `query People {
  people: allPeople(
    first: 50
    filter: { personRolesByFirmIdAndPersonId: { some: { role: { equalTo: "CLIENT" } } } }
    orderBy: [NAME_ASC, ROW_ID_ASC]
  ) {
    nodes {
      id: rowId name email timeZone
      roles: personRolesByFirmIdAndPersonIdList(orderBy: [ROLE_ASC]) { role }
      organization: organizationByFirmIdAndOrganizationId { id: rowId name }
      team: teamByFirmIdAndOrganizationIdAndTeamId { id: rowId name }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

const statement = `
select json_build_object('data', json_build_object('people', json_build_object(
  'nodes', coalesce(json_agg(json_build_object(
    'id', p.id, 'name', p.name, 'email', p.email, 'timeZone', p.time_zone,
    'roles', (select json_agg(r.role order by r.role) from person_role r where r.firm_id = $1 and r.person_id = p.id),
    'organization', (
      select json_build_object('id', o.id, 'name', o.name) from organization o
      where o.firm_id = $1 and o.id = p.organization_id),
    'team', (select json_build_object('id', t.id, 'name', t.name) from team t where t.firm_id = $1 and t.id = p.team_id))
    order by p.rank) filter (where p.rank <= 50), '[]'),
  'pageInfo', json_build_object(
    'hasNextPage', count(*) > 50,
    'endCursor', max((p.name, p.id)::text) filter (where p.rank = 50)))))::text as text
from (
  select p.*, row_number() over () as rank from (
    select * from person p where p.firm_id = $1
      and exists (select 1 from person_role r where r.firm_id = $1 and r.person_id = p.id and r.role = 'CLIENT')
    order by p.name, p.id limit 51) p) p`;

export const people: Page = {
  name: "people",
  says: "the list of people: the first 50 clients by name",
  viewer: "owner",
  statement,
  requests: () => [
    { coachwork: { query, variables: {} }, postgraphile: { query: postgraphile, variables: {} }, limit: [] },
  ],
};
