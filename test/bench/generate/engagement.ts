import { DAY_MS, dateText, HOUR_MS, instantText, WEEK_MS } from "./calendar.ts";
import type { Client, Organization } from "./people.ts";
import type { Random } from "./random.ts";
import type { Write } from "./table.ts";
import { sentences, themes } from "./words.ts";
import { writeWork } from "./work.ts";

/** What an engagement is made from: its coaches meet once a week at a time that nothing else takes. */
export interface Plan {
  readonly firmId: string;
  readonly coaches: readonly string[];
  readonly organization: Organization;
  /** The version of the template that agreements are made from. */
  readonly template: string;
  /** When the first session starts. */
  readonly startsAt: number;
  readonly sessions: number;
  /** What is before it has happened. */
  readonly now: number;
}

/** From how many sessions on an engagement is written about after nearly each one. */
const LONG = 24;

/** Writes an engagement with its people, sessions, notes and goals. */
export function writeEngagement(plan: Plan, random: Random, write: Write): void {
  const { firmId, coaches, organization, startsAt, now } = plan;
  const endsAt = startsAt + (plan.sessions - 1) * WEEK_MS;
  const createdAt = startsAt - 14 * DAY_MS;
  const id = random.id(createdAt);
  const form = shape(random, organization);
  const kind = random.weighted([
    ["COACHING", 8],
    ["FORMAL", 1],
    ["INFORMAL", 1],
  ] as const);
  const informal = kind === "INFORMAL";
  const status =
    endsAt < now
      ? random.weighted([["COMPLETED", 9] as const, ["CANCELLED", 1] as const])
      : startsAt > now && random.chance(0.3)
        ? "DRAFT"
        : random.weighted([["ACTIVE", 19] as const, ["PAUSED", 1] as const]);
  write(
    "engagement",
    ...[firmId, id, `${random.pick(themes)} ${dateText(startsAt).slice(0, 7)}`],
    ...[kind === "COACHING" ? "COACHING" : "MENTORING", form.format, kind === "COACHING" ? null : kind, status],
    kind === "FORMAL" ? "To grow into the next role within a year, with a wider network." : null,
    ...[dateText(startsAt), informal ? null : dateText(endsAt + 28 * DAY_MS)],
    ...(informal ? [null, null] : ["SESSIONS", plan.sessions]),
    ...[organization.id, form.teamId, instantText(createdAt)],
  );

  const joinedOn = dateText(startsAt);
  for (const coach of coaches) write("engagement_coach", firmId, random.id(createdAt), id, coach, joinedOn, null);
  for (const client of form.clients) {
    const leftOn = form.clients.length > 2 && random.chance(0.03) ? dateText(startsAt + 3 * WEEK_MS) : null;
    write("engagement_participant", firmId, random.id(createdAt), id, client.id, joinedOn, leftOn);
  }
  for (let week = 0; week < plan.sessions; week++) {
    writeSession(
      { ...plan, id, startsAt: startsAt + week * WEEK_MS, first: week === 0, clients: form.clients },
      random,
      write,
    );
  }
  const participants = form.clients.map((client) => client.id);
  writeWork({ ...plan, id, kind, status, participants, createdAt, endsAt }, random, write);
}

/** With whom: mostly one person. */
function shape(random: Random, organization: Organization) {
  const format = random.weighted([
    ["INDIVIDUAL", 88],
    ["GROUP", 8],
    ["TEAM", 4],
  ] as const);
  if (format === "INDIVIDUAL") return { format, teamId: null, clients: [random.pickSkewed(organization.clients)] };
  if (format === "GROUP") {
    const from = random.whole(0, Math.max(0, organization.clients.length - 8));
    return { format, teamId: null, clients: organization.clients.slice(from, from + random.whole(4, 10)) };
  }
  const team = random.pick(organization.teams);
  return { format, teamId: team.id, clients: team.members };
}

interface Meeting extends Plan {
  /** The engagement. */
  readonly id: string;
  readonly first: boolean;
  readonly clients: readonly Client[];
}

function writeSession(meeting: Meeting, random: Random, write: Write): void {
  const { firmId, coaches, clients, startsAt, now } = meeting;
  const past = startsAt < now;
  const cancelled = random.chance(past ? 0.1 : 0.03);
  const status = cancelled ? "CANCELLED" : !past ? "CONFIRMED" : random.chance(0.95) ? "COMPLETED" : "NO_SHOW";
  const kind = meeting.first
    ? "INTAKE"
    : random.weighted([["REGULAR", 18] as const, ["REVIEW", 1] as const, ["THREE_WAY", 1] as const]);
  const bookedAt = startsAt - 14 * DAY_MS - random.whole(0, DAY_MS);
  const [from, to] = [instantText(startsAt), instantText(startsAt + HOUR_MS)];
  const id = random.id(bookedAt);
  const what = [kind, status, from, to, "UTC", from.slice(0, 10)] as const;
  write("session", firmId, id, meeting.id, ...what, cancelled ? 1 : 0, instantText(bookedAt));
  for (const coach of coaches) write("session_coach", firmId, id, coach, `[${from},${to})`, status === "CONFIRMED");
  for (const client of clients) {
    const came = random.weighted([
      ["PRESENT", 88],
      ["LATE", 5],
      ["EXCUSED", 5],
      ["NO_SHOW", 2],
    ] as const);
    write("attendance", firmId, id, client.id, past && !cancelled ? came : "PENDING");
  }
  if (past && random.chance(meeting.sessions >= LONG ? 0.95 : 0.25)) writeNote(meeting, random, write);
}

function writeNote({ firmId, id, coaches, clients, startsAt }: Meeting, random: Random, write: Write): void {
  const at = startsAt + 2 * HOUR_MS + random.whole(0, HOUR_MS);
  const byClient = random.chance(0.1);
  const author = byClient ? random.pick(clients).id : random.pickSkewed(coaches);
  const visibility = byClient
    ? "SHARED"
    : random.weighted([["PRIVATE", 5] as const, ["COACHES", 2] as const, ["SHARED", 3] as const]);
  const text = Array.from({ length: random.whole(1, 4) }, () => random.pick(sentences)).join(" ");
  write("note", firmId, random.id(at), id, author, visibility, text, instantText(at));
}
