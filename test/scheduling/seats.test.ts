import type { Actor } from "@coachwork/schema";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type CommandServices, createLogger, Database, type Logger, newId, PostgresBus } from "@coachwork/platform";
import { apiId, day, FirmFactory } from "@coachwork/testing";
import fc from "fast-check";
import type { JobServices } from "../../apps/scheduling/src/jobs/services.js";
import { acceptSeatOffer } from "../../apps/scheduling/src/seats/accept-seat-offer.js";
import { declineSeatOffer } from "../../apps/scheduling/src/seats/decline-seat-offer.js";
import { leaveSeat } from "../../apps/scheduling/src/seats/leave-seat.js";
import { setSeats } from "../../apps/scheduling/src/seats/set-seats.js";
import { takeSeat } from "../../apps/scheduling/src/seats/take-seat.js";
import { tendSeats } from "../../apps/scheduling/src/seats/tend-seats.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

const MINUTE = 60_000;
const OFFER_MINUTES = 60;
const PEOPLE = 4;
const LONGEST_WAIT = 150;

let stored: TestDatabase;
let services: CommandServices & { readonly bus: PostgresBus; readonly logger: Logger };
let now: number;

beforeAll(async () => {
  stored = await createTestDatabase();
  const url = stored.schedulingUrl;
  const logger = createLogger("test", "silent");
  const database = await Database.connect({ url, poolSize: 4, statementTimeoutMs: 5_000, applicationName: "test" });
  const bus = new PostgresBus(url, logger);
  await bus.connect();
  services = { database, bus, clock: { now: () => now }, logger };
});
afterAll(async () => {
  await services?.bus.close();
  await services?.database.close();
  await stored?.drop();
});

type Status = "WAITING" | "OFFERED" | "TAKEN" | "DECLINED" | "EXPIRED" | "LEFT";

/** The seats of a session as a child would keep them on paper: everything is looked through anew at each step. */
class Paper {
  readonly people = new Map<number, { status: Status; turn: number; until: number | null }>();

  constructor(
    public capacity: number,
    private readonly startsAt: number,
  ) {}

  do(step: Step): string {
    const hasBegun = now >= this.startsAt;
    if (step.what === "pass") return "";
    if (step.what === "tend") {
      for (const [person, seat] of this.people)
        if (seat.status === "OFFERED" && seat.until! <= now) this.#note(person, "EXPIRED");
      if (!hasBegun) this.#offer();
      return "";
    }
    if (hasBegun) return "WRONG_STATUS";
    if (step.what === "resize") {
      if (this.#gone() > step.capacity) return "SEATS_TAKEN";
      this.capacity = step.capacity;
      this.#offer();
      return "";
    }
    return this.#answer(step.what, step.who);
  }

  #answer(what: "take" | "leave" | "accept" | "decline", who: number): string {
    const status = this.people.get(who)?.status;
    const has = ["WAITING", "OFFERED", "TAKEN"].includes(status ?? "");
    if (what === "take") {
      if (has) return "HAS_SEAT";
      const turn = Math.max(0, ...[...this.people.values()].map((seat) => seat.turn)) + 1;
      const isFree = this.#gone() < this.capacity;
      this.people.set(who, { status: isFree ? "TAKEN" : "WAITING", turn, until: null });
      return "";
    }
    if (what === "leave") {
      if (!has) return "NO_SEAT";
      this.#note(who, "LEFT");
    } else if (what === "decline") {
      if (status !== "OFFERED") return "NO_OFFER";
      this.#note(who, "DECLINED");
    } else {
      if (status === "EXPIRED") return "OFFER_EXPIRED";
      if (status !== "OFFERED") return "NO_OFFER";
      if (this.people.get(who)!.until! <= now) return "OFFER_EXPIRED";
      this.#note(who, "TAKEN");
    }
    this.#offer();
    return "";
  }

  #gone(): number {
    return [...this.people.values()].filter(({ status }) => status === "TAKEN" || status === "OFFERED").length;
  }

  #note(who: number, status: Status): void {
    Object.assign(this.people.get(who)!, { status, until: null });
  }

  #offer(): void {
    const line = [...this.people]
      .filter(([, { status }]) => status === "WAITING")
      .sort((a, b) => a[1].turn - b[1].turn);
    for (const [, seat] of line) {
      if (this.#gone() >= this.capacity) return;
      Object.assign(seat, { status: "OFFERED", until: Math.min(now + OFFER_MINUTES * MINUTE, this.startsAt) });
    }
  }
}

type Step =
  | { readonly what: "take" | "leave" | "accept" | "decline"; readonly who: number }
  | { readonly what: "resize"; readonly capacity: number }
  | { readonly what: "pass"; readonly minutes: number }
  | { readonly what: "tend" };

const who = fc.nat(PEOPLE - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant("take" as const), who }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant("leave" as const), who }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant("accept" as const), who }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("decline" as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant("resize" as const), capacity: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant("pass" as const), minutes: fc.integer({ min: 20, max: LONGEST_WAIT }) }),
  },
  { weight: 2, arbitrary: fc.constant({ what: "tend" as const }) },
);

/** An order of steps that meets every refusal. Random ones need not. */
const everyRefusal: Step[] = [
  { what: "take", who: 0 },
  { what: "take", who: 0 },
  { what: "accept", who: 0 },
  { what: "take", who: 1 },
  { what: "resize", capacity: 1 },
  { what: "leave", who: 1 },
  { what: "leave", who: 1 },
  { what: "resize", capacity: 1 },
  { what: "take", who: 2 },
  { what: "leave", who: 0 },
  { what: "pass", minutes: OFFER_MINUTES },
  { what: "accept", who: 2 },
  { what: "pass", minutes: LONGEST_WAIT },
  { what: "pass", minutes: LONGEST_WAIT },
  { what: "take", who: 3 },
];

test("whatever people do in whatever order, seats and line are as a slow model has them", async () => {
  const firm = await FirmFactory.create(stored.admin);
  const coach = await firm.person(["COACH"]);
  const clients = await Promise.all(Array.from({ length: PEOPLE }, () => firm.person(["CLIENT"])));
  const engagement = await firm.engagement({ coaches: [coach], participants: clients }, { format: "GROUP" });
  const met = new Set<string>();

  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 2 }),
      fc.array(step, { minLength: 12, maxLength: 60, size: "max" }),
      async (capacity, steps) => {
        now = Date.parse(`${day(2)}T08:00:00Z`);
        const startsAt = new Date(now + 300 * MINUTE);
        const seats = { capacity, offer_minutes: OFFER_MINUTES };
        const session = await firm.session(engagement, { coaches: [], startsAt }, seats);
        const paper = new Paper(capacity, startsAt.getTime());
        for (const one of steps) {
          const said = await doIt(firm, { coach, clients, session }, one);
          const expected = said === "UNKNOWN" ? said : paper.do(one);
          expect([one, said]).toEqual([one, expected]);
          expect([one, await onRecord(session, clients)]).toEqual([one, onPaper(paper)]);
          met.add(said);
        }
      },
    ),
    { numRuns: 60, examples: [[2, everyRefusal]] },
  );
  // The example meets all of these.
  for (const code of ["HAS_SEAT", "NO_SEAT", "NO_OFFER", "OFFER_EXPIRED", "SEATS_TAKEN", "WRONG_STATUS"])
    expect([...met]).toContain(code);
});

interface Group {
  readonly coach: string;
  readonly clients: readonly string[];
  readonly session: string;
}

/** Has the job done that looks after a session's seats. */
async function tend({ firmId }: FirmFactory, session: string): Promise<void> {
  const told = { firmId, session, dueAt: new Date(now).toISOString() };
  // Without what only other jobs need.
  await tendSeats.run(services as unknown as JobServices, told, AbortSignal.timeout(MINUTE));
}

/** What the service says to a step: nothing, or why not. UNKNOWN: somebody answers for a seat they never had. */
async function doIt(firm: FirmFactory, { coach, clients, session }: Group, one: Step): Promise<string> {
  const as = (personId: string, grant: string): Actor => {
    return { firmId: firm.firmId, personId, actorId: personId, grants: [grant], today: day(0), firmTimeZone: "UTC" };
  };
  const sessionId = apiId("session", session);
  const codeOf = ({ refusals }: { refusals: readonly { code: string }[] }) => refusals[0]?.code ?? "";
  switch (one.what) {
    case "pass":
      now += one.minutes * MINUTE;
      return "";
    case "tend":
      await tend(firm, session);
      return "";
    case "resize": {
      const seats = { capacity: one.capacity, offerMinutes: OFFER_MINUTES };
      return codeOf(await setSeats.perform(services, as(coach, "COACH"), { sessionId, seats }));
    }
    case "take":
      return codeOf(await takeSeat.perform(services, as(clients[one.who]!, "CLIENT"), { sessionId }));
    default: {
      const person = clients[one.who]!;
      const text = "select id from seat where session_id = $1 and person_id = $2";
      const { rows } = await stored.admin.query<{ id: string }>(text, [session, person]);
      const command = { leave: leaveSeat, accept: acceptSeatOffer, decline: declineSeatOffer }[one.what];
      const id = apiId("seat", rows[0]?.id ?? newId());
      const code = codeOf(await command.perform(services, as(person, "CLIENT"), { id }));
      return rows.length === 0 && code === "NOT_FOUND" ? "UNKNOWN" : code;
    }
  }
}

async function onRecord(session: string, clients: readonly string[]) {
  const { rows: seats } = await stored.admin.query<{
    person: string;
    status: Status;
    turn: number;
    until: Date | null;
  }>("select person_id as person, status, turn, offered_until as until from seat where session_id = $1", [session]);
  const { rows: expected } = await stored.admin.query<{ person: string }>(
    "select person_id as person from attendance where session_id = $1",
    [session],
  );
  const { rows } = await stored.admin.query("select capacity, seats_taken from session where id = $1", [session]);
  const numberOf = (person: string) => clients.indexOf(person);
  const row = ({ person, status, turn, until }: (typeof seats)[number]) =>
    [numberOf(person), { status, turn, until: until?.getTime() ?? null }] as const;
  return {
    ...rows[0],
    seats: new Map(seats.map(row)),
    expected: new Set(expected.map(({ person }) => numberOf(person))),
  };
}

function onPaper({ capacity, people }: Paper) {
  const inState = (...states: Status[]) =>
    [...people].filter(([, { status }]) => states.includes(status)).map(([person]) => person);
  return {
    capacity,
    seats_taken: inState("TAKEN", "OFFERED").length,
    seats: people,
    expected: new Set(inState("TAKEN")),
  };
}
