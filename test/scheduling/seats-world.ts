import { setTimeout as pause } from "node:timers/promises";
import { type Answer, type AnyData, apiId, at, FirmFactory, type TestClient, until } from "@coachwork/testing";
import type { SharedDatabase } from "../support/database.ts";
import type { Stage } from "../support/stage.ts";

export const userErrors = "userErrors { code field message }";
const seat = "seat { id status placeInLine offeredUntil } session { seatsTaken }";
const mutation = (name: string, input: string, answer: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${answer} ${userErrors} } }`;

export const book = mutation(
  "bookSession",
  "BookSessionInput",
  "session { id capacity minimum decideBy offerMinutes seatsTaken attendance { status } }",
);
export const take = mutation("takeSeat", "TakeSeatInput", seat);
export const leave = mutation("leaveSeat", "LeaveSeatInput", seat);
export const accept = mutation("acceptSeatOffer", "AcceptSeatOfferInput", seat);
export const decline = mutation("declineSeatOffer", "DeclineSeatOfferInput", seat);
export const setSeats = mutation(
  "setSeats",
  "SetSeatsInput",
  "session { capacity minimum decideBy minimumMetAt seatsTaken }",
);
export const cancel = mutation("cancelSession", "CancelSessionInput", "session { status }");
export const move = mutation("rescheduleSession", "RescheduleSessionInput", "session { startsAt decideBy }");

/** A group, in a firm of its own, all of whom are signed in. */
export interface Group {
  readonly firm: FirmFactory;
  readonly engagement: string;
  readonly coach: string;
  readonly clients: readonly string[];
  readonly asManager: TestClient;
  readonly asCoach: TestClient;
  readonly as: readonly TestClient[];
}

export async function groupOf({ database, signedIn }: Stage, size: number): Promise<Group> {
  const firm = await FirmFactory.create(database.admin);
  const manager = await firm.person(["PROGRAM_MANAGER"]);
  const coach = await firm.person(["COACH"]);
  await firm.availability(coach);
  const clients: string[] = [];
  for (let index = 0; index < size; index += 1)
    clients.push(await firm.person(["CLIENT"], { name: `Client ${index}` }));
  const engagement = await firm.engagement({ coaches: [coach], participants: clients }, { format: "GROUP" });
  const enter = (person: string) => signedIn(firm, person);
  const as: TestClient[] = [];
  for (let index = 0; index < size; index += 5)
    as.push(...(await Promise.all(clients.slice(index, index + 5).map(enter))));
  return { firm, engagement, coach, clients, as, asManager: await enter(manager), asCoach: await enter(coach) };
}

/** A session with seats, three days from now at ten. */
export function seatedSession(
  { firm, engagement, coach }: Group,
  capacity: number,
  { startsAt = at(3, 10), ...values }: { startsAt?: Date } & Record<string, unknown> = {},
): Promise<string> {
  const seats = { capacity, offer_minutes: 720, ...values };
  return firm.session(engagement, { coaches: [coach], startsAt }, seats);
}

/**
 * Lets it be time for what is due for a session's seats at a moment, and waits for what comes of it. The database's clock
 * lets jobs run, which need no other. It is time again and again, since an event that is read meanwhile plans the same anew.
 */
export function whenDue<T>(
  database: SharedDatabase,
  session: string,
  dueAt: Date,
  what: string,
  condition: () => Promise<T>,
): Promise<NonNullable<T>> {
  return until(what, async () => {
    await database.admin.query(
      `update graphile_worker._private_jobs j set run_at = now() from graphile_worker._private_tasks t
       where t.id = j.task_id and t.identifier = 'tendSeats' and j.payload->>'session' = $1
         and (j.payload->>'dueAt')::timestamptz = $2::timestamptz`,
      [session, dueAt],
    );
    return condition();
  });
}

interface Row {
  readonly person: string;
  readonly status: string;
  readonly until: Date | null;
}

/** Who stands how, in turn. */
export async function seatsOf(database: SharedDatabase, session: string): Promise<Row[]> {
  const { rows } = await database.admin.query<Row>(
    `select person_id as person, status, offered_until as until from seat where session_id = $1 order by turn`,
    [session],
  );
  return rows;
}

/** When the next offer of a session's seats ends. */
export async function offerEnd(database: SharedDatabase, session: string): Promise<Date> {
  const offers = (await seatsOf(database, session)).filter(({ status }) => status === "OFFERED");
  return new Date(Math.min(...offers.map(({ until }) => until!.getTime())));
}

export const statuses = async (database: SharedDatabase, session: string) =>
  (await seatsOf(database, session)).map(({ status }) => status);

/** What is wrong with a session's seats at one moment, as one statement sees it. */
export async function faultsOf(database: SharedDatabase, session: string): Promise<string[]> {
  const { rows } = await database.admin.query<Record<string, number>>(
    `select s.capacity, s.seats_taken as counted,
       (select count(*)::integer from seat t where t.session_id = s.id and t.status in ('TAKEN', 'OFFERED')) as held,
       (select count(*)::integer from seat t where t.session_id = s.id and t.status = 'WAITING') as waiting,
       (select count(*)::integer from seat t where t.session_id = s.id and t.status = 'TAKEN') as taken,
       (select count(*)::integer from attendance a join seat t on t.session_id = a.session_id
          and t.person_id = a.person_id and t.status = 'TAKEN' where a.session_id = s.id) as expected,
       (select count(*)::integer from attendance a where a.session_id = s.id) as attendance
     from session s where s.id = $1`,
    [session],
  );
  const { capacity, counted, held, waiting, taken, expected, attendance } = rows[0]!;
  const faults: string[] = [];
  if (held! > capacity!) faults.push(`${held} hold ${capacity} seats`);
  if (held !== counted) faults.push(`${held} hold a seat, ${counted} are counted`);
  if (held! < capacity! && waiting! > 0) faults.push(`${waiting} wait though a seat is free`);
  if (taken !== expected || expected !== attendance) faults.push(`${taken} have a seat, ${attendance} are expected`);
  return faults;
}

/** What came of what many send at once. */
export interface Storm {
  /** Errors that were answered instead. */
  readonly troubles: NonNullable<Answer["errors"]>[number][];
  readonly answers: AnyData[];
  /** Called at once as an answer has come. */
  readonly onAnswer: () => void;
}

/** Sends a mutation until it is answered, with one idempotency key, as a client of the API does. */
export async function sendUntilAnswered(
  client: TestClient,
  text: string,
  input: object,
  { troubles, answers, onAnswer }: Storm,
): Promise<AnyData> {
  const idempotencyKey = crypto.randomUUID();
  return until("an answer", async () => {
    const { data, errors } = await client.send(text, { input: { ...input, idempotencyKey } });
    if (!errors) {
      const answer = Object.values(data as object)[0];
      answers.push(answer);
      onAnswer();
      return answer;
    }
    troubles.push(...errors);
    await pause(100);
    return undefined;
  });
}

export const seatId = async (database: SharedDatabase, session: string, person: string): Promise<string> => {
  const text = "select id from seat where session_id = $1 and person_id = $2";
  const { rows } = await database.admin.query<{ id: string }>(text, [session, person]);
  return apiId("seat", rows[0]!.id);
};
