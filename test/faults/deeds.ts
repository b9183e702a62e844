import { randomUUID } from "node:crypto";
import { apiId, at } from "@coachwork/testing";
import { signIn } from "../support/sign-in.ts";
import type { World } from "./world.ts";

/** Whom a writer writes for: an engagement of a coach and a client of their own, in which nearly everything can be booked. */
export interface Desk {
  readonly coach: string;
  readonly engagement: string;
  readonly tokens: { readonly coach: string; readonly client: string; readonly manager: string };
}

export async function openDesk({ firm, database, token }: World): Promise<Desk> {
  const [coach, client] = [await firm.person(["COACH"]), await firm.person(["CLIENT"])];
  const people = { coaches: [coach], participants: [client] };
  const engagement = await firm.engagement(people, { allocation_amount: 1_000 });
  await firm.availability(coach);
  const tokens = { coach: await signIn(database, firm, coach), client: await signIn(database, firm, client) };
  return { coach, engagement, tokens: { ...tokens, manager: token } };
}

/** One way to change something. */
export interface Deed {
  /** The field of the payload with what was made or changed. */
  readonly made: string;
  /** The input's type. Defaults to the mutation's name with `Input`. */
  readonly type?: string;
  /** What is asked for at this desk, the how-manieth time. */
  of(desk: Desk, turn: number): Asking;
}

interface Asking {
  readonly name: string;
  readonly token: string;
  readonly input: object;
  /** What tells the change from all others in the database (see `marksOf`). `{id}` stands for the id that is answered. */
  readonly mark: string;
  /** What is then done with it. */
  readonly after?: (id: string) => Deed;
}

const bookSession: Deed = {
  made: "session",
  of({ coach, engagement, tokens }, turn) {
    const [day, hour] = [2 + Math.floor(turn / 24), turn % 24];
    const [startsAt, endsAt] = [at(day, hour).toISOString(), at(day, hour, 50).toISOString()];
    const input = { engagementId: apiId("engagement", engagement), startsAt, endsAt };
    return { name: "bookSession", token: tokens.manager, input, mark: `session ${coach} ${startsAt}` };
  },
};

/** Only the coach sees what is private. */
const createNote: Deed = {
  made: "note",
  of({ engagement, tokens }, turn) {
    const text = randomUUID();
    const visibility = turn % 2 === 0 ? "PRIVATE" : "SHARED";
    const input = { engagementId: apiId("engagement", engagement), visibility, text };
    return { name: "createNote", token: tokens.coach, input, mark: `note ${text}` };
  },
};

const createActionItem: Deed = {
  made: "actionItem",
  of({ engagement, tokens }) {
    const title = randomUUID();
    const input = { engagementId: apiId("engagement", engagement), title };
    return {
      name: "createActionItem",
      token: tokens.coach,
      input,
      mark: `action_item ${title}`,
      after: finishActionItem,
    };
  },
};

const finishActionItem = (id: string): Deed => ({
  ...{ made: "actionItem", type: "ActionItemStatusInput" },
  of: ({ tokens }) => ({
    ...{ name: "finishActionItem", token: tokens.coach, input: { id }, mark: `action_item.finished ${id}` },
  }),
});

const createOrganization: Deed = {
  made: "organization",
  of({ tokens }) {
    const name = randomUUID();
    const mark = `organization ${name}`;
    return { name: "createOrganization", token: tokens.manager, input: { name }, mark, after: archiveOrganization };
  },
};

const archiveOrganization = (id: string): Deed => ({
  made: "organization",
  of: ({ tokens }) => ({
    ...{ name: "archiveOrganization", token: tokens.manager, input: { id }, mark: `organization.archived ${id}` },
  }),
});

/** What every writer does in turn. */
export const deeds: readonly Deed[] = [
  bookSession,
  createNote,
  bookSession,
  createActionItem,
  bookSession,
  createOrganization,
];

/** What of it is in the database: each change by its mark, and the API id of what it made or changed. */
export const marksOf = `
  select 'session ' || c.coach_id || ' ' || to_char(s.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as mark,
    'session_' || replace(s.id::text, '-', '') as id
  from session s join session_coach c on c.firm_id = s.firm_id and c.session_id = s.id where s.firm_id = $1
  union all select 'note ' || text, 'note_' || replace(id::text, '-', '') from note where firm_id = $1
  union all select 'action_item ' || title, 'action_item_' || replace(id::text, '-', '') from action_item where firm_id = $1
  union all select 'organization ' || name, 'organization_' || replace(id::text, '-', '') from organization where firm_id = $1
  union all select type || ' action_item_' || replace(ids->>'actionItem', '-', ''), null from event
    where firm_id = $1 and type = 'action_item.finished'
  union all select type || ' organization_' || replace(ids->>'organization', '-', ''), null from event
    where firm_id = $1 and type = 'organization.archived'`;
